// Echo with its CORS middleware, as its documentation shows.
package main

import (
	"errors"
	"net/http"

	"cors-conformance/application"
	"github.com/labstack/echo/v5"
	"github.com/labstack/echo/v5/middleware"
)

func main() {
	application.Testee{
		Name:   "Echo",
		Module: "github.com/labstack/echo/v5",
		Skipped: map[string]string{
			"credentialed-wildcards": "it cannot echo the method that a preflight asks for",
		},
	}.Serve(func(policy application.Policy) http.Handler {
		config := middleware.CORSConfig{
			AllowOrigins:     policy.AllowOrigins,
			AllowMethods:     policy.Methods(),
			AllowHeaders:     policy.AllowHeaders,
			ExposeHeaders:    policy.ExposeHeaders,
			AllowCredentials: policy.AllowCredentials,
			MaxAge:           policy.MaxAgeOrNegative(),
		}
		hasPattern := policy.HasSubdomains() || policy.HasAnyPort()
		if policy.IsClosed() || policy.HasNull() || hasPattern { // None of these can be in the list.
			config.UnsafeAllowOriginFunc = func(_ *echo.Context, origin string) (string, bool, error) {
				return origin, policy.Allows(origin), nil
			}
		}
		e := echo.New()
		e.Use(middleware.Recover())
		e.Use(middleware.CORSWithConfig(config))
		e.Any("/*", func(c *echo.Context) error {
			answer := application.AnswerTo(c.Request().URL, c.Request().Header.Get("If-None-Match"))
			switch answer.Status {
			case 404:
				return echo.ErrNotFound
			case 500:
				return errors.New(answer.Body)
			}
			application.Handler.ServeHTTP(c.Response(), c.Request())
			return nil
		})
		return e
	})
}
