package roles

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/iam"
)

// ARN is that of the role of the worked examples, and Profile that of its instance profile.
const (
	ARN     = "arn:aws:iam::" + checks.CaseAccount + ":role/service/app"
	Profile = "arn:aws:iam::" + checks.CaseAccount + ":instance-profile/app"
)

// Policies of worked examples: one that an application has, one that does everything, and one that can attach it.
const (
	Narrow    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::orders/*"}]}`
	Admin     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`
	Escalates = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:AttachRolePolicy","Resource":"*"}]}`
)

// Example returns the role of the worked examples with one inline policy.
func Example(policy string) []inventory.Resource { return []inventory.Resource{role(policy)} }

// Bounded returns it with a permissions boundary besides.
func Bounded(policy, boundary string) []inventory.Resource {
	const arn = "arn:aws:iam::" + checks.CaseAccount + ":policy/cap"
	r := role(policy)
	r.PermissionsBoundaryArn = inventory.Known(arn)
	return []inventory.Resource{r, &iam.Policy{Ref: inventory.Ref{ID: arn, ARN: arn, Account: checks.CaseAccount}, Document: inventory.Known(boundary)}}
}

// Attached returns it with AdministratorAccess attached, the policy itself listed or not.
func Attached(listed bool) []inventory.Resource {
	const arn = "arn:aws:iam::aws:policy/AdministratorAccess"
	r := role(Narrow)
	r.AttachedManagedPolicies = inventory.Known([]iam.AttachedPolicy{{PolicyName: "AdministratorAccess", PolicyArn: arn}})
	if !listed {
		return []inventory.Resource{r}
	}
	return []inventory.Resource{r, &iam.Policy{Ref: inventory.Ref{ID: arn, ARN: arn, Account: checks.CaseAccount}, Document: inventory.Known(Admin)}}
}

func role(policy string) *iam.Role {
	return &iam.Role{
		Ref:                     inventory.Ref{ID: "app", ARN: ARN, Account: checks.CaseAccount},
		RolePolicyList:          inventory.Known([]iam.InlinePolicy{{PolicyName: "work", PolicyDocument: policy}}),
		AttachedManagedPolicies: inventory.Known[[]iam.AttachedPolicy](nil), PermissionsBoundaryArn: inventory.Known(""),
		InstanceProfileList: inventory.Known([]string{Profile}),
	}
}
