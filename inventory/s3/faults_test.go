package s3_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/s3"
	"demarc/localstack"
)

// TestDeniedCalls holds that each refused call leaves gaps in its own facts, and changes no other.
func TestDeniedCalls(t *testing.T) {
	for _, tt := range []struct {
		call *inventory.Call
		gone []string
	}{
		{s3.GetAccountPublicAccessBlock, []string{"Account.PublicAccessBlockConfiguration"}},
		{s3.GetPublicAccessBlock, []string{"PublicAccessBlockConfiguration"}},
		{s3.GetBucketPolicy, []string{"Policy"}},
		{s3.GetBucketPolicyStatus, []string{"PolicyStatus.IsPublic"}},
		{s3.GetBucketOwnershipControls, []string{"OwnershipControls.Rules.ObjectOwnership"}},
		{s3.GetBucketACL, []string{"AccessControlPolicy"}},
		{s3.GetBucketEncryption, []string{"ServerSideEncryptionConfiguration.Rules"}},
		{s3.GetBucketVersioning, []string{"VersioningConfiguration.Status", "VersioningConfiguration.MfaDelete"}},
		{s3.GetBucketLogging, []string{"BucketLoggingStatus.LoggingEnabled"}},
		{s3.GetBucketLifecycleConfiguration, []string{"LifecycleConfiguration.Rules"}},
		{s3.GetObjectLockConfiguration, []string{"ObjectLockConfiguration"}},
		{s3.GetBucketTagging, []string{"tags"}},
	} {
		t.Run(tt.call.String(), func(t *testing.T) {
			s := scan(t, serve(t, localstack.Options{Faults: localstack.Faults{Denied: tt.call.Needs}}, nil), "aws", nil)
			got, want := facts(t, s)["s3.bucket full"], fullBucket()
			for _, name := range tt.gone {
				if !strings.Contains(got[name], `"denied"`) || !strings.Contains(got[name], tt.call.Needs[0]) {
					t.Errorf("%s is %s, not a gap that names %s", name, got[name], tt.call.Needs[0])
				}
				delete(got, name)
				delete(want, name)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			if slices.ContainsFunc(s.Coverage, func(c inventory.Coverage) bool { return c.Status != inventory.Complete }) {
				t.Errorf("coverage %v", s.Coverage)
			}
		})
	}
}

func TestDeniedLists(t *testing.T) {
	for _, tt := range []struct {
		call *inventory.Call
		typ  *inventory.Type
		gone string
	}{
		{s3.ListBuckets, s3.BucketType, "s3.bucket "},
		{s3.ListAccessPoints, s3.AccessPointType, "s3.access_point "},
		{s3.ListMultiRegionAccessPoints, s3.MultiRegionAccessPointType, "s3.multi_region_access_point "},
	} {
		t.Run(tt.call.Op, func(t *testing.T) {
			s := scan(t, serve(t, localstack.Options{Faults: localstack.Faults{Denied: tt.call.Needs}}, nil), "aws", nil)
			for _, c := range s.Coverage {
				want := inventory.Complete
				if c.Kind == tt.typ.Kind {
					want = inventory.Unread
				}
				if c.Status != want {
					t.Errorf("%s in %q is %v, want %v", c.Kind, c.Region, c.Status, want)
				}
			}
			for name := range facts(t, s) {
				if strings.HasPrefix(name, tt.gone) {
					t.Errorf("%s was found", name)
				}
			}
		})
	}
}

// TestListingOfObjectsIsNoAnswer holds that what emulators send for a sub-resource that they lack is not read as a
// setting that is off.
func TestListingOfObjectsIsNoAnswer(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.RawQuery != "" && strings.HasPrefix(r.URL.Path, "/full") {
				w.Header().Set("Content-Type", "application/xml")
				_, _ = io.WriteString(w, `<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>full</Name><IsTruncated>false</IsTruncated></ListBucketResult>`)
				return
			}
			next.ServeHTTP(w, r)
		})
	}), "aws", nil)
	for name, value := range facts(t, s)["s3.bucket full"] {
		switch name {
		case "arn", "region", "CreationDate", "Account.PublicAccessBlockConfiguration":
		case "Policy":
			// A policy may be any text; the check that parses it finds that this is none.
			if !strings.Contains(value, "ListBucketResult") {
				t.Errorf("Policy is %s", value)
			}
		default:
			if !strings.Contains(value, `"unsupported"`) {
				t.Errorf("%s is %s", name, value)
			}
		}
	}
}
