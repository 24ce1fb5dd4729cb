package patching

import (
	"fmt"
	"time"

	"demarc/checks/eol"
)

// A Release is what is known of a machine's operating system.
type Release struct {
	// PlatformName and PlatformVersion are what the agent on the machine reports to Systems Manager; empty without one.
	PlatformName, PlatformVersion string
	// Image is what the machine was launched from. It is looked at only where the agent says nothing of use.
	Image eol.Image
}

// Told reports whether the agent's word names a release whose life is known, so that the image is not needed.
func (r Release) Told(now time.Time) bool {
	return eol.At(eol.FromSSM(r.PlatformName, r.PlatformVersion), now).State != eol.Unknown
}

// OfRelease is evidence A. A name that somebody else than the publisher gave an image proves nothing.
func OfRelease(r Release, now time.Time) Part {
	if r.Told(now) {
		os := eol.FromSSM(r.PlatformName, r.PlatformVersion)
		return life(eol.At(os, now), os, r.Image.PlatformDetails, fmt.Sprintf("by its agent, %q %q", r.PlatformName, r.PlatformVersion))
	}
	os, published := eol.FromImage(r.Image)
	status := eol.At(os, now)
	by := fmt.Sprintf("by its image %q", r.Image.Name)
	switch {
	case status.State == eol.Unknown:
		return Part{Unknown, r.unknown(status, now)}
	case !published:
		return Part{Unknown, fmt.Sprintf("%s, if the name of image %q can be believed: its owner %s is not the publisher", status.Reason, r.Image.Name, r.Image.OwnerID)}
	}
	return life(status, os, r.Image.PlatformDetails, by)
}

// unknown says what was recognised of the release, and by what it was looked for.
func (r Release) unknown(image eol.Status, now time.Time) string {
	by := fmt.Sprintf("its image is %q", r.Image.Name)
	if r.PlatformName == "" {
		return fmt.Sprintf("%s (%s)", image.Reason, by)
	}
	if s := eol.At(eol.FromSSM(r.PlatformName, r.PlatformVersion), now); s.OS.Family != "" {
		image = s
	}
	return fmt.Sprintf("%s (its agent reports %q %q, %s)", image.Reason, r.PlatformName, r.PlatformVersion, by)
}

func life(s eol.Status, os eol.OS, details, by string) Part {
	text := fmt.Sprintf("%s (%s)", s.Reason, by)
	switch {
	case s.State == eol.Ended:
		return Part{Fail, text}
	case s.State == eol.Supported, s.State == eol.Extended && s.Release.ExtendedRequires == "":
		return Part{Pass, text}
	case eol.ExtensionProven(os, details):
		return Part{Pass, text + ", and PlatformDetails shows that it is bought"}
	}
	return Part{Unpaid, text + "; nothing shows that it is bought"}
}
