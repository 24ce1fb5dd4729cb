package s3_test

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/s3"
	"demarc/localstack"
)

// emulator answers ListBuckets without regions, as moto does, and GetBucketLocation from a map. heeds says whether it
// knows the parameter bucket-region.
func emulator(where map[string]string, heeds bool) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/xml")
			name := strings.Trim(r.URL.Path, "/")
			switch region, asks := r.URL.Query().Get("bucket-region"), r.URL.Query().Has("location"); {
			case asks && where[name] == "denied":
				w.WriteHeader(http.StatusForbidden)
				_, _ = io.WriteString(w, `<Error><Code>AccessDenied</Code></Error>`)
			case asks:
				_, _ = fmt.Fprintf(w, `<LocationConstraint>%s</LocationConstraint>`, where[name])
			case name == "":
				_, _ = io.WriteString(w, `<ListAllMyBucketsResult><Buckets>`)
				for _, b := range []string{"a", "b", "c", "d", "e"} {
					if l, ok := where[b]; ok && (region == "" || !heeds || region == l) {
						_, _ = fmt.Fprintf(w, `<Bucket><Name>%s</Name></Bucket>`, b)
					}
				}
				_, _ = io.WriteString(w, `</Buckets></ListAllMyBucketsResult>`)
			case r.URL.Query().Has("versioning"):
				_, _ = io.WriteString(w, `<VersioningConfiguration/>`)
			default:
				next.ServeHTTP(w, r)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	here := map[string]string{"a": "eu-central-1", "b": "eu-central-1", "c": "eu-central-1", "d": "eu-central-1", "e": "us-east-1"}
	for _, tt := range []struct {
		name    string
		where   map[string]string
		heeds   bool
		regions []string
		found   map[string]string
		calls   map[string]int
	}{
		{
			"one_by_one", map[string]string{"a": "", "b": "EU", "c": "ap-south-1"}, false, nil,
			map[string]string{"a": "us-east-1", "b": "eu-west-1", "c": "ap-south-1"},
			map[string]int{"S3.ListBuckets": 3, "S3.GetBucketLocation": 3, "S3.GetBucketVersioning": 3},
		},
		{
			"by_region", here, true, nil, here,
			map[string]int{"S3.ListBuckets": 3, "S3.GetBucketVersioning": 5},
		},
		{
			"by_one_region", here, true, []string{"eu-central-1"},
			map[string]string{"a": "eu-central-1", "b": "eu-central-1", "c": "eu-central-1", "d": "eu-central-1"},
			map[string]int{"S3.ListBuckets": 2, "S3.GetBucketVersioning": 4},
		},
		{
			"one_region_not_heeded", here, false, []string{"eu-central-1"},
			map[string]string{"a": "eu-central-1", "b": "eu-central-1", "c": "eu-central-1", "d": "eu-central-1"},
			map[string]int{"S3.ListBuckets": 2, "S3.GetBucketLocation": 5, "S3.GetBucketVersioning": 4},
		},
		{
			"no_bucket_in_the_region", map[string]string{"a": "eu-west-1", "b": "ap-south-1"}, true, []string{"us-east-1"},
			map[string]string{},
			map[string]int{"S3.ListBuckets": 2, "S3.GetBucketLocation": 2},
		},
		{
			"parameter_not_heeded", here, false, nil, here,
			map[string]int{"S3.ListBuckets": 3, "S3.GetBucketLocation": 5, "S3.GetBucketVersioning": 5},
		},
		{
			"denied", map[string]string{"a": "denied", "b": "eu-central-1"}, false, nil,
			map[string]string{"a": "", "b": "eu-central-1"},
			map[string]int{"S3.ListBuckets": 1, "S3.GetBucketLocation": 2, "S3.GetBucketVersioning": 1},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scan(t, serve(t, localstack.Options{}, emulator(tt.where, tt.heeds)), "aws", tt.regions,
				inventory.Want{Type: s3.BucketType, Calls: []*inventory.Call{s3.GetBucketVersioning}}, inventory.Want{Type: s3.AccessPointType})
			found := map[string]string{}
			for _, r := range s.Of(s3.BucketType.Kind) {
				found[r.Identity().ID] = r.Identity().Region
				if status, gap := r.(*s3.Bucket).VersioningStatus.Get(); gap != nil && gap.Call != "S3.GetBucketLocation" || gap == nil && status != "" {
					t.Errorf("%s: versioning %q, %v", r.Identity().ID, status, gap)
				}
			}
			if diff := cmp.Diff(tt.found, found); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(tt.calls, without(s.Calls, "S3Control.ListAccessPoints")); diff != "" {
				t.Errorf("calls: %s", diff)
			}
		})
	}
}

// TestControlHost holds that only a host that can have no names below it loses the account id.
func TestControlHost(t *testing.T) {
	for _, tt := range []struct{ name, endpoint, want string }{
		{"address", "http://127.0.0.1:4566", "127.0.0.1:4566"},
		{"address_v6", "http://[::1]:4566", "[::1]:4566"},
		{"localhost", "http://localhost:4566", "localhost:4566"},
		{"name", "http://s3-control.test:4566", "111122223333.s3-control.test:4566"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var host string
			cfg := serve(t, localstack.Options{}, nil)
			cfg.BaseEndpoint = &tt.endpoint
			cfg.HTTPClient = transport(func(r *http.Request) (*http.Response, error) {
				host = r.URL.Host
				return nil, &url.Error{Op: "Get", URL: r.URL.String(), Err: io.EOF}
			})
			scan(t, cfg, "aws", nil, inventory.Want{Type: s3.AccountType})
			if host != tt.want {
				t.Errorf("the request went to %q, want %q", host, tt.want)
			}
		})
	}
}

type transport func(*http.Request) (*http.Response, error)

func (f transport) Do(r *http.Request) (*http.Response, error) { return f(r) }
