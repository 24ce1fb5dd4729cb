package checks

import (
	"slices"
	"strings"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A ResourceFilter chooses resources. The values of one field widen the choice, the fields narrow it. The zero value
// chooses all.
type ResourceFilter struct {
	// Levels are levels of the responsibility matrix. A resource that could not be classified may be of any.
	Levels []string
	// Regions are region names. Resources of global services are of every region.
	Regions []string
	// Tags are "key" or "key=value". A resource whose tags are not known may have any, and stays in.
	Tags []string
}

// Empty reports whether the filter keeps everything.
func (f ResourceFilter) Empty() bool { return len(f.Levels)+len(f.Regions)+len(f.Tags) == 0 }

// Keep reports whether a resource is chosen. It fits Options.Keep.
func (f ResourceFilter) Keep(r inventory.Resource, c inventory.Classification) bool {
	ref := r.Identity()
	if len(f.Levels) > 0 && c.Variant != "" && !slices.Contains(f.Levels, string(responsibility.LevelOf(c.Variant))) {
		return false
	}
	if !f.KeepRegion(ref.Region) {
		return false
	}
	if len(f.Tags) == 0 {
		return true
	}
	tags, gap := ref.Tags.Get()
	if gap != nil {
		return true
	}
	return slices.ContainsFunc(f.Tags, func(want string) bool {
		key, value, valued := strings.Cut(want, "=")
		got, ok := tags[key]
		return ok && (!valued || got == value)
	})
}

// KeepRegion reports whether a region is chosen; the empty region of global services always is.
func (f ResourceFilter) KeepRegion(region string) bool {
	return region == "" || len(f.Regions) == 0 || slices.Contains(f.Regions, region)
}
