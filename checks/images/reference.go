package images

import (
	"regexp"
	"strings"
)

// A Reference is the name of an image, taken apart.
type Reference struct {
	Host       string // "docker.io" where the name has none
	Repository string // "library/nginx" where Docker Hub's own is named "nginx"
	Tag        string // "latest" where the name has neither tag nor digest
	Digest     string // "sha256:..."

	// Account and Region are those of a private registry of ECR; empty for other registries.
	Account, Region string
}

// privateECR matches the host of a private registry (Amazon ECR User Guide, "Private registry"; General Reference,
// "Amazon ECR endpoints"): with IPv4, with both protocols, and with FIPS.
var privateECR = regexp.MustCompile(`^([0-9]{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$`)

// Parse takes the name of an image apart as container engines do.
func Parse(name string) Reference {
	rest, digest, _ := strings.Cut(name, "@")
	r := Reference{Host: "docker.io", Repository: rest, Digest: digest}
	// A tag's colon stands behind the last slash; one before it is a port's.
	if slash := strings.LastIndexByte(rest, '/'); strings.LastIndexByte(rest, ':') > slash {
		colon := strings.LastIndexByte(rest, ':')
		r.Repository, r.Tag = rest[:colon], rest[colon+1:]
	}
	if r.Tag == "" && r.Digest == "" {
		r.Tag = "latest"
	}
	if first, path, ok := strings.Cut(r.Repository, "/"); ok && (strings.ContainsAny(first, ".:") || first == "localhost") {
		r.Host, r.Repository = strings.ToLower(first), path
	}
	if r.Host == "index.docker.io" || r.Host == "registry-1.docker.io" {
		r.Host = "docker.io"
	}
	if r.Host == "docker.io" && !strings.Contains(r.Repository, "/") {
		r.Repository = "library/" + r.Repository
	}
	if m := privateECR.FindStringSubmatch(r.Host); m != nil {
		r.Account, r.Region = m[1], m[2]
	}
	return r
}

// Floats reports whether the name says nothing of which image it is: whatever was pushed last.
func (r Reference) Floats() bool { return r.Digest == "" && r.Tag == "latest" }
