package report

import (
	"testing"
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
)

// The reports of these tests are on machines and shelves, which AWS does not have, judged on duties that it does.
var (
	listMachines = &inventory.Call{Service: "Yard", Op: "ListMachines", Needs: []string{"yard:ListMachines"}}
	getLock      = &inventory.Call{Service: "Yard", Op: "GetLock", Needs: []string{"yard:GetLock"}}
	listShelves  = &inventory.Call{Service: "Yard", Op: "ListShelves", Needs: []string{"yard:ListShelves"}}

	machineType = inventory.Describe[machine]("yard.machine", listMachines, getLock).Of(responsibility.EC2Instance, responsibility.EC2InstanceHost, responsibility.EC2InstanceManaged)
	shelfType   = inventory.Describe[shelf]("yard.shelf", listShelves).Of(responsibility.EC2Volume)
)

type machine struct {
	inventory.Ref
	Variant inventory.Fact[string] `json:"Variant,omitzero"`
	Tokens  inventory.Fact[string] `json:"Options.Tokens,omitzero"`
	Lock    inventory.Fact[string] `json:"Lock,omitzero" call:"GetLock"`
}

func (*machine) Type() *inventory.Type { return machineType }

func (m *machine) Classify() inventory.Classification {
	v, gap := m.Variant.Get()
	return inventory.Classification{Variant: responsibility.Variant(v), Why: "Variant is " + v, Gap: gap}
}

type shelf struct {
	inventory.Ref
	Full inventory.Fact[bool] `json:"Full,omitzero"`
}

func (*shelf) Type() *inventory.Type { return shelfType }
func (*shelf) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.EC2Volume, Why: "every shelf is"}
}

// tokensCheck, lockCheck and shelfCheck give every kind of result.
func sampleChecks() []checks.Checker {
	tokens := &checks.Check[machine]{
		Meta: checks.Meta{
			ID: "yard-machine-tokens", Title: "Machines want tokens", Duty: responsibility.OSHardening, Severity: checks.High, Since: "0.1",
			Why: "Without tokens anybody starts them.", Fix: "yard set-options --tokens required --machine ID", Refs: []string{"https://example.com/tokens"},
		},
		Run: func(v *checks.View[machine]) checks.Verdict {
			switch tokens, _ := checks.Read(v, v.Resource.Tokens); tokens {
			case "required":
				return v.Pass("Options.Tokens is required")
			case "none":
				return v.Fail("Options.Tokens is none").At(checks.Critical)
			default:
				return v.Fail("Options.Tokens is %s", tokens)
			}
		},
	}
	lock := &checks.Check[machine]{
		Meta: checks.Meta{
			ID: "yard-machine-lock", Title: "Machines are locked", Duty: responsibility.NetFirewall, Severity: checks.Medium, Since: "0.1",
			Why: "They roll away.", Fix: "Lock them:\n  yard lock --machine ID",
		},
		Reads: []*inventory.Call{getLock},
		Run: func(v *checks.View[machine]) checks.Verdict {
			lock, _ := checks.Read(v, v.Resource.Lock)
			switch lock {
			case "":
				return v.Fail("there is no lock")
			case "odd":
				return v.Unknown("nobody knows what an odd lock keeps out")
			case "fixed":
				return v.NotApplicable("it cannot be moved")
			}
			return v.Pass("the lock is %s", lock)
		},
	}
	full := &checks.Check[shelf]{
		Meta: checks.Meta{
			ID: "yard-shelf-room", Title: "Shelves have room", Duty: responsibility.DataRest, Severity: checks.Low, Since: "0.1",
			Why: "Things fall down.", Fix: "Clear it.",
		},
		Run: func(v *checks.View[shelf]) checks.Verdict {
			if full, _ := checks.Read(v, v.Resource.Full); full {
				return v.Fail("Full is true")
			}
			return v.Pass("Full is false")
		},
	}
	return []checks.Checker{tokens, lock, full}
}

func ref(kind, id, name, region string) inventory.Ref {
	return inventory.Ref{ID: id, Name: name, Account: "111122223333", Region: region, ARN: "arn:aws:yard:" + region + ":111122223333:" + kind + "/" + id}
}

func header() inventory.Header {
	return inventory.Header{
		Account: "111122223333", Partition: "aws", Caller: "arn:aws:iam::111122223333:user/ada", Tool: "0.0.0-test",
		Time: time.Date(2026, time.November, 23, 12, 0, 0, 0, time.UTC), Regions: []string{"eu-central-1", "us-east-1"},
		SkippedRegions: map[string]string{"af-south-1": "not enabled in the account (not-opted-in)"},
		Calls:          map[string]int{"Yard.ListMachines": 2, "Yard.GetLock": 9, "STS.GetCallerIdentity": 1},
		Attempts:       map[string]int{"Yard.ListMachines": 5, "Yard.GetLock": 9, "STS.GetCallerIdentity": 1},
	}
}

var lockDenied = &inventory.Gap{Class: inventory.Denied, Call: "Yard.GetLock", Region: "eu-central-1", Code: "AccessDenied", Needs: []string{"yard:GetLock"}}

func plainMachine(id, name, region, tokens, lock string) *machine {
	return &machine{Ref: ref("machine", id, name, region), Variant: inventory.Known(string(responsibility.EC2Instance)), Tokens: inventory.Known(tokens), Lock: inventory.Known(lock)}
}

// sampleSnapshot has passes, fails of three severities, unknowns for several reasons, duties of AWS, a resource
// without a variant, and listings that failed or were skipped.
func sampleSnapshot() *inventory.Snapshot {
	host := plainMachine("m-2", "", "eu-central-1", "none", "steel")
	host.Variant = inventory.Known(string(responsibility.EC2InstanceHost))
	operated := plainMachine("m-3", "run by AWS", "eu-central-1", "none", "")
	operated.Variant = inventory.Known(string(responsibility.EC2InstanceManaged))
	locked := plainMachine("m-4", "", "eu-central-1", "optional", "")
	locked.Lock = inventory.Missing[string](lockDenied)
	unclassified := plainMachine("m-5", "", "us-east-1", "required", "steel")
	unclassified.Variant = inventory.Missing[string](&inventory.Gap{Class: inventory.Throttled, Call: "Yard.ListMachines", Region: "us-east-1"})
	return &inventory.Snapshot{
		Header: header(),
		Resources: []inventory.Resource{
			plainMachine("m-1", "web", "eu-central-1", "required", "steel"), host, operated, locked, unclassified,
			plainMachine("m-6", "", "us-east-1", "optional", "odd"), plainMachine("m-7", "", "us-east-1", "required", "fixed"),
			&shelf{Ref: ref("shelf", "s-1", "", "eu-central-1"), Full: inventory.Known(true)},
		},
		Coverage: []inventory.Coverage{
			{Kind: "yard.machine", Region: "eu-central-1", Status: inventory.Complete, Count: 4},
			{Kind: "yard.machine", Region: "us-east-1", Status: inventory.Complete, Count: 3},
			{Kind: "yard.machine", Region: "af-south-1", Status: inventory.Skipped, Reason: "not enabled in the account (not-opted-in)"},
			{Kind: "yard.shelf", Region: "eu-central-1", Status: inventory.Complete, Count: 1},
			{Kind: "yard.shelf", Region: "us-east-1", Status: inventory.Unread, Gap: &inventory.Gap{Class: inventory.Denied, Call: "Yard.ListShelves", Region: "us-east-1", Code: "AccessDenied", Needs: []string{"yard:ListShelves"}, Guardrail: true}},
		},
	}
}

// hostileText does to a careless writer what an account's owner could: it moves the cursor, turns the text around,
// ends a script and a JSON string, and is not even UTF-8.
const hostileText = "\x1b[2J\x1b[31mred\r\nnext\u202ereversed\u2066\u0085\u00ad</script><!--\"'\\ \x9b31m \xff\xfe \U000e0001 => 日本"

func hostileSnapshot() *inventory.Snapshot {
	s := sampleSnapshot()
	evil := plainMachine(hostileText, hostileText, "eu-central-1", hostileText, "steel")
	evil.Tags = inventory.Known(map[string]string{hostileText: hostileText})
	s.Resources = append(s.Resources, evil)
	s.Caller, s.Interrupted = hostileText, hostileText
	s.Calls[hostileText] = 1
	s.Coverage = append(s.Coverage, inventory.Coverage{Kind: "yard.machine", Region: hostileText, Status: inventory.Unread, Gap: &inventory.Gap{Call: hostileText, Code: hostileText, Detail: hostileText, Needs: []string{hostileText}, Class: inventory.Denied}})
	return s
}

func cleanSnapshot() *inventory.Snapshot {
	s := sampleSnapshot()
	s.Resources = []inventory.Resource{plainMachine("m-1", "web", "eu-central-1", "required", "steel")}
	s.Coverage = []inventory.Coverage{{Kind: "yard.machine", Region: "eu-central-1", Status: inventory.Complete, Count: 1}, {Kind: "yard.shelf", Region: "eu-central-1", Status: inventory.Complete}}
	return s
}

func interruptedSnapshot() *inventory.Snapshot {
	s := cleanSnapshot()
	s.Interrupted = "the scan was interrupted before it was complete"
	s.Coverage[1].Status, s.Coverage[1].Gap = inventory.Unread, &inventory.Gap{Class: inventory.Interrupted, Call: "Yard.ListShelves", Region: "eu-central-1"}
	return s
}

// wideSnapshot has more of everything than a text shows at once.
func wideSnapshot() *inventory.Snapshot {
	s := sampleSnapshot()
	s.Resources = append(s.Resources, plainMachine("m-8", "the machine that stands in the far corner of the yard", "eu-central-1", "none", "steel"))
	for i := range 40 {
		s.Resources = append(s.Resources, plainMachine("m-9"+string(rune('a'+i%26))+string(rune('a'+i/26)), "", "eu-central-1", "optional", "steel"))
	}
	return s
}

// ledgers are the cases that each format is tested on.
func ledgers() map[string]*checks.Ledger {
	out := map[string]*checks.Ledger{}
	for name, s := range map[string]*inventory.Snapshot{
		"clean": cleanSnapshot(), "hostile": hostileSnapshot(), "interrupted": interruptedSnapshot(), "sample": sampleSnapshot(), "wide": wideSnapshot(),
		"nothing": {Header: inventory.Header{Account: "111122223333", Partition: "aws"}},
	} {
		out[name] = judge(s)
	}
	out["excepted"] = excepted()
	return out
}

// excepted is the sample with exceptions of every state, and an attestation.
func excepted() *checks.Ledger {
	s := sampleSnapshot()
	s.Seal()
	later, before := s.Time.AddDate(0, 2, 0).Truncate(24*time.Hour), s.Time.AddDate(0, 0, -9).Truncate(24*time.Hour)
	return checks.Evaluate(s, sampleChecks(), checks.Options{
		KeepPass: true,
		Exceptions: []checks.Exception{
			{Check: "yard-machine-tokens", Resource: "m-2", By: "Ada Berg", Why: "the host goes in January, ticket YARD-7", Until: later},
			{Check: "yard-machine-tokens", Resource: "m-6", By: "Ada Berg", Why: "moved to the new yard by then, ticket YARD-3", Until: before},
			{Check: "yard-machine-lock", Kind: "yard.machine", Tag: "team=gone", By: hostileText, Why: hostileText, Until: later},
			{Check: "yard-crane-braked", Resource: "*", By: "Ada Berg", Why: "no crane is in use", Until: later},
		},
		Attestations: []checks.Attestation{{Duty: responsibility.AppPatch, Resource: "m-1", By: "Ada Berg", Why: "rebuilt every week", Until: later}},
	})
}

func judge(s *inventory.Snapshot) *checks.Ledger {
	s.Seal()
	return checks.Evaluate(s, sampleChecks(), checks.Options{KeepPass: true})
}

func TestFormats(t *testing.T) {
	var last string
	for _, f := range Formats() {
		if f.Name <= last || f.About == "" || f.Write == nil {
			t.Errorf("format %q is out of order, has no description or no function", f.Name)
		}
		last = f.Name
	}
}
