package checks_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// A window is of the same service as a door, and stands on another level.
type window struct{ inventory.Ref }

var windowType = inventory.Describe[window]("pane.window", &inventory.Call{Service: "Pane", Op: "ListWindows"}).Of(responsibility.EC2Volume)

func (*window) Type() *inventory.Type              { return windowType }
func (*window) Classify() inventory.Classification { return inventory.Classification{} }

func selectable() []checks.Checker {
	never := func(v *checks.View[door]) checks.Verdict { return v.Fail("") }
	return []checks.Checker{
		&checks.Check[door]{Meta: checks.Meta{ID: "door-door-lock", Duty: responsibility.OSPatch, Severity: checks.High}, Run: never},
		&checks.Check[door]{Meta: checks.Meta{ID: "door-door-paint", Duty: responsibility.DataRest, Severity: checks.Low}, Run: never},
		&checks.Check[window]{Meta: checks.Meta{ID: "pane-window-shut", Duty: responsibility.DataRest, Severity: checks.High}},
	}
}

func TestSelect(t *testing.T) {
	for name, c := range map[string]struct {
		given checks.Selection
		want  string // ids, or the start of the error
	}{
		"everything":         {checks.Selection{}, "door-door-lock door-door-paint pane-window-shut"},
		"id":                 {checks.Selection{Checks: []string{"door-door-paint"}}, "door-door-paint"},
		"pattern":            {checks.Selection{Checks: []string{"door-*"}}, "door-door-lock door-door-paint"},
		"valuesWiden":        {checks.Selection{Checks: []string{"pane-window-shut", "door-door-lock"}}, "door-door-lock pane-window-shut"},
		"duty":               {checks.Selection{Duties: []string{"data.rest"}}, "door-door-paint pane-window-shut"},
		"service":            {checks.Selection{Services: []string{"door"}}, "door-door-lock door-door-paint"},
		"severity":           {checks.Selection{Severities: []string{"high"}}, "door-door-lock pane-window-shut"},
		"level":              {checks.Selection{Levels: []string{"abstracted"}}, "pane-window-shut"},
		"levelOfTheDuty":     {checks.Selection{Levels: []string{"aws_managed_instance"}}, "door-door-paint"},
		"fieldsNarrow":       {checks.Selection{Services: []string{"door"}, Severities: []string{"high"}}, "door-door-lock"},
		"unknownCheck":       {checks.Selection{Checks: []string{"door-door-lok"}}, `check "door-door-lok" is unknown; did you mean "door-door-lock"?; allowed are door-door-lock, door-door-paint, pane-window-shut`},
		"brokenPattern":      {checks.Selection{Checks: []string{"[a"}}, `check "[a" is a broken pattern`},
		"unknownDuty":        {checks.Selection{Duties: []string{"os.pach"}}, `duty "os.pach" is unknown; did you mean "os.patch"?; allowed are access.inservice, access.policy,`},
		"unknownLevel":       {checks.Selection{Levels: []string{"vm"}}, `level "vm" is unknown; allowed are abstracted, account,`},
		"unknownService":     {checks.Selection{Services: []string{"window"}}, `service "window" is unknown; allowed are door, pane`},
		"unknownSeverity":    {checks.Selection{Severities: []string{"hihg"}}, `severity "hihg" is unknown; did you mean "high"?; allowed are critical,`},
		"unknownFramework":   {checks.Selection{Frameworks: []string{"iso"}}, `framework "iso" is unknown`},
		"undecidedControl":   {checks.Selection{Frameworks: []string{"cis:2.1.1"}}, `no check contributes to cis:2.1.1`},
		"dutyWithoutChecks":  {checks.Selection{Duties: []string{"gov.training"}}, `no check is selected by --duty gov.training together`},
		"nothingLeft":        {checks.Selection{Services: []string{"pane"}, Duties: []string{"os.patch"}}, `no check is selected by --duty os.patch and --service pane together`},
		"errorOfLaterFields": {checks.Selection{Services: []string{"pane"}, Severities: []string{"bad"}}, `severity "bad" is unknown`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := checks.Select(selectable(), c.given)
			if err != nil {
				if !strings.HasPrefix(err.Error(), c.want) {
					t.Errorf("got error %q, want %q", err, c.want)
				}
				return
			}
			var ids []string
			for _, x := range got {
				ids = append(ids, x.Info().ID)
			}
			if diff := cmp.Diff(c.want, strings.Join(ids, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSelectOnRequest holds that a check that runs on request alone is chosen by its id, and by nothing wider.
func TestSelectOnRequest(t *testing.T) {
	dear := &checks.Check[door]{Meta: checks.Meta{ID: "door-door-dear", Duty: responsibility.OSPatch, Severity: checks.High, OnRequest: true}}
	for name, c := range map[string]struct {
		given checks.Selection
		want  string
	}{
		"everything":     {checks.Selection{}, "door-door-lock door-door-paint pane-window-shut"},
		"by_severity":    {checks.Selection{Severities: []string{"high"}}, "door-door-lock pane-window-shut"},
		"by_pattern":     {checks.Selection{Checks: []string{"door-*"}}, "door-door-lock door-door-paint"},
		"by_id":          {checks.Selection{Checks: []string{"door-door-dear"}}, "door-door-dear"},
		"with_others":    {checks.Selection{Checks: []string{"door-*", "door-door-dear"}}, "door-door-lock door-door-paint door-door-dear"},
		"for_a_list":     {checks.Selection{OnRequest: true}, "door-door-lock door-door-paint pane-window-shut door-door-dear"},
		"other_severity": {checks.Selection{Checks: []string{"door-door-dear"}, Severities: []string{"high"}}, "door-door-dear"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := checks.Select(append(selectable(), dear), c.given)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, k := range got {
				ids = append(ids, k.Info().ID)
			}
			if diff := cmp.Diff(c.want, strings.Join(ids, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestResourceFilter(t *testing.T) {
	vm := inventory.Classification{Variant: responsibility.EC2Instance}
	tags := func(kv ...string) inventory.Fact[map[string]string] {
		m := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i]] = kv[i+1]
		}
		return inventory.Known(m)
	}
	for name, c := range map[string]struct {
		filter checks.ResourceFilter
		region string
		class  inventory.Classification
		tags   inventory.Fact[map[string]string]
		want   bool
	}{
		"everything":         {want: true},
		"level":              {filter: checks.ResourceFilter{Levels: []string{"virtual_machine"}}, class: vm, want: true},
		"otherLevel":         {filter: checks.ResourceFilter{Levels: []string{"abstracted"}}, class: vm},
		"unclassifiedStays":  {filter: checks.ResourceFilter{Levels: []string{"abstracted"}}, want: true},
		"region":             {filter: checks.ResourceFilter{Regions: []string{"r1", "r2"}}, region: "r2", want: true},
		"otherRegion":        {filter: checks.ResourceFilter{Regions: []string{"r1"}}, region: "r2"},
		"globalStays":        {filter: checks.ResourceFilter{Regions: []string{"r1"}}, want: true},
		"tagKey":             {filter: checks.ResourceFilter{Tags: []string{"team"}}, tags: tags("team", "a"), want: true},
		"tagValue":           {filter: checks.ResourceFilter{Tags: []string{"team=a"}}, tags: tags("team", "a"), want: true},
		"otherValue":         {filter: checks.ResourceFilter{Tags: []string{"team=b"}}, tags: tags("team", "a")},
		"emptyValue":         {filter: checks.ResourceFilter{Tags: []string{"team="}}, tags: tags("team", "a")},
		"oneOfTwoTags":       {filter: checks.ResourceFilter{Tags: []string{"x", "team=a"}}, tags: tags("team", "a"), want: true},
		"noTags":             {filter: checks.ResourceFilter{Tags: []string{"team"}}, tags: tags()},
		"unknownTagsStay":    {filter: checks.ResourceFilter{Tags: []string{"team"}}, tags: inventory.Missing[map[string]string](denied), want: true},
		"neverReadTagsStay":  {filter: checks.ResourceFilter{Tags: []string{"team"}}, want: true},
		"allFieldsMustMatch": {filter: checks.ResourceFilter{Regions: []string{"r1"}, Tags: []string{"team"}}, region: "r2", tags: tags("team", "a")},
	} {
		t.Run(name, func(t *testing.T) {
			r := &window{inventory.Ref{ID: "w", Region: c.region, Tags: c.tags}}
			if got := c.filter.Keep(r, c.class); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
	if !(checks.ResourceFilter{}).Empty() || (checks.ResourceFilter{Tags: []string{"a"}}).Empty() {
		t.Error("Empty tells an empty filter from another")
	}
}

func TestNearest(t *testing.T) {
	allowed := []string{"critical", "high", "medium", "low", "informational", "ec2-instance-imdsv2"}
	for typed, want := range map[string]string{
		"hihg": "high", "Critcal": "critical", "imdsv2": "ec2-instance-imdsv2", "info": "informational", "zzz": "", "": "", "lo": "low", "xyzzyx": "",
	} {
		if got := checks.Nearest(typed, allowed); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", typed, got, want)
		}
	}
}
