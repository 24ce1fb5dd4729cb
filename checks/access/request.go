package access

// Request is one call to AWS. The zero value is an unsigned call of no action, which nothing allows.
type Request struct {
	// Principal is who calls: the ARN of a user, role, role session or root user, an account id (its root user), a
	// service principal such as "s3.amazonaws.com", an identity provider, or "*" for an unsigned request.
	Principal string
	// Action is the IAM action, e.g. "s3:GetObject"; case does not matter.
	Action string
	// Resource is the ARN, or "*" for actions without a resource.
	Resource string
	// ResourceAccount owns the resource; empty means the account in the ARN, or the caller's when it has none.
	ResourceAccount string
	// Context holds the condition keys; nil is an empty one. Keys that follow from the principal
	// (aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType, aws:username) are added where missing.
	Context *Context
}

// alwaysPresent are keys that every request has (IAM reference, "Global condition context keys"): not given means not
// known, never absent.
var alwaysPresent = []string{"aws:currenttime", "aws:epochtime", "aws:securetransport"}

// prepared is a request ready for matching.
type prepared struct {
	caller   caller
	action   string // lower case
	resource string
	account  string // owner of the resource
	ctx      *Context
	// bounded is true if the caller has a permissions boundary: Deny with NotPrincipal then always hits it.
	bounded bool
}

func (r Request) prepare() prepared {
	p := prepared{caller: parseCaller(r.Principal), action: lower(r.Action), resource: r.Resource, account: r.ResourceAccount}
	if p.account == "" {
		if a := parseARN(r.Resource); a.ok && isAccount(a.account) {
			p.account = a.account
		} else {
			p.account = p.caller.account
		}
	}
	p.ctx = r.Context
	if p.ctx == nil {
		p.ctx = &Context{}
	}
	p.ctx = p.ctx.clone()
	p.derive()
	return p
}

// derive fills the keys that follow from the caller.
func (p *prepared) derive() {
	c := &p.caller
	if ids, ok := p.ctx.lookup("aws:userid"); ok && len(ids) == 1 {
		c.userID = before(ids[0], ':')
	}
	switch c.kind {
	case KindAWS:
		p.ctx.fill("aws:PrincipalArn", c.identity)
		p.ctx.fill("aws:PrincipalAccount", c.account)
		p.ctx.fill("kms:CallerAccount", c.account)
		p.ctx.fill("aws:PrincipalIsAWSService", "false")
		p.ctx.fill("aws:PrincipalType", c.principalType())
		if name, ok := c.userName(); ok {
			p.ctx.fill("aws:username", name)
		}
		if c.arn.resource == "root" {
			p.ctx.fill("aws:userid", c.account)
		}
	case KindService:
		p.ctx.fill("aws:PrincipalIsAWSService", "true")
		p.ctx.fill("aws:PrincipalServiceName", c.name)
		p.ctx.fill("aws:PrincipalServiceNamesList", c.name)
	case "":
		p.ctx.fill("aws:PrincipalType", "Anonymous")
		p.ctx.fill("aws:userid", "anonymous")
	}
	if p.account != "" {
		p.ctx.fill("aws:ResourceAccount", p.account)
	}
	for _, key := range alwaysPresent {
		if !p.ctx.has(key) {
			p.ctx.SetUnknown(key)
		}
	}
}
