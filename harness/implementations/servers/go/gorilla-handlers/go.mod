module cors-conformance/gorilla-handlers

go 1.24

replace cors-conformance/application => ../application

require (
	cors-conformance/application v0.0.0-00010101000000-000000000000
	github.com/gorilla/handlers v1.5.2
	github.com/gorilla/mux v1.8.1
)

require github.com/felixge/httpsnoop v1.0.3 // indirect
