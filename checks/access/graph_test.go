package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestGraphSteps draws one small account for each rule: who escalates, by which methods, and whether that is certain.
func TestGraphSteps(t *testing.T) {
	const (
		me    = "arn:aws:iam::111122223333:user/me"
		boss  = "arn:aws:iam::111122223333:role/boss"
		chief = "arn:aws:iam::111122223333:user/chief"
	)
	policy := func(statements string) *Document {
		return mustParse(t, `{"Version":"2012-10-17","Statement":[`+statements+`]}`)
	}
	allow := func(action, resource string) *Document {
		return policy(`{"Effect":"Allow","Action":` + action + `,"Resource":"` + resource + `"}`)
	}
	all := allow(`"*"`, "*")
	trust := func(principal string) *Document {
		return policy(`{"Effect":"Allow","Principal":` + principal + `,"Action":"sts:AssumeRole"}`)
	}
	lambdaTrust, ec2Trust := trust(`{"Service":"lambda.amazonaws.com"}`), trust(`{"Service":"ec2.amazonaws.com"}`)
	lambdaAll := `["iam:PassRole","lambda:CreateFunction","lambda:InvokeFunction"]`
	everybody := func(rest string) *Document { return policy(`{"Principal":"*","Resource":"*",` + rest + `}`) }
	onlyIn := func(regions string) *Document {
		return policy(`{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:RequestedRegion":["` + regions + `"]}}}`)
	}
	admin := func(trust *Document) Principal { return Principal{ARN: boss, Inline: []*Document{all}, Trust: trust} }
	type want struct {
		methods  []string
		possible bool
	}
	for name, c := range map[string]struct {
		me      Principal
		others  []Principal
		account Account
		want    want
	}{
		"nothing":                      {me: Principal{}, others: []Principal{admin(lambdaTrust)}},
		"assume_by_name":               {me: Principal{}, others: []Principal{admin(trust(`{"AWS":"` + me + `"}`))}, want: want{[]string{"sts-001"}, false}},
		"assume_by_account":            {me: Principal{Inline: []*Document{allow(`"sts:AssumeRole"`, boss)}}, others: []Principal{admin(trust(`{"AWS":"111122223333"}`))}, want: want{[]string{"sts-001"}, false}},
		"assume_by_account_no_right":   {me: Principal{}, others: []Principal{admin(trust(`{"AWS":"111122223333"}`))}},
		"assume_denied":                {me: Principal{Inline: []*Document{policy(`{"Effect":"Deny","Action":"sts:*","Resource":"*"}`)}}, others: []Principal{admin(trust(`{"AWS":"` + me + `"}`))}},
		"assume_with_unknown_mfa":      {me: Principal{}, others: []Principal{admin(policy(`{"Effect":"Allow","Principal":{"AWS":"` + me + `"},"Action":"sts:AssumeRole","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}`))}, want: want{[]string{"sts-001"}, true}},
		"rewrite_trust":                {me: Principal{Inline: []*Document{allow(`"iam:UpdateAssumeRolePolicy"`, boss)}}, others: []Principal{admin(lambdaTrust)}, want: want{[]string{"iam-012"}, false}},
		"service_linked_role":          {me: Principal{Inline: []*Document{allow(`["iam:*"]`, "arn:aws:iam::111122223333:role/*")}}, others: []Principal{{ARN: "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", Inline: []*Document{all}, Trust: trust(`{"Service":"x.amazonaws.com"}`)}}},
		"identity_center_role":         {me: Principal{Inline: []*Document{allow(`["iam:*"]`, "arn:aws:iam::111122223333:role/*")}}, others: []Principal{{ARN: "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A", Inline: []*Document{all}, Trust: trust(`{"Service":"x.amazonaws.com"}`)}}},
		"own_user_policy":              {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}}, want: want{[]string{"iam-007"}, false}},
		"user_policy_of_another":       {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, chief)}}, others: []Principal{{ARN: chief}}},
		"own_policy_under_boundary":    {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}, Boundary: allow(`["iam:*","s3:*"]`, "*")}},
		"own_policy_under_scp":         {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}}, account: Account{SCPs: [][]*Document{{all, policy(`{"Effect":"Deny","Action":"iam:Put*","Resource":"*"}`)}}}},
		"own_policy_under_rcp":         {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}}, account: Account{RCPs: [][]*Document{{everybody(`"Effect":"Deny","Action":"*"`)}}}, want: want{[]string{"iam-007"}, false}},
		"assume_under_rcp":             {me: Principal{}, others: []Principal{admin(trust(`{"AWS":"` + me + `"}`))}, account: Account{RCPs: [][]*Document{{everybody(`"Effect":"Deny","Action":"sts:*"`)}}}},
		"assume_in_organization":       {me: Principal{}, others: []Principal{admin(trust(`{"AWS":"` + me + `"}`))}, account: Account{OrgID: "o-abcdefghij", RCPs: [][]*Document{{everybody(`"Effect":"Deny","Action":"sts:*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-abcdefghij"}}`)}}}, want: want{[]string{"sts-001"}, false}},
		"own_policy_in_home_region":    {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}}, account: Account{SCPs: [][]*Document{{all, onlyIn("us-east-1")}}}, want: want{[]string{"iam-007"}, false}},
		"own_policy_outside_of_region": {me: Principal{Inline: []*Document{allow(`"iam:PutUserPolicy"`, me)}}, account: Account{SCPs: [][]*Document{{all, onlyIn("eu-west-3")}}}},
		"pass_in_allowed_region":       {me: Principal{Inline: []*Document{allow(lambdaAll, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, SCPs: [][]*Document{{all, onlyIn(`us-east-1","eu-west-3`)}}}, want: want{[]string{"lambda-001"}, false}},
		"pass_in_region_pattern":       {me: Principal{Inline: []*Document{allow(lambdaAll, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, SCPs: [][]*Document{{all, policy(`{"Effect":"Deny","NotAction":"iam:*","Resource":"*","Condition":{"StringNotLike":{"aws:RequestedRegion":"eu-*"}}}`)}}}, want: want{[]string{"lambda-001"}, false}},
		"pass_elsewhere_alone":         {me: Principal{Inline: []*Document{allow(`["lambda:CreateFunction","lambda:InvokeFunction"]`, "arn:aws:lambda:sa-east-1:111122223333:function:*"), allow(`"iam:PassRole"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, SCPs: [][]*Document{{all, onlyIn(`us-east-1`)}}}},
		"assume_in_allowed_region":     {me: Principal{}, others: []Principal{admin(trust(`{"AWS":"` + me + `"}`))}, account: Account{SCPs: [][]*Document{{all, onlyIn("eu-west-3")}}}, want: want{[]string{"sts-001"}, false}},
		"function_of_allowed_region":   {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, Carriers: []Carrier{{ARN: "arn:aws:lambda:eu-west-1:111122223333:function:f", Service: "lambda", Role: boss}}, SCPs: [][]*Document{{all, onlyIn("eu-west-1")}}}, want: want{[]string{"lambda-003"}, false}},
		"function_of_other_region":     {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, Carriers: []Carrier{{ARN: "arn:aws:lambda:eu-west-1:111122223333:function:f", Service: "lambda", Role: boss}}, SCPs: [][]*Document{{all, onlyIn("eu-west-3")}}}},
		"attach_only_read_only":        {me: Principal{Inline: []*Document{policy(`{"Effect":"Allow","Action":"iam:AttachUserPolicy","Resource":"*","Condition":{"ArnEquals":{"iam:PolicyARN":"arn:aws:iam::aws:policy/ReadOnlyAccess"}}}`)}}},
		"new_policy_version":           {me: Principal{Attached: []Attached{{ARN: "arn:aws:iam::111122223333:policy/p", Document: allow(`"iam:CreatePolicyVersion"`, "arn:aws:iam::111122223333:policy/p")}}}, want: want{[]string{"iam-001"}, false}},
		"new_version_of_other_policy":  {me: Principal{Attached: []Attached{{ARN: "arn:aws:iam::111122223333:policy/p", Document: allow(`"iam:CreatePolicyVersion"`, "arn:aws:iam::111122223333:policy/q")}}}},
		"default_version_unread":       {me: Principal{Attached: []Attached{{ARN: "arn:aws:iam::111122223333:policy/p", Document: allow(`"iam:SetDefaultPolicyVersion"`, "*")}}}, want: want{[]string{"x-setexistingdefaultpolicyversion"}, true}},
		"default_version_stronger":     {me: Principal{Attached: []Attached{{ARN: "arn:aws:iam::111122223333:policy/p", Document: allow(`"iam:SetDefaultPolicyVersion"`, "*"), Others: []*Document{all}}}}, want: want{[]string{"x-setexistingdefaultpolicyversion"}, false}},
		"default_version_no_stronger":  {me: Principal{Attached: []Attached{{ARN: "arn:aws:iam::111122223333:policy/p", Document: allow(`"iam:SetDefaultPolicyVersion"`, "*"), Others: []*Document{}}}}},
		"access_key_of_admin":          {me: Principal{Inline: []*Document{allow(`"iam:CreateAccessKey"`, "*")}}, others: []Principal{{ARN: chief, Inline: []*Document{all}}}, want: want{[]string{"iam-002"}, false}},
		"access_key_of_nobody":         {me: Principal{Inline: []*Document{allow(`"iam:CreateAccessKey"`, "*")}}, others: []Principal{{ARN: chief}}},
		"key_then_own_policy":          {me: Principal{Inline: []*Document{allow(`"iam:CreateAccessKey"`, chief)}}, others: []Principal{{ARN: chief, Inline: []*Document{allow(`"iam:AttachUserPolicy"`, chief)}}}, want: want{[]string{"iam-002", "iam-008"}, false}},
		"lift_user_then_key":           {me: Principal{Inline: []*Document{allow(`["iam:PutUserPolicy","iam:CreateAccessKey"]`, chief)}}, others: []Principal{{ARN: chief}}, want: want{[]string{"iam-018"}, false}},
		"lift_role_then_assume":        {me: Principal{Inline: []*Document{allow(`"iam:AttachRolePolicy"`, boss)}}, others: []Principal{{ARN: boss, Trust: trust(`{"AWS":"` + me + `"}`)}}, want: want{[]string{"iam-014"}, false}},
		"powerful_group":               {me: Principal{Inline: []*Document{allow(`"iam:AddUserToGroup"`, "*")}}, account: Account{Groups: []Group{{Name: "g", ARN: "arn:aws:iam::111122223333:group/g", Inline: []*Document{all}}}}, want: want{[]string{"iam-013"}, false}},
		"harmless_group":               {me: Principal{Inline: []*Document{allow(`"iam:AddUserToGroup"`, "*")}}, account: Account{Groups: []Group{{Name: "g", ARN: "arn:aws:iam::111122223333:group/g"}}}},
		"own_group":                    {me: Principal{Inline: []*Document{allow(`"iam:PutGroupPolicy"`, "*")}, Groups: []string{"g"}}, account: Account{Groups: []Group{{Name: "g", ARN: "arn:aws:iam::111122223333:group/g"}}}, want: want{[]string{"iam-011"}, false}},
		"own_boundary":                 {me: Principal{Inline: []*Document{all}, Boundary: allow(`["iam:DeleteUserPermissionsBoundary","s3:*"]`, "*")}, want: want{[]string{"x-iam-deleteuserpermissionsboundary"}, false}},
		"pass_to_lambda":               {me: Principal{Inline: []*Document{allow(lambdaAll, "*")}}, others: []Principal{admin(lambdaTrust)}, want: want{[]string{"lambda-001"}, false}},
		"pass_only_to_glue":            {me: Principal{Inline: []*Document{allow(`"lambda:*"`, "*"), policy(`{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{"StringEquals":{"iam:PassedToService":"glue.amazonaws.com"}}}`)}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true}},
		"pass_role_not_trusting":       {me: Principal{Inline: []*Document{allow(lambdaAll, "*")}}, others: []Principal{admin(ec2Trust)}, account: Account{CarriersKnown: true}},
		"pass_other_role":              {me: Principal{Inline: []*Document{allow(`["lambda:CreateFunction","lambda:InvokeFunction"]`, "*"), allow(`"iam:PassRole"`, chief)}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true}},
		"pass_functions_of_one_prefix": {me: Principal{Inline: []*Document{allow(`["lambda:CreateFunction","lambda:InvokeFunction"]`, "arn:aws:lambda:eu-west-1:111122223333:function:dev-*"), allow(`"iam:PassRole"`, "*")}}, others: []Principal{admin(lambdaTrust)}, want: want{[]string{"lambda-001"}, false}},
		"instance_with_profile":        {me: Principal{Inline: []*Document{allow(`["iam:PassRole","ec2:RunInstances"]`, "*")}}, others: []Principal{{ARN: boss, Inline: []*Document{all}, Trust: ec2Trust, InstanceProfile: true}}, want: want{[]string{"ec2-001"}, false}},
		"instance_without_profile":     {me: Principal{Inline: []*Document{allow(`["iam:PassRole","ec2:RunInstances"]`, "*")}}, others: []Principal{admin(ec2Trust)}},
		"take_over_function":           {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, Carriers: []Carrier{{ARN: "arn:aws:lambda:eu-west-1:111122223333:function:f", Service: "lambda", Role: boss}}}, want: want{[]string{"lambda-003"}, false}},
		"take_over_other_function":     {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "arn:aws:lambda:*:*:function:g")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true, Carriers: []Carrier{{ARN: "arn:aws:lambda:eu-west-1:111122223333:function:f", Service: "lambda", Role: boss}}}},
		"take_over_none_there":         {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{CarriersKnown: true}},
		"take_over_none_of_service":    {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{KnownCarriers: []string{"ec2", "lambda"}}},
		"take_over_other_service_read": {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, account: Account{KnownCarriers: []string{"ec2"}}, want: want{[]string{"lambda-003"}, true}},
		"take_over_not_looked":         {me: Principal{Inline: []*Document{allow(`"lambda:UpdateFunctionCode"`, "*")}}, others: []Principal{admin(lambdaTrust)}, want: want{[]string{"lambda-003"}, true}},
	} {
		t.Run(name, func(t *testing.T) {
			a := c.account
			a.ID = "111122223333"
			c.me.ARN = me
			a.Principals = append([]Principal{c.me}, c.others...)
			g := NewGraph(a)
			p, _ := g.PathToAdmin(me)
			got := want{possible: p.Possible}
			for _, s := range p.Steps {
				got.methods = append(got.methods, s.Method)
			}
			if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(want{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestGraphQuestions(t *testing.T) {
	allow := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}`)
	mfa := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}}`)
	all := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`)
	outside := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}}`)
	inside := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/a"},"Action":"sts:AssumeRole"}}`)
	g := NewGraph(Account{ID: "111122223333", Principals: []Principal{
		{ARN: "arn:aws:iam::111122223333:user/c"},
		{ARN: "arn:aws:iam::111122223333:user/b", Inline: []*Document{mfa}},
		{ARN: "arn:aws:iam::111122223333:user/a", Inline: []*Document{allow}},
		{ARN: "arn:aws:iam::111122223333:role/out", Inline: []*Document{all}, Trust: outside},
		{ARN: "arn:aws:iam::111122223333:role/in", Trust: inside},
	}})
	var who []string
	for _, w := range g.WhoCan("s3:GetObject", "arn:aws:s3:::b/k") {
		who = append(who, w.ARN+map[bool]string{true: " possibly"}[w.Possible])
	}
	if diff := cmp.Diff([]string{"arn:aws:iam::111122223333:role/out", "arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:user/b possibly"}, who); diff != "" {
		t.Error(diff)
	}
	bucket := mustParse(t, `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/c"},"Action":"s3:GetObject","Resource":"*"},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}}]}`)
	who = nil
	for _, w := range g.WhoCanUnder("s3:GetObject", "arn:aws:s3:::b/k", "", bucket) {
		who = append(who, w.ARN+map[bool]string{true: " possibly"}[w.Possible])
	}
	if diff := cmp.Diff([]string{"arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:user/b possibly", "arn:aws:iam::111122223333:user/c"}, who); diff != "" {
		t.Error(diff)
	}
	entries := g.Entries()
	if len(entries) != 1 || entries[0].Role != "arn:aws:iam::111122223333:role/out" || !entries[0].Reaches || entries[0].Decision.Accounts[0] != "444455556666" {
		t.Errorf("entries %+v", entries)
	}
	if got := entries[0].Decision.Witness.Resource; got != "arn:aws:iam::111122223333:role/out" {
		t.Errorf("the witness is for %s", got)
	}
	if p, ok := g.Path("arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:role/in"); !ok || len(p.Steps) != 1 || p.Steps[0].Method != "sts-001" {
		t.Errorf("path %+v, %v", p, ok)
	}
	if p, ok := g.Path("arn:aws:iam::111122223333:user/b", "arn:aws:iam::111122223333:role/in"); ok {
		t.Errorf("path %+v", p)
	}
}
