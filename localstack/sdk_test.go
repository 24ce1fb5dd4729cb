package localstack_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"demarc/localstack"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/google/go-cmp/cmp"
)

// plain leaves out the marker field that the SDK embeds in its types.
var plain = cmp.FilterPath(func(p cmp.Path) bool {
	field, ok := p.Last().(cmp.StructField)
	return ok && field.Name() == "noSmithyDocumentSerde"
}, cmp.Ignore())

// testNow is the endpoint's clock in tests.
var testNow = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// serve starts an endpoint over the test account and returns it with an SDK configuration that reaches it.
func serve(t *testing.T, o localstack.Options) (*localstack.Endpoint, aws.Config) {
	t.Helper()
	if o.Now == nil {
		o.Now = func() time.Time { return testNow }
	}
	e, err := localstack.New(os.DirFS("testdata/account"), o)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	// S3 Control puts the account id before the host name: every name leads to the server.
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}}
	t.Cleanup(transport.CloseIdleConnections)
	return e, aws.Config{
		Region:       "eu-central-1",
		BaseEndpoint: aws.String("http://localhost:" + port),
		Credentials:  staticKey("AKIDEXAMPLE"),
		HTTPClient:   &http.Client{Transport: transport},
		Retryer:      func() aws.Retryer { return aws.NopRetryer{} },
	}
}

func staticKey(id string) aws.CredentialsProvider {
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: id, SecretAccessKey: "any"}, nil
	})
}

func s3Client(cfg aws.Config) *s3.Client {
	return s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
}

// code returns the error code that the SDK made of an error.
func code(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorCode()
	}
	if err != nil {
		return err.Error()
	}
	return ""
}

func instanceIDs(reservations []ec2types.Reservation) []string {
	var ids []string
	for _, r := range reservations {
		for _, i := range r.Instances {
			ids = append(ids, aws.ToString(i.InstanceId))
		}
	}
	return ids
}

func TestEC2InstanceIsComplete(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	out, err := ec2.NewFromConfig(cfg).DescribeInstances(t.Context(), &ec2.DescribeInstancesInput{InstanceIds: []string{"i-00000000000000001"}})
	if err != nil {
		t.Fatal(err)
	}
	want := ec2types.Instance{
		InstanceId:   aws.String("i-00000000000000001"),
		ImageId:      aws.String("ami-0aaaaaaaaaaaaaaa1"),
		State:        &ec2types.InstanceState{Code: aws.Int32(16), Name: "running"},
		InstanceType: "m5.large",
		LaunchTime:   aws.Time(time.Date(2026, 10, 1, 8, 30, 0, 0, time.UTC)),
		Placement:    &ec2types.Placement{AvailabilityZone: aws.String("eu-central-1a"), Tenancy: "default"},
		VpcId:        aws.String("vpc-0000000000000000a"),
		SubnetId:     aws.String("subnet-0000000000000000b"),
		SecurityGroups: []ec2types.GroupIdentifier{
			{GroupId: aws.String("sg-0000000000000000c"), GroupName: aws.String("web")},
		},
		MetadataOptions: &ec2types.InstanceMetadataOptionsResponse{
			State: "applied", HttpTokens: "required", HttpPutResponseHopLimit: aws.Int32(2), HttpEndpoint: "enabled",
		},
		Tags: []ec2types.Tag{{Key: aws.String("Name"), Value: aws.String("web-1")}, {Key: aws.String("env"), Value: aws.String("prod")}},
	}
	if diff := cmp.Diff(want, out.Reservations[0].Instances[0], plain); diff != "" {
		t.Error(diff)
	}
}

func filters(pairs ...string) []ec2types.Filter {
	var out []ec2types.Filter
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, ec2types.Filter{Name: aws.String(pairs[i]), Values: []string{pairs[i+1]}})
	}
	return out
}

func TestDescribeInstances(t *testing.T) {
	const one, two, three, managed = "i-00000000000000001", "i-00000000000000002", "i-00000000000000003", "i-00000000000000004"
	for name, test := range map[string]struct {
		in   ec2.DescribeInstancesInput
		want []string
		code string
	}{
		"all":                {want: []string{one, two, three}},
		"managed":            {in: ec2.DescribeInstancesInput{IncludeManagedResources: aws.Bool(true)}, want: []string{one, two, three, managed}},
		"ids":                {in: ec2.DescribeInstancesInput{InstanceIds: []string{three, one}}, want: []string{one, three}},
		"unknown_id":         {in: ec2.DescribeInstancesInput{InstanceIds: []string{"i-0ffffffffffffffff"}}, code: "InvalidInstanceID.NotFound"},
		"type":               {in: ec2.DescribeInstancesInput{Filters: filters("instance-type", "m5.metal")}, want: []string{three}},
		"type_wildcard":      {in: ec2.DescribeInstancesInput{Filters: filters("instance-type", "m5.l*e")}, want: []string{one, two}},
		"state":              {in: ec2.DescribeInstancesInput{Filters: filters("instance-state-name", "stopped")}, want: []string{two}},
		"tenancy":            {in: ec2.DescribeInstancesInput{Filters: filters("tenancy", "host")}, want: []string{three}},
		"zone":               {in: ec2.DescribeInstancesInput{Filters: filters("availability-zone", "eu-central-1b")}, want: []string{three}},
		"security_group":     {in: ec2.DescribeInstancesInput{Filters: filters("instance.group-id", "sg-0000000000000000c", "vpc-id", "vpc-*")}, want: []string{one, two, three}},
		"http_tokens":        {in: ec2.DescribeInstancesInput{Filters: filters("metadata-options.http-tokens", "optional")}},
		"owner":              {in: ec2.DescribeInstancesInput{Filters: filters("owner-id", "111122223333")}, want: []string{one, two, three}},
		"reservation":        {in: ec2.DescribeInstancesInput{Filters: filters("reservation-id", "r-00000000000000002")}, want: []string{three}},
		"tag":                {in: ec2.DescribeInstancesInput{Filters: filters("tag:Name", "web-3")}, want: []string{three}},
		"tag_key":            {in: ec2.DescribeInstancesInput{Filters: filters("tag-key", "env")}, want: []string{one, three}},
		"two_filters":        {in: ec2.DescribeInstancesInput{Filters: filters("tag-key", "env", "instance-type", "m5.large")}, want: []string{one}},
		"unknown_filter":     {in: ec2.DescribeInstancesInput{Filters: filters("no-such-filter", "x")}, code: "InvalidParameterValue"},
		"ids_with_page_size": {in: ec2.DescribeInstancesInput{InstanceIds: []string{one}, MaxResults: aws.Int32(5)}, code: "InvalidParameterCombination"},
		"dry_run":            {in: ec2.DescribeInstancesInput{DryRun: aws.Bool(true)}, code: "DryRunOperation"},
		"forged_token":       {in: ec2.DescribeInstancesInput{NextToken: aws.String("eyJwIjoxLCJzIjoxfQ")}, code: "InvalidParameterValue"},
	} {
		t.Run(name, func(t *testing.T) {
			_, cfg := serve(t, localstack.Options{})
			out, err := ec2.NewFromConfig(cfg).DescribeInstances(t.Context(), &test.in)
			if code(err) != test.code {
				t.Fatalf("error %v, want code %q", err, test.code)
			}
			if err != nil {
				return
			}
			if diff := cmp.Diff(test.want, instanceIDs(out.Reservations)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEC2Pages(t *testing.T) {
	e, cfg := serve(t, localstack.Options{PageSize: 1})
	client := ec2.NewFromConfig(cfg)
	var volumes []string
	pages := ec2.NewDescribeVolumesPaginator(client, &ec2.DescribeVolumesInput{}, func(o *ec2.DescribeVolumesPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range page.Volumes {
			volumes = append(volumes, *v.VolumeId)
		}
	}
	if diff := cmp.Diff([]string{"vol-00000000000000001", "vol-00000000000000002", "vol-00000000000000003"}, volumes); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"EC2.DescribeVolumes": 3}, e.Counts()); diff != "" {
		t.Error(diff)
	}
	first, err := client.DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{})
	if err != nil {
		t.Fatal(err)
	}
	// A token continues the request that it came from and no other.
	_, err = client.DescribeVolumes(t.Context(), &ec2.DescribeVolumesInput{NextToken: first.NextToken, Filters: filters("encrypted", "true")})
	if code(err) != "InvalidParameterValue" {
		t.Errorf("a token for another request: %v", err)
	}
}

// TestEC2Lists counts what each list operation answers for the parameters that collectors send.
func TestEC2Lists(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	client := ec2.NewFromConfig(cfg)
	ctx := t.Context()
	for name, test := range map[string]struct {
		call func() (int, error)
		want int
		code string
	}{
		"regions_enabled": {call: func() (int, error) {
			out, err := client.DescribeRegions(ctx, &ec2.DescribeRegionsInput{})
			return length(out, err, func() int { return len(out.Regions) })
		}, want: 2},
		"regions_all": {call: func() (int, error) {
			out, err := client.DescribeRegions(ctx, &ec2.DescribeRegionsInput{AllRegions: aws.Bool(true)})
			return length(out, err, func() int { return len(out.Regions) })
		}, want: 3},
		"own_snapshots": {call: func() (int, error) {
			out, err := client.DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{OwnerIds: []string{"self"}})
			return length(out, err, func() int { return len(out.Snapshots) })
		}, want: 1},
		"amazon_snapshots": {call: func() (int, error) {
			out, err := client.DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{OwnerIds: []string{"amazon"}})
			return length(out, err, func() int { return len(out.Snapshots) })
		}, want: 1},
		"public_snapshots": {call: func() (int, error) {
			out, err := client.DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{RestorableByUserIds: []string{"all"}})
			return length(out, err, func() int { return len(out.Snapshots) })
		}},
		"shared_snapshots": {call: func() (int, error) {
			out, err := client.DescribeSnapshots(ctx, &ec2.DescribeSnapshotsInput{RestorableByUserIds: []string{"444455556666"}})
			return length(out, err, func() int { return len(out.Snapshots) })
		}, want: 1},
		"parameter_without_meaning": {call: func() (int, error) {
			out, err := client.DescribeLaunchTemplateVersions(ctx, &ec2.DescribeLaunchTemplateVersionsInput{MinVersion: aws.String("2")})
			return length(out, err, func() int { return len(out.LaunchTemplateVersions) })
		}, code: "InvalidParameterValue"},
		"images": {call: func() (int, error) {
			out, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{})
			return length(out, err, func() int { return len(out.Images) })
		}, want: 2},
		"images_deprecated": {call: func() (int, error) {
			out, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{IncludeDeprecated: aws.Bool(true)})
			return length(out, err, func() int { return len(out.Images) })
		}, want: 3},
		"own_images": {call: func() (int, error) {
			out, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{Owners: []string{"self"}, IncludeDisabled: aws.Bool(true)})
			return length(out, err, func() int { return len(out.Images) })
		}, want: 2},
		"public_images": {call: func() (int, error) {
			out, err := client.DescribeImages(ctx, &ec2.DescribeImagesInput{ExecutableUsers: []string{"all"}})
			return length(out, err, func() int { return len(out.Images) })
		}, want: 1},
		"bare_metal_types": {call: func() (int, error) {
			out, err := client.DescribeInstanceTypes(ctx, &ec2.DescribeInstanceTypesInput{Filters: filters("bare-metal", "true")})
			return length(out, err, func() int { return len(out.InstanceTypes) })
		}, want: 1},
		"named_types": {call: func() (int, error) {
			out, err := client.DescribeInstanceTypes(ctx, &ec2.DescribeInstanceTypesInput{InstanceTypes: []ec2types.InstanceType{"m5.large", "c5.large"}})
			return length(out, err, func() int { return len(out.InstanceTypes) })
		}, want: 1},
		"template_versions": {call: func() (int, error) {
			out, err := client.DescribeLaunchTemplateVersions(ctx, &ec2.DescribeLaunchTemplateVersionsInput{Versions: []string{"$Default", "$Latest"}})
			return length(out, err, func() int { return len(out.LaunchTemplateVersions) })
		}, want: 2},
		"group_by_name": {call: func() (int, error) {
			out, err := client.DescribeSecurityGroups(ctx, &ec2.DescribeSecurityGroupsInput{Filters: filters("group-name", "default")})
			return length(out, err, func() int { return len(out.SecurityGroups) })
		}, want: 1},
		"no_file": {call: func() (int, error) {
			out, err := client.DescribeTransitGateways(ctx, &ec2.DescribeTransitGatewaysInput{})
			return length(out, err, func() int { return len(out.TransitGateways) })
		}},
		"sharing": {call: func() (int, error) {
			out, err := client.DescribeSnapshotAttribute(ctx, &ec2.DescribeSnapshotAttributeInput{
				SnapshotId: aws.String("snap-00000000000000001"), Attribute: ec2types.SnapshotAttributeNameCreateVolumePermission,
			})
			return length(out, err, func() int { return len(out.CreateVolumePermissions) })
		}, want: 1},
		"not_opted_in": {call: func() (int, error) {
			out, err := client.DescribeVpcs(ctx, &ec2.DescribeVpcsInput{}, func(o *ec2.Options) { o.Region = "me-south-1" })
			return length(out, err, func() int { return len(out.Vpcs) })
		}, code: "AuthFailure"},
		"outside_the_table": {call: func() (int, error) {
			out, err := client.DescribeElasticGpus(ctx, &ec2.DescribeElasticGpusInput{})
			return length(out, err, func() int { return len(out.ElasticGpuSet) })
		}, code: "NotImplemented"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := test.call()
			if code(err) != test.code || got != test.want {
				t.Errorf("got %d items, error %v; want %d, code %q", got, err, test.want, test.code)
			}
		})
	}
}

// length counts the items of an answer, if there is one.
func length[T any](out *T, err error, count func() int) (int, error) {
	if err != nil || out == nil {
		return 0, err
	}
	return count(), nil
}

func TestEC2Settings(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	client := ec2.NewFromConfig(cfg)
	got := map[string]bool{}
	for _, region := range []string{"eu-central-1", "us-east-1"} {
		out, err := client.GetEbsEncryptionByDefault(t.Context(), &ec2.GetEbsEncryptionByDefaultInput{}, func(o *ec2.Options) { o.Region = region })
		if err != nil {
			t.Fatal(err)
		}
		got[region] = *out.EbsEncryptionByDefault
	}
	// One region has a file, the other AWS's default.
	if diff := cmp.Diff(map[string]bool{"eu-central-1": true, "us-east-1": false}, got); diff != "" {
		t.Error(diff)
	}
}

// message returns the message of an API error.
func message(err error) string {
	var api smithy.APIError
	if errors.As(err, &api) {
		return api.ErrorMessage()
	}
	return ""
}
