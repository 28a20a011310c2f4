// The CORS of gorilla/handlers around a router of gorilla/mux, as its documentation shows.
package main

import (
	"net/http"

	"cors-conformance/application"
	"github.com/gorilla/handlers"
	"github.com/gorilla/mux"
)

func main() {
	application.Testee{
		Name:   "gorilla/handlers",
		Module: "github.com/gorilla/handlers",
		Skipped: map[string]string{
			"open-wildcards":         "AllowedMethods and AllowedHeaders have no wildcard",
			"credentialed-wildcards": "AllowedMethods and AllowedHeaders have no wildcard",
		},
	}.Serve(func(policy application.Policy) http.Handler {
		options := []handlers.CORSOption{
			handlers.AllowedOrigins(policy.AllowOrigins),
			handlers.AllowedMethods(policy.Methods()),
			handlers.AllowedHeaders(policy.AllowHeaders),
			handlers.ExposedHeaders(policy.ExposeHeaders),
			handlers.MaxAge(policy.MaxAgeOrZero()),
		}
		// An empty list would be everyone, and there are no patterns.
		if policy.IsClosed() || policy.HasSubdomains() || policy.HasAnyPort() {
			options = append(options, handlers.AllowedOriginValidator(policy.Allows))
		}
		if policy.AllowCredentials {
			options = append(options, handlers.AllowCredentials())
		}
		router := mux.NewRouter()
		router.PathPrefix("/").Handler(application.Handler)
		return handlers.CORS(options...)(router)
	})
}
