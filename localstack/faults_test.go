package localstack_test

import (
	"errors"
	"testing"
	"time"

	"demarc/localstack"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/google/go-cmp/cmp"
)

// outcome is what a client sees of one call.
type outcome struct {
	Code, Message string
	Status        int
}

// try makes one call of each protocol that an SDK client here speaks.
func try(t *testing.T, cfg aws.Config) map[string]outcome {
	t.Helper()
	ctx := t.Context()
	see := func(err error) outcome {
		if err == nil {
			return outcome{}
		}
		var response *awshttp.ResponseError
		status := 0
		if errors.As(err, &response) {
			status = response.HTTPStatusCode()
		}
		return outcome{code(err), message(err), status}
	}
	_, ec2Err := ec2.NewFromConfig(cfg).DescribeVolumes(ctx, &ec2.DescribeVolumesInput{})
	_, iamErr := iam.NewFromConfig(cfg).ListUsers(ctx, &iam.ListUsersInput{})
	_, kmsErr := kms.NewFromConfig(cfg).ListKeys(ctx, &kms.ListKeysInput{})
	_, s3Err := s3Client(cfg).GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: aws.String("corp-data")})
	return map[string]outcome{"ec2": see(ec2Err), "query": see(iamErr), "json": see(kmsErr), "rest_xml": see(s3Err)}
}

func TestFaultsInEachProtocol(t *testing.T) {
	const who = "User: arn:aws:sts::111122223333:assumed-role/Auditor/scanner is not authorized to perform: "
	const why = " because no identity-based policy allows the "
	for name, test := range map[string]struct {
		faults localstack.Faults
		want   map[string]outcome
	}{
		"healthy": {want: map[string]outcome{"ec2": {}, "query": {}, "json": {}, "rest_xml": {}}},
		"denied": {
			faults: localstack.Faults{Denied: []string{"ec2:DescribeVolumes", "iam:*", "KMS.ListKeys@eu-central-1", "s3:GetBucketVersioning"}},
			want: map[string]outcome{
				"ec2":      {"UnauthorizedOperation", "You are not authorized to perform this operation. " + who + "ec2:DescribeVolumes" + why + "ec2:DescribeVolumes action", 403},
				"query":    {"AccessDenied", who + "iam:ListUsers on resource: *" + why + "iam:ListUsers action", 403},
				"json":     {"AccessDeniedException", who + "kms:ListKeys on resource: *" + why + "kms:ListKeys action", 400},
				"rest_xml": {"AccessDenied", who + `s3:GetBucketVersioning on resource: "arn:aws:s3:::corp-data"` + why + "s3:GetBucketVersioning action", 403},
			},
		},
		"denied_elsewhere": {
			faults: localstack.Faults{Denied: []string{"*:*@us-east-1"}},
			want:   map[string]outcome{"ec2": {}, "query": {}, "json": {}, "rest_xml": {}},
		},
		"throttled": {
			faults: localstack.Faults{ThrottlePercent: 100},
			want: map[string]outcome{
				"ec2":      {"RequestLimitExceeded", "Request limit exceeded.", 503},
				"query":    {"Throttling", "Rate exceeded", 400},
				"json":     {"ThrottlingException", "Rate exceeded", 400},
				"rest_xml": {"SlowDown", "Please reduce your request rate.", 503},
			},
		},
		"failing": {
			faults: localstack.Faults{Fail: map[string]localstack.Failure{"*": {}, "IAM.*": {Status: 503, Code: "ServiceUnavailable", Message: "later"}}},
			want: map[string]outcome{
				"ec2":      {"InternalError", "An internal error has occurred", 500},
				"query":    {"ServiceFailure", "An internal error has occurred", 500},
				"json":     {"InternalFailure", "An internal error has occurred", 500},
				"rest_xml": {"InternalError", "An internal error has occurred", 500},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, cfg := serve(t, localstack.Options{})
			e.SetFaults(test.faults)
			if diff := cmp.Diff(test.want, try(t, cfg)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestExpiry(t *testing.T) {
	e, cfg := serve(t, localstack.Options{})
	e.SetFaults(localstack.Faults{ExpireAfter: 2})
	client := sts.NewFromConfig(cfg)
	var got []string
	for range 4 {
		_, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		got = append(got, code(err))
	}
	if diff := cmp.Diff([]string{"", "", "ExpiredToken", "ExpiredToken"}, got); diff != "" {
		t.Error(diff)
	}
	e.SetFaults(localstack.Faults{})
	if _, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{}); err != nil {
		t.Errorf("after the faults were taken back: %v", err)
	}
}

func TestFirstFailures(t *testing.T) {
	_, cfg := serve(t, localstack.Options{Faults: localstack.Faults{
		Fail: map[string]localstack.Failure{"IAM.ListUsers": {Status: 503, Code: "ServiceUnavailable", First: 2}},
	}})
	client := iam.NewFromConfig(cfg)
	var got []string
	for range 3 {
		_, err := client.ListUsers(t.Context(), &iam.ListUsersInput{})
		got = append(got, code(err))
	}
	if diff := cmp.Diff([]string{"ServiceUnavailable", "ServiceUnavailable", ""}, got); diff != "" {
		t.Error(diff)
	}
}

// TestThrottlePercent holds that the same calls are throttled in every run, about as many as asked for.
func TestThrottlePercent(t *testing.T) {
	run := func(seed uint64) (codes []string, throttled int) {
		_, cfg := serve(t, localstack.Options{Faults: localstack.Faults{ThrottlePercent: 30, Seed: seed}})
		client := sts.NewFromConfig(cfg)
		for range 200 {
			_, err := client.GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
			codes = append(codes, code(err))
			if err != nil {
				throttled++
			}
		}
		return codes, throttled
	}
	first, n := run(1)
	second, _ := run(1)
	other, _ := run(2)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("the same seed gave other faults: %s", diff)
	}
	if cmp.Equal(first, other) {
		t.Error("another seed gave the same faults")
	}
	if n < 40 || n > 80 {
		t.Errorf("%d of 200 calls throttled at 30 percent", n)
	}
}

func TestBuckets(t *testing.T) {
	now := testNow
	_, cfg := serve(t, localstack.Options{
		Now:    func() time.Time { return now },
		Faults: localstack.Faults{Buckets: true, Rates: map[string]localstack.Rate{"STS.*": {Size: 3, Refill: 0.5}}},
	})
	identity := func() string {
		_, err := sts.NewFromConfig(cfg).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
		return code(err)
	}
	volumes := func(in ec2.DescribeVolumesInput) func() string {
		return func() string {
			_, err := ec2.NewFromConfig(cfg).DescribeVolumes(t.Context(), &in)
			return code(err)
		}
	}
	until := func(call func() string, refusal string) int {
		for n := 0; ; n++ {
			if got := call(); got == refusal {
				return n
			} else if got != "" || n > 1000 {
				t.Fatalf("call %d: %q", n, got)
			}
		}
	}
	got := map[string]int{
		"own_rate":   until(identity, "Throttling"),
		"unfiltered": until(volumes(ec2.DescribeVolumesInput{}), "RequestLimitExceeded"),
		"paged":      until(volumes(ec2.DescribeVolumesInput{MaxResults: aws.Int32(100)}), "RequestLimitExceeded"),
	}
	now = now.Add(2 * time.Second)
	got["own_rate_later"] = until(identity, "Throttling")
	got["unfiltered_later"] = until(volumes(ec2.DescribeVolumesInput{}), "RequestLimitExceeded")
	got["paged_later"] = until(volumes(ec2.DescribeVolumesInput{MaxResults: aws.Int32(100)}), "RequestLimitExceeded")
	want := map[string]int{"own_rate": 3, "unfiltered": 50, "paged": 100, "own_rate_later": 1, "unfiltered_later": 20, "paged_later": 40}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDamage(t *testing.T) {
	for name, test := range map[string]struct {
		damage localstack.Damage
		status int
		fails  bool
	}{
		"truncated": {localstack.Truncated, 200, true},
		"garbage":   {localstack.Garbage, 200, true},
		"html":      {localstack.HTML, 500, true},
		"hang_up":   {localstack.HangUp, 0, true},
		// The trap: the EC2 client takes an empty body for an answer without volumes.
		"empty": {localstack.Empty, 200, false},
	} {
		t.Run(name, func(t *testing.T) {
			e, cfg := serve(t, localstack.Options{})
			e.SetFaults(localstack.Faults{Damage: map[string]localstack.Damage{"EC2.DescribeVolumes": test.damage}})
			out, err := ec2.NewFromConfig(cfg).DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{})
			if (err != nil) != test.fails {
				t.Fatalf("error %v, want one: %v", err, test.fails)
			}
			if err == nil && len(out.Volumes) > 0 {
				t.Errorf("an empty body held %d volumes", len(out.Volumes))
			}
			var response *awshttp.ResponseError
			if errors.As(err, &response) && response.HTTPStatusCode() != test.status {
				t.Errorf("status %d, want %d", response.HTTPStatusCode(), test.status)
			}
		})
	}
}

func TestDamagedTokens(t *testing.T) {
	e, cfg := serve(t, localstack.Options{PageSize: 1})
	client := kms.NewFromConfig(cfg)
	first, err := client.ListKeys(t.Context(), &kms.ListKeysInput{})
	if err != nil {
		t.Fatal(err)
	}
	e.SetFaults(localstack.Faults{Damage: map[string]localstack.Damage{"KMS.ListKeys": localstack.RepeatToken}})
	again, err := client.ListKeys(t.Context(), &kms.ListKeysInput{Marker: first.NextMarker})
	if err != nil || !again.Truncated || *again.NextMarker != *first.NextMarker {
		t.Errorf("repeat-token: truncated %v, error %v", again.Truncated, err)
	}
	e.SetFaults(localstack.Faults{Damage: map[string]localstack.Damage{"KMS.ListKeys": localstack.DropToken}})
	dropped, err := client.ListKeys(t.Context(), &kms.ListKeysInput{})
	if err != nil || !dropped.Truncated || dropped.NextMarker != nil {
		t.Errorf("drop-token: truncated %v, marker %v, error %v", dropped.Truncated, dropped.NextMarker, err)
	}
}
