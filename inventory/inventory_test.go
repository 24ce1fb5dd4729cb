package inventory_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/responsibility"
)

var (
	list   = &inventory.Call{Service: "Door Service", Op: "ListDoors", Needs: []string{"door:ListDoors"}}
	detail = &inventory.Call{Service: "Door Service", Op: "GetLock", Needs: []string{"door:GetLock"}, Absent: []string{"NoSuchLock"}}
)

// door is a resource of a service that AWS does not have, so that these tests do not depend on one that it does.
type door struct {
	inventory.Ref
	Open inventory.Fact[bool]              `json:"Status.Open,omitzero"`
	Lock inventory.Fact[string]            `json:"Lock.Kind,omitzero" call:"GetLock"`
	Keys inventory.Fact[[]string]          `json:"Keys,omitzero"`
	Meta inventory.Fact[map[string]string] `json:"Meta,omitzero"`
}

var doorType = inventory.Describe[door]("door.door", list, detail).Of(responsibility.EC2Instance)

func (*door) Type() *inventory.Type { return doorType }

func (d *door) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Instance, Why: "it is a door"}
}

func ref(id string) inventory.Ref {
	return inventory.Ref{ID: id, Account: "111122223333", Region: "eu-central-1"}
}

func snapshot() *inventory.Snapshot {
	denied := &inventory.Gap{Class: inventory.Denied, Call: "DoorService.GetLock", Region: "eu-central-1", Code: "AccessDenied", Needs: []string{"door:GetLock"}}
	s := &inventory.Snapshot{
		Header: inventory.Header{Account: "111122223333", Partition: "aws", Caller: "arn:aws:iam::111122223333:user/eve", Tool: "test", Time: time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC), Regions: []string{"eu-central-1"}, Calls: map[string]int{"DoorService.ListDoors": 2}},
		Coverage: []inventory.Coverage{
			{Kind: "door.door", Region: "us-east-1", Status: inventory.Unread, Gap: denied},
			{Kind: "door.door", Region: "eu-central-1", Status: inventory.Complete, Count: 3},
		},
		Resources: []inventory.Resource{
			&door{Ref: ref("d-2"), Open: inventory.Known(false), Lock: inventory.Missing[string](denied)},
			&door{Ref: ref("d-1"), Open: inventory.Known(true), Lock: inventory.Known("a \"strange\" <lock>\n\\"), Keys: inventory.Known([]string{}), Meta: inventory.Known(map[string]string{"b": "2", "a": "1"})},
			&door{Ref: ref("d-3"), Open: inventory.FromPtr[bool](nil)},
		},
	}
	s.Seal()
	return s
}

func written(t *testing.T, s *inventory.Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestSnapshotRoundTrip(t *testing.T) {
	s := snapshot()
	first := written(t, s)
	back, err := inventory.Read(bytes.NewReader(first), []*inventory.Type{doorType})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(first, written(t, back)); d != "" {
		t.Errorf("a snapshot that was read back is written differently:\n%s", d)
	}
	if d := cmp.Diff(s.Header, back.Header); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(s.Coverage, back.Coverage); d != "" {
		t.Error(d)
	}
	got := make([]string, len(back.Resources))
	for i, r := range back.Resources {
		got[i] = r.Identity().ID
	}
	if d := cmp.Diff([]string{"d-1", "d-2", "d-3"}, got); d != "" {
		t.Error(d)
	}
	one := back.Find("door.door", "eu-central-1", "d-1").(*door)
	if v, gap := one.Lock.Get(); v != "a \"strange\" <lock>\n\\" || gap != nil {
		t.Errorf("lock = %q, %v", v, gap)
	}
	if src := one.Lock.Source(); src == nil || src.Call != detail || src.Path != "Lock.Kind" {
		t.Errorf("source = %v, want the call of the field's tag", src)
	}
}

func TestGapSaysWhatToDo(t *testing.T) {
	s := snapshot()
	for _, c := range []struct{ name, id, want string }{
		{"denied", "d-2", "DoorService.GetLock in eu-central-1 was denied (AccessDenied); grant door:GetLock"},
		{"neverRead", "d-3", "DoorService.GetLock was not asked for in this scan: Lock.Kind"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, gap := s.Find("door.door", "eu-central-1", c.id).(*door).Lock.Get()
			if got := gap.String(); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
	_, gap := s.Find("door.door", "eu-central-1", "d-3").(*door).Open.Get()
	if want := "DoorService.ListDoors answered without it: Status.Open"; gap.String() != want {
		t.Errorf("got  %s\nwant %s", gap, want)
	}
	var never *inventory.Gap
	if never.String() != "never read" {
		t.Errorf("nil gap reads %q", never)
	}
}

func TestReadRefusesBadFiles(t *testing.T) {
	whole := written(t, snapshot())
	zip := func(lines ...string) []byte {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(strings.Join(lines, "\n") + "\n")); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	const head = `{"format":"demarc-snapshot","version":1,"account":"1","partition":"aws","caller":"","time":"2026-11-23T00:00:00Z","tool":"","regions":null,"calls":null}`
	for _, c := range []struct {
		name string
		file []byte
		is   error
		says string
	}{
		{"empty", nil, inventory.ErrNotSnapshot, ""},
		{"text", []byte("{}"), inventory.ErrNotSnapshot, ""},
		{"foreignGzip", zip(`{"resources":[]}`), inventory.ErrNotSnapshot, ""},
		{"newer", zip(`{"format":"demarc-snapshot","version":2,"shape":"other"}`), inventory.ErrNewer, "its format is 2"},
		{"noTail", zip(head), inventory.ErrTruncated, ""},
		{"wrongCount", zip(head, `{"end":true,"resources":4}`), inventory.ErrTruncated, "promises 4"},
		{"unknownHeadField", zip(strings.Replace(head, `"tool"`, `"tol"`, 1)), nil, `line 1: json: unknown field "tol"`},
		{"unknownKind", zip(head, `{"kind":"window.window","resource":{}}`, `{"end":true,"resources":1}`), nil, `line 2: kind "window.window" is not known`},
		{"badFact", zip(head, `{"kind":"door.door","resource":{"id":"x","account":"1","Status.Open":true}}`, `{"end":true,"resources":1}`), nil, "line 2: door.door: a fact is"},
		{"badCoverage", zip(head, `{"coverage":{"kind":"door.door","status":"fine","count":0}}`), nil, `line 2: coverage: unknown coverage status "fine"`},
		{"strayLine", zip(head, `{"comment":1}`), nil, "line 2:"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := inventory.Read(bytes.NewReader(c.file), []*inventory.Type{doorType})
			if err == nil || c.is != nil && !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v that says %q", err, c.is, c.says)
			}
		})
	}
	for i := range whole {
		if _, err := inventory.Read(bytes.NewReader(whole[:i]), []*inventory.Type{doorType}); err == nil {
			t.Fatalf("a snapshot cut off after %d of %d bytes was read", i, len(whole))
		}
	}
	for i := 12; i < len(whole); i += 7 {
		damaged := bytes.Clone(whole)
		damaged[i] ^= 0x20
		if _, err := inventory.Read(bytes.NewReader(damaged), []*inventory.Type{doorType}); err == nil {
			t.Fatalf("a snapshot with byte %d damaged was read", i)
		}
	}
}

func TestSaveIsPrivateAndWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.snap")
	if err := snapshot().Save(path); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("disk full")
	if err := inventory.WriteFile(path, func(w io.Writer) error {
		if _, err := w.Write([]byte("half")); err != nil {
			return err
		}
		return broken
	}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("a failed write changed the file")
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("a failed write left %v, %v", entries, err)
	}
}

func TestFactJSON(t *testing.T) {
	var f inventory.Fact[string]
	for _, bad := range []string{`"x"`, `{"klass":"denied"}`, `{"class":"odd"}`, `[1]`, `true`} {
		if err := json.Unmarshal([]byte(bad), &f); err == nil {
			t.Errorf("%s was read as a fact", bad)
		}
	}
	if err := json.Unmarshal([]byte(`["A\u00e9"]`), &f); err != nil || f.Or("") != "Aé" {
		t.Errorf("got %q, %v", f.Or(""), err)
	}
}

func TestDescribeRefusesUnknownCall(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a tag that names no call was accepted")
		}
	}()
	inventory.Describe[door]("door.door", list)
}

func TestFindAndOf(t *testing.T) {
	s := snapshot()
	if got := len(s.Of("door.door")); got != 3 {
		t.Errorf("Of: %d", got)
	}
	if s.Of("door") != nil && len(s.Of("door")) != 0 || len(s.Of("zzz")) != 0 {
		t.Error("Of found resources of another kind")
	}
	if s.Find("door.door", "eu-central-1", "d-9") != nil || s.Find("door.door", "", "d-1") != nil {
		t.Error("Find found what is not there")
	}
	if c := s.CoverageOf("door.door", "us-east-1"); c == nil || c.Status != inventory.Unread {
		t.Errorf("coverage %v", c)
	}
}

// A tenant tells doors what they are.
type tenant struct{ inventory.Ref }

var tenantType = inventory.Describe[tenant]("door.tenant", list)

func (*tenant) Type() *inventory.Type              { return tenantType }
func (*tenant) Classify() inventory.Classification { return inventory.Classification{} }
func (t *tenant) Links() []inventory.Link {
	return []inventory.Link{{Kind: "door.front", Region: t.Region, ID: t.Name, Variant: responsibility.ECSContainerInstance, Why: t.ID + " rents it"}}
}

type front struct {
	inventory.Ref
	links []inventory.Link
}

var frontType = inventory.Describe[front]("door.front", list)

func (*front) Type() *inventory.Type              { return frontType }
func (*front) Classify() inventory.Classification { return inventory.Classification{} }
func (f *front) Link(links []inventory.Link)      { f.links = links }

// A knock is a door that names the tenant behind it.
type knock struct {
	front
	at string
}

func (k *knock) Within() []inventory.Place { return []inventory.Place{{Kind: "door.front", ID: k.at}} }

// TestMembersAreTold holds that what is said of a place reaches those that name it, after what is said of themselves,
// and in the same region alone.
func TestMembersAreTold(t *testing.T) {
	tell := func(id, region, of string) *tenant {
		return &tenant{Ref: inventory.Ref{ID: id, Region: region, Name: of}}
	}
	member, stranger := &knock{front{Ref: ref("f-1")}, "f-2"}, &knock{front{Ref: ref("f-3")}, "f-9"}
	s := &inventory.Snapshot{Resources: []inventory.Resource{member, stranger, tell("t-1", "eu-central-1", "f-2"), tell("t-2", "eu-central-1", "f-1"), tell("t-3", "us-east-1", "f-2")}}
	s.Seal()
	var why []string
	for _, l := range member.links {
		why = append(why, l.Why)
	}
	if d := cmp.Diff([]string{"t-2 rents it", "t-1 rents it"}, why); d != "" || len(stranger.links) != 0 {
		t.Errorf("%s; the other has %v", d, stranger.links)
	}
}

func TestLinksReachTheirTarget(t *testing.T) {
	a, b := &front{Ref: ref("f-1")}, &front{Ref: ref("f-2")}
	one, two := &tenant{Ref: ref("t-2")}, &tenant{Ref: ref("t-1")}
	one.Name, two.Name = "f-1", "f-1"
	elsewhere := &tenant{Ref: inventory.Ref{ID: "t-3", Region: "us-east-1", Name: "f-2"}}
	s := &inventory.Snapshot{Resources: []inventory.Resource{a, b, one, two, elsewhere}}
	s.Seal()
	s.Seal()
	var why []string
	for _, l := range a.links {
		why = append(why, l.Why)
	}
	if d := cmp.Diff([]string{"t-1 rents it", "t-2 rents it"}, why); d != "" || len(b.links) != 0 {
		t.Errorf("%s; the other door has %v", d, b.links)
	}
}
