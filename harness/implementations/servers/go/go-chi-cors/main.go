// go-chi/cors in chi, as its README shows.
package main

import (
	"net/http"

	"cors-conformance/application"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/cors"
)

func main() {
	application.Testee{
		Name:   "go-chi/cors",
		Module: "github.com/go-chi/cors",
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
			MaxAge:           policy.MaxAgeOrZero(),
		}
		if policy.IsClosed() { // An empty list would be everyone.
			options.AllowOriginFunc = func(*http.Request, string) bool { return false }
		}
		router := chi.NewRouter()
		router.Use(middleware.Recoverer)
		router.Use(cors.Handler(options))
		router.Handle("/*", application.Handler)
		return router
	})
}
