package application

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
)

// Policy is what a server is meant to share, as `cors-conformance corpus policies` prints it.
type Policy struct {
	ID               string   `json:"id"`
	AllowOrigins     []string `json:"allowOrigins"`
	AllowCredentials bool     `json:"allowCredentials"`
	AllowMethods     []string `json:"allowMethods"` // Beyond GET, HEAD and POST.
	AllowHeaders     []string `json:"allowHeaders"`
	ExposeHeaders    []string `json:"exposeHeaders"`
	MaxAge           *int     `json:"maxAge"` // In seconds; nil if the policy does not say.
}

// IsClosed reports whether nobody may read.
func (p Policy) IsClosed() bool { return len(p.AllowOrigins) == 0 }

// HasNull reports whether the null origin is allowed, which some libraries take for a mistake.
func (p Policy) HasNull() bool { return slices.Contains(p.AllowOrigins, "null") }

// HasSubdomains reports whether an allowed origin stands for all subdomains of a host.
func (p Policy) HasSubdomains() bool {
	return slices.ContainsFunc(p.AllowOrigins, func(origin string) bool {
		return strings.Contains(origin, "*.")
	})
}

// HasAnyPort reports whether an allowed origin stands for all ports of a host.
func (p Policy) HasAnyPort() bool {
	return slices.ContainsFunc(p.AllowOrigins, func(origin string) bool {
		return strings.HasSuffix(origin, ":*")
	})
}

// Methods are all allowed methods, for libraries that have to be told the safelisted ones too.
func (p Policy) Methods() []string {
	return append([]string{"GET", "HEAD", "POST"}, p.AllowMethods...)
}

// MaxAgeOrZero is the max-age for libraries that send none for 0.
func (p Policy) MaxAgeOrZero() int {
	if p.MaxAge == nil {
		return 0
	}
	return *p.MaxAge
}

// MaxAgeOrNegative is the max-age for libraries that send none for 0, and 0 for a negative number.
func (p Policy) MaxAgeOrNegative() int {
	if p.MaxAge != nil && *p.MaxAge == 0 {
		return -1
	}
	return p.MaxAgeOrZero()
}

// OriginsAsText are the origins for libraries in which "*" stands for any text. "Any port" is two of
// them, because the default port is not written.
func (p Policy) OriginsAsText() []string {
	origins := []string{}
	for _, origin := range p.AllowOrigins {
		if host, found := strings.CutSuffix(origin, ":*"); found {
			origins = append(origins, host)
		}
		origins = append(origins, origin)
	}
	return origins
}

// Allows reports whether a serialized origin is allowed, for libraries that know no patterns.
func (p Policy) Allows(origin string) bool {
	return slices.ContainsFunc(p.AllowOrigins, func(pattern string) bool {
		return pattern == "*" || patternToRegexp(pattern).MatchString(origin)
	})
}

// "*." stands for one or more labels, ":*" for any port, the default port too.
func patternToRegexp(pattern string) *regexp.Regexp {
	source := regexp.QuoteMeta(pattern)
	source = strings.Replace(source, `\*\.`, `(?:[a-z0-9_-]+\.)+`, 1)
	source = strings.Replace(source, `:\*`, `(?::[0-9]+)?`, 1)
	return regexp.MustCompile("^" + source + "$")
}

// readPolicies reads the file that the environment variable POLICIES names.
func readPolicies() []Policy {
	text, err := os.ReadFile(os.Getenv("POLICIES"))
	if err != nil {
		panic(err)
	}
	var policies []Policy
	if err := json.Unmarshal(text, &policies); err != nil {
		panic(err)
	}
	return policies
}
