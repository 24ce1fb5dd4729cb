package eks

import (
	"strconv"
	"strings"
	"time"

	"demarc/checks"
	"demarc/checks/eks/versions"
	"demarc/inventory"
	"demarc/inventory/eks"
)

// supported returns until when a version is supported and who says so. What EKS said on the day wins; where it was not
// asked, or does not name the version, the table decides. ok is false for a version that neither has.
func supported[T any](v *checks.View[T], name string, live inventory.Fact[eks.Support]) (x versions.Version, source string, ok bool) {
	// Known looks at no value: that the call was refused is no reason to be blind while there is a table.
	if live.Known() {
		s, _ := checks.Read(v, live)
		if !s.EndOfStandardSupportDate.IsZero() {
			return versions.Version{Name: name, StandardEnd: s.EndOfStandardSupportDate, ExtendedEnd: s.EndOfExtendedSupportDate}, "EKS says", true
		}
	}
	x, ok = versions.Find(name)
	return x, "the table of " + versions.ReadOn().Format(time.DateOnly) + " says", ok
}

// supportVerdict judges a version by the date.
func supportVerdict[T any](v *checks.View[T], name string, live inventory.Fact[eks.Support]) checks.Verdict {
	x, source, ok := supported(v, name, live)
	if !ok {
		return v.Unknown("Kubernetes %s is in no table of %s, and EKS did not say until when it is supported: grant eks:DescribeClusterVersions", name, versions.ReadOn().Format(time.DateOnly))
	}
	standard, extended := x.StandardEnd.Format(time.DateOnly), x.ExtendedEnd.Format(time.DateOnly)
	switch x.At(v.Now()) {
	case versions.Standard:
		return v.Pass("Kubernetes %s is in standard support until %s, %s", name, standard, source)
	case versions.Extended:
		return v.Fail("Kubernetes %s left standard support on %s and is in extended support until %s, %s", name, standard, extended, source)
	case versions.Ended:
		return v.Fail("Kubernetes %s is out of support: standard support ended on %s, %s", name, standard, source).At(checks.Critical)
	}
	return v.Unknown("nobody says until when Kubernetes %s is supported", name)
}

// minor reads the second number of "1.34".
func minor(version string) (int, bool) {
	major, rest, ok := strings.Cut(version, ".")
	n, err := strconv.Atoi(rest)
	return n, ok && err == nil && major == "1"
}
