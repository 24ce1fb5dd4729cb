package iam

import (
	"demarc/checks"
	"demarc/inventory/iam"
)

// serviceLinkedRole says that a role is linked to a service, so that the customer can change neither its policies nor its
// trust. made is true when the caller returns the verdict: also when the path is not known.
func serviceLinkedRole(v *checks.View[iam.Role]) (verdict checks.Verdict, made bool) {
	path, ok := checks.Read(v, v.Resource.Path)
	switch {
	case !ok:
		return checks.Verdict{}, true
	case iam.ServiceLinked(path):
		return v.NotApplicable("Path is %s: AWS writes the policies of service-linked roles", path), true
	}
	return checks.Verdict{}, false
}

// awsMade is serviceLinkedRole for what the customer decides on neither of those nor IAM Identity Center's roles.
func awsMade(v *checks.View[iam.Role]) (verdict checks.Verdict, made bool) {
	if verdict, made := serviceLinkedRole(v); made {
		return verdict, made
	}
	if path, _ := checks.Read(v, v.Resource.Path); iam.IdentityCenter(path) {
		return v.NotApplicable("Path is %s: the role follows a permission set of IAM Identity Center", path), true
	}
	return checks.Verdict{}, false
}

// notCustomers says that a policy is AWS's to write.
func notCustomers(v *checks.View[iam.Policy]) checks.Verdict {
	if _, ok := checks.Read(v, v.Resource.Path); !ok {
		return checks.Verdict{}
	}
	return v.NotApplicable("AWS writes the policy: the account in its Arn is aws")
}

func policyNames(list []iam.InlinePolicy) string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.PolicyName
	}
	return several(names)
}
