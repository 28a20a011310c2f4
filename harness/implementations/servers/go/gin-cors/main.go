// gin-contrib/cors in Gin, as its README shows.
package main

import (
	"net/http"
	"time"

	"cors-conformance/application"
	"github.com/gin-contrib/cors"
	"github.com/gin-gonic/gin"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	application.Testee{
		Name:   "gin-contrib/cors",
		Module: "github.com/gin-contrib/cors",
		Skipped: map[string]string{
			"credentialed-wildcards": "it cannot echo what a preflight asks for",
		},
	}.Serve(func(policy application.Policy) http.Handler {
		config := cors.Config{
			AllowOrigins:     policy.OriginsAsText(),
			AllowWildcard:    policy.HasSubdomains() || policy.HasAnyPort(),
			AllowMethods:     policy.AllowMethods,
			AllowHeaders:     policy.AllowHeaders,
			ExposeHeaders:    policy.ExposeHeaders,
			AllowCredentials: policy.AllowCredentials,
			MaxAge:           time.Duration(policy.MaxAgeOrZero()) * time.Second,
		}
		if policy.IsClosed() || policy.HasNull() { // Neither can be said as a list.
			config.AllowOrigins = nil
			config.AllowOriginFunc = policy.Allows
		}
		router := gin.New()
		router.Use(gin.Recovery())
		router.Use(cors.New(config))
		router.Any("/*path", func(c *gin.Context) {
			application.Handler.ServeHTTP(c.Writer, c.Request)
		})
		return router
	})
}
