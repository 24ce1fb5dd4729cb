// Package images judges the container images that something runs: whether their vulnerabilities are patched, how old they
// are, and whose they are. ECS, Lambda, App Runner and Batch name an image each in their own way; what is known of it is
// in ECR and in Inspector, of which the packages that judge those services know nothing. So it is looked up here.
//
// Only images in private repositories of the account can be looked up, in the regions that are scanned. What is known of
// the vulnerabilities of one comes from
//
//	Inspector (enhanced scanning)   findings, with age and fix: package patching judges them, as it does a machine's
//	basic scanning                  counts by severity, of the newest image of a repository alone
//
// A pass needs one of them, and lately. An image of somebody else's registry, one that is not there any more, one that is
// not scanned, and a tag that names an index of images for several platforms is unknown, and says so. Images that EKS
// runs are not known to AWS's interfaces, but to Inspector: how many pods use an image (see package ecr).
package images

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/checks/patching"
)

// A Use is an image in use: the container that runs it, if there are several, and how it is named.
type Use struct {
	Container string
	Image     string // "HOST/REPOSITORY:TAG", "HOST/REPOSITORY@sha256:..."
}

func (u Use) String() string {
	if u.Container == "" {
		return "image " + u.Image
	}
	return "container " + u.Container + " runs " + u.Image
}

func weigh(parts []patching.Part) patching.Part {
	by := map[patching.State][]string{}
	for _, p := range parts {
		if p.State != patching.Fail && p.State != patching.Pass {
			p.State = patching.Unknown
		}
		by[p.State] = append(by[p.State], p.Text)
	}
	for _, s := range []patching.State{patching.Fail, patching.Unknown, patching.Pass} {
		if len(by[s]) > 0 {
			return patching.Part{State: s, Text: checks.First(by[s], 3)}
		}
	}
	return patching.Part{State: patching.Unknown, Text: "no image is named"}
}

// Weigh judges together what is said of several images: one that fails is enough to fail, all must pass to pass.
func Weigh[T any](v *checks.View[T], parts []patching.Part) checks.Verdict {
	return patching.Say(v, weigh(parts))
}

// each judges every image once, however many containers run it.
func each[T any](v *checks.View[T], uses []Use, judge func(Reference) patching.Part) checks.Verdict {
	var parts []patching.Part
	seen := map[string]bool{}
	for _, u := range uses {
		if seen[u.Image] {
			continue
		}
		seen[u.Image] = true
		part := judge(Parse(u.Image))
		parts = append(parts, patching.Part{State: part.State, Text: fmt.Sprintf("%s: %s", u, part.Text)})
	}
	return Weigh(v, parts)
}

// Pinned judges whether each image is named by its digest, or by a tag other than latest.
func Pinned[T any](v *checks.View[T], uses []Use) checks.Verdict {
	var bad []string
	for _, u := range uses {
		if Parse(u.Image).Floats() {
			bad = append(bad, u.String())
		}
	}
	switch {
	case len(bad) > 0:
		return v.Fail("%s", checks.First(bad, 3))
	case len(uses) == 1:
		return v.Pass("%s, which is a digest or a tag other than latest", strings.TrimPrefix(uses[0].String(), "image "))
	}
	return v.Pass("all %d containers name a digest or a tag other than latest", len(uses))
}
