// rs/cors around a net/http handler, as its README shows.
package main

import (
	"net/http"

	"cors-conformance/application"
	"github.com/rs/cors"
)

func main() {
	application.Testee{
		Name:   "rs/cors",
		Module: "github.com/rs/cors",
		Skipped: map[string]string{
			"open-wildcards":         "AllowedMethods has no wildcard",
			"credentialed-wildcards": "AllowedMethods has no wildcard",
		},
	}.Serve(func(policy application.Policy) http.Handler {
		options := cors.Options{
			AllowedOrigins:   policy.OriginsAsText(),
			AllowedMethods:   policy.Methods(),
			AllowedHeaders:   policy.AllowHeaders,
			ExposedHeaders:   policy.ExposeHeaders,
			AllowCredentials: policy.AllowCredentials,
			MaxAge:           policy.MaxAgeOrNegative(),
		}
		if policy.IsClosed() { // An empty list would be everyone.
			options.AllowOriginFunc = func(string) bool { return false }
		}
		return cors.New(options).Handler(application.Handler)
	})
}
