package localstack_test

import (
	"testing"
	"time"

	"demarc/localstack"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	s3controltypes "github.com/aws/aws-sdk-go-v2/service/s3control/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/google/go-cmp/cmp"
)

func TestAuthorizationDetailsPageAcrossLists(t *testing.T) {
	for name, test := range map[string]struct {
		filter []iamtypes.EntityType
		want   []string
	}{
		"all":              {want: []string{"alice", "bob", "staff", "web", "AdministratorAccess"}},
		"without_policies": {filter: []iamtypes.EntityType{"User", "Role", "Group", "LocalManagedPolicy"}, want: []string{"alice", "bob", "staff", "web"}},
		"roles":            {filter: []iamtypes.EntityType{"Role"}, want: []string{"web"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, cfg := serve(t, localstack.Options{PageSize: 2})
			var got []string
			pages := iam.NewGetAccountAuthorizationDetailsPaginator(iam.NewFromConfig(cfg), &iam.GetAccountAuthorizationDetailsInput{Filter: test.filter})
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				n := len(got)
				for _, u := range page.UserDetailList {
					got = append(got, *u.UserName)
				}
				for _, g := range page.GroupDetailList {
					got = append(got, *g.GroupName)
				}
				for _, r := range page.RoleDetailList {
					got = append(got, *r.RoleName)
				}
				for _, p := range page.Policies {
					got = append(got, *p.PolicyName)
				}
				if len(got)-n > 2 {
					t.Errorf("a page of %d items, want at most 2", len(got)-n)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestRoleDetail(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	out, err := iam.NewFromConfig(cfg).GetAccountAuthorizationDetails(t.Context(), &iam.GetAccountAuthorizationDetailsInput{Filter: []iamtypes.EntityType{"Role"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []iamtypes.RoleDetail{{
		Path: aws.String("/app/"), RoleName: aws.String("web"), RoleId: aws.String("AROATESTACCOUNT00002"),
		Arn:        aws.String("arn:aws:iam::111122223333:role/app/web"),
		CreateDate: aws.Time(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)),
		// On the wire, policy documents are percent-encoded.
		AssumeRolePolicyDocument: aws.String("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D"),
		InstanceProfileList:      []iamtypes.InstanceProfile{},
		RolePolicyList: []iamtypes.PolicyDetail{{
			PolicyName:     aws.String("read"),
			PolicyDocument: aws.String("%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3AGetObject%22%2C%22Resource%22%3A%22arn%3Aaws%3As3%3A%3A%3Acorp-data%2F%2A%22%7D%5D%7D"),
		}},
		AttachedManagedPolicies: []iamtypes.AttachedPolicy{},
		RoleLastUsed:            &iamtypes.RoleLastUsed{LastUsedDate: aws.Time(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)), Region: aws.String("eu-central-1")},
	}}
	if diff := cmp.Diff(want, out.RoleDetailList, plain); diff != "" {
		t.Error(diff)
	}
}

func TestIAMSingles(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	client := iam.NewFromConfig(cfg)
	ctx := t.Context()
	report, err := client.GetCredentialReport(ctx, &iam.GetCredentialReportInput{})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(report.Content[:len("user,arn")]); got != "user,arn" {
		t.Errorf("the report begins with %q", got)
	}
	provider, err := client.GetSAMLProvider(ctx, &iam.GetSAMLProviderInput{SAMLProviderArn: aws.String("arn:aws:iam::111122223333:saml-provider/Okta")})
	if err != nil || *provider.SAMLMetadataDocument != "<EntityDescriptor/>" {
		t.Errorf("GetSAMLProvider: %v", err)
	}
	summary, err := client.GetAccountSummary(ctx, &iam.GetAccountSummaryInput{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int32{"Users": 2, "AccountMFAEnabled": 1, "UsersQuota": 5000}, summary.SummaryMap); diff != "" {
		t.Error(diff)
	}
	_, err = client.GetAccountPasswordPolicy(ctx, &iam.GetAccountPasswordPolicyInput{})
	if code(err) != "NoSuchEntity" {
		t.Errorf("GetAccountPasswordPolicy: %v, want NoSuchEntity", err)
	}
	_, err = client.ListRoles(ctx, &iam.ListRolesInput{MaxItems: aws.Int32(1001)})
	if code(err) != "ValidationError" {
		t.Errorf("ListRoles with MaxItems 1001: %v, want ValidationError", err)
	}
}

func TestKMS(t *testing.T) {
	_, cfg := serve(t, localstack.Options{PageSize: 2})
	client := kms.NewFromConfig(cfg)
	const key = "0a1b2c3d-0000-4000-8000-000000000001"
	const arn = "arn:aws:kms:eu-central-1:111122223333:key/" + key
	first, err := client.ListKeys(t.Context(), &kms.ListKeysInput{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := client.ListKeys(t.Context(), &kms.ListKeysInput{Marker: first.NextMarker})
	if err != nil {
		t.Fatal(err)
	}
	if !first.Truncated || second.Truncated || len(first.Keys) != 2 || len(second.Keys) != 1 || second.NextMarker != nil {
		t.Errorf("pages of %d (truncated %v) and %d (truncated %v) keys", len(first.Keys), first.Truncated, len(second.Keys), second.Truncated)
	}
	described, err := client.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: aws.String(arn)})
	if err != nil {
		t.Fatal(err)
	}
	want := &kmstypes.KeyMetadata{
		KeyId: aws.String(key), Arn: aws.String(arn), AWSAccountId: aws.String("111122223333"), Enabled: true,
		CreationDate: aws.Time(time.Date(2025, 3, 1, 9, 0, 0, 5e8, time.UTC)), KeyUsage: "ENCRYPT_DECRYPT", KeyState: "Enabled",
		Origin: "AWS_KMS", KeyManager: "CUSTOMER", KeySpec: "SYMMETRIC_DEFAULT", MultiRegion: aws.Bool(false),
	}
	if diff := cmp.Diff(want, described.KeyMetadata, plain); diff != "" {
		t.Error(diff)
	}
	for name, test := range map[string]struct {
		call func() error
		code string
	}{
		"unknown_key": {func() error {
			_, err := client.DescribeKey(t.Context(), &kms.DescribeKeyInput{KeyId: aws.String("0a1b2c3d-0000-4000-8000-00000000dead")})
			return err
		}, "NotFoundException"},
		"error_file": {func() error {
			_, err := client.GetKeyRotationStatus(t.Context(), &kms.GetKeyRotationStatusInput{KeyId: aws.String("0a1b2c3d-0000-4000-8000-000000000002")})
			return err
		}, "AccessDeniedException"},
		"marker": {func() error {
			_, err := client.ListKeys(t.Context(), &kms.ListKeysInput{Marker: aws.String("forged")})
			return err
		}, "InvalidMarkerException"},
		"limit": {func() error {
			_, err := client.ListKeys(t.Context(), &kms.ListKeysInput{Limit: aws.Int32(0)})
			return err
		}, "ValidationException"},
		"grants_without_file": {func() error {
			_, err := client.ListGrants(t.Context(), &kms.ListGrantsInput{KeyId: aws.String(key)})
			return err
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			if err := test.call(); code(err) != test.code {
				t.Errorf("error %v, want code %q", err, test.code)
			}
		})
	}
}

func TestS3(t *testing.T) {
	_, cfg := serve(t, localstack.Options{PageSize: 2})
	client := s3Client(cfg)
	ctx := t.Context()
	data, site, logs := aws.String("corp-data"), aws.String("corp-site"), aws.String("corp-logs")
	acl, err := client.GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: data})
	if err != nil {
		t.Fatal(err)
	}
	want := []s3types.Grant{
		{Grantee: &s3types.Grantee{Type: "CanonicalUser", ID: aws.String("75aa")}, Permission: "FULL_CONTROL"},
		{Grantee: &s3types.Grantee{Type: "Group", URI: aws.String("http://acs.amazonaws.com/groups/global/AllUsers")}, Permission: "READ"},
	}
	if diff := cmp.Diff(want, acl.Grants, plain); diff != "" {
		t.Error(diff)
	}
	policy, err := client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: data})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(`{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::corp-data/*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`, *policy.Policy); diff != "" {
		t.Error(diff)
	}
	block, err := client.GetPublicAccessBlock(ctx, &s3.GetPublicAccessBlockInput{Bucket: data})
	if err != nil {
		t.Fatal(err)
	}
	wantBlock := &s3types.PublicAccessBlockConfiguration{
		BlockPublicAcls: aws.Bool(true), IgnorePublicAcls: aws.Bool(true), BlockPublicPolicy: aws.Bool(true), RestrictPublicBuckets: aws.Bool(false),
	}
	if diff := cmp.Diff(wantBlock, block.PublicAccessBlockConfiguration, plain); diff != "" {
		t.Error(diff)
	}
	var buckets []string
	pages := s3.NewListBucketsPaginator(client, &s3.ListBucketsInput{})
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range page.Buckets {
			buckets = append(buckets, *b.Name+" in "+*b.BucketRegion)
		}
	}
	if diff := cmp.Diff([]string{"corp-data in eu-central-1", "corp-logs in us-east-1", "corp-site in eu-central-1"}, buckets); diff != "" {
		t.Error(diff)
	}
	locations := map[string]string{}
	for _, b := range []*string{data, logs} {
		out, err := client.GetBucketLocation(ctx, &s3.GetBucketLocationInput{Bucket: b})
		if err != nil {
			t.Fatal(err)
		}
		locations[*b] = string(out.LocationConstraint)
	}
	if diff := cmp.Diff(map[string]string{"corp-data": "eu-central-1", "corp-logs": ""}, locations); diff != "" {
		t.Error(diff)
	}
	for name, test := range map[string]struct {
		call func() error
		code string
	}{
		"no_policy": {func() error {
			_, err := client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: site})
			return err
		}, "NoSuchBucketPolicy"},
		"no_bucket": {func() error {
			_, err := client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: aws.String("absent")})
			return err
		}, "NoSuchBucket"},
		"other_region": {func() error {
			_, err := client.GetBucketPolicy(ctx, &s3.GetBucketPolicyInput{Bucket: logs})
			return err
		}, "PermanentRedirect"},
		"other_owner": {func() error {
			_, err := client.GetBucketVersioning(ctx, &s3.GetBucketVersioningInput{Bucket: data, ExpectedBucketOwner: aws.String("444455556666")})
			return err
		}, "AccessDenied"},
		"head_without_bucket": {func() error {
			_, err := client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String("absent")})
			return err
		}, "NotFound"},
		"virtual_host": {func() error {
			_, err := client.GetBucketAcl(ctx, &s3.GetBucketAclInput{Bucket: data}, func(o *s3.Options) { o.UsePathStyle = false })
			return err
		}, ""},
		// A sub-resource that is not served must not be answered as a listing of the bucket.
		"unserved_sub_resource": {func() error {
			_, err := client.GetBucketRequestPayment(ctx, &s3.GetBucketRequestPaymentInput{Bucket: data})
			return err
		}, "NotImplemented"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := test.call(); code(err) != test.code {
				t.Errorf("error %v, want code %q", err, test.code)
			}
		})
	}
}

func TestS3Control(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	client := s3control.NewFromConfig(cfg)
	ctx := t.Context()
	own := aws.String("111122223333")
	points, err := client.ListAccessPoints(ctx, &s3control.ListAccessPointsInput{AccountId: own, Bucket: aws.String("corp-data")})
	if err != nil {
		t.Fatal(err)
	}
	want := []s3controltypes.AccessPoint{{Name: aws.String("ap"), NetworkOrigin: "Internet", Bucket: aws.String("corp-data")}}
	if diff := cmp.Diff(want, points.AccessPointList, plain); diff != "" {
		t.Error(diff)
	}
	_, err = client.GetPublicAccessBlock(ctx, &s3control.GetPublicAccessBlockInput{AccountId: aws.String("444455556666")})
	if code(err) != "AccessDenied" {
		t.Errorf("another account's block: %v, want AccessDenied", err)
	}
	_, err = client.GetAccessPointPolicy(ctx, &s3control.GetAccessPointPolicyInput{AccountId: own, Name: aws.String("ap")})
	if code(err) != "NoSuchAccessPointPolicy" {
		t.Errorf("GetAccessPointPolicy: %v, want NoSuchAccessPointPolicy", err)
	}
}

func TestAssumeRole(t *testing.T) {
	_, cfg := serve(t, localstack.Options{})
	client := sts.NewFromConfig(cfg)
	out, err := client.AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::111122223333:role/app/web"), RoleSessionName: aws.String("test"), ExternalId: aws.String("x"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := *out.Credentials.Expiration, testNow.Add(time.Hour); !got.Equal(want) {
		t.Errorf("expiration %v, want %v", got, want)
	}
	cfg.Credentials = staticKey(*out.Credentials.AccessKeyId)
	who, err := sts.NewFromConfig(cfg).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("arn:aws:sts::111122223333:assumed-role/web/test", *who.Arn); diff != "" {
		t.Error(diff)
	}
	_, err = client.AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::444455556666:role/web"), RoleSessionName: aws.String("test"),
	})
	if code(err) != "AccessDenied" {
		t.Errorf("a role of an account that is not served: %v, want AccessDenied", err)
	}
}
