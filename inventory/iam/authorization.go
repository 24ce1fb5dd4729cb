package iam

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// pageSize is the most that IAM's listings return in a page. It may return fewer and still have more.
const pageSize = 1000

// AuthorizationCollector brings users, groups, roles and policies from one listing: the customer's policies all, AWS's
// those that are attached.
var AuthorizationCollector = &collect.Collector{
	Types:   []*inventory.Type{UserType, GroupType, RoleType, PolicyType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{GetAccountAuthorizationDetails},
	Details: []*inventory.Call{GenerateCredentialReport, GetCredentialReport, ListVirtualMFADevices},
	Collect: collectAuthorization,
}

func collectAuthorization(ctx context.Context, s *collect.Scan) error {
	client := iam.NewFromConfig(s.Config())
	var users []*User
	var broken error
	for page, err := range collect.Pages(ctx, iam.NewGetAccountAuthorizationDetailsPaginator(client, &iam.GetAccountAuthorizationDetailsInput{
		Filter:   types.EntityType("").Values(),
		MaxItems: aws.Int32(pageSize),
	})) {
		if err != nil {
			broken = err
			break
		}
		if page.UserDetailList == nil && page.GroupDetailList == nil && page.RoleDetailList == nil && page.Policies == nil {
			broken = &collect.AnswerError{What: "the answer has none of the lists that were asked for"}
			break
		}
		for i := range page.UserDetailList {
			users = append(users, newUser(s, &page.UserDetailList[i]))
		}
		for i := range page.GroupDetailList {
			s.Emit(newGroup(s, &page.GroupDetailList[i]))
		}
		for i := range page.RoleDetailList {
			s.Emit(newRole(s, &page.RoleDetailList[i]))
		}
		for i := range page.Policies {
			s.Emit(newPolicy(s, &page.Policies[i]))
		}
	}
	if len(users) > 0 && s.Wants(GetCredentialReport) {
		r := reportOf(ctx, s, client)
		for _, u := range users {
			u.join(r.row(u.ID))
		}
	}
	if len(users) > 0 && s.Wants(ListVirtualMFADevices) {
		d := devicesOf(ctx, s, client)
		for _, u := range users {
			u.VirtualMFADevices = d.of(u.ARN)
		}
	}
	for _, u := range users {
		s.Emit(u)
	}
	return broken
}

func newUser(s *collect.Scan, in *types.UserDetail) *User {
	u := &User{
		Ref:  ref(s, in.UserName, in.Arn, "user"),
		Path: inventory.FromPtr(in.Path), CreateDate: inventory.FromPtr(in.CreateDate),
		GroupList: list(in.GroupList),
		// IAM leaves UserPolicyList out for a user without inline policies.
		UserPolicyList:          inline("UserPolicyList", in.UserPolicyList),
		AttachedManagedPolicies: attached(in.AttachedManagedPolicies),
		PermissionsBoundaryArn:  boundary(in.PermissionsBoundary),
	}
	u.Tags = tags(in.Tags)
	return u
}

// join adds what the credential report says of the user.
func (u *User) join(r reportRow) {
	u.PasswordEnabled = r.bool("password_enabled")
	u.PasswordLastUsed = r.moment("password_last_used")
	u.PasswordLastChanged = r.moment("password_last_changed")
	u.MFAActive = r.bool("mfa_active")
	u.AccessKey1Active = r.bool("access_key_1_active")
	u.AccessKey1LastRotated = r.moment("access_key_1_last_rotated")
	u.AccessKey1LastUsedDate = r.moment("access_key_1_last_used_date")
	u.AccessKey2Active = r.bool("access_key_2_active")
	u.AccessKey2LastRotated = r.moment("access_key_2_last_rotated")
	u.AccessKey2LastUsedDate = r.moment("access_key_2_last_used_date")
	u.Cert1Active = r.bool("cert_1_active")
	u.Cert2Active = r.bool("cert_2_active")
}

func newGroup(s *collect.Scan, in *types.GroupDetail) *Group {
	g := &Group{
		Ref:  ref(s, in.GroupName, in.Arn, "group"),
		Path: inventory.FromPtr(in.Path), CreateDate: inventory.FromPtr(in.CreateDate),
		GroupPolicyList:         inline("GroupPolicyList", in.GroupPolicyList),
		AttachedManagedPolicies: attached(in.AttachedManagedPolicies),
	}
	g.Tags = inventory.Known(map[string]string{}) // IAM groups cannot be tagged (IAM User Guide, "Tags for IAM resources").
	return g
}

func newRole(s *collect.Scan, in *types.RoleDetail) *Role {
	r := &Role{
		Ref:  ref(s, in.RoleName, in.Arn, "role"),
		Path: inventory.FromPtr(in.Path), CreateDate: inventory.FromPtr(in.CreateDate),
		AssumeRolePolicyDocument: document("AssumeRolePolicyDocument", in.AssumeRolePolicyDocument),
		RolePolicyList:           inline("RolePolicyList", in.RolePolicyList),
		AttachedManagedPolicies:  attached(in.AttachedManagedPolicies),
		PermissionsBoundaryArn:   boundary(in.PermissionsBoundary),
		InstanceProfileList:      profiles(in.InstanceProfileList),
	}
	if in.RoleLastUsed != nil {
		// Null "if the role has not been used within the IAM tracking period" (IAM API Reference, RoleLastUsed).
		r.LastUsedDate = inventory.Known(aws.ToTime(in.RoleLastUsed.LastUsedDate))
	} else {
		r.LastUsedDate = inventory.FromPtr[time.Time](nil)
	}
	r.Tags = tags(in.Tags)
	return r
}

func profiles(in []types.InstanceProfile) inventory.Fact[[]string] {
	out := make([]string, len(in))
	for i := range in {
		out[i] = aws.ToString(in[i].Arn)
	}
	return inventory.Known(out)
}

func newPolicy(s *collect.Scan, in *types.ManagedPolicyDetail) *Policy {
	p := &Policy{
		Ref:  ref(s, in.Arn, in.Arn, "policy"),
		Path: inventory.FromPtr(in.Path), DefaultVersionID: inventory.FromPtr(in.DefaultVersionId),
		AttachmentCount:               inventory.FromPtr(in.AttachmentCount),
		PermissionsBoundaryUsageCount: inventory.FromPtr(in.PermissionsBoundaryUsageCount),
		IsAttachable:                  inventory.Known(in.IsAttachable),
		CreateDate:                    inventory.FromPtr(in.CreateDate), UpdateDate: inventory.FromPtr(in.UpdateDate),
		Document: inventory.FromPtr[string](nil),
	}
	p.Name = aws.ToString(in.PolicyName)
	for i := range in.PolicyVersionList {
		if v := &in.PolicyVersionList[i]; v.IsDefaultVersion {
			p.Document = document("PolicyVersionList.Document", v.Document)
		}
	}
	return p
}

// ref is the identity of an entity, with the ARN that IAM gives: it holds the path.
func ref(s *collect.Scan, id, arn *string, resource string) inventory.Ref {
	r := s.Ref(aws.ToString(id), "iam", resource+"/"+aws.ToString(id))
	if arn != nil {
		r.ARN = *arn
	}
	r.Name = r.ID
	return r
}

func list(in []string) inventory.Fact[[]string] {
	if in == nil {
		return inventory.FromPtr[[]string](nil)
	}
	return inventory.Known(in)
}
