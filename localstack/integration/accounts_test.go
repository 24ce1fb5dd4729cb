package integration

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"demarc/checks"
	checksall "demarc/checks/all"
	"demarc/inventory"
	"demarc/localstack/seed"
)

// small is a plan that is quick to build.
func small(regions ...string) seed.Plan {
	return seed.Plan{Name: "a small account", Regions: regions, Instances: 2, Volumes: 3, SecurityGroups: 4, Users: 2, Roles: 2, Policies: 1, Keys: 2, Buckets: 2}
}

// TestOneCheck shows that selecting checks selects calls: a check of the password policy costs two, and decides.
func TestOneCheck(t *testing.T) {
	cfg, _ := account(t)
	build(t, cfg, seed.Demo().In("eu-west-1"))
	cs, err := checks.Select(checksall.Checks(), checks.Selection{Checks: []string{"iam-password-policy-length"}})
	if err != nil {
		t.Fatal(err)
	}
	snap := run(t, cfg, planOf(t, cs...))
	want := map[string]int{"STS.GetCallerIdentity": 1, "IAM.GetAccountPasswordPolicy": 1}
	if diff := gocmp.Diff(want, snap.Calls); diff != "" {
		t.Error(diff)
	}
	ledger := checks.Evaluate(snap, cs, checks.Options{})
	if diff := gocmp.Diff(checks.Tally{Fail: 1}, ledger.Count); diff != "" {
		t.Errorf("the policy asks for eight characters: %s", diff)
	}
}

// TestRegions shows that each region's resources are found there and nowhere else.
func TestRegions(t *testing.T) {
	cfg, _ := account(t)
	build(t, cfg, small("eu-west-1"))
	instances := func(regions ...string) map[string]int {
		out := map[string]int{}
		for _, r := range scan(t, cfg, regions...).Of("ec2.instance") {
			out[r.Identity().Region]++
		}
		return out
	}
	tests := map[string]struct {
		regions []string
		want    map[string]int
	}{
		"where_they_are": {[]string{"eu-west-1"}, map[string]int{"eu-west-1": 2}},
		"elsewhere":      {[]string{"us-east-1"}, map[string]int{}},
		"both":           {[]string{"us-east-1", "eu-west-1"}, map[string]int{"eu-west-1": 2}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := gocmp.Diff(tt.want, instances(tt.regions...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestAccounts shows that a scan under a role's credentials sees that account and no other.
func TestAccounts(t *testing.T) {
	one, first := account(t)
	two, second := account(t)
	build(t, one, small("eu-west-1"))
	build(t, two, small("eu-west-1"))
	a, b := scan(t, one, "eu-west-1"), scan(t, two, "eu-west-1")
	if diff := gocmp.Diff([]string{first, second}, []string{a.Account, b.Account}); diff != "" {
		t.Fatal(diff)
	}
	for _, kind := range []inventory.Kind{"ec2.instance", "ec2.volume", "iam.user", "kms.key", "s3.bucket"} {
		x, y := ids(a, kind), ids(b, kind)
		if len(x) == 0 || len(x) != len(y) {
			t.Errorf("%s: %d in one account and %d in the other, and both were built alike", kind, len(x), len(y))
		}
		for _, r := range slices.Concat(a.Of(kind), b.Of(kind)) {
			want := first
			if !slices.Contains(a.Of(kind), r) {
				want = second
			}
			if got := r.Identity().Account; got != want {
				t.Errorf("%s %s is said to be of account %s, want %s", kind, r.Identity().ID, got, want)
			}
		}
		if kind == "iam.user" {
			continue // users are told apart by name, and both accounts have the same names
		}
		for _, id := range x {
			if slices.Contains(y, id) {
				t.Errorf("%s %s is in both accounts", kind, id)
			}
		}
	}
}

func ids(snap *inventory.Snapshot, kind inventory.Kind) []string {
	var out []string
	for _, r := range snap.Of(kind) {
		out = append(out, r.Identity().ID)
	}
	return out
}

// TestSeedAgain shows that seeding an account twice leaves it as it was after the first time.
func TestSeedAgain(t *testing.T) {
	cfg, _ := account(t)
	plan := seed.Demo().In("eu-west-1")
	build(t, cfg, plan)
	first := kinds(scan(t, cfg, "eu-west-1"))
	build(t, cfg, plan)
	if diff := gocmp.Diff(first, kinds(scan(t, cfg, "eu-west-1"))); diff != "" {
		t.Error(diff)
	}
}

// kinds counts a snapshot's resources by kind.
func kinds(snap *inventory.Snapshot) map[inventory.Kind]int {
	out := map[inventory.Kind]int{}
	for _, r := range snap.Resources {
		out[r.Type().Kind]++
	}
	return out
}

// TestWhoGetsIn holds that on account B exactly the roles that strangers can assume and the keys that another account can
// use are found: ten of a hundred and one, and five of fifty. Every other role and key is a pass of the same checks.
func TestWhoGetsIn(t *testing.T) {
	cfg, _ := account(t)
	plan := seed.AccountB()
	plan.Instances, plan.Volumes, plan.SecurityGroups, plan.Users, plan.Buckets = 0, 0, 0, 0, 0
	build(t, cfg, plan)
	tests := map[string]struct {
		checks []string
		kind   inventory.Kind
		all    int
		want   []string
	}{
		"trust_policies": {[]string{"iam-role-trust-not-public", "iam-role-trust-external-id"}, "iam.role", plan.Roles, seed.BadRoles(plan)},
		"keys":           {[]string{"kms-key-policy-not-public", "kms-key-policy-trusted-accounts"}, "kms.key", plan.Keys, seed.ForeignKeys(plan)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			cs, err := checks.Select(checksall.Checks(), checks.Selection{Checks: tt.checks})
			if err != nil {
				t.Fatal(err)
			}
			ledger := checks.Evaluate(run(t, cfg, planOf(t, cs...), plan.Regions...), cs, checks.Options{KeepPass: true})
			bad, good := map[string]bool{}, map[string]bool{}
			for i := range ledger.Results {
				r := &ledger.Results[i]
				ref := ledger.Resource(r).Resource.Identity()
				switch name := cmp.Or(ref.Name, ref.ID); r.Status {
				case checks.Fail:
					bad[name] = true
				case checks.Pass:
					good[name] = true
				default:
					t.Errorf("%s %s: %v, %s", r.Check.ID, name, r.Status, r.Message)
				}
			}
			maps.DeleteFunc(good, func(name string, _ bool) bool { return bad[name] })
			if diff := gocmp.Diff(tt.want, slices.Sorted(maps.Keys(bad))); diff != "" {
				t.Error(diff)
			}
			if len(good) != tt.all-len(tt.want) {
				t.Errorf("%d others pass, want %d", len(good), tt.all-len(tt.want))
			}
		})
	}
}
