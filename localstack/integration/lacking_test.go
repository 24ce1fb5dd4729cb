package integration

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/localstack/seed"
)

// motoLacks is all that a scan of the demo account cannot read on moto 5.2.1: operations that moto does not have
// (unsupported), and fields that it leaves out of its answers (omitted). What is here is unknown to the scanner, and
// nothing else may be. When moto catches up, the line goes.
var motoLacks = []string{
	"Backup.GetBackupVaultAccessPolicy unsupported",
	"Backup.ListBackupVaults omitted EncryptionKeyArn",
	"Backup.ListBackupVaults omitted VaultType",
	"EC2.DescribeClientVpnEndpoints unsupported",
	"EC2.DescribeHosts omitted HostMaintenance",
	"EC2.DescribeHosts omitted HostProperties.InstanceFamily",
	"EC2.DescribeHosts omitted MemberOfServiceLinkedResourceGroup",
	"EC2.DescribeImages omitted PlatformDetails",
	"EC2.DescribeInstanceImageMetadata unsupported",
	"EC2.DescribeInstances omitted PlatformDetails",
	"EC2.DescribeInstances omitted UsageOperation",
	"EC2.DescribeInstances omitted VirtualizationType",
	"EC2.DescribeNetworkInterfaces omitted Attachment.DeviceIndex",
	// RestorableByUserIds and, with it, OwnerIds are ignored: every snapshot would be public.
	"EC2.DescribeSnapshots omitted KmsKeyId",
	"EC2.DescribeSnapshots omitted StorageTier",
	"EC2.DescribeSnapshots unsupported",
	"EC2.DescribeSubnets omitted BlockPublicAccessStates.InternetGatewayBlockMode",
	"EC2.DescribeVpcBlockPublicAccessOptions unsupported",
	"EC2.DescribeVpcs omitted BlockPublicAccessStates.InternetGatewayBlockMode",
	"EC2.GetAllowedImagesSettings unsupported",
	"EC2.GetEbsDefaultKmsKeyId unsupported",
	"EC2.GetImageBlockPublicAccessState unsupported",
	"EC2.GetInstanceMetadataDefaults unsupported",
	"EC2.GetSerialConsoleAccessStatus unsupported",
	"EC2.GetSnapshotBlockPublicAccessState unsupported",
	"EFS.DescribeFileSystems omitted KmsKeyId",
	"IAM.GetAccountAuthorizationDetails omitted PermissionsBoundaryUsageCount",
	"IAM.GetAccountSummary omitted SummaryMap.AccountPasswordPresent",
	// The credential report has no row of the root user.
	"IAM.GetCredentialReport omitted access_key_1_last_used_date",
	"IAM.GetCredentialReport omitted access_key_2_last_used_date",
	"IAM.GetCredentialReport omitted password_last_used",
	"OpenSearch.DescribeDomains omitted DomainStatusList.ServiceSoftwareOptions.AutomatedUpdateDate",
	"OpenSearch.DescribeDomains omitted DomainStatusList.ServiceSoftwareOptions.CurrentVersion",
	"OpenSearch.DescribeDomains omitted DomainStatusList.ServiceSoftwareOptions.NewVersion",
	"OpenSearch.DescribeDomains omitted DomainStatusList.ServiceSoftwareOptions.UpdateAvailable",
	// The answer is a listing of objects, with status 200.
}

// motoVague are the checks that are undecided on moto for what an answer holds rather than for a fact that it lacks.
var motoVague = []string{
	"ec2-image-encrypted",              // a block device mapping without Encrypted
	"ec2-volume-delete-on-termination", // an attachment without DeleteOnTermination
}

// TestDemo scans an account with something of everything, and holds that what moto lacks shows as unknown, all of it
// and nothing else. On other endpoints it prints what they lack.
func TestDemo(t *testing.T) {
	cfg, _ := account(t)
	plan := seed.Demo()
	build(t, cfg, plan)
	snap := measured(t, cfg, collect.Everything(suiteCollectors()), plan.Regions...)
	lacks, ledger := unread(snap), judge(snap)
	if !onMoto(t) {
		t.Logf("the endpoint lacks:\n%s", strings.Join(lacks, "\n"))
		return
	}
	want := slices.Sorted(slices.Values(motoLacks))
	if diff := cmp.Diff(want, lacks); diff != "" {
		t.Errorf("what moto lacks (- as listed, + as found):\n%s", diff)
	}
	vague, messages := map[string]bool{}, []string{}
	cited := map[string]bool{}
	for i := range ledger.Results {
		r := &ledger.Results[i]
		switch {
		case r.Status != checks.Unknown:
		case r.Gap == nil:
			vague[r.Check.ID] = true
			messages = append(messages, r.Check.ID+": "+r.Message)
		default:
			cited[gapKey(r.Gap)] = true
			if !slices.ContainsFunc(motoLacks, func(l string) bool { return l == gapKey(r.Gap) || strings.HasPrefix(l, gapKey(r.Gap)+" ") }) {
				t.Errorf("%s is unknown for what moto has: %s", resultKey(ledger, r), r.Message)
			}
		}
	}
	if diff := cmp.Diff(motoVague, slices.Sorted(maps.Keys(vague))); diff != "" {
		t.Errorf("checks that are undecided for another reason (- as listed, + as found):\n%s\n%s", diff, strings.Join(messages, "\n"))
	}
	for _, call := range wanted() {
		if key := call.String() + " unsupported"; slices.Contains(motoLacks, key) && !cited[key] {
			t.Errorf("moto lacks %s, which a check reads, and no result is unknown for it", call)
		}
	}
}

// wanted are the detail calls that checks read of resources of their own kind.
func wanted() []*inventory.Call {
	var out []*inventory.Call
	for _, c := range suite() {
		out = append(out, c.Wants()[0].Calls...)
	}
	return out
}
