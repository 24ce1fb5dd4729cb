package iam

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
)

func TestTargetOf(t *testing.T) {
	const role, function, key = "arn:aws:iam::111122223333:role/", "arn:aws:lambda:eu-central-1:111122223333:function:", "arn:aws:kms:eu-central-1:111122223333:key/"
	is := func(noun, arn, region, id string) *target {
		return &target{noun: noun, arn: arn, region: region, id: id}
	}
	for text, want := range map[string]*target{
		role + "a":         is("role", role+"a", "", "a"),
		role + "ci/path/a": is("role", role+"ci/path/a", "", "a"),
		role + "a*":        nil,
		role + "*/a":       nil,
		role + "a?":        nil,
		role:               nil,
		role + "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS": nil,
		role + "aws-reserved/sso.amazonaws.com/AWSReservedSSO_a":         nil,
		"arn:aws:iam::111122223333:user/ana":                             is("user", "arn:aws:iam::111122223333:user/ana", "", "ana"),
		"arn:aws:iam::111122223333:user/${aws:username}":                 nil,
		"arn:aws:iam::111122223333:group/staff":                          is("group", "arn:aws:iam::111122223333:group/staff", "", "staff"),
		"arn:aws:iam::111122223333:policy/p/read":                        is("policy", "arn:aws:iam::111122223333:policy/p/read", "", "arn:aws:iam::111122223333:policy/p/read"),
		"arn:aws:iam::aws:policy/ReadOnlyAccess":                         nil,
		"arn:aws:iam::444455556666:role/a":                               nil,
		"arn:aws-cn:iam::111122223333:role/a":                            nil,
		"arn:aws:iam::111122223333:instance-profile/a":                   nil,
		"arn:aws:iam::111122223333:root":                                 nil,
		function + "f":                                                   is("function", function+"f", "eu-central-1", "f"),
		function + "f:*":                                                 is("function", function+"f", "eu-central-1", "f"),
		function + "f:live":                                              is("function", function+"f", "eu-central-1", "f"),
		function + "f*":                                                  nil,
		"arn:aws:lambda:*:111122223333:function:f":                       nil,
		"arn:aws:lambda::111122223333:function:f":                        nil,
		"arn:aws:lambda:eu-central-1:111122223333:layer:f":               nil,
		key + "1234": is("key", key+"1234", "eu-central-1", "1234"),
		key + "*":    nil,
		"arn:aws:kms:eu-central-1:111122223333:alias/a": nil,
		"arn:aws:s3:::reports":                          nil,
		"*":                                             nil,
		"":                                              nil,
	} {
		var got *target
		if x, ok := targetOf("aws", "111122223333", text); ok {
			x.create = ""
			got = &x
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(target{})); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// TestDanglingGrants holds the words and severities, and that a region that was not scanned hides nothing and proves
// nothing.
func TestDanglingGrants(t *testing.T) {
	const elsewhere = "arn:aws:lambda:us-east-1:111122223333:function:f"
	for document, want := range map[string]string{
		passDeploy: "fail low: Use names the role " + deployRole + ", but no such resource exists: who can create one of that name inherits the grant",
		allow(`["lambda:InvokeFunction","iam:PassRole"]`, `["`+reportFunction+`:live","`+deployRole+`","`+reportKey+`"]`): "fail low: Use names the function " + reportFunction + ":live, Use names the role " + deployRole + ", Use names the key " + reportKey + ", but no such resource exists: who can create one of that name inherits the grant",
		allow(`"kms:Decrypt"`, `"`+reportKey+`"`):                                               "fail informational: Use names the key " + reportKey + ", but no such resource exists, and none can be created under that name",
		allow(`"iam:PassRole"`, `"arn:aws:iam::111122223333:role/ci/web"`):                      "fail informational: Use names the role arn:aws:iam::111122223333:role/ci/web (there is arn:aws:iam::111122223333:role/web), but no such resource exists, and none can be created under that name",
		allow(`"lambda:InvokeFunction"`, `"`+elsewhere+`"`):                                     "unknown low: not read: Lambda.ListFunctions in us-east-1 was not asked for in this scan",
		allow(`["lambda:InvokeFunction","iam:PassRole"]`, `["`+elsewhere+`","`+deployRole+`"]`): "fail low: Use names the role " + deployRole + ", but no such resource exists: who can create one of that name inherits the grant",
	} {
		web := role(nil)
		p := policy(func(p *iam.Policy) { p.Document = inventory.Known(document) })
		snap := &inventory.Snapshot{
			Header:    inventory.Header{Account: checks.CaseAccount, Partition: "aws", Time: checks.CaseTime, Regions: []string{checks.CaseRegion}},
			Resources: []inventory.Resource{&web, &p},
		}
		for _, k := range []*inventory.Type{iam.RoleType, iam.UserType, iam.GroupType, iam.PolicyType} {
			snap.Coverage = append(snap.Coverage, inventory.Coverage{Kind: k.Kind, Status: inventory.Complete})
		}
		for _, k := range []*inventory.Type{kms.KeyType, lambda.FunctionType} {
			snap.Coverage = append(snap.Coverage, inventory.Coverage{Kind: k.Kind, Region: checks.CaseRegion, Status: inventory.Complete})
		}
		snap.Seal()
		l := checks.Evaluate(snap, []checks.Checker{PolicyGrants}, checks.Options{})
		var got []string
		for i := range l.Results {
			r := &l.Results[i]
			got = append(got, r.Status.String()+" "+r.Severity.String()+": "+r.Message)
		}
		if diff := cmp.Diff([]string{want}, got); diff != "" {
			t.Errorf("%s: %s", document, diff)
		}
	}
}
