package ec2

import (
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
)

var updateCompute = flag.Bool("update-compute", false, "write testdata/compute/want.json")

// computeServer answers from testdata/compute: Op.xml, with what tells the request from others of its operation
// appended ("DescribeSnapshots.all"). change, when set, may write another answer.
func computeServer(t *testing.T, change func(http.ResponseWriter, *http.Request) bool) aws.Config {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := r.ParseForm(); err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", "text/xml;charset=UTF-8")
		if change != nil && change(w, r) {
			return
		}
		name := r.Form.Get("Action")
		for _, key := range []string{"NextToken", "RestorableBy.1", "SnapshotId", "ImageId"} {
			if v := r.Form.Get(key); v != "" {
				name += "." + v
			}
		}
		b, err := os.ReadFile(filepath.Join("testdata", "compute", name+".xml"))
		if err != nil {
			t.Errorf("%s: no answer is recorded for %v", name, r.Form)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.Write(b)
	}))
	t.Cleanup(srv.Close)
	return aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String(srv.URL), RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "secret"}, nil
		}),
	}
}

// refuse answers an operation with an error of AWS's form.
func refuse(op, code string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.Form.Get("Action") != op {
			return false
		}
		w.WriteHeader(http.StatusForbidden)
		w.Write([]byte(`<Response><Errors><Error><Code>` + code + `</Code><Message>no</Message></Error></Errors><RequestID>1</RequestID></Response>`))
		return true
	}
}

// TestComputeCollectors compares all that the collectors make of recorded answers, and what they cost.
func TestComputeCollectors(t *testing.T) {
	snap := scan(t, computeServer(t, nil), computeCollectors...)
	got := lines(t, snap)
	golden := filepath.Join("testdata", "compute", "want.json")
	if *updateCompute {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	wantCalls := map[string]int{
		"EC2.DescribeInstances": 2, "EC2.DescribeInstanceTypes": 1, "EC2.DescribeInstanceImageMetadata": 1, "EC2.DescribeInstanceAttribute": 9, "EC2.DescribeHosts": 1, "EC2.DescribeVolumes": 1,
		"EC2.DescribeSnapshots": 2, "EC2.DescribeSpotFleetRequests": 1, "EC2.DescribeSnapshotAttribute": 2, "EC2.DescribeImages": 1, "EC2.DescribeImageAttribute": 1, "EC2.DescribeLaunchTemplateVersions": 1,
		"EC2.GetEbsEncryptionByDefault": 1, "EC2.GetEbsDefaultKmsKeyId": 1, "EC2.GetSnapshotBlockPublicAccessState": 1, "EC2.GetImageBlockPublicAccessState": 1,
		"EC2.GetInstanceMetadataDefaults": 1, "EC2.GetSerialConsoleAccessStatus": 1, "EC2.GetAllowedImagesSettings": 1,
	}
	if diff := cmp.Diff(wantCalls, snap.Calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// TestVariants holds the variants of the recorded instances.
func TestVariants(t *testing.T) {
	want := map[string]string{
		"i-0default": "ec2.instance", "i-0dedicated": "ec2.instance.dedicated", "i-0host": "ec2.instance.host", "i-0metal": "ec2.instance.metal",
		"i-0mac": "ec2.instance.mac", "i-0edge": "ec2.instance.edge", "i-0outpost": "ec2.instance.outposts", "i-0auto": "eks.auto_mode",
		"i-0node": "eks.nodegroup.managed", "i-0bare": "unknown: EC2.DescribeInstanceTypes answered without it: BareMetal",
	}
	got := map[string]string{}
	for _, r := range scan(t, computeServer(t, nil), InstanceCollector).Resources {
		c := r.Classify()
		got[r.Identity().ID] = string(c.Variant)
		if c.Variant == "" {
			got[r.Identity().ID] = "unknown: " + c.Gap.String()
		} else if c.Why == "" {
			t.Errorf("%s: no reason for %s", r.Identity().ID, c.Variant)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("variants (-want +got):\n%s", diff)
	}
}

// TestRequests holds the requests to the largest pages, and to what would be hidden otherwise.
func TestRequests(t *testing.T) {
	want := map[string]string{
		"DescribeInstances": "1000 managed", "DescribeInstanceTypes": "100", "DescribeInstanceImageMetadata": "1000", "DescribeHosts": "500",
		"DescribeVolumes": "500 managed", "DescribeSnapshots": "1000 self", "DescribeImages": "1000 self deprecated disabled", "DescribeLaunchTemplateVersions": "200 managed $Default $Latest",
	}
	got := map[string]string{}
	for _, c := range []*collect.Collector{InstanceCollector, HostCollector, VolumeCollector, SnapshotCollector, ImageCollector, LaunchTemplateCollector} {
		scan(t, computeServer(t, func(_ http.ResponseWriter, r *http.Request) bool {
			text := r.Form.Get("MaxResults")
			if text == "" {
				return false
			}
			for key, word := range map[string]string{"IncludeManagedResources": " managed"} {
				if r.Form.Get(key) == "true" {
					text += word
				}
			}
			for _, key := range []string{"Owner.1", "LaunchTemplateVersion.1", "LaunchTemplateVersion.2"} {
				if v := r.Form.Get(key); v != "" {
					text += " " + v
				}
			}
			if r.Form.Get("IncludeDeprecated") == "true" {
				text += " deprecated"
			}
			if r.Form.Get("IncludeDisabled") == "true" {
				text += " disabled"
			}
			got[r.Form.Get("Action")] = text
			return false
		}), c)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

// TestDenied refuses each detail call in turn: only the facts that it brings become gaps.
func TestDenied(t *testing.T) {
	whole := scan(t, computeServer(t, nil), computeCollectors...)
	for _, call := range []*inventory.Call{
		DescribeInstanceTypes, DescribeInstanceImageMetadata, DescribeSnapshotAttribute, DescribeImageAttribute, GetEbsEncryptionByDefault, GetEbsDefaultKmsKeyID,
		GetSnapshotBlockPublicAccessState, GetImageBlockPublicAccessState, GetInstanceMetadataDefaults, GetSerialConsoleAccessStatus, GetAllowedImagesSettings,
	} {
		t.Run(call.Op, func(t *testing.T) {
			snap := scan(t, computeServer(t, refuse(call.Op, "UnauthorizedOperation")), computeCollectors...)
			if diff := cmp.Diff(whole.Coverage, snap.Coverage); diff != "" {
				t.Errorf("coverage (-whole +denied):\n%s", diff)
			}
			gaps := gapsOf(t, snap, whole)
			if len(gaps) == 0 {
				t.Fatal("no fact became a gap")
			}
			for _, g := range gaps {
				if g.Class != inventory.Denied || g.Call != call.String() || len(g.Needs) != 1 || g.Needs[0] != call.Needs[0] {
					t.Errorf("gap %+v", g)
				}
			}
		})
	}
}

// TestDeniedList refuses each list in turn: the kind is not covered, and the others are.
func TestDeniedList(t *testing.T) {
	for _, typ := range []*inventory.Type{InstanceType, HostType, VolumeType, SnapshotType, ImageType, LaunchTemplateType} {
		t.Run(typ.List.Op, func(t *testing.T) {
			snap := scan(t, computeServer(t, refuse(typ.List.Op, "UnauthorizedOperation")), computeCollectors...)
			for _, c := range snap.Coverage {
				lost := c.Status == inventory.Unread
				if lost != (c.Kind == typ.Kind) {
					t.Errorf("%s is %s", c.Kind, c.Status)
				}
				if lost && (c.Gap == nil || c.Gap.Class != inventory.Denied || c.Gap.Call != typ.List.String()) {
					t.Errorf("gap %v", c.Gap)
				}
			}
		})
	}
}

// TestSecondPageFails keeps what came before, and says that it is not all.
func TestSecondPageFails(t *testing.T) {
	snap := scan(t, computeServer(t, func(w http.ResponseWriter, r *http.Request) bool {
		return r.Form.Get("NextToken") != "" && refuse("DescribeInstances", "RequestLimitExceeded")(w, r)
	}), InstanceCollector)
	c := snap.CoverageOf("ec2.instance", "eu-central-1")
	if c.Status != inventory.Partial || c.Count != 3 || c.Gap.Class != inventory.Throttled {
		t.Errorf("coverage %+v", c)
	}
}

// TestPublicSnapshotsUntold is an endpoint that ignores the parameters of DescribeSnapshots, as moto does.
func TestPublicSnapshotsUntold(t *testing.T) {
	plain, err := os.ReadFile(filepath.Join("testdata", "compute", "DescribeSnapshots.xml"))
	if err != nil {
		t.Fatal(err)
	}
	snap := scan(t, computeServer(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Form.Get("Action") != "DescribeSnapshots" {
			return false
		}
		w.Write(plain)
		return true
	}), SnapshotCollector)
	for _, r := range snap.Resources {
		x := r.(*Snapshot)
		if _, gap := x.RestorableBy.Get(); gap == nil || gap.Class != inventory.Unsupported {
			t.Errorf("%s: %v", x.ID, gap)
		}
	}
	if len(snap.Resources) != 2 {
		t.Errorf("%d snapshots, want the account's two", len(snap.Resources))
	}
}

func TestRegions(t *testing.T) {
	got, err := Regions(t.Context(), computeServer(t, func(_ http.ResponseWriter, r *http.Request) bool {
		if r.Form.Get("AllRegions") != "true" {
			t.Error("regions that are not enabled are not asked for")
		}
		return false
	}))
	want := []collect.RegionState{
		{Name: "eu-central-1", Enabled: true, Status: "opt-in-not-required"},
		{Name: "af-south-1", Enabled: false, Status: "not-opted-in"},
		{Name: "ap-east-1", Enabled: true, Status: "opted-in"},
		{Name: "xx-emulated-1", Enabled: true},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("regions, error %v (-want +got):\n%s", err, diff)
	}
}

// gapsOf returns the gaps of a snapshot's facts that another snapshot has values for.
func gapsOf(t *testing.T, snap, whole *inventory.Snapshot) []*inventory.Gap {
	t.Helper()
	var out []*inventory.Gap
	for i, r := range snap.Resources {
		before := facts(t, whole.Resources[i])
		for name, f := range facts(t, r) {
			if g, ok := f.(map[string]any); ok && before[name] != nil {
				if _, same := before[name].(map[string]any); same {
					continue
				}
				out = append(out, decodeGap(t, g))
			}
		}
	}
	return out
}

// facts returns a resource as its JSON: a list for a value, an object for a gap.
func facts(t *testing.T, r inventory.Resource) map[string]any {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func decodeGap(t *testing.T, m map[string]any) *inventory.Gap {
	t.Helper()
	b, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	g := new(inventory.Gap)
	if err := json.Unmarshal(b, g); err != nil {
		t.Fatal(err)
	}
	return g
}
