package localstack_test

import (
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"testing"
	"testing/fstest"

	"demarc/localstack"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/google/go-cmp/cmp"
)

// inProcess returns an endpoint and a configuration that needs no socket.
func inProcess(t *testing.T, o localstack.Options) (*localstack.Endpoint, aws.Config) {
	t.Helper()
	e, err := localstack.New(os.DirFS("testdata/account"), o)
	if err != nil {
		t.Fatal(err)
	}
	return e, aws.Config{
		Region: "eu-central-1", BaseEndpoint: aws.String("http://localhost"), Credentials: staticKey("AKIDEXAMPLE"),
		HTTPClient: &http.Client{Transport: e.Transport()}, Retryer: func() aws.Retryer { return aws.NopRetryer{} },
	}
}

func TestTransport(t *testing.T) {
	e, cfg := inProcess(t, localstack.Options{})
	if _, err := s3control.NewFromConfig(cfg).GetPublicAccessBlock(t.Context(), &s3control.GetPublicAccessBlockInput{AccountId: aws.String("111122223333")}); err != nil {
		t.Errorf("an account id before the host: %v", err)
	}
	head, err := s3Client(cfg).HeadBucket(t.Context(), &s3.HeadBucketInput{Bucket: aws.String("corp-data")})
	if err != nil || *head.BucketRegion != "eu-central-1" {
		t.Errorf("HeadBucket: %+v, %v", head, err)
	}
	e.SetFaults(localstack.Faults{Damage: map[string]localstack.Damage{"*": localstack.HangUp}})
	_, err = ec2.NewFromConfig(cfg).DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{})
	if !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a closed connection: %v", err)
	}
	want := []localstack.CallCount{
		{Operation: "EC2.DescribeVolumes", Account: "111122223333", Region: "eu-central-1", Status: 200, Count: 1},
		{Operation: "S3.HeadBucket", Account: "111122223333", Region: "eu-central-1", Status: 200, Count: 1},
		{Operation: "S3Control.GetPublicAccessBlock", Account: "111122223333", Region: "eu-central-1", Status: 200, Count: 1},
	}
	if diff := cmp.Diff(want, e.Calls()); diff != "" {
		t.Error(diff)
	}
	e.ResetCalls()
	if got := e.Calls(); len(got) != 0 {
		t.Errorf("calls after ResetCalls: %v", got)
	}
}

// TestMembers reads another account through a role of it.
func TestMembers(t *testing.T) {
	member := fstest.MapFS{
		"global/sts/GetCallerIdentity.json":     {Data: []byte(`{"Account": "444455556666", "Arn": "arn:aws:iam::444455556666:user/b", "UserId": "AIDB"}`)},
		"eu-central-1/ec2/DescribeVolumes.json": {Data: []byte(`{"Volumes": [{"VolumeId": "vol-0000000000000006b"}]}`)},
		"global/sts/AssumeRole/Closed.json":     {Data: []byte(`{"Error": {"Code": "AccessDenied", "Message": "closed", "Status": 403}}`)},
	}
	_, cfg := inProcess(t, localstack.Options{Members: []fs.FS{member}})
	assume := func(role string) (*sts.AssumeRoleOutput, error) {
		return sts.NewFromConfig(cfg).AssumeRole(t.Context(), &sts.AssumeRoleInput{RoleArn: aws.String(role), RoleSessionName: aws.String("scan")})
	}
	out, err := assume("arn:aws:iam::444455556666:role/Audit")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := assume("arn:aws:iam::444455556666:role/Closed"); code(err) != "AccessDenied" {
		t.Errorf("a role with an error file: %v", err)
	}
	there := cfg.Copy()
	there.Credentials = staticKey(*out.Credentials.AccessKeyId)
	got := map[string][]string{}
	for name, c := range map[string]aws.Config{"home": cfg, "member": there} {
		volumes, err := ec2.NewFromConfig(c).DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range volumes.Volumes {
			got[name] = append(got[name], *v.VolumeId)
		}
	}
	want := map[string][]string{
		"home":   {"vol-00000000000000001", "vol-00000000000000002", "vol-00000000000000003"},
		"member": {"vol-0000000000000006b"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
