package inventory

import "fmt"

// A CoverageStatus says how much of a kind in a region was seen. The zero value is not a status.
type CoverageStatus uint8

// Coverage statuses.
const (
	Complete CoverageStatus = iota + 1 // every resource was listed
	Partial                            // some were listed, then the listing broke off
	Unread                             // the listing failed: nothing is known
	Skipped                            // not looked at, on purpose: a region that is not enabled, a kind not collected
)

var statusNames = [...]string{"", "complete", "partial", "failed", "skipped"}

// String returns the status as reports spell it.
func (s CoverageStatus) String() string {
	if int(s) < len(statusNames) {
		return statusNames[s]
	}
	return fmt.Sprintf("status(%d)", s)
}

// MarshalText implements encoding.TextMarshaler.
func (s CoverageStatus) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. An unknown name is an error.
func (s *CoverageStatus) UnmarshalText(b []byte) error {
	for i, n := range statusNames {
		if i > 0 && n == string(b) {
			*s = CoverageStatus(i)
			return nil
		}
	}
	return fmt.Errorf("unknown coverage status %q", b)
}

// Coverage says whether all resources of a kind in a region are in the snapshot, and if not, why.
type Coverage struct {
	Kind   Kind           `json:"kind"`
	Region string         `json:"region,omitempty"` // empty for global services
	Status CoverageStatus `json:"status"`
	Reason string         `json:"reason,omitempty"` // for Skipped; the others have a Gap
	Gap    *Gap           `json:"gap,omitempty"`
	Count  int            `json:"count"` // resources of the kind in the snapshot
}

// Why returns the reason for anything but complete coverage, in one line.
func (c *Coverage) Why() string {
	if c.Gap != nil {
		return c.Gap.String()
	}
	return c.Reason
}
