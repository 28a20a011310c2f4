// Fiber with its CORS middleware, as its documentation shows.
package main

import (
	"errors"
	"log"
	"net/url"

	"cors-conformance/application"
	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/cors"
)

func main() {
	testee := application.Testee{
		Name:   "Fiber",
		Module: "github.com/gofiber/fiber/v3",
		Skipped: map[string]string{
			"credentialed-wildcards": "it cannot echo the method that a preflight asks for",
		},
	}
	app := fiber.New()
	for _, policy := range testee.Policies() {
		config := cors.Config{
			AllowOrigins:     policy.AllowOrigins,
			AllowMethods:     policy.Methods(),
			AllowHeaders:     policy.AllowHeaders,
			ExposeHeaders:    policy.ExposeHeaders,
			AllowCredentials: policy.AllowCredentials,
			MaxAge:           policy.MaxAgeOrNegative(),
		}
		if policy.IsClosed() || policy.HasNull() || policy.HasAnyPort() { // None of these can be in the list.
			config.AllowOrigins = nil
			config.AllowOriginsFunc = policy.Allows
		}
		app.Use("/"+policy.ID, cors.New(config))
	}
	app.Get(application.ManifestPath, func(c fiber.Ctx) error {
		return c.Type("json").Send(testee.Manifest())
	})
	app.Use(func(c fiber.Ctx) error {
		target, err := url.ParseRequestURI(c.OriginalURL())
		if err != nil {
			return fiber.ErrBadRequest
		}
		answer := application.AnswerTo(target, c.Get("If-None-Match"))
		switch answer.Status {
		case 404:
			return fiber.ErrNotFound
		case 500:
			return errors.New(answer.Body)
		}
		for _, header := range answer.Headers {
			c.Append(header[0], header[1])
		}
		return c.Status(answer.Status).SendString(answer.Body)
	})
	log.Fatal(app.Listen(application.Address()))
}
