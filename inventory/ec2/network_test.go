package ec2

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
)

var update = flag.Bool("update-network", false, "write testdata/network/want.json")

// recorded answers each EC2 operation from testdata/network: a page without token from Op.xml, the page of token T
// from Op.T.xml. change, when set, may write another answer.
func recorded(t *testing.T, change func(http.ResponseWriter, *http.Request) bool) aws.Config {
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
		if token := r.Form.Get("NextToken"); token != "" {
			name += "." + token
		}
		b, err := os.ReadFile(filepath.Join("testdata", "network", name+".xml"))
		if err != nil {
			t.Errorf("%s: no answer is recorded", name)
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

// scan runs collectors on a config as a scan of one region does.
func scan(t *testing.T, cfg aws.Config, cs ...*collect.Collector) *inventory.Snapshot {
	t.Helper()
	src := collect.Source{
		IdentityCall: &inventory.Call{Service: "STS", Op: "GetCallerIdentity"},
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: "111122223333", Partition: "aws", ARN: "arn:aws:iam::111122223333:user/test"}, nil
		},
		RegionsCall: DescribeRegions,
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) {
			return []collect.RegionState{{Name: "eu-central-1", Enabled: true, Status: "opt-in-not-required"}}, nil
		},
	}
	snap, err := collect.Run(t.Context(), cfg, src, collect.Everything(cs), collect.Options{Now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// lines renders a snapshot as JSON, one resource or coverage a line.
func lines(t *testing.T, s *inventory.Snapshot) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for i := range s.Coverage {
		if err := e.Encode(&s.Coverage[i]); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range s.Resources {
		if err := e.Encode(r); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// TestNetworkCollectors compares all that the network collectors make of recorded answers.
func TestNetworkCollectors(t *testing.T) {
	snap := scan(t, recorded(t, nil), networkCollectors...)
	got := lines(t, snap)
	golden := filepath.Join("testdata", "network", "want.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if bytes.Contains(got, []byte("never-keep-this")) {
		t.Error("a pre-shared key was kept")
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("resources (-want +got):\n%s", diff)
	}
	wantCalls := map[string]int{
		"EC2.DescribeAddresses": 1, "EC2.DescribeClientVpnEndpoints": 1, "EC2.DescribeVpnConnections": 1, "EC2.DescribeFlowLogs": 1, "EC2.DescribeInternetGateways": 1, "EC2.DescribeManagedPrefixLists": 1,
		"EC2.DescribeNetworkAcls": 1, "EC2.DescribeNetworkInterfaces": 1, "EC2.DescribeRouteTables": 1, "EC2.DescribeSecurityGroups": 1,
		"EC2.DescribeSubnets": 1, "EC2.DescribeTransitGateways": 1, "EC2.DescribeVpcBlockPublicAccessExclusions": 2,
		"EC2.DescribeVpcBlockPublicAccessOptions": 1, "EC2.DescribeVpcEndpoints": 1, "EC2.DescribeVpcPeeringConnections": 1,
		"EC2.DescribeVpcs": 2, "EC2.GetManagedPrefixListEntries": 2,
	}
	if diff := cmp.Diff(wantCalls, snap.Calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// TestNetworkRequests holds the requests to the largest pages, and to what would be hidden otherwise.
func TestNetworkRequests(t *testing.T) {
	want := map[string]string{
		"DescribeClientVpnEndpoints": "1000", "DescribeVpnConnections": "", "DescribeFlowLogs": "1000", "DescribeInternetGateways": "1000", "DescribeManagedPrefixLists": "100", "DescribeNetworkAcls": "1000",
		"DescribeNetworkInterfaces": "1000 managed", "DescribeRouteTables": "100", "DescribeSecurityGroups": "1000", "DescribeSubnets": "1000",
		"DescribeTransitGateways": "1000", "DescribeVpcBlockPublicAccessExclusions": "1000", "DescribeVpcEndpoints": "1000",
		"DescribeVpcPeeringConnections": "1000", "DescribeVpcs": "1000", "GetManagedPrefixListEntries": "100",
		"DescribeAddresses": "", "DescribeVpcBlockPublicAccessOptions": "",
	}
	got := map[string]string{}
	for _, c := range networkCollectors {
		scan(t, recorded(t, func(_ http.ResponseWriter, r *http.Request) bool {
			size := r.Form.Get("MaxResults")
			if r.Form.Get("IncludeManagedResources") == "true" {
				size += " managed"
			}
			got[r.Form.Get("Action")] = size
			return false
		}), c)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page sizes (-want +got):\n%s", diff)
	}
}

// TestNetworkDenied denies each call in turn: a list leaves its kind unread and names the action, a detail leaves one
// fact unread, and nothing else changes.
func TestNetworkDenied(t *testing.T) {
	details := map[*inventory.Call]string{
		DescribeVpcBlockPublicAccessExclusions: "VpcBlockPublicAccessExclusions",
		GetManagedPrefixListEntries:            "Entries.Cidr",
	}
	for _, c := range networkCollectors {
		for _, call := range c.Calls() {
			t.Run(call.Op, func(t *testing.T) {
				snap := scan(t, recorded(t, func(w http.ResponseWriter, r *http.Request) bool {
					if r.Form.Get("Action") != call.Op {
						return false
					}
					w.WriteHeader(http.StatusForbidden)
					w.Write([]byte(`<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>You are not authorized to perform this operation.</Message></Error></Errors><RequestID>x</RequestID></Response>`))
					return true
				}), c)
				gap := inventory.Gap{Class: inventory.Denied, Call: call.String(), Region: "eu-central-1", Code: "UnauthorizedOperation", Needs: []string{"ec2:" + call.Op}}
				if path, ok := details[call]; ok {
					got, err := json.Marshal(gap)
					if err != nil {
						t.Fatal(err)
					}
					if text := lines(t, snap); !bytes.Contains(text, append([]byte(`"`+path+`":`), got...)) {
						t.Errorf("%s is not the gap %s in\n%s", path, got, text)
					}
					if snap.Coverage[0].Status != inventory.Complete {
						t.Errorf("coverage is %v, want complete", snap.Coverage[0].Status)
					}
					return
				}
				want := []inventory.Coverage{{Kind: c.Types[0].Kind, Region: "eu-central-1", Status: inventory.Unread, Gap: &gap}}
				if diff := cmp.Diff(want, snap.Coverage); diff != "" {
					t.Errorf("coverage (-want +got):\n%s", diff)
				}
				if len(snap.Resources) != 0 {
					t.Errorf("%d resources out of a denied list", len(snap.Resources))
				}
			})
		}
	}
}

// TestExclusionsTokenLoop has the endpoint repeat a token: the list must end, and be a gap.
func TestExclusionsTokenLoop(t *testing.T) {
	snap := scan(t, recorded(t, func(w http.ResponseWriter, r *http.Request) bool {
		if r.Form.Get("NextToken") == "" {
			return false
		}
		w.Write([]byte(`<DescribeVpcBlockPublicAccessExclusionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><nextToken>two</nextToken></DescribeVpcBlockPublicAccessExclusionsResponse>`))
		return true
	}), VPCBlockPublicAccessCollector)
	_, got := snap.Resources[0].(*VPCBlockPublicAccess).Exclusions.Get()
	want := &inventory.Gap{Class: inventory.Failed, Call: "EC2.DescribeVpcBlockPublicAccessExclusions", Region: "eu-central-1", Detail: collect.ErrTokenLoop.Error()}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("gap (-want +got):\n%s", diff)
	}
}
