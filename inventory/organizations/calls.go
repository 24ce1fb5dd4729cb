// Package organizations collects what AWS Organizations says of an account: the organization that it is in, and the
// policies that limit what anybody in it can do (service control policies) and who can use what it holds (resource control
// policies). Names are those of the API reference (https://docs.aws.amazon.com/organizations/latest/APIReference). This is
// the only package that links the client of Organizations.
//
// # Calls
//
// DescribeOrganization answers in every account. The others answer in the management account and in those to which it
// delegates; they are made in member accounts alone, because the policies do not bind the management account
// (Organizations User Guide, "Service control policies"), and each type of policy stops at its first failure. An account two
// units below the root costs 3 ListParents (one for each step up), 8 ListPoliciesForTarget (two types, four levels) and one
// DescribePolicy for each policy found: no call answers for more than one target or policy, and the depth of an
// organization is at most five units.
package organizations

import "demarc/inventory"

// The calls of Organizations. The action that each needs bears its name (Service Authorization Reference, "Actions for AWS
// Organizations"). The first one says by its error that the account is in no organization.
var (
	DescribeOrganization  = call("DescribeOrganization", "AWSOrganizationsNotInUseException")
	ListParents           = call("ListParents")
	ListPoliciesForTarget = call("ListPoliciesForTarget")
	DescribePolicy        = call("DescribePolicy")
)

func call(op string, absent ...string) *inventory.Call {
	return &inventory.Call{Service: "Organizations", Op: op, Needs: []string{"organizations:" + op}, Absent: absent}
}
