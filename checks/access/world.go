package access

import (
	"slices"
	"strings"
)

// world is one kind of caller that Decide asks about: who calls, and what that fixes in the request.
type world struct {
	class Class
	kind  PrincipalKind // "" is unsigned
	// everyone: only statements that name everyone (or use NotPrincipal) belong to this world.
	everyone bool
	// account and org of a signed caller; org "" means in none.
	account, org string
	// service and source: which service calls, and for whose resource.
	service             string
	source, sourceOrg   string
	sourceARN           []glob
	notARN              []string // bucket names and the like that the policy names: a stranger's resource has another
	provider            string
	via, viaOrg         string
	open                []keyKind // kinds of keys that take any value; the others have a stranger's
	accounts, orgs      []string  // what the grant reports
	unresolvedPrincipal string    // canonical user or origin access identity
}

const absentKey = "\x00absent"

// choices returns the values that a key can have in this world, absentKey standing for a request without the key. fixed
// is false when the key is not tied to the caller.
func (w *world) choices(key string) (values []string, fixed bool) {
	tied := func(ok bool, v string) ([]string, bool) {
		if !ok || v == "" {
			return []string{absentKey}, true
		}
		return []string{v}, true
	}
	aws, service := w.kind == KindAWS, w.kind == KindService
	switch key {
	case "aws:principalaccount", "kms:calleraccount":
		return tied(aws, w.account)
	case "aws:principalorgid":
		return tied(aws, w.org)
	case "aws:principalisawsservice":
		return tied(aws || service, map[bool]string{true: "true", false: "false"}[service])
	case "aws:principalservicename", "aws:principalservicenameslist":
		return tied(service, w.service)
	case "aws:sourceaccount":
		return maybeThere(w.source), true
	case "aws:sourceowner":
		if aws {
			return maybeThere(w.account), true // SNS sets it for callers of the account, too
		}
		return maybeThere(w.source), true
	case "aws:sourceorgid":
		if w.sourceOrg == "" {
			return []string{absentKey}, true
		}
		return []string{w.sourceOrg, absentKey}, true
	case "aws:principaltype":
		if w.kind == "" {
			return []string{"Anonymous"}, true
		}
	case "lambda:functionurlauthtype":
		if w.kind == "" {
			return []string{"NONE"}, true // with AWS_IAM an unsigned request is refused before the policy is asked
		}
	case "aws:username":
		if w.kind != KindAWS {
			return []string{absentKey}, true // only IAM users have a name
		}
	case "aws:federatedprovider":
		return tied(w.kind == KindFederated, w.provider)
	case "s3:dataaccesspointaccount", "aws:vpceaccount":
		return []string{absentKey, firstOf(w.via, w.account, strangerAccount)}, true
	case "aws:vpceorgid":
		return []string{absentKey, firstOf(w.viaOrg, "o-strangers9")}, true
	}
	return nil, false
}

// maybeThere are the choices of a key that a request has with the value or not at all.
func maybeThere(v string) []string {
	if v == "" {
		return []string{absentKey}
	}
	return []string{absentKey, v}
}

const strangerAccount = "999900001111"

func firstOf(vs ...string) string {
	for _, v := range vs {
		if v != "" {
			return v
		}
	}
	return ""
}

// domain returns demands on the value of a key that is tied to the caller without being fixed: a request has the key
// (or, with optional, may lack it) and its value meets the demands.
func (w *world) domain(key, partition string) (ds []demand, present, tied bool) {
	in := func(gs ...glob) []demand { return []demand{{any: gs}} }
	arn := func(account string) []glob {
		return []glob{
			literal("arn:" + partition + ":iam::" + account + ":role/stranger"),
			append(literal("arn:"+partition+":iam::"+account+":role/"), plainOne, plainRun),
			append(literal("arn:"+partition+":iam::"+account+":user/"), plainOne, plainRun),
			literal("arn:" + partition + ":iam::" + account + ":root"),
			// AWS gives aws:PrincipalArn no other form, but policies are written with some; none may hide a grant.
			slices.Concat(literal("arn:"), glob{partOne, partRun, ':', partOne, partRun, ':', partRun, ':'}, literal(account), glob{':', anyOne, anyRun}),
		}
	}
	switch key {
	case "aws:principalarn":
		if w.kind != KindAWS {
			return nil, false, true
		}
		return in(arn(w.account)...), true, true
	case "aws:principalorgpaths":
		if w.kind != KindAWS || w.org == "" {
			return nil, false, true
		}
		return in(append(literal(w.org+"/r-"), anyOne, anyRun)), true, true
	case "aws:sourceorgpaths":
		if w.sourceOrg == "" {
			return nil, false, true
		}
		return in(append(literal(w.sourceOrg+"/r-"), anyOne, anyRun)), false, true
	case "aws:vpceorgpaths":
		return in(append(literal(firstOf(w.viaOrg, "o-strangers9")+"/r-"), anyOne, anyRun)), false, true
	case "aws:sourcearn":
		if w.kind != KindService || len(w.sourceARN) == 0 {
			return nil, false, true
		}
		ds = append(in(w.sourceARN...), demand{any: []glob{bucketWithAccount}, negate: true})
		if len(w.notARN) > 0 {
			d := demand{negate: true}
			for _, v := range w.notARN {
				d.any = append(d.any, literal(v).folded())
			}
			ds = append(ds, d)
		}
		return ds, false, true
	case "s3:dataaccesspointarn":
		account := firstOf(w.via, w.account, strangerAccount)
		return in(slices.Concat(literal("arn:"), glob{partOne, partRun}, literal(":s3:"), glob{partRun, ':'}, literal(account+":accesspoint/"), glob{anyOne, anyRun})), false, true
	}
	return nil, false, false
}

// sourcesOf is where the ARN of a source in an account lies.
func sourcesOf(account, partition string) []glob {
	head := slices.Concat(literal("arn:"), glob{partOne, partRun, ':', partOne, partRun, ':', partRun, ':'}, literal(account))
	return []glob{
		literal("arn:" + partition + ":sns:us-east-1:" + account + ":stranger"),
		append(slices.Clone(head), ':', anyOne, anyRun),
		head,
	}
}

// accountless are services whose ARNs name no account.
var accountless = []string{"s3", "route53", "apigateway"}

// sourcesWithout is where ARNs without an account lie.
func sourcesWithout() []glob {
	var out []glob
	for _, s := range accountless {
		region := glob{}
		if s == "apigateway" {
			region = glob{partRun}
		}
		out = append(out, slices.Concat(literal("arn:"), glob{partOne, partRun}, literal(":"+s+":"), region, literal("::"), glob{anyOne, anyRun}))
	}
	return out
}

// bucketWithAccount is no ARN: buckets have none with an account, so that arn:aws:s3:*:*:name names one bucket.
var bucketWithAccount = slices.Concat(literal("arn:"), glob{partOne, partRun}, literal(":s3:"), glob{partRun, ':', partOne, partRun, ':', anyRun})

func isAccountless(a arn) bool {
	return a.ok && a.account == "" && slices.Contains(accountless, a.service)
}

// claims reports whether the key is a claim of the world's identity provider, and which.
func (w *world) claim(key string) (string, bool) {
	if w.kind != KindFederated {
		return "", false
	}
	return strings.CutPrefix(key, lower(providerHost(w.provider))+":")
}

// providerHost is the issuer of an OpenID Connect provider without https://.
func providerHost(provider string) string {
	if a := parseARN(provider); a.ok {
		_, host, _ := strings.Cut(a.resource, "/")
		return host
	}
	return provider
}
