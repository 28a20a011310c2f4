module cors-conformance/rs-cors

go 1.24

replace cors-conformance/application => ../application

require (
	cors-conformance/application v0.0.0-00010101000000-000000000000
	github.com/rs/cors v1.11.1
)
