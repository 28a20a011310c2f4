module cors-conformance/go-chi-cors

go 1.24

replace cors-conformance/application => ../application

require (
	cors-conformance/application v0.0.0-00010101000000-000000000000
	github.com/go-chi/chi/v5 v5.5.0
	github.com/go-chi/cors v1.2.2
)
