package all_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"demarc/checks"
	"demarc/checks/all"
	"demarc/inventory"
	inventoryall "demarc/inventory/all"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/s3"
)

// policies returns a snapshot of n users, groups, roles, managed policies, keys and buckets. No two have the same policy,
// as in accounts that are built from templates: each names its own resources.
func policies(n int) *inventory.Snapshot {
	const account, region = "111122223333", "eu-central-1"
	s := &inventory.Snapshot{Header: inventory.Header{Account: account, Partition: "aws", Caller: "arn:aws:iam::" + account + ":role/audit", Time: checks.CaseTime, Regions: []string{region}}}
	for _, t := range inventoryall.Types() {
		s.Coverage = append(s.Coverage, inventory.Coverage{Kind: t.Kind, Region: region, Status: inventory.Complete}, inventory.Coverage{Kind: t.Kind, Status: inventory.Complete})
	}
	made := inventory.Known(checks.CaseTime.Add(-400 * 24 * time.Hour))
	for i := range n {
		of := func(text string) string { return strings.ReplaceAll(text, "NNN", fmt.Sprintf("app-%d", i)) }
		own := inventory.Known([]iam.InlinePolicy{{PolicyName: "own", PolicyDocument: of(benchIdentity)}})
		arn := of("arn:aws:iam::" + account + ":policy/NNN")
		attached := inventory.Known([]iam.AttachedPolicy{{PolicyName: of("NNN"), PolicyArn: arn}})
		ref := func(id, arn string) inventory.Ref {
			return inventory.Ref{ID: id, ARN: arn, Name: id, Account: account, Tags: inventory.Known(map[string]string{})}
		}
		entity := func(kind string) inventory.Ref { return ref(of("NNN"), of("arn:aws:iam::"+account+":"+kind+"/NNN")) }
		key := ref(fmt.Sprintf("1234abcd-12ab-34cd-56ef-%012d", i), fmt.Sprintf("arn:aws:kms:%s:%s:key/1234abcd-12ab-34cd-56ef-%012d", region, account, i))
		bucket := ref(of("NNN"), of("arn:aws:s3:::NNN"))
		key.Region, bucket.Region = region, region
		s.Resources = append(s.Resources,
			&iam.User{Ref: entity("user"), Path: inventory.Known("/"), CreateDate: made, GroupList: inventory.Known([]string{of("NNN")}), UserPolicyList: own, AttachedManagedPolicies: attached, PermissionsBoundaryArn: inventory.Known("")},
			&iam.Group{Ref: entity("group"), Path: inventory.Known("/"), CreateDate: made, GroupPolicyList: own, AttachedManagedPolicies: attached},
			&iam.Role{Ref: entity("role"), Path: inventory.Known("/"), CreateDate: made, AssumeRolePolicyDocument: inventory.Known(of(benchTrust)), RolePolicyList: own, AttachedManagedPolicies: attached, PermissionsBoundaryArn: inventory.Known(""), LastUsedDate: made},
			&iam.Policy{Ref: ref(arn, arn), Path: inventory.Known("/"), Document: inventory.Known(of(benchIdentity)), DefaultVersionID: inventory.Known("v1"), AttachmentCount: inventory.Known[int32](3), IsAttachable: inventory.Known(true), CreateDate: made, UpdateDate: made},
			&kms.Key{Ref: key, Aliases: inventory.Known([]string{of("alias/NNN")}), KeyManager: inventory.Known("CUSTOMER"), KeyState: inventory.Known("Enabled"), KeySpec: inventory.Known("SYMMETRIC_DEFAULT"), Origin: inventory.Known("AWS_KMS"), Policy: inventory.Known(of(benchKey))},
			&s3.Bucket{Ref: bucket, Policy: inventory.Known(of(benchBucket)), IsPublic: inventory.Known(false), ObjectOwnership: inventory.Known("BucketOwnerEnforced"),
				AccountPublicAccessBlock: inventory.Known(s3.PublicAccessBlock{}), PublicAccessBlock: inventory.Known(s3.PublicAccessBlock{})},
		)
	}
	s.Seal()
	return s
}

const (
	benchIdentity = `{"Version":"2012-10-17","Statement":[
		{"Sid":"Logs","Effect":"Allow","Action":["logs:CreateLogGroup","logs:CreateLogStream","logs:PutLogEvents"],"Resource":"arn:aws:logs:*:111122223333:log-group:/aws/NNN:*"},
		{"Sid":"Objects","Effect":"Allow","Action":["s3:Get*","s3:List*","s3:PutObject"],"Resource":["arn:aws:s3:::NNN","arn:aws:s3:::NNN/*"]},
		{"Sid":"Keys","Effect":"Allow","Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"arn:aws:kms:eu-central-1:111122223333:key/*","Condition":{"StringEquals":{"kms:ViaService":"s3.eu-central-1.amazonaws.com"}}},
		{"Sid":"Machines","Effect":"Allow","Action":["ec2:Describe*","ec2:StartInstances"],"Resource":"*"},
		{"Sid":"Never","Effect":"Deny","Action":"iam:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"false"}}}]}`
	benchTrust = `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"},
		{"Sid":"NNN","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"NNN"}}}]}`
	benchKey = `{"Version":"2012-10-17","Statement":[
		{"Sid":"Account","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},
		{"Sid":"Use","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::111122223333:role/NNN","arn:aws:iam::444455556666:root"]},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}]}`
	benchBucket = `{"Version":"2012-10-17","Statement":[
		{"Sid":"TLS","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::NNN","arn:aws:s3:::NNN/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}},
		{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::NNN/*"}]}`
)

// BenchmarkEvaluatePolicies judges a thousand of each kind that has a policy, with the checks of each service and of all.
func BenchmarkEvaluatePolicies(b *testing.B) {
	snap := policies(1000)
	for _, service := range []string{"iam-", "kms-", "s3-", ""} {
		b.Run("checks_"+strings.Trim(service, "-"), func(b *testing.B) {
			cs := slices.DeleteFunc(slices.Clone(all.Checks()), func(c checks.Checker) bool { return !strings.HasPrefix(c.Info().ID, service) })
			for b.Loop() {
				if l := checks.Evaluate(snap, cs, checks.Options{}); l.Count.Fail == 0 || l.Count.Pass == 0 {
					b.Fatalf("%+v", l.Count)
				}
			}
		})
	}
}
