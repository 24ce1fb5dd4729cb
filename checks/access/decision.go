package access

// Class is how far a grant reaches. Classes are ordered: a larger one reaches further, and Unknown stands above
// everything that is not public, because it may be.
type Class uint8

// The classes. The zero value is ClassNone, and Decide returns it only where it proved that the policy grants nobody.
const (
	// ClassNone: no request at all is allowed by the policy.
	ClassNone Class = iota
	// ClassSameAccount: only principals of the resource's own account, services acting for its resources under a statement
	// for everyone, or identities of a provider that the account runs or that the policy names.
	ClassSameAccount
	// ClassServiceBounded: an AWS service, bound by conditions to sources in named accounts or organisations.
	ClassServiceBounded
	// ClassServiceUnbounded: an AWS service acting for whatever customer: a confused deputy.
	ClassServiceUnbounded
	// ClassNetwork: anyone, but only from named VPCs, VPC endpoints or address ranges that S3 does not count as public.
	ClassNetwork
	// ClassFixedPrincipal: a fixed principal whose account the policy does not tell (canonical user, unique id, bucket name).
	ClassFixedPrincipal
	// ClassCrossAccount: principals of named other accounts.
	ClassCrossAccount
	// ClassOrg: every principal of a named organisation.
	ClassOrg
	// ClassUnknown: it cannot be said whether strangers are let in.
	ClassUnknown
	// ClassAnyAWS: every signed request of any AWS account, or anyone at a shared identity provider. Counts as public.
	ClassAnyAWS
	// ClassPublic: unsigned requests.
	ClassPublic
)

var classNames = [...]string{"none", "same-account", "service-bounded", "service-unbounded", "network", "fixed-principal",
	"cross-account", "org", "unknown", "any-aws", "public"}

func (c Class) String() string { return classNames[c] }

// Public reports whether strangers are let in.
func (c Class) Public() bool { return c >= ClassAnyAWS }

// ResourcePolicy is a resource policy with what is known about its resource.
type ResourcePolicy struct {
	// Type is the kind of resource, e.g. "kms.key", "s3.bucket", "iam.role", "sqs.queue". Only the part before the
	// first dot or underscore counts. It decides whether unsigned requests are possible and which actions a principal
	// can use; empty is a resource of which nothing is known.
	Type string
	// ARN of the resource. When set, grants on other resources do not count; empty means any resource.
	ARN string
	// AccountID owns the resource. Without it every named account is foreign.
	AccountID string
	// OrgID is the organisation of that account, empty when not known. It changes no class, only messages.
	OrgID string
	// Partition defaults to the one in ARN, then to that of the policy's principals, then to "aws".
	Partition string
	Document  *Document
	// Extra are permissions from elsewhere than the policy. A grant by one of them has a statement with its name as Sid.
	Extra []Extra
	// RCPs are the organization's resource control policies over the account, a list for each level. Only their Deny
	// statements count, and only for the services that they cover.
	RCPs [][]*Document
	// Without are condition keys that the requests asked about lack, e.g. "sts:ExternalId" to learn who can assume a role
	// without an external id, or "aws:MultiFactorAuthPresent".
	Without []string
}

// Grant is one way in: one statement and one kind of caller, with a request that proves it.
type Grant struct {
	Class Class
	// Accounts are the other accounts, sorted; empty where the class names none or where the account cannot be read
	// from the policy.
	Accounts []string
	Orgs     []string
	// Services and Federated name the service principals and identity providers of the grant.
	Services  []string
	Federated []string
	// Statement is the allowing statement.
	Statement *Statement
	// Witness is a request that the policy allows; nil only where Class is ClassUnknown.
	Witness *Request
}

// Decision is who can use a resource through its policy.
type Decision struct {
	// Class is the furthest class of all grants.
	Class Class
	// Grants has at most one entry for each class, statement and named party, furthest first. When the class is
	// public, lesser grants are still listed.
	Grants []Grant
	// Accounts are all other accounts that are let in by name, Orgs all organisations, Services all services,
	// Federated all identity providers; sorted.
	Accounts, Orgs, Services, Federated []string
	// ConfusedDeputy is true if a service is let in and no condition binds it to an account or an organisation.
	ConfusedDeputy bool
	// Statements are those that decided Class, in document order.
	Statements []*Statement
	// Conditions are the conditions of those statements, as phrases.
	Conditions []string
	// Witness is the proof of Class, nil for ClassNone and ClassUnknown.
	Witness *Request
	// Why is one sentence for a reader.
	Why string
}
