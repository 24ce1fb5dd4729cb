package iam

import (
	"fmt"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory"
	"demarc/inventory/iam"
	"demarc/inventory/kms"
	"demarc/inventory/lambda"
)

// targets are the kinds of which it is looked up whether what a statement names is there. Buckets are not among them:
// their ARNs do not tell whose they are. Nor are instance profiles: the listing has those alone that a role is in.
var targets = []inventory.Want{
	{Type: iam.RoleType}, {Type: iam.UserType}, {Type: iam.GroupType}, {Type: iam.PolicyType},
	{Type: lambda.FunctionType}, {Type: kms.KeyType},
}

// A target is a resource of the account that a statement names.
type target struct {
	noun       string // role, user, group, policy, function or key
	arn        string // without the qualifier of a function
	region, id string // as the inventory has them
	create     string // the action that makes one of that name; empty for a key, whose id KMS chooses
}

// targetOf reads an ARN of a statement as a target. It is none when a wildcard or variable stands in it, of a function
// before its qualifier: such a pattern is for what is yet to come, too. Roles that AWS alone can make are none either.
func targetOf(partition, account, text string) (target, bool) {
	p := strings.SplitN(text, ":", 6)
	if len(p) != 6 || p[0] != "arn" || p[1] != partition || p[4] != account {
		return target{}, false
	}
	t := target{arn: text, region: p[3]}
	switch kind, path, _ := strings.Cut(p[5], "/"); p[2] + ":" + kind {
	case "iam:role":
		if strings.HasPrefix(path, "aws-service-role/") || strings.HasPrefix(path, "aws-reserved/") {
			return target{}, false
		}
		t.noun, t.create = "role", "iam:CreateRole"
	case "iam:user":
		t.noun, t.create = "user", "iam:CreateUser"
	case "iam:group":
		t.noun, t.create = "group", "iam:CreateGroup"
	case "iam:policy":
		t.noun, t.create = "policy", "iam:CreatePolicy"
	case "kms:key":
		t.noun = "key"
	default:
		name, isFunction := strings.CutPrefix(p[5], "function:")
		if p[2] != "lambda" || !isFunction {
			return target{}, false
		}
		name, _, _ = strings.Cut(name, ":")
		t.noun, t.create, t.arn = "function", "lambda:CreateFunction", strings.Join(p[:5], ":")+":function:"+name
	}
	t.id = t.arn[strings.LastIndexAny(t.arn, ":/")+1:]
	wild := strings.ContainsAny(t.arn, "*?$")
	if t.noun == "policy" {
		t.id = t.arn
	}
	return t, !wild && t.id != "" && (t.region == "") == (p[2] == "iam")
}

// look returns the ARN of the resource that has the target's name, empty when there is none, or why that is not known.
// The names of roles, users and groups are unique in an account whatever their path.
func look[T any](v *checks.View[T], t target) (arn string, gap *inventory.Gap) {
	switch t.noun {
	case "role":
		return arnOf(checks.Lookup[iam.Role](v, t.region, t.id))
	case "user":
		return arnOf(checks.Lookup[iam.User](v, t.region, t.id))
	case "group":
		return arnOf(checks.Lookup[iam.Group](v, t.region, t.id))
	case "policy":
		return arnOf(checks.Lookup[iam.Policy](v, t.region, t.id))
	case "function":
		return arnOf(checks.Lookup[lambda.Function](v, t.region, t.id))
	}
	return arnOf(checks.Lookup[kms.Key](v, t.region, t.id))
}

func arnOf[R any](r *R, gap *inventory.Gap) (string, *inventory.Gap) {
	if r == nil {
		return "", gap
	}
	return any(r).(inventory.Resource).Identity().ARN, nil
}

// danglingGrant is the question whether a policy allows something on a resource of the account that is not there. What
// the same policy allows to be made is meant not to be there yet.
func danglingGrant[T any](v *checks.View[T]) func(*access.Document) finding {
	return func(doc *access.Document) finding {
		var open, closed []string
		for i := range doc.Statements {
			s := &doc.Statements[i]
			if s.Effect != access.Allow {
				continue
			}
			for _, r := range s.Resource {
				t, ok := targetOf(v.Partition(), v.Account(), r.Text)
				if !ok {
					continue
				}
				arn, gap := look(v, t)
				if gap != nil || arn == t.arn {
					continue
				}
				name := fmt.Sprintf("%s names the %s %s", s.Name(), t.noun, r.Text)
				switch {
				case arn != "":
					closed = append(closed, name+" (there is "+arn+")")
				case t.create == "":
					closed = append(closed, name)
				case !mayCreate(doc, v.Account(), v.Partition(), t):
					open = append(open, name)
				}
			}
		}
		switch {
		case len(open) > 0:
			return finding{text: several(append(open, closed...)) + ", but no such resource exists: who can create one of that name inherits the grant"}
		case len(closed) > 0:
			return finding{several(closed) + ", but no such resource exists, and none can be created under that name", checks.Informational}
		}
		return finding{}
	}
}

// mayCreate reports whether a policy allows the target to be made, be it under a condition.
func mayCreate(doc *access.Document, account, partition string, t target) bool {
	switch ask(doc, nil, account, partition, t.create, t.arn).Verdict {
	case access.VerdictAllowed, access.VerdictUnknown:
		return true
	}
	return false
}

// What the statements of the worked examples name: a role, a function and a key of the account.
const (
	deployRole     = "arn:aws:iam::" + checks.CaseAccount + ":role/ci/deploy"
	reportFunction = "arn:aws:lambda:" + checks.CaseRegion + ":" + checks.CaseAccount + ":function:report"
	reportKey      = "arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/11111111-2222-3333-4444-555555555555"
)

// passDeploy allows the deploy role to be passed.
var passDeploy = allow(`"iam:PassRole"`, `"`+deployRole+`"`)

// deploy is the role that passDeploy names, or one of its name under another path.
func deploy(path string) *iam.Role {
	r := role(func(r *iam.Role) {
		r.ID, r.Name, r.ARN, r.Path = "deploy", "deploy", "arn:aws:iam::"+checks.CaseAccount+":role"+path+"deploy", inventory.Known(path)
	})
	return &r
}

// danglingCases are the worked examples of all checks that ask for dangling grants.
func danglingCases[T any](with func(document string) T, unread T) []checks.Case[T] {
	return []checks.Case[T]{
		{Name: "nothing", Given: with(allow(`"s3:GetObject"`, `"arn:aws:s3:::reports/*"`)), Want: checks.Pass},
		{Name: "there", Given: with(passDeploy), With: []inventory.Resource{deploy("/ci/")}, Want: checks.Pass},
		{Name: "role_gone", Given: with(passDeploy), Want: checks.Fail},
		{Name: "role_elsewhere", Given: with(passDeploy), With: []inventory.Resource{deploy("/")}, Want: checks.Fail},
		{Name: "function_gone", Given: with(allow(`"lambda:InvokeFunction"`, `["`+reportFunction+`","`+reportFunction+`:*"]`)), Want: checks.Fail},
		{Name: "key_gone", Given: with(allow(`"kms:Decrypt"`, `"`+reportKey+`"`)), Want: checks.Fail},
		{Name: "wildcard", Given: with(allow(`"iam:PassRole"`, `"`+deployRole+`-*"`)), Want: checks.Pass},
		{Name: "other_account", Given: with(allow(`"sts:AssumeRole"`, `"arn:aws:iam::444455556666:role/deploy"`)), Want: checks.Pass},
		{Name: "to_be_made", Given: with(allow(`["iam:CreateRole","iam:PassRole"]`, `"`+deployRole+`"`)), Want: checks.Pass},
		{Name: "roles_not_listed", Given: with(passDeploy), Incomplete: []inventory.Kind{iam.RoleType.Kind}, Want: checks.Unknown},
		{Name: "functions_not_listed", Given: with(allow(`"lambda:InvokeFunction"`, `"`+reportFunction+`"`)), Incomplete: []inventory.Kind{lambda.FunctionType.Kind}, Want: checks.Unknown},
		{Name: "unread", Given: unread, Want: checks.Unknown},
	}
}
