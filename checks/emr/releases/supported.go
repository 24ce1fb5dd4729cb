package releases

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
)

// Supported judges whether the release of a cluster or an application is in standard support, which is the same for
// both (Amazon EMR Release Guide, "Amazon EMR standard support"). member is the API's name of the release.
func Supported[T any](v *checks.View[T], member string, release inventory.Fact[string]) checks.Verdict {
	label, known := checks.Read(v, release)
	version, ok := Parse(label)
	if !known || !ok {
		return v.Unknown("%s %q is no release", member, label)
	}
	read := ReadOn().Format(time.DateOnly)
	s, ok := Find(version)
	earliest, latest := s.Earliest.Format(time.DateOnly), s.Latest.Format(time.DateOnly)
	exact := ok && s.Earliest.Equal(s.Latest)
	switch {
	case !ok:
		return v.Unknown("%s is %s, and AWS's pages of %s name no dates for releases %d.x", member, label, read, version[0])
	case s.Ended(v.Now()) && exact:
		return v.Fail("%s is %s, whose standard support ended on %s (AWS's page of %s)", member, label, latest, read)
	case s.Ended(v.Now()):
		return v.Fail("%s is %s, whose standard support ended on %s at the latest, as that of a newer release did (AWS's pages of %s)", member, label, latest, read)
	case s.Lasts(v.Now()) && exact:
		return v.Pass("%s is %s, in standard support until %s (AWS's page of %s)", member, label, latest, read)
	case s.Lasts(v.Now()):
		return v.Pass("%s is %s, in standard support until %s at least, as an older release is (AWS's pages of %s)", member, label, earliest, read)
	}
	return v.Unknown("%s is %s, and the table of %s has no day for it: https://docs.aws.amazon.com/emr/latest/ReleaseGuide/ has", member, label, read)
}
