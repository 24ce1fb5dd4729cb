package inventory_test

import (
	"testing"

	"demarc/inventory"
)

var (
	listLamps = &inventory.Call{Service: "Lamp", Op: "ListLamps"}
	getLamp   = &inventory.Call{Service: "Lamp", Op: "GetLamp"}
	lampTags  = &inventory.Call{Service: "Lamp", Op: "ListTagsForLamp"}

	lampType  = inventory.Describe[lamp]("lamp.lamp", listLamps, getLamp)
	torchType = inventory.Describe[torch]("lamp.torch", listLamps, getLamp, lampTags)
)

type lamp struct{ inventory.Ref }

func (*lamp) Type() *inventory.Type              { return lampType }
func (*lamp) Classify() inventory.Classification { return inventory.Classification{} }

type torch struct{ inventory.Ref }

func (*torch) Type() *inventory.Type              { return torchType }
func (*torch) Classify() inventory.Classification { return inventory.Classification{} }

// TestTagsHaveASource is what lets a check read tags: they come from the list, or from the call that is about tags.
func TestTagsHaveASource(t *testing.T) {
	for r, want := range map[inventory.Resource]*inventory.Call{&lamp{}: listLamps, &torch{}: lampTags} {
		inventory.Bind(r)
		if src := r.Identity().Tags.Source(); src == nil || src.Call != want || src.Path != "Tags" {
			t.Errorf("%s: %+v", r.Type().Kind, src)
		}
	}
}
