// Package application is what is behind the CORS of every testee in Go: a testee is a server that is
// set up for the standard policies of this suite, each under a path of its own.
package application

import (
	"encoding/json"
	"log"
	"net/http"
	"os"
	"runtime/debug"
	"strings"
)

// Testee says what is under test.
type Testee struct {
	Name string
	// Module is the path of the Go module under test; its version is that of the build.
	Module string
	// Skipped says why a policy is left out, by its id.
	Skipped map[string]string
}

// Serve serves every policy on the port that PORT names, each by the handler that setUp returns. The
// handlers see the whole path, with that of the policy in front.
func (t Testee) Serve(setUp func(Policy) http.Handler) {
	handlers := map[string]http.Handler{}
	for _, policy := range t.Policies() {
		handlers[policy.ID] = setUp(policy)
	}
	server := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == ManifestPath {
			w.Header().Set("Content-Type", "application/json")
			w.Write(t.Manifest())
			return
		}
		id, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		if handler, found := handlers[id]; found {
			handler.ServeHTTP(w, r)
		} else {
			http.NotFound(w, r)
		}
	})
	log.Fatal(http.ListenAndServe(Address(), server))
}

// ManifestPath is where the suite looks for the manifest.
const ManifestPath = "/.well-known/cors-conformance"

// Address is where to listen.
func Address() string { return "127.0.0.1:" + os.Getenv("PORT") }

// Policies are those that are not skipped.
func (t Testee) Policies() []Policy {
	var policies []Policy
	for _, policy := range readPolicies() {
		if _, skipped := t.Skipped[policy.ID]; !skipped {
			policies = append(policies, policy)
		}
	}
	return policies
}

// Manifest says which policies there are, and under which paths.
func (t Testee) Manifest() []byte {
	paths := map[string]string{}
	for _, policy := range t.Policies() {
		paths[policy.ID] = "/" + policy.ID
	}
	manifest, err := json.Marshal(map[string]any{
		"name": t.Name, "version": versionOf(t.Module), "policies": paths, "skipped": t.Skipped,
	})
	if err != nil {
		panic(err)
	}
	return manifest
}

// The version of a module that this program was built with.
func versionOf(module string) string {
	info, _ := debug.ReadBuildInfo()
	for _, dependency := range info.Deps {
		if dependency.Path == module {
			return strings.TrimPrefix(dependency.Version, "v")
		}
	}
	panic(module + " is not part of this program")
}
