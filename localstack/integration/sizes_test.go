package integration

import (
	"slices"
	"strings"
	"testing"

	"demarc/inventory"
	"demarc/inventory/all"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
	"demarc/localstack/seed"
)

// oneByOne are the calls that S3 and KMS answer for one bucket or key at a time: neither has a batch form of any.
// The budgets leave them out, and hold each to one call a bucket or key instead.
var oneByOne = map[string]inventory.Kind{
	"KMS.DescribeKey":                    "kms.key",
	"KMS.GetKeyPolicy":                   "kms.key",
	"KMS.GetKeyRotationStatus":           "kms.key",
	"KMS.ListGrants":                     "kms.key",
	"KMS.ListResourceTags":               "kms.key",
	"S3.GetBucketAcl":                    "s3.bucket",
	"S3.GetBucketEncryption":             "s3.bucket",
	"S3.GetBucketLifecycleConfiguration": "s3.bucket",
	"S3.GetBucketLocation":               "s3.bucket",
	"S3.GetBucketLogging":                "s3.bucket",
	"S3.GetBucketOwnershipControls":      "s3.bucket",
	"S3.GetBucketPolicy":                 "s3.bucket",
	"S3.GetBucketPolicyStatus":           "s3.bucket",
	"S3.GetBucketTagging":                "s3.bucket",
	"S3.GetBucketVersioning":             "s3.bucket",
	"S3.GetObjectLockConfiguration":      "s3.bucket",
	"S3.GetPublicAccessBlock":            "s3.bucket",
}

// TestSizes scans the accounts on which peers were measured, and holds the scan to its budget of calls.
func TestSizes(t *testing.T) {
	tests := map[string]struct {
		plan seed.Plan
		// budget is for all calls but those of oneByOne.
		budget int
		// total, when set, is for the whole scan, whatever its calls are for.
		total int
		// counts are how many of a kind the scan must find, so that few calls are not for having missed things.
		counts map[inventory.Kind]int
	}{
		"account_a": {
			plan: seed.AccountA(), budget: 150,
			counts: map[inventory.Kind]int{"ec2.instance": 60, "ec2.volume": 90, "ec2.security_group": 40, "iam.user": 40, "iam.role": 41, "iam.policy": 20, "kms.key": 12, "s3.bucket": 12},
		},
		"account_b": {
			plan: seed.AccountB(), budget: 100, total: 600,
			counts: map[inventory.Kind]int{"ec2.instance": 300, "ec2.volume": 470, "ec2.security_group": 202, "iam.user": 100, "iam.role": 101, "iam.policy": 100, "kms.key": 50, "s3.bucket": 50},
		},
	}
	base(t)
	scanner := compile(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			cfg, _ := account(t)
			build(t, cfg, tt.plan)
			snap := measured(t, cfg, restricted(t), tt.plan.Regions...)
			for kind, want := range tt.counts {
				if got := count(snap, kind); got != want {
					t.Errorf("%d resources of kind %s, want %d", got, kind, want)
				}
			}
			rest, total := 0, 0
			for call, n := range snap.Calls {
				total += n
				if kind, ok := oneByOne[call]; !ok {
					rest += n
				} else if of := len(snap.Of(kind)); n > of {
					t.Errorf("%s was called %d times for %d resources of kind %s", call, n, of, kind)
				}
			}
			t.Logf("%d calls, %d of them for buckets and keys one by one", total, total-rest)
			if rest > tt.budget {
				t.Errorf("%d calls besides those that buckets and keys need one by one; the budget is %d", rest, tt.budget)
			}
			if tt.total > 0 && total >= tt.total {
				t.Errorf("%d calls; they must be fewer than %d", total, tt.total)
			}
			if peak := command(t, scanner, cfg, tt.plan.Regions); peak > peakBudget {
				t.Errorf("peak memory is %d MB; the budget is %d", peak>>20, peakBudget>>20)
			}
		})
	}
}

// peerServices are those of the accounts that peers were measured on.
var peerServices = []string{"ec2", "iam", "kms", "s3"}

// peakBudget is what the command may take of memory, in bytes. Some 45 MB of it are pages of the program's own file
// (RssFile of /proc), which grow with the clients of its services and not with what a scan finds.
const peakBudget = 140 << 20

// restricted is the plan of all checks over the services of the accounts that peers were measured on: checks that look at
// others too are run without them.
func restricted(t *testing.T) *collect.Plan {
	t.Helper()
	var wants []inventory.Want
	for _, c := range usual() {
		for _, w := range c.Wants() {
			if service, _, _ := strings.Cut(string(w.Type.Kind), "."); slices.Contains(peerServices, service) {
				wants = append(wants, w)
			}
		}
	}
	plan, err := collect.NewPlan(all.Collectors(), wants)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// count counts the resources of a kind that are the account's own: AWS-managed policies and keys come on top.
func count(snap *inventory.Snapshot, kind inventory.Kind) int {
	n := 0
	for _, r := range snap.Of(kind) {
		switch r.Classify().Variant {
		case responsibility.IAMPolicyAWSManaged, responsibility.KMSKeyAWSManaged:
		default:
			n++
		}
	}
	return n
}
