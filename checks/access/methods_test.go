package access

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// notDrawn are the methods of the table that the graph draws no step for, and why.
var notDrawn = map[string]string{
	"iam-003":                             "iam-002 draws the step; a second key in the way is deleted first",
	"x-codestarcreateprojectfromtemplate": "AWS has closed CodeStar projects",
	"x-codestarcreateprojectthenassociateteammember": "AWS has closed CodeStar projects",
	"x-passexistingroletonewcodestarproject":         "AWS has closed CodeStar projects",
	"x-sso-attachmanagedpolicytopermissionset":       "the policy of a permission set is changed where IAM Identity Center is run, which the account does not tell",
	"x-sso-putinlinepolicytopermissionset":           "the policy of a permission set is changed where IAM Identity Center is run, which the account does not tell",
}

// knownMethods are the ids of the public catalogue under which the table has a method by another id.
var knownMethods = map[string]string{
	"rhino-2": "x-setexistingdefaultpolicyversion", "rhino-23": "x-codestarcreateprojectfromtemplate", "rhino-24": "x-passexistingroletonewcodestarproject",
	"rhino-25": "x-codestarcreateprojectthenassociateteammember", "rhino-26": "x-lambda-updatefunctionconfiguration", "pmapper-autoscaling-1": "x-auto-scaling-pass-role",
	"pmapper-ec2-2": "x-passrole-associateinstanceprofile", "pmapper-codebuild-update": "x-codebuild-update-project-and-start",
	"memory-boundary-1": "x-iam-deleterolepermissionsboundary", "memory-sso-1": "x-sso-putinlinepolicytopermissionset",
}

// stage is an account in which each method works for a principal that has its permissions: a user me, or a role me for
// the methods that only roles have.
type stage struct {
	account Account
	me      string
}

// newStage sets the stage for a method; permissions are what me has, on everything. Without resources nothing is there that
// could carry a role.
func newStage(t *testing.T, m *method, permissions []string, resources bool) stage {
	t.Helper()
	const account = "111122223333"
	arn := func(rest string) string { return "arn:aws:iam::" + account + ":" + rest }
	doc := func(s string) *Document { return mustParse(t, `{"Version":"2012-10-17","Statement":`+s+`}`) }
	all := doc(`{"Effect":"Allow","Action":"*","Resource":"*"}`)
	trusts := func(principal string) *Document {
		return doc(`{"Effect":"Allow","Principal":` + principal + `,"Action":"sts:AssumeRole"}`)
	}
	list := `[`
	for i, p := range permissions {
		list += map[bool]string{true: `,`}[i > 0] + `"` + p + `"`
	}
	own := doc(`{"Effect":"Deny","Action":"zzzz:Nothing","Resource":"*"}`)
	if len(permissions) > 0 {
		own = doc(`{"Effect":"Allow","Action":` + list + `],"Resource":"*"}`)
	}
	me := Principal{ARN: arn("user/me"), Attached: []Attached{{ARN: arn("policy/own"), Document: own, Others: []*Document{all}}}, Groups: []string{"mine"}}
	if slices.Contains([]string{"iam-005", "iam-009", "x-iam-deleterolepermissionsboundary"}, m.id) {
		me.ARN, me.Groups, me.Trust = arn("role/me"), nil, trusts(`{"Service":"zzzz.amazonaws.com"}`)
	}
	if slices.Contains([]string{"x-iam-deleterolepermissionsboundary", "x-iam-deleteuserpermissionsboundary"}, m.id) {
		me.Boundary, me.Inline = own, []*Document{all}
	}
	services := `["zzzz.amazonaws.com"`
	for _, s := range m.trusted() {
		services += `,"` + s + `"`
	}
	boss := doc(`[{"Effect":"Allow","Principal":{"Service":` + services + `],"AWS":"` + account + `"},"Action":"sts:AssumeRole"},
		{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"}]`)
	a := Account{ID: account, CarriersKnown: true, Groups: []Group{{Name: "mine", ARN: arn("group/mine")}, {Name: "admins", ARN: arn("group/admins"), Inline: []*Document{all}}}}
	a.Principals = []Principal{
		me,
		{ARN: arn("role/boss"), Inline: []*Document{all}, Trust: boss, InstanceProfile: true},
		{ARN: arn("role/bound"), Inline: []*Document{all}, Boundary: doc(`{"Effect":"Allow","Action":"s3:*","Resource":"*"}`), Trust: trusts(`{"AWS":"` + account + `"}`)},
		{ARN: arn("role/weak"), Attached: []Attached{{ARN: arn("policy/weak"), Document: doc(`{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}`)}}, Trust: trusts(`{"AWS":"` + account + `"}`)},
		{ARN: arn("user/chief"), Inline: []*Document{all}},
		{ARN: arn("user/clerk")},
	}
	if resources {
		for kind, carrier := range examplesOfCarriers {
			a.Carriers = append(a.Carriers, Carrier{ARN: carrier, Service: kind, Role: arn("role/boss")})
		}
	}
	return stage{a, me.ARN}
}

// examplesOfCarriers are a resource for each kind that a method takes over or needs.
var examplesOfCarriers = map[string]string{
	"apprunner": "arn:aws:apprunner:eu-west-1:111122223333:service/a/1", "autoscaling-launch-configuration": "arn:aws:autoscaling:eu-west-1:111122223333:launchConfiguration:u:launchConfigurationName/l", "autoscaling": "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:u:autoScalingGroupName/g",
	"batch": "arn:aws:batch:eu-west-1:111122223333:job-definition/j:1", "bedrock-agentcore": "arn:aws:bedrock-agentcore:eu-west-1:111122223333:code-interpreter/c",
	"cloudformation": "arn:aws:cloudformation:eu-west-1:111122223333:stack/s/1", "cloudformation-stack-set": "arn:aws:cloudformation:eu-west-1:111122223333:stackset/s:1",
	"codebuild": "arn:aws:codebuild:eu-west-1:111122223333:project/p", "cognito-identity": "arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/eu-west-1:1",
	"ec2": "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "ec2-launch-template": "arn:aws:ec2:eu-west-1:111122223333:launch-template/lt-1",
	"ecs-cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/c", "ecs-container-instance": "arn:aws:ecs:eu-west-1:111122223333:container-instance/c/1",
	"glue": "arn:aws:glue:eu-west-1:111122223333:devEndpoint/d", "glue-job": "arn:aws:glue:eu-west-1:111122223333:job/j",
	"lambda": "arn:aws:lambda:eu-west-1:111122223333:function:f", "sagemaker": "arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/n", "ssm": "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
}

// drawn are the ids of all methods that are certain for me, as far as they can be, in a step to anybody or by changing
// permissions.
func (x stage) drawn() []string {
	g := NewGraph(x.account)
	found := map[string]bool{}
	note := func(id string, ok truth) bool {
		found[id] = found[id] || ok == yes || ok == maybe && slices.Contains(unsure, id)
		return false
	}
	si := g.byARN[x.me]
	for ti := range g.nodes {
		if ti != si {
			g.steps(g.nodes[si], g.nodes[ti], func(id, _ string, ok truth) bool { return note(id, ok) })
		}
	}
	g.changes(si, func(id, _, _ string, ok truth) bool { return note(id, ok) })
	maps.DeleteFunc(found, func(_ string, certain bool) bool { return !certain })
	return slices.Sorted(maps.Keys(found))
}

// TestEveryMethod has each method work with exactly its permissions, and not without any one of them, nor where the
// resource that it needs is not there.
func TestEveryMethod(t *testing.T) {
	for i := range methods {
		m := &methods[i]
		if _, excused := notDrawn[m.id]; excused {
			continue
		}
		t.Run(m.id, func(t *testing.T) {
			if got := newStage(t, m, m.requires, true).drawn(); !slices.Contains(got, m.id) {
				t.Errorf("with its permissions: %v", got)
			}
			for k, missing := range m.requires {
				rest := slices.Delete(slices.Clone(m.requires), k, k+1)
				if got := newStage(t, m, rest, true).drawn(); slices.Contains(got, m.id) {
					t.Errorf("without %s: %v", missing, got)
				}
			}
			if m.kind == takeOver || needs[m.id] != "" {
				if got := newStage(t, m, m.requires, false).drawn(); slices.Contains(got, m.id) {
					t.Errorf("without a resource: %v", got)
				}
			}
		})
	}
}

// TestMethodsAreKnown compares the table with the catalogues of methods that the worked cases come with.
func TestMethodsAreKnown(t *testing.T) {
	var ids []string
	for i, m := range methods {
		ids = append(ids, m.id)
		if i > 0 && methods[i-1].id >= m.id {
			t.Errorf("%s is out of order", m.id)
		}
	}
	for id, by := range knownMethods {
		if !slices.Contains(ids, by) {
			t.Errorf("%s: no method %s", id, by)
		}
	}
	for id := range needs {
		if !slices.Contains(ids, id) {
			t.Errorf("%s needs a resource and is no method", id)
		}
	}
	var f struct {
		Methods []struct {
			ID       string `json:"id"`
			Required []struct {
				Permission string `json:"permission"`
			} `json:"required_permissions"`
		} `json:"methods"`
	}
	load(t, "privesc_paths.json", &f)
	got, want := map[string][]string{}, map[string][]string{}
	for _, m := range f.Methods {
		for _, p := range m.Required {
			want[m.ID] = append(want[m.ID], p.Permission)
		}
		slices.Sort(want[m.ID])
		if i := slices.Index(ids, m.ID); i >= 0 {
			got[m.ID] = slices.Sorted(slices.Values(methods[i].requires))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if len(want) < 50 {
		t.Errorf("only %d methods in the catalogue", len(want))
	}
}
