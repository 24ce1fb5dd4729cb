package responsibility

import (
	"bytes"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/matrix.csv from the data")

// TestMatrixGolden shows every cell, so that a change of the data is read cell by cell in review.
func TestMatrixGolden(t *testing.T) {
	var got bytes.Buffer
	w := csv.NewWriter(&got)
	records := [][]string{{"variant", "level", "duty", "owner", "reason", "sources"}}
	for _, v := range Variants() {
		for _, d := range Duties() {
			c := Of(v.ID, d.ID)
			records = append(records, []string{string(v.ID), string(v.Level), string(d.ID), c.Owner.String(), c.Reason, strings.Join(c.Sources, " ")})
		}
	}
	if err := w.WriteAll(records); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/matrix.csv"
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("the matrix differs from %s; if the change is meant, run go test -update and read the diff (-want +got):\n%s", golden, diff)
	}
	if len(records)-1 != 2910 {
		t.Errorf("got %d cells, want 2910", len(records)-1)
	}
}

// TestMatrixGrid reproduces the reviewed one-screen grid byte for byte: it was expanded
// by other code than ours.
func TestMatrixGrid(t *testing.T) {
	letters := map[Owner]string{AWS: "A", Customer: "C", Shared: "S", NotApplicable: "-"}
	var got strings.Builder
	got.WriteString("A=aws C=customer S=shared -=n/a. Columns:\n")
	for i, d := range Duties() {
		fmt.Fprintf(&got, "%2d %s\n", i+1, d.ID)
	}
	fmt.Fprintf(&got, "\n%-40s", "")
	for i := range Duties() {
		fmt.Fprintf(&got, " %2d", i+1)
	}
	got.WriteString("\n")
	for _, v := range Variants() {
		fmt.Fprintf(&got, "%-40s", v.ID)
		for _, c := range Row(v.ID) {
			fmt.Fprintf(&got, " %2s", letters[c.Owner])
		}
		got.WriteString("\n")
	}
	want, err := os.ReadFile("testdata/ownership_grid.txt")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("grid (-want +got):\n%s", diff)
	}
}

func TestOf(t *testing.T) {
	tests := map[string]struct {
		variant Variant
		duty    Duty
		want    Cell
	}{
		"profile_default_rests_on_the_variants_sources": {
			EC2Instance, OSPatch,
			Cell{Customer, "guest OS updates and supported release", []string{"ec2-sec", "srm"}},
		},
		"override_with_its_own_source": {
			EC2InstanceHost, OSPatch,
			Cell{Customer, "guest OS; RHEL/SUSE on Dedicated Hosts must be customer-brought AMIs, so the patch subscription is the customer's too", []string{"ec2-dedicated-host"}},
		},
		"override_without_a_source": {
			EC2NetworkACL, NetSegmentation,
			Cell{Customer, "the NACL's own inbound and outbound rules", []string{"srm"}},
		},
		"unknown_variant": {"ec2.instance.imagined", OSPatch, Cell{}},
		"unknown_duty":    {EC2Instance, "os.imagined", Cell{}},
		"unclassified":    {"", OSPatch, Cell{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Of(tt.variant, tt.duty)); diff != "" {
				t.Errorf("Of(%q, %q) (-want +got):\n%s", tt.variant, tt.duty, diff)
			}
		})
	}
}

func TestLookups(t *testing.T) {
	if got := Row("ec2.instance.imagined"); got != nil {
		t.Errorf("Row of an unknown variant = %v, want nil", got)
	}
	for _, v := range Variants() {
		row := Row(v.ID)
		for i, d := range Duties() {
			if diff := cmp.Diff(Of(v.ID, d.ID), row[i]); diff != "" {
				t.Errorf("%s %s: Of and Row differ:\n%s", v.ID, d.ID, diff)
			}
		}
		if got := LevelOf(v.ID); got != v.Level {
			t.Errorf("LevelOf(%s) = %q, want %q", v.ID, got, v.Level)
		}
		if got, ok := VariantOf(v.ID); !ok || !cmp.Equal(got, v) {
			t.Errorf("VariantOf(%s) = %v, %v", v.ID, got, ok)
		}
	}
	for _, d := range Duties() {
		if got, ok := DutyOf(d.ID); !ok || !cmp.Equal(got, d) {
			t.Errorf("DutyOf(%s) = %v, %v", d.ID, got, ok)
		}
	}
	if got := LevelOf("ec2.instance.imagined"); got != "" {
		t.Errorf("LevelOf an unknown variant = %q, want empty", got)
	}
	if got, ok := VariantOf(""); ok || !cmp.Equal(got, VariantInfo{}) {
		t.Errorf("VariantOf an unknown variant = %v, %v", got, ok)
	}
	if got, ok := DutyOf(""); ok || !cmp.Equal(got, DutyInfo{}) {
		t.Errorf("DutyOf an unknown duty = %v, %v", got, ok)
	}
	if _, ok := SourceOf("imagined"); ok {
		t.Error("SourceOf knows a source that does not exist")
	}
	if s, ok := SourceOf(Unconfirmed); !ok || s.ReadAt != "not confirmed" {
		t.Errorf("SourceOf(Unconfirmed) = %v, %v", s, ok)
	}
}

// TestReturnedSlicesAreCopies holds that a caller who appends to or sorts a result does not change the model.
func TestReturnedSlicesAreCopies(t *testing.T) {
	want := Of(EC2Instance, FacilityPhysical)
	Row(EC2Instance)[0] = Cell{}
	Variants()[0] = VariantInfo{}
	Duties()[0] = DutyInfo{}
	Levels()[0] = LevelInfo{}
	if diff := cmp.Diff(want, Of(EC2Instance, FacilityPhysical)); diff != "" {
		t.Errorf("the model changed (-want +got):\n%s", diff)
	}
	if Variants()[0].ID != EC2Instance || Duties()[0].ID != FacilityPhysical || Levels()[0].ID != BareMetal {
		t.Error("a returned slice is the model's own")
	}
}

func BenchmarkOf(b *testing.B) {
	duties := Duties()
	for i := 0; b.Loop(); i++ {
		if Of(EC2InstanceManaged, duties[i%len(duties)].ID).Owner == Undecided {
			b.Fatal("undecided")
		}
	}
}
