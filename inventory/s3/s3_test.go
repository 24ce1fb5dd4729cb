package s3_test

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/s3"
	"demarc/localstack"
)

const owner = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a"

// account has a bucket with every setting (full), one with none but ownership (bare), and one of another region, whose
// block is on (far).
func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	put("global/s3/ListBuckets.json", `{"Buckets":[{"Name":"full","BucketRegion":"eu-central-1","CreationDate":"2026-01-02T03:04:05+00:00"},
		{"Name":"bare","BucketRegion":"eu-central-1","CreationDate":"2026-01-02T03:04:05+00:00"},{"Name":"far","BucketRegion":"us-east-1","CreationDate":"2026-01-02T03:04:05+00:00"}]}`)
	put("global/s3control/GetPublicAccessBlock.json", `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}}`)
	full := func(op, body string) { put("global/s3/"+op+"/full.json", body) }
	full("GetPublicAccessBlock", `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}}`)
	put("global/s3/GetPublicAccessBlock/far.json", `{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}`)
	put("global/s3/GetBucketPolicy/far.json", `{"Policy":"{\"Version\":\"2012-10-17\",\"Statement\":[]}"}`)
	full("GetBucketPolicy", `{"Policy":"{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::full/*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}}}}"}`)
	full("GetBucketPolicyStatus", `{"PolicyStatus":{"IsPublic":true}}`)
	full("GetBucketOwnershipControls", `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"ObjectWriter"}]}}`)
	acl := `{"Owner":{"ID":"` + owner + `"},"Grants":[{"Grantee":{"Type":"Group","URI":"http://acs.amazonaws.com/groups/global/AllUsers"},"Permission":"READ"}]}`
	full("GetBucketAcl", acl)
	put("global/s3/GetBucketAcl/bare.json", acl)
	put("global/s3/GetBucketOwnershipControls/bare.json", `{"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]}}`)
	full("GetBucketEncryption", `{"ServerSideEncryptionConfiguration":{"Rules":[{"ApplyServerSideEncryptionByDefault":{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/orders"},"BucketKeyEnabled":true}]}}`)
	full("GetBucketVersioning", `{"Status":"Enabled","MFADelete":"Disabled"}`)
	full("GetBucketLogging", `{"LoggingEnabled":{"TargetBucket":"logs","TargetPrefix":"full/"}}`)
	full("GetBucketLifecycleConfiguration", `{"Rules":[{"ID":"old","Status":"Enabled","Filter":{"Prefix":""},"NoncurrentVersionExpiration":{"NoncurrentDays":30},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}`)
	full("GetObjectLockConfiguration", `{"ObjectLockConfiguration":{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"GOVERNANCE","Days":30}}}}`)
	full("GetBucketTagging", `{"TagSet":[{"Key":"env","Value":"prod"}]}`)
	put("eu-central-1/s3control/ListAccessPoints.json", `{"AccessPointList":[{"Name":"app","NetworkOrigin":"Internet","Bucket":"full","BucketAccountId":"111122223333","AccessPointArn":"arn:aws:s3:eu-central-1:111122223333:accesspoint/app"}]}`)
	put("eu-central-1/s3control/GetAccessPoint/app.json", `{"Name":"app","Bucket":"full","PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}}`)
	put("global/s3control/ListMultiRegionAccessPoints.json", `{"AccessPoints":[{"Name":"world","Alias":"m1.mrap","Status":"READY","PublicAccessBlock":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true},"Regions":[{"Bucket":"full","Region":"eu-central-1"},{"Bucket":"far","Region":"us-east-1"}]}]}`)
	return files
}

// serve starts an endpoint over the account, at an IP address, where no host name can lead to an account or a bucket.
// wrap, when given, stands before it.
func serve(t *testing.T, o localstack.Options, wrap func(http.Handler) http.Handler) aws.Config {
	t.Helper()
	e, err := localstack.New(account(), o)
	if err != nil {
		t.Fatal(err)
	}
	var h http.Handler = e
	if wrap != nil {
		h = wrap(e)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return aws.Config{Region: "eu-central-1", BaseEndpoint: &server.URL, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "any", ""), HTTPClient: collect.NewHTTPClient(), RetryMaxAttempts: 1}
}

// scan collects what is wanted, or all that the collectors bring when nothing is named.
func scan(t *testing.T, cfg aws.Config, partition string, regions []string, wants ...inventory.Want) *inventory.Snapshot {
	t.Helper()
	plan := collect.Everything(s3.Collectors)
	if wants != nil {
		var err error
		if plan, err = collect.NewPlan(s3.Collectors, wants); err != nil {
			t.Fatal(err)
		}
	}
	asked := &inventory.Call{Service: "EC2", Op: "DescribeRegions"}
	s, err := collect.Run(t.Context(), cfg, collect.Source{
		IdentityCall: asked, RegionsCall: asked,
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: "111122223333", Partition: partition}, nil
		},
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) {
			return []collect.RegionState{{Name: "eu-central-1", Enabled: true}, {Name: "us-east-1", Enabled: true}}, nil
		},
	}, plan, collect.Options{Regions: regions})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// facts returns the facts of each resource as JSON, by kind and id.
func facts(t *testing.T, s *inventory.Snapshot) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, r := range s.Resources {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]json.RawMessage
		if err := json.Unmarshal(b, &raw); err != nil {
			t.Fatal(err)
		}
		of := map[string]string{}
		for name, value := range raw {
			if name != "account" && name != "id" && name != "name" {
				of[name] = string(value)
			}
		}
		out[string(r.Type().Kind)+" "+r.Identity().ID] = of
	}
	return out
}

func fullBucket() map[string]string {
	return map[string]string{
		"arn": `"arn:aws:s3:::full"`, "region": `"eu-central-1"`, "tags": `[{"env":"prod"}]`, "CreationDate": `["2026-01-02T03:04:05Z"]`,
		"Account.PublicAccessBlockConfiguration": `[{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}]`,
		"PublicAccessBlockConfiguration":         `[{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":false,"RestrictPublicBuckets":false}]`,
		"Policy":                                 `["{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::full/*\",\"Condition\":{\"StringLike\":{\"aws:SourceVpce\":\"vpce-*\"}}}}"]`, "PolicyStatus.IsPublic": `[true]`,
		"OwnershipControls.Rules.ObjectOwnership": `["ObjectWriter"]`,
		"AccessControlPolicy":                     `[{"Owner":"` + owner + `","Grants":[{"Type":"Group","URI":"http://acs.amazonaws.com/groups/global/AllUsers","Permission":"READ"}]}]`,
		"ServerSideEncryptionConfiguration.Rules": `[[{"SSEAlgorithm":"aws:kms","KMSMasterKeyID":"alias/orders","BucketKeyEnabled":true}]]`,
		"VersioningConfiguration.Status":          `["Enabled"]`,
		"VersioningConfiguration.MfaDelete":       `["Disabled"]`,
		"BucketLoggingStatus.LoggingEnabled":      `[{"TargetBucket":"logs","TargetPrefix":"full/"}]`,
		"LifecycleConfiguration.Rules":            `[[{"ID":"old","Status":"Enabled","Actions":["NoncurrentVersionExpiration","AbortIncompleteMultipartUpload"]}]]`,
		"ObjectLockConfiguration":                 `[{"ObjectLockEnabled":"Enabled","Mode":"GOVERNANCE","Days":30}]`,
	}
}

func TestEverything(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, nil), "aws", nil)
	got := facts(t, s)
	bare, far := got["s3.bucket bare"], got["s3.bucket far"]
	delete(got, "s3.bucket far")
	delete(got, "s3.bucket bare")
	want := map[string]map[string]string{
		"s3.bucket full": fullBucket(),
		"s3.account 111122223333": {
			"arn": `"arn:aws:iam::111122223333:root"`, "PublicAccessBlockConfiguration": `[{"BlockPublicAcls":true,"IgnorePublicAcls":false,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}]`,
		},
		"s3.access_point app": {
			"arn": `"arn:aws:s3:eu-central-1:111122223333:accesspoint/app"`, "region": `"eu-central-1"`, "Bucket": `["full"]`, "BucketAccountId": `["111122223333"]`, "NetworkOrigin": `["Internet"]`,
			"PublicAccessBlockConfiguration": `[{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":false}]`,
		},
		"s3.multi_region_access_point world": {
			"arn": `"arn:aws:s3::111122223333:accesspoint/m1.mrap"`, "Status": `["READY"]`, "Regions.Bucket": `[["full","far"]]`,
			"PublicAccessBlock": `[{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}]`,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What AWS answers for what was never set, and what follows for the calls that were not made.
	for name, value := range map[string]string{
		"Policy": `[""]`, "PolicyStatus.IsPublic": `[false]`, "OwnershipControls.Rules.ObjectOwnership": `["BucketOwnerEnforced"]`, "AccessControlPolicy": `[{}]`,
		"VersioningConfiguration.Status": `[""]`, "VersioningConfiguration.MfaDelete": `[""]`, "BucketLoggingStatus.LoggingEnabled": `[{}]`,
		"LifecycleConfiguration.Rules": `[null]`, "ObjectLockConfiguration": `[{}]`,
	} {
		if bare[name] != value {
			t.Errorf("bare: %s is %s, want %s", name, bare[name], value)
		}
	}
	for _, name := range []string{"PolicyStatus.IsPublic", "AccessControlPolicy"} {
		if value, asked := far[name]; asked {
			t.Errorf("far: %s is %s, though the block makes it needless", name, value)
		}
	}
	if diff := cmp.Diff(map[string]int{
		"S3.ListBuckets": 1, "S3.GetPublicAccessBlock": 3, "S3.GetBucketPolicy": 3, "S3.GetBucketPolicyStatus": 1, "S3.GetBucketOwnershipControls": 3, "S3.GetBucketEncryption": 3,
		"S3.GetBucketVersioning": 3, "S3.GetBucketLogging": 3, "S3.GetBucketLifecycleConfiguration": 3, "S3.GetObjectLockConfiguration": 1, "S3.GetBucketTagging": 3, "S3.GetBucketAcl": 1,
		"S3Control.GetPublicAccessBlock": 1, "S3Control.ListAccessPoints": 2, "S3Control.GetAccessPoint": 1, "S3Control.ListMultiRegionAccessPoints": 1,
	}, s.Calls); diff != "" {
		t.Errorf("calls: %s", diff)
	}
}

func without(m map[string]int, name string) map[string]int {
	out := maps.Clone(m)
	delete(out, name)
	return out
}

// TestAccountBlockSavesCalls holds that under the account's full block a bucket is asked for neither its own block nor
// what the block makes harmless.
func TestAccountBlockSavesCalls(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/configuration/publicAccessBlock") {
				w.Header().Set("Content-Type", "application/xml")
				_, _ = io.WriteString(w, `<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>`)
				return
			}
			next.ServeHTTP(w, r)
		})
	}), "aws", nil, inventory.Want{Type: s3.BucketType, Calls: []*inventory.Call{
		s3.GetAccountPublicAccessBlock, s3.GetPublicAccessBlock, s3.GetBucketPolicy, s3.GetBucketPolicyStatus, s3.GetBucketOwnershipControls, s3.GetBucketACL,
	}})
	if diff := cmp.Diff(map[string]int{"S3.ListBuckets": 1, "S3Control.GetPublicAccessBlock": 1, "S3.GetBucketPolicy": 3, "S3.GetBucketOwnershipControls": 3}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

// TestRegions holds that only buckets of the regions that were asked for are looked into.
func TestRegions(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, nil), "aws", []string{"us-east-1"}, inventory.Want{Type: s3.BucketType, Calls: []*inventory.Call{s3.GetBucketVersioning}})
	if diff := cmp.Diff(map[string]int{"S3.ListBuckets": 1, "S3.GetBucketVersioning": 1}, s.Calls); diff != "" {
		t.Error(diff)
	}
	if len(s.Resources) != 1 || s.Resources[0].Identity().ID != "far" {
		t.Errorf("%v", facts(t, s))
	}
}

// TestPartitionWithoutMultiRegionAccessPoints holds that where there can be none, none is asked for.
func TestPartitionWithoutMultiRegionAccessPoints(t *testing.T) {
	s := scan(t, serve(t, localstack.Options{}, nil), "aws-us-gov", nil, inventory.Want{Type: s3.MultiRegionAccessPointType})
	if len(s.Calls) != 0 || s.Coverage[0].Status != inventory.Complete {
		t.Errorf("calls %v, coverage %+v", s.Calls, s.Coverage)
	}
}
