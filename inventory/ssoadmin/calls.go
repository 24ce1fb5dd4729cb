// Package ssoadmin collects what IAM Identity Center says of an account: the permission sets that are provisioned to it, and
// the users and groups that they are assigned to. Names are those of the API reference
// (https://docs.aws.amazon.com/singlesignon/latest/APIReference). This is the only package that links its client.
//
// # Calls
//
// ListInstances is asked once in each region, since an instance lives in one and nothing tells in which. Where there is an
// instance, one ListPermissionSetsProvisionedToAccount, and for each permission set one DescribePermissionSet and one
// ListAccountAssignments, for which there is no batch form: 12 permission sets are 25 calls and one for each region. Only the
// management account and accounts to which it delegates get an answer.
package ssoadmin

import "demarc/inventory"

// The calls of IAM Identity Center (Service Authorization Reference, "Actions for AWS IAM Identity Center").
var (
	ListInstances                          = call("ListInstances")
	ListPermissionSetsProvisionedToAccount = call("ListPermissionSetsProvisionedToAccount")
	DescribePermissionSet                  = call("DescribePermissionSet")
	ListAccountAssignments                 = call("ListAccountAssignments")
)

func call(op string) *inventory.Call {
	return &inventory.Call{Service: "SSO Admin", Op: op, Needs: []string{"sso:" + op}}
}
