module cors-conformance/echo

go 1.25.0

replace cors-conformance/application => ../application

require (
	cors-conformance/application v0.0.0-00010101000000-000000000000
	github.com/labstack/echo/v5 v5.4.4
)

require golang.org/x/time v0.15.0 // indirect
