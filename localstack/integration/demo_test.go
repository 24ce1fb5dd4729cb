package integration

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"demarc/checks"
	"demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/localstack/seed"
)

func TestDemo(t *testing.T) {
	cfg, _ := account(t)
	plan := seed.Demo()
	build(t, cfg, plan)
	snap, _ := measured(t, cfg, collect.Everything(all.Collectors()), plan.Regions...)
	for _, u := range unread(snap) {
		t.Log(u)
	}
	l := judge(snap)
	n := map[string]int{}
	for _, r := range l.Results {
		if r.Status == checks.Unknown {
			s := r.Check.ID + " "
			if r.Gap != nil {
				s += r.Gap.Call + " " + r.Gap.Class.String() + " " + r.Gap.Detail
			} else {
				s += r.Message
			}
			n[s]++
		}
	}
	for _, k := range slices.Sorted(maps.Keys(n)) {
		t.Log(fmt.Sprint(n[k], " ", k))
	}
}
