package access

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

const (
	ownAccount = "111111111111"
	friend     = "222222222222"
	enemy      = "333333333333"
)

var genKeys = []struct {
	key       string
	operators []string
	values    []string
}{
	{"aws:PrincipalOrgID", []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}, []string{"o-aaaaaaaaaa", "o-*", "o-aaa*", "*"}},
	{"aws:PrincipalAccount", []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike"}, []string{ownAccount, friend, "2222222222??", "*", "3*"}},
	{"aws:PrincipalArn", []string{"ArnLike", "ArnNotLike", "StringLike", "StringEquals", "ArnEquals"}, []string{"arn:aws:iam::" + friend + ":role/r", "arn:aws:iam::*:role/r", "arn:aws:iam::" + ownAccount + ":*", "arn:aws:iam::2222222222??:root"}},
	{"aws:SourceAccount", []string{"StringEquals", "StringNotEquals", "StringLike"}, []string{ownAccount, friend, "2*"}},
	{"aws:SourceArn", []string{"ArnLike", "ArnNotLike", "StringEquals", "StringLike"}, []string{"arn:aws:sns:us-east-1:" + friend + ":t", "arn:aws:s3:::bucket", "arn:aws:s3:::*", "arn:aws:*:*:" + ownAccount + ":*", "arn:aws:lambda:*:*:function:f"}},
	{"aws:SourceVpc", []string{"StringEquals", "StringNotEquals", "StringLike"}, []string{"vpc-1", "vpc-*"}},
	{"aws:SourceIp", []string{"IpAddress", "NotIpAddress"}, []string{"10.0.0.0/8", "0.0.0.0/0", "203.0.113.0/24", "128.0.0.0/1", "2001:db8::/32"}},
	{"aws:SecureTransport", []string{"Bool"}, []string{"true", "false"}},
	{"aws:PrincipalIsAWSService", []string{"Bool"}, []string{"true", "false"}},
	{"s3:prefix", []string{"StringLike", "StringNotLike", "StringEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"}, []string{"home/*", "*/x", "a?c", "home/x"}},
	{"s3:max-keys", []string{"NumericLessThan", "NumericGreaterThanEquals", "NumericNotEquals"}, []string{"10", "100"}},
	{"aws:CurrentTime", []string{"DateGreaterThan", "DateLessThanEquals"}, []string{"2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"}},
	{"aws:TagKeys", []string{"StringEquals", "StringLike", "StringNotEquals"}, []string{"a", "b*", "c"}},
}

func drawCondition(t *rapid.T) (operator, key string, values []string) {
	k := rapid.SampledFrom(genKeys).Draw(t, "key")
	operator = rapid.SampledFrom(k.operators).Draw(t, "operator")
	if rapid.IntRange(0, 5).Draw(t, "null") == 0 {
		return "Null", k.key, []string{rapid.SampledFrom([]string{"true", "false"}).Draw(t, "absent")}
	}
	if rapid.IntRange(0, 3).Draw(t, "ifexists") == 0 {
		operator += "IfExists"
	}
	if k.key == "aws:TagKeys" {
		operator = rapid.SampledFrom([]string{"ForAllValues:", "ForAnyValue:"}).Draw(t, "set") + operator
	}
	return operator, k.key, rapid.SliceOfNDistinct(rapid.SampledFrom(k.values), 1, 2, rapid.ID[string]).Draw(t, "values")
}

func drawStatement(t *rapid.T) map[string]any {
	s := map[string]any{"Effect": rapid.SampledFrom([]string{"Allow", "Allow", "Deny"}).Draw(t, "effect")}
	principals := []any{"*", map[string]any{"AWS": "*"}, map[string]any{"AWS": friend}, map[string]any{"AWS": []string{ownAccount, "arn:aws:iam::" + friend + ":role/r"}},
		map[string]any{"AWS": "arn:aws:iam::" + ownAccount + ":root"}, map[string]any{"Service": "sns.amazonaws.com"},
		map[string]any{"AWS": "arn:aws:sts::" + friend + ":assumed-role/r/s"}, map[string]any{"Service": "events.amazonaws.com", "AWS": friend}}
	element := "Principal"
	if s["Effect"] == "Deny" && rapid.IntRange(0, 4).Draw(t, "not principal") == 0 {
		element = "NotPrincipal"
	}
	s[element] = rapid.SampledFrom(principals).Draw(t, "principal")
	actions := []string{"s3:GetObject", "s3:*", "*", "s3:Put*", "s3:?etObject"}
	s[rapid.SampledFrom([]string{"Action", "Action", "NotAction"}).Draw(t, "action element")] = rapid.SliceOfN(rapid.SampledFrom(actions), 1, 2).Draw(t, "actions")
	resources := []string{"*", "arn:aws:s3:::b", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a*", "arn:aws:s3:::b/*/c", "arn:aws:s3:::b/${aws:username}/*"}
	s[rapid.SampledFrom([]string{"Resource", "Resource", "NotResource"}).Draw(t, "resource element")] = rapid.SliceOfN(rapid.SampledFrom(resources), 1, 2).Draw(t, "resources")
	condition := map[string]map[string][]string{}
	for range rapid.IntRange(0, 3).Draw(t, "conditions") {
		op, key, values := drawCondition(t)
		if condition[op] == nil {
			condition[op] = map[string][]string{}
		}
		condition[op][key] = values
	}
	s["Condition"] = condition
	return s
}

func drawPolicy(t *rapid.T) ([]byte, *Document) {
	var statements []any
	for range rapid.IntRange(1, 4).Draw(t, "statements") {
		statements = append(statements, drawStatement(t))
	}
	raw, _ := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	d, err := Parse(raw)
	if err != nil {
		t.Fatalf("generated policy: %v\n%s", err, raw)
	}
	return raw, d
}

// drawOutsider draws a request of a stranger: no named account, organisation, network or source is involved.
func drawOutsider(t *rapid.T) Request {
	ctx := &Context{}
	set := func(key string, values ...string) {
		if v := rapid.SampledFrom(append([]string{""}, values...)).Draw(t, key); v != "" {
			ctx.Set(key, v)
		}
	}
	account := rapid.SampledFrom([]string{enemy, "444444444444", "222222222233", "987654321098"}).Draw(t, "account")
	principal := rapid.SampledFrom([]string{"*", "arn:aws:iam::" + account + ":role/r", "arn:aws:iam::" + account + ":user/u", "arn:aws:iam::" + account + ":root",
		"arn:aws:sts::" + account + ":assumed-role/r/s"}).Draw(t, "principal")
	if principal != "*" {
		set("aws:PrincipalOrgID", "o-zzzzzzzzzz", "o-aaazzzzzzz")
		set("aws:username", "a", "x")
	}
	set("aws:SourceVpc", "vpc-0f1e2d3c4b5a69788", "vpc-a5c3e1d2")
	set("aws:SourceIp", "198.51.100.77", "1.1.1.1", "200.1.2.3", "2a00::1")
	set("s3:prefix", "home/x", "home/", "a/x", "abc", "HOME/X", "z")
	set("s3:max-keys", "9", "10", "11", "99", "100", "101")
	ctx.Set("aws:SecureTransport", rapid.SampledFrom([]string{"true", "false"}).Draw(t, "tls"))
	ctx.Set("aws:CurrentTime", rapid.SampledFrom([]string{"2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2025-06-01T00:00:00Z", "2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"}).Draw(t, "now"))
	if tags := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b1", "c", "d"}), 0, 3, rapid.ID[string]).Draw(t, "tags"); len(tags) > 0 {
		ctx.Set("aws:TagKeys", tags...)
	}
	return Request{Principal: principal, ResourceAccount: ownAccount, Context: ctx,
		Action:   rapid.SampledFrom([]string{"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:SetObject", "sqs:SendMessage"}).Draw(t, "action"),
		Resource: rapid.SampledFrom([]string{"arn:aws:s3:::b", "arn:aws:s3:::b/a", "arn:aws:s3:::b/x", "arn:aws:s3:::b/x/c", "arn:aws:s3:::b/x/y"}).Draw(t, "resource")}
}

// everythingAllowed is the identity policy that a caller from elsewhere gives itself.
const everythingAllowed = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`

func TestWitnessIsAllowed(t *testing.T) {
	admin := mustParse(t, everythingAllowed)
	rapid.Check(t, func(t *rapid.T) {
		raw, doc := drawPolicy(t)
		d := Decide(ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", AccountID: ownAccount, Document: doc})
		for _, g := range d.Grants {
			if g.Class == ClassUnknown && g.Witness == nil {
				continue
			}
			got := Evaluate(*g.Witness, Policies{Identity: []*Document{admin}, Resource: doc})
			if got.Verdict != VerdictAllowed {
				t.Fatalf("witness %+v of %s: %s, %s\n%s", g.Witness.Form(), g.Class, got.Verdict, got.Why, raw)
			}
		}
	})
}

func TestNotPublicLetsNoStrangerIn(t *testing.T) {
	admin := mustParse(t, everythingAllowed)
	rapid.Check(t, func(t *rapid.T) {
		raw, doc := drawPolicy(t)
		d := Decide(ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", AccountID: ownAccount, Document: doc})
		if d.Class >= ClassUnknown {
			return
		}
		for range 60 {
			r := drawOutsider(t)
			if got := Evaluate(r, Policies{Identity: []*Document{admin}, Resource: doc}); got.Verdict == VerdictAllowed {
				t.Fatalf("class %s, but %+v is allowed by %s\n%s", d.Class, r.Form(), got.Statement.Name(), raw)
			}
		}
	})
}

// TestNamedAccountsAreComplete: a request of a principal in an account that the decision does not name is not allowed.
func TestNamedAccountsAreComplete(t *testing.T) {
	admin := mustParse(t, everythingAllowed)
	rapid.Check(t, func(t *rapid.T) {
		raw, doc := drawPolicy(t)
		d := Decide(ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", AccountID: ownAccount, Document: doc})
		if d.Class >= ClassOrg || slices.Contains(d.Accounts, friend) || slices.ContainsFunc(d.Grants, func(g Grant) bool { return g.Class == ClassNetwork }) {
			return
		}
		for range 60 {
			r := drawOutsider(t)
			r.Principal = rapid.SampledFrom([]string{"arn:aws:iam::" + friend + ":role/r", "arn:aws:iam::" + friend + ":user/u", "arn:aws:sts::" + friend + ":assumed-role/r/s"}).Draw(t, "friend")
			if got := Evaluate(r, Policies{Identity: []*Document{admin}, Resource: doc}); got.Verdict == VerdictAllowed {
				t.Fatalf("accounts %v, but %+v is allowed by %s\n%s", d.Accounts, r.Form(), got.Statement.Name(), raw)
			}
		}
	})
}

// TestNoneIsProven: where the decision says that nobody is let in, no request of anybody is allowed.
func TestNoneIsProven(t *testing.T) {
	admin := mustParse(t, everythingAllowed)
	rapid.Check(t, func(t *rapid.T) {
		raw, doc := drawPolicy(t)
		d := Decide(ResourcePolicy{Type: "s3.bucket", ARN: "arn:aws:s3:::b", AccountID: ownAccount, Document: doc})
		if d.Class != ClassNone {
			return
		}
		for range 60 {
			r := drawOutsider(t)
			r.Principal = rapid.SampledFrom([]string{r.Principal, "arn:aws:iam::" + friend + ":role/r", "arn:aws:sts::" + friend + ":assumed-role/r/s", "arn:aws:iam::" + ownAccount + ":role/r",
				"sns.amazonaws.com", "events.amazonaws.com"}).Draw(t, "anybody")
			if isServiceName(r.Principal) {
				if source := rapid.SampledFrom([]string{"", ownAccount, friend, enemy}).Draw(t, "source"); source != "" {
					r.Context.Set("aws:SourceAccount", source)
				}
				delete(r.Context.values, "aws:principalorgid")
				delete(r.Context.values, "aws:username")
			} else if v := rapid.SampledFrom([]string{"", "o-aaaaaaaaaa"}).Draw(t, "org"); v != "" && r.Principal != "*" {
				r.Context.Set("aws:PrincipalOrgID", v)
			}
			if v := rapid.SampledFrom([]string{"", "vpc-1", "vpc-2"}).Draw(t, "vpc"); v != "" {
				r.Context.Set("aws:SourceVpc", v)
			}
			if got := Evaluate(r, Policies{Resource: doc}); got.Verdict == VerdictAllowed && parseCaller(r.Principal).account == ownAccount {
				t.Fatalf("class none, but %+v is allowed by %s\n%s", r.Form(), got.Source, raw)
			}
			if got := Evaluate(r, Policies{Identity: []*Document{admin}, Resource: doc}); got.Verdict == VerdictAllowed && parseCaller(r.Principal).account != ownAccount {
				t.Fatalf("class none, but %+v is allowed by %s\n%s", r.Form(), got.Statement.Name(), raw)
			}
		}
	})
}

// TestPickIsExact compares pick with trying all short strings.
func TestPickIsExact(t *testing.T) {
	var all []string
	var build func(prefix string)
	build = func(prefix string) {
		if prefix != "" {
			all = append(all, prefix)
		}
		if len(prefix) < 5 {
			for _, c := range "ab" {
				build(prefix + string(c))
			}
		}
	}
	build("")
	rapid.Check(t, func(t *rapid.T) {
		var ds []demand
		for range rapid.IntRange(1, 4).Draw(t, "demands") {
			d := demand{negate: rapid.Bool().Draw(t, "negate")}
			for _, s := range rapid.SliceOfN(rapid.StringMatching(`[ab*?]{0,4}`), 1, 3).Draw(t, "patterns") {
				d.any = append(d.any, wild(s))
			}
			ds = append(ds, d)
		}
		s, found, proven := pick(ds)
		if found && !hold(ds, s) {
			t.Fatalf("pick gave %q, which does not meet %v", s, ds)
		}
		if i := slices.IndexFunc(all, func(s string) bool { return hold(ds, s) }); i >= 0 && !found && proven {
			t.Fatalf("pick found nothing, but %q meets %v", all[i], fmt.Sprint(ds))
		}
	})
}
