// Package localstacktest scans accounts made of files with real SDK clients over HTTP, for the tests of collectors: what
// net/http/httptest is to handlers.
package localstacktest

import (
	"context"
	"io/fs"
	"maps"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/localstack"
)

// Account and Region are those of every scan here.
const (
	Account = "111122223333"
	Region  = "eu-central-1"
)

// Files returns an account with answers: contents by path below PLACE/SERVICE, without ".json", as package localstack
// reads them ("eu-central-1/sns/ListTopics"). The caller's identity is there already.
func Files(answers ...map[string]string) fstest.MapFS {
	files := fstest.MapFS{"global/sts/GetCallerIdentity.json": {Data: []byte(`{"UserId":"AIDA","Account":"` + Account + `","Arn":"arn:aws:iam::` + Account + `:user/eve"}`)}}
	for _, a := range answers {
		for path, body := range a {
			files[path+".json"] = &fstest.MapFile{Data: []byte(body)}
		}
	}
	return files
}

// With returns a copy of an account with more answers, or others.
func With(files fstest.MapFS, answers map[string]string) fstest.MapFS {
	out := maps.Clone(files)
	maps.Copy(out, Files(answers))
	return out
}

// Serve starts an endpoint for an account until the test ends, and returns it with an SDK configuration for it.
func Serve(t testing.TB, files fs.FS, o localstack.Options) (*localstack.Endpoint, aws.Config) {
	t.Helper()
	e, err := localstack.New(files, o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	return e, aws.Config{Region: Region, BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "any", ""), HTTPClient: collect.NewHTTPClient(), RetryMaxAttempts: 1}
}

// Scan collects from an account all that the collectors can bring of one region.
func Scan(t testing.TB, files fs.FS, collectors []*collect.Collector, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	_, cfg := Serve(t, files, o)
	return Run(t, cfg, collect.Everything(collectors))
}

// Run makes a plan's calls in one region.
func Run(t testing.TB, cfg aws.Config, plan *collect.Plan) *inventory.Snapshot {
	t.Helper()
	regions := &inventory.Call{Service: "EC2", Op: "DescribeRegions"}
	s, err := collect.Run(t.Context(), cfg, collect.Source{
		IdentityCall: regions, RegionsCall: regions,
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: Account, Partition: "aws"}, nil
		},
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) {
			return []collect.RegionState{{Name: Region, Enabled: true}}, nil
		},
	}, plan, collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Value returns what a fact says, or nil for a gap.
func Value[V any](f inventory.Fact[V]) any {
	if v, gap := f.Get(); gap == nil {
		return v
	}
	return nil
}

// Class returns the class of a fact's gap, or "" where there is a value.
func Class[V any](f inventory.Fact[V]) string {
	if _, gap := f.Get(); gap != nil {
		return gap.Class.String()
	}
	return ""
}
