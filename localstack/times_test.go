package localstack_test

import (
	"encoding/csv"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"demarc/localstack"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/google/go-cmp/cmp"
)

// instances reads all instances page by page.
func instances(t *testing.T, client *ec2.Client) []ec2types.Instance {
	t.Helper()
	var out []ec2types.Instance
	pages := ec2.NewDescribeInstancesPaginator(client, &ec2.DescribeInstancesInput{MaxResults: aws.Int32(1000)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Reservations {
			out = append(out, r.Instances...)
		}
	}
	return out
}

func TestTimesKeepsReferences(t *testing.T) {
	const copies = 7
	_, cfg := serve(t, localstack.Options{Times: copies})
	client := ec2.NewFromConfig(cfg)
	all := instances(t, client)
	seen := map[string]bool{}
	for _, i := range all {
		if seen[*i.InstanceId] {
			t.Errorf("%s is there twice", *i.InstanceId)
		}
		seen[*i.InstanceId] = true
		if *i.ImageId != "ami-0aaaaaaaaaaaaaaa1" {
			t.Errorf("%s has the image %s; an image of others is the same in every copy", *i.InstanceId, *i.ImageId)
		}
	}
	if len(all) != 3*copies {
		t.Errorf("%d instances, want %d", len(all), 3*copies)
	}
	groups, err := client.DescribeSecurityGroups(t.Context(), &ec2.DescribeSecurityGroupsInput{})
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, g := range groups.SecurityGroups {
		known[*g.GroupId] = true
	}
	for _, i := range all {
		if !known[*i.SecurityGroups[0].GroupId] {
			t.Errorf("%s is in the group %s, which does not exist", *i.InstanceId, *i.SecurityGroups[0].GroupId)
		}
	}
	volumes, err := client.DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{})
	if err != nil {
		t.Fatal(err)
	}
	attached := 0
	for _, v := range volumes.Volumes {
		if seen[*v.Attachments[0].InstanceId] {
			attached++
		}
	}
	if attached != 3*copies {
		t.Errorf("%d volumes are attached to an instance, want %d", attached, 3*copies)
	}
	last := *all[len(all)-1].InstanceId
	one, err := client.DescribeInstances(t.Context(), &ec2.DescribeInstancesInput{InstanceIds: []string{last}})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{last}, instanceIDs(one.Reservations)); diff != "" {
		t.Error(diff)
	}
}

func TestTimesFindsOneResource(t *testing.T) {
	const copies = 3
	_, cfg := serve(t, localstack.Options{Times: copies})
	ctx := t.Context()
	keys := kms.NewFromConfig(cfg)
	listed, err := keys.ListKeys(ctx, &kms.ListKeysInput{})
	if err != nil {
		t.Fatal(err)
	}
	described := map[string]string{}
	for _, k := range listed.Keys {
		out, err := keys.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: k.KeyArn})
		switch {
		case err != nil:
			described[*k.KeyId] = code(err)
		case *out.KeyMetadata.Arn != *k.KeyArn:
			t.Errorf("asked for %s, got %s", *k.KeyArn, *out.KeyMetadata.Arn)
		default:
			described[*k.KeyId] = string(out.KeyMetadata.KeyManager)
		}
	}
	want := map[string]string{}
	for _, head := range []string{"0a1b2", "0a1b3", "0a1b4"} {
		want[head+"c3d-0000-4000-8000-000000000001"] = "CUSTOMER"
		want[head+"c3d-0000-4000-8000-000000000002"] = "CUSTOMER"
		want[head+"c3d-0000-4000-8000-000000000003"] = "NotFoundException"
	}
	if diff := cmp.Diff(want, described); diff != "" {
		t.Error(diff)
	}
	buckets := s3Client(cfg)
	policy, err := buckets.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: aws.String("corp-data-x00002")})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(*policy.Policy, `"arn:aws:s3:::corp-data-x00002/*"`) {
		t.Errorf("the copy's policy speaks of another bucket: %s", *policy.Policy)
	}
	if _, err := buckets.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: aws.String("corp-data-x00003")}); code(err) != "NoSuchBucket" {
		t.Errorf("a copy beyond the last: %v, want NoSuchBucket", err)
	}
}

func TestTimesIAM(t *testing.T) {
	const copies = 50
	_, cfg := serve(t, localstack.Options{Times: copies})
	client := iam.NewFromConfig(cfg)
	ctx := t.Context()
	users, policies := map[string]bool{}, 0
	pages := iam.NewGetAccountAuthorizationDetailsPaginator(client, &iam.GetAccountAuthorizationDetailsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		policies += len(page.Policies)
		for _, u := range page.UserDetailList {
			users[*u.UserName+" "+*u.Arn] = true
		}
	}
	report, err := client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(report.Content))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	matched := 0
	for _, row := range rows {
		if users[row[0]+" "+row[1]] {
			matched++
		}
	}
	summary, err := client.GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{
		"users": len(users), "aws_policies": policies, "rows": len(rows), "rows_of_users": matched,
		"summary": int(summary.SummaryMap["Users"]), "quota": int(summary.SummaryMap["UsersQuota"]),
	}
	want := map[string]int{"users": 100, "aws_policies": 1, "rows": 102, "rows_of_users": 100, "summary": 100, "quota": 5000}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestTimesHoldsNothing serves an account of 60,000 volumes, some 100 MB if it were held, and looks at what stays.
func TestTimesHoldsNothing(t *testing.T) {
	e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{Times: 20000})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for range 3 {
		body := post(t, e, "ec2", "Action=DescribeVolumes&Version=2016-11-15&MaxResults=1000")
		if n := strings.Count(body, "<volumeType>"); n != 1000 {
			t.Fatalf("a page of %d volumes", n)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("three pages left %d bytes behind", grown)
	}
	runtime.KeepAlive(e)
}

func TestTimesRefusesClashingIDs(t *testing.T) {
	files := fstest.MapFS{
		"global/sts/GetCallerIdentity.json": {Data: []byte(`{"Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/a", "UserId": "AIDA"}`)},
		"eu-central-1/ec2/DescribeVolumes.json": {Data: []byte(
			`{"Volumes": [{"VolumeId": "vol-0aaaa000000000001"}, {"VolumeId": "vol-0bbbb000000000001"}]}`)},
	}
	_, err := localstack.New(files, localstack.Options{Times: 2})
	if err == nil || !strings.Contains(err.Error(), "vol-0aaaa000000000001") || !strings.Contains(err.Error(), "vol-0bbbb000000000001") {
		t.Errorf("error %v, want one that names both ids", err)
	}
}
