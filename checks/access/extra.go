package access

import (
	"slices"
	"strings"
)

// Extra is a permission on a resource that does not come from its policy: an entry of an S3 ACL, a KMS grant, the sharing
// attribute of a snapshot or an image. Deny statements of the policy stop it like any other.
type Extra struct {
	// Name is how messages call it, e.g. "ACL grant READ to AllUsers" or "grant 0c23...".
	Name string
	// Principal is "*", an account id, an ARN, a service principal or an S3 canonical user id. An empty one grants nothing.
	Principal string
	// Signed is true if "*" means every signed request only.
	Signed bool
	// Actions are what is permitted; empty grants nothing.
	Actions []string
	// Resources default to the resource itself.
	Resources []string
}

// The groups of S3 ACLs. Source: S3 user guide, "Access control list (ACL) overview".
const (
	groupAllUsers  = "http://acs.amazonaws.com/groups/global/AllUsers"
	groupSignedIn  = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"
	groupLogWriter = "http://acs.amazonaws.com/groups/s3/LogDelivery"
)

// BucketACL translates one grant of a bucket ACL. grantee is the URI of a group or a canonical user id, permission as the
// API gives it (READ, WRITE, READ_ACP, WRITE_ACP, FULL_CONTROL). owner is the canonical id of the bucket's owner, whose own
// grant opens nothing and gives the zero Extra.
func BucketACL(grantee, permission, owner, bucketARN string) Extra {
	if grantee == owner {
		return Extra{}
	}
	e := Extra{Name: "ACL grant " + permission + " to " + clip(grantee), Principal: grantee, Resources: []string{bucketARN, bucketARN + "/*"}}
	switch grantee {
	case groupAllUsers:
		e.Principal = "*"
	case groupSignedIn:
		e.Principal, e.Signed = "*", true
	case groupLogWriter:
		e.Principal = "logging.s3.amazonaws.com"
	}
	actions := map[string][]string{
		"READ":      {"s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"},
		"WRITE":     {"s3:PutObject", "s3:DeleteObject"},
		"READ_ACP":  {"s3:GetBucketAcl"},
		"WRITE_ACP": {"s3:PutBucketAcl"},
	}
	if permission == "FULL_CONTROL" {
		for _, p := range []string{"READ", "WRITE", "READ_ACP", "WRITE_ACP"} {
			e.Actions = append(e.Actions, actions[p]...)
		}
		return e
	}
	e.Actions = actions[permission]
	return e
}

// KMSGrant translates a grant on a KMS key; operations as the API gives them, e.g. "Decrypt".
func KMSGrant(id, grantee string, operations []string) Extra {
	e := Extra{Name: "grant " + clip(id), Principal: grantee}
	for _, op := range operations {
		e.Actions = append(e.Actions, "kms:"+op)
	}
	return e
}

// PublicAccessBlock are the four settings of S3's public access block. Of several levels (organization, account, bucket,
// access point) the strictest counts, see Strictest.
type PublicAccessBlock struct {
	BlockPublicACLs, IgnorePublicACLs, BlockPublicPolicy, RestrictPublicBuckets bool
}

// Strictest joins the settings of all levels. Source: S3 user guide, "Blocking public access to your Amazon S3 storage".
func Strictest(levels ...PublicAccessBlock) PublicAccessBlock {
	var out PublicAccessBlock
	for _, l := range levels {
		out.BlockPublicACLs = out.BlockPublicACLs || l.BlockPublicACLs
		out.IgnorePublicACLs = out.IgnorePublicACLs || l.IgnorePublicACLs
		out.BlockPublicPolicy = out.BlockPublicPolicy || l.BlockPublicPolicy
		out.RestrictPublicBuckets = out.RestrictPublicBuckets || l.RestrictPublicBuckets
	}
	return out
}

// DecideBucket answers who can use a bucket through its policy and its ACL (in rp.Extra, made by BucketACL) under a public
// access block. aclsDisabled is true with the ownership setting BucketOwnerEnforced. Settings that only refuse new public
// policies and ACLs change nothing. With RestrictPublicBuckets a public policy is cut to services and the own account, which
// takes its grants to named other accounts along. ACLs of objects are not part of the question.
func DecideBucket(rp ResourcePolicy, block PublicAccessBlock, aclsDisabled bool) Decision {
	if aclsDisabled {
		rp.Extra = nil
	}
	if block.IgnorePublicACLs {
		rp.Extra = slices.DeleteFunc(slices.Clone(rp.Extra), func(e Extra) bool { return e.Principal == "*" })
	}
	if !block.RestrictPublicBuckets {
		return Decide(rp)
	}
	extra := rp.Extra
	rp.Extra = nil
	d := Decide(rp)
	public := d.Class.Public()
	d.Grants = slices.DeleteFunc(d.Grants, func(g Grant) bool {
		inside := g.Class == ClassSameAccount || g.Class == ClassServiceBounded || g.Class == ClassServiceUnbounded
		return public && !inside || g.Class == ClassUnknown
	})
	if len(extra) > 0 {
		rp.Extra, rp.Document = extra, onlyDenies(rp.Document)
		d.Grants = append(d.Grants, Decide(rp).Grants...)
	}
	sum := Decision{Grants: d.Grants}
	sum.finish()
	return sum
}

func onlyDenies(d *Document) *Document {
	if d == nil {
		return nil
	}
	out := *d
	out.Statements = slices.DeleteFunc(slices.Clone(d.Statements), func(s Statement) bool { return s.Effect != Deny })
	return &out
}

// withExtra is the policy with the extra permissions as statements.
func (rp *ResourcePolicy) withExtra() *Document {
	if len(rp.Extra) == 0 {
		return rp.Document
	}
	out := &Document{Version: version2012}
	if rp.Document != nil {
		out.Version, out.Statements = rp.Document.Version, slices.Clone(rp.Document.Statements)
	}
	for _, e := range rp.Extra {
		if e.Principal == "" || len(e.Actions) == 0 {
			continue
		}
		s := Statement{Index: len(out.Statements), Sid: e.Name, Effect: Allow, Principal: e.principals()}
		for _, a := range e.Actions {
			s.Action = append(s.Action, Value{Text: a})
		}
		for _, r := range e.Resources {
			s.Resource = append(s.Resource, Value{Text: r})
		}
		if e.Signed {
			op, _ := parseOperator("StringNotEquals")
			s.Conditions = []Condition{{Operator: op, Key: "aws:PrincipalType", key: "aws:principaltype", Values: []Value{{Text: "Anonymous"}}}}
		}
		s.compile(false)
		out.Statements = append(out.Statements, s)
	}
	return out
}

func (e Extra) principals() *Principals {
	kind := KindAWS
	switch {
	case e.Principal == "*":
		return &Principals{Everyone: true}
	case isServiceName(e.Principal):
		kind = KindService
	case len(e.Principal) == 64 && !strings.ContainsAny(e.Principal, ":/"):
		kind = KindCanonical
	}
	return &Principals{Entries: []PrincipalEntry{{kind, Value{Text: e.Principal}}}}
}
