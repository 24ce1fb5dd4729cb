package inventory

import (
	"cmp"
	"slices"
	"time"
)

// A Snapshot is everything that one scan saw of one account. It is complete and sorted before anything judges it,
// and is not changed afterwards.
type Snapshot struct {
	Header
	// Coverage has one row per kind and region that the plan named, sorted.
	Coverage []Coverage
	// Resources is sorted by kind, region and id.
	Resources []Resource
}

// A Header says which account a snapshot is of, and how it was taken.
type Header struct {
	Account   string    `json:"account"`   // 12 digits
	Partition string    `json:"partition"` // aws, aws-cn, aws-us-gov
	Caller    string    `json:"caller"`    // the ARN that asked
	Time      time.Time `json:"time"`      // when the collection began, UTC: "now" for everything that judges
	Tool      string    `json:"tool"`      // the version of the scanner
	// Regions lists the regions that were looked at, sorted.
	Regions []string `json:"regions"`
	// SkippedRegions maps a region to the reason why it was not looked at.
	SkippedRegions map[string]string `json:"skippedRegions,omitempty"`
	// Calls counts the API calls that were made, by Call.String. Retries of one call are counted in Attempts.
	Calls map[string]int `json:"calls"`
	// Attempts counts the HTTP requests that were sent, by Call.String. It is not part of the evidence.
	Attempts map[string]int `json:"attempts,omitempty"`
	// Interrupted is set when the collection was cut short, and says by what.
	Interrupted string `json:"interrupted,omitempty"`
}

// Seal binds, sorts and joins everything. Collect and Load call it; nothing else has to.
func (s *Snapshot) Seal() {
	for _, r := range s.Resources {
		Bind(r)
	}
	slices.SortFunc(s.Resources, func(a, b Resource) int {
		x, y := a.Identity(), b.Identity()
		return cmp.Or(cmp.Compare(a.Type().Kind, b.Type().Kind), cmp.Compare(x.Region, y.Region), cmp.Compare(x.ID, y.ID), cmp.Compare(x.ARN, y.ARN))
	})
	slices.SortFunc(s.Coverage, func(a, b Coverage) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Region, b.Region))
	})
	slices.Sort(s.Regions)
	for _, r := range s.Resources {
		if d, ok := r.(Dated); ok {
			d.Date(s.Time)
		}
	}
	s.join()
}

// A Dated resource is of a variant that changes with time, without any change in the account: a function whose runtime
// AWS stops patching on a day. Seal hands over the snapshot's time before anything is classified.
type Dated interface {
	Date(time.Time)
}

// Of returns the resources of a kind, in order. It shares the snapshot's memory.
func (s *Snapshot) Of(k Kind) []Resource {
	at := func(past bool) int {
		i, _ := slices.BinarySearchFunc(s.Resources, k, func(r Resource, k Kind) int {
			if c := cmp.Compare(r.Type().Kind, k); c != 0 || !past {
				return c
			}
			return -1
		})
		return i
	}
	return s.Resources[at(false):at(true)]
}

// Find returns the resource of a kind in a region with an id, or nil. Global resources have the empty region.
func (s *Snapshot) Find(k Kind, region, id string) Resource {
	of := s.Of(k)
	i, ok := slices.BinarySearchFunc(of, id, func(r Resource, id string) int {
		x := r.Identity()
		return cmp.Or(cmp.Compare(x.Region, region), cmp.Compare(x.ID, id))
	})
	if !ok {
		return nil
	}
	return of[i]
}

// CoverageOf returns the coverage of a kind in a region, or nil when the plan did not name it.
func (s *Snapshot) CoverageOf(k Kind, region string) *Coverage {
	i, ok := slices.BinarySearchFunc(s.Coverage, k, func(c Coverage, k Kind) int {
		return cmp.Or(cmp.Compare(c.Kind, k), cmp.Compare(c.Region, region))
	})
	if !ok {
		return nil
	}
	return &s.Coverage[i]
}
