module cors-conformance/application

go 1.24
