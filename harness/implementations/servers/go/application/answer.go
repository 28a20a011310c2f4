package application

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// Answer is what the application says to a request, before any CORS.
type Answer struct {
	Status  int
	Headers [][2]string
	Body    string
}

// AnswerTo answers a request to a path below that of a policy; all methods alike.
func AnswerTo(target *url.URL, ifNoneMatch string) Answer {
	segments := append(strings.Split(target.Path, "/"), "", "", "")
	switch name, argument := segments[2], segments[3]; name {
	case "":
		return text(200, "ok\n")
	case "status":
		status, err := strconv.Atoi(argument)
		if err != nil || status < 200 || status > 599 {
			status = 404
		}
		return text(status, "status "+argument+"\n")
	case "redirect":
		return text(302, "elsewhere\n", [2]string{"Location", target.Query().Get("to")})
	case "etag":
		if ifNoneMatch == `"1"` {
			return text(304, "", [2]string{"ETag", `"1"`})
		}
		return text(200, "tagged\n", [2]string{"ETag", `"1"`})
	case "vary":
		return text(200, "varies\n", [2]string{"Vary", "Accept-Language"})
	case "headers":
		return text(200, "headers\n", [2]string{"ETag", `"1"`}, [2]string{"X-Request-Id", "42"},
			[2]string{"X-Total-Count", "7"}, [2]string{"X-Private", "yes"})
	case "cookie":
		return text(200, "cookie\n", [2]string{"Set-Cookie", "testee=1; Path=/"})
	default:
		return text(404, "not here\n")
	}
}

// Each answer is marked, so that the suite knows whether the application was reached.
func text(status int, body string, headers ...[2]string) Answer {
	marks := [][2]string{{"X-Reached", "app"}, {"Content-Type", "text/plain"}}
	return Answer{status, append(marks, headers...), body}
}

// Handler is the application for everything that is built on net/http.
var Handler http.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	answer := AnswerTo(r.URL, r.Header.Get("If-None-Match"))
	switch answer.Status {
	case 404:
		http.NotFound(w, r)
	case 500:
		http.Error(w, answer.Body, 500)
	default:
		for _, header := range answer.Headers {
			w.Header().Add(header[0], header[1])
		}
		w.WriteHeader(answer.Status)
		w.Write([]byte(answer.Body))
	}
})
