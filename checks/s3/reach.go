package s3

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/checks/access"
	"demarc/inventory/s3"
)

// A probe is an action that stands for a kind of access.
type probe struct {
	action string
	object bool // on an object, not on the bucket
}

var (
	readProbes = []probe{{"s3:GetObject", true}, {"s3:GetObjectVersion", true}, {"s3:ListBucket", false}, {"s3:ListBucketVersions", false}}
	// writeProbes end with those that let a caller give itself the rest.
	writeProbes = []probe{
		{"s3:PutObject", true}, {"s3:DeleteObject", true}, {"s3:PutObjectAcl", true}, {"s3:DeleteBucket", false},
		{"s3:PutBucketAcl", false}, {"s3:PutBucketPolicy", false}, {"s3:DeleteBucketPolicy", false}, {"s3:PutEncryptionConfiguration", false},
	}
)

// strangers lists which of the probes a policy allows strangers, and whether there are some of which that cannot be
// told. It takes each grant's witness, a caller and a context that the policy was proved to let in, and evaluates the
// probes for it. A caller of another account is taken to have every permission at home: it can give itself that.
func strangers(v *checks.View[s3.Bucket], doc *access.Document, probes []probe, matching func(action string) bool) (allowed []string, undecided bool) {
	d := decide(v, doc)
	for _, g := range d.Grants {
		switch {
		case g.Class == access.ClassUnknown:
			undecided = true
			continue
		case !g.Class.Public() || g.Witness == nil:
			continue
		}
		if a := g.Witness.Action; matching(a) {
			allowed = append(allowed, a+" ("+g.Statement.Name()+")")
			continue
		}
		hit, maybe := try(v, doc, g, probes)
		switch {
		case hit != "":
			allowed = append(allowed, hit+" ("+g.Statement.Name()+")")
		case maybe:
			undecided = true
		}
	}
	slices.Sort(allowed)
	return slices.Compact(allowed), undecided
}

// try evaluates probes for the caller of a grant's witness, and returns the first that is allowed.
func try(v *checks.View[s3.Bucket], doc *access.Document, g access.Grant, probes []probe) (hit string, maybe bool) {
	var home []*access.Document
	if strings.HasPrefix(g.Witness.Principal, "arn:") {
		home = []*access.Document{checks.Recall(v, parsedPolicies, everything).doc}
	}
	for _, p := range probes {
		for _, resource := range targets(v.Resource.ARN, g, p.object) {
			r := access.Request{Principal: g.Witness.Principal, Action: p.action, Resource: resource, ResourceAccount: v.Account(), Context: g.Witness.Context}
			switch access.Evaluate(r, access.Policies{Identity: home, Resource: doc}).Verdict {
			case access.VerdictAllowed:
				return p.action, false
			case access.VerdictUnknown:
				maybe = true
			}
		}
	}
	return "", maybe
}

// everything is the identity policy of a caller that may do all.
const everything = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

// targets are resources to try: the bucket, or objects that the grant's statement names or could name.
func targets(bucketARN string, g access.Grant, object bool) []string {
	if !object {
		return []string{bucketARN}
	}
	out := []string{bucketARN + "/x"}
	if strings.HasPrefix(g.Witness.Resource, bucketARN+"/") {
		out = append(out, g.Witness.Resource)
	}
	for _, r := range g.Statement.Resource {
		if t := strings.NewReplacer("*", "x", "?", "x").Replace(r.Text); strings.HasPrefix(t, bucketARN+"/") {
			out = append(out, t)
		}
	}
	return out
}

// reads reports whether an action only looks. Actions of S3 are named by their verb.
func reads(action string) bool {
	name := strings.TrimPrefix(strings.ToLower(action), "s3:")
	return strings.HasPrefix(name, "get") || strings.HasPrefix(name, "list")
}

// writes reports whether an action of S3 changes something.
func writes(action string) bool {
	name := strings.TrimPrefix(strings.ToLower(action), "s3:")
	return slices.ContainsFunc([]string{"put", "delete", "create", "abort", "restore", "replicate", "bypass", "update", "tag", "untag", "object", "submit", "pause"}, func(verb string) bool {
		return strings.HasPrefix(name, verb)
	})
}
