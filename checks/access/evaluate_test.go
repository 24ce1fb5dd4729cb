package access

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	allowAll  = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`
	denyS3    = `{"Version":"2012-10-17","Statement":{"Sid":"NoS3","Effect":"Deny","Action":"s3:*","Resource":"*"}}`
	allowEC2  = `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ec2:*","Resource":"*"}}`
	user      = "arn:aws:iam::111111111111:user/u"
	role      = "arn:aws:iam::111111111111:role/r"
	session   = "arn:aws:sts::111111111111:assumed-role/r/s"
	linked    = "arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/s"
	rootUser  = "arn:aws:iam::111111111111:root"
	otherUser = "arn:aws:iam::222222222222:user/u"
)

func bucket(principal string) string {
	return `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":` + principal + `,"Action":"*","Resource":"*"}}`
}

// TestEvaluateLogic walks through "Policy evaluation logic" of the IAM user guide.
func TestEvaluateLogic(t *testing.T) {
	type want struct {
		verdict Verdict
		source  string
	}
	docs := func(srcs ...string) (out []*Document) {
		for _, s := range srcs {
			out = append(out, mustParse(t, s))
		}
		return out
	}
	doc := func(s string) *Document { return mustParse(t, s) }
	for name, c := range map[string]struct {
		principal, action string
		ps                Policies
		want              want
	}{
		"nothing_allows":               {user, "s3:GetObject", Policies{}, want{VerdictImplicitDeny, ""}},
		"identity_allows":              {user, "s3:GetObject", Policies{Identity: docs(allowAll)}, want{VerdictAllowed, "identity policy 1"}},
		"deny_wins":                    {user, "s3:GetObject", Policies{Identity: docs(allowAll, denyS3)}, want{VerdictExplicitDeny, "identity policy 2"}},
		"boundary_lacks":               {user, "s3:GetObject", Policies{Identity: docs(allowAll), Boundary: doc(allowEC2)}, want{VerdictImplicitDeny, "permissions boundary"}},
		"boundary_alone_grants_none":   {user, "s3:GetObject", Policies{Boundary: doc(allowAll)}, want{VerdictImplicitDeny, ""}},
		"session_lacks":                {session, "s3:GetObject", Policies{Identity: docs(allowAll), Session: docs(allowEC2)}, want{VerdictImplicitDeny, "session policy"}},
		"session_one_of_two_is_enough": {session, "s3:GetObject", Policies{Identity: docs(allowAll), Session: docs(allowEC2, allowAll)}, want{VerdictAllowed, "identity policy 1"}},
		"scp_lacks":                    {user, "s3:GetObject", Policies{Identity: docs(allowAll), SCPs: [][]*Document{docs(allowAll), docs(allowEC2)}}, want{VerdictImplicitDeny, "service control policies, level 2"}},
		"scp_denies":                   {user, "s3:GetObject", Policies{Identity: docs(allowAll), SCPs: [][]*Document{docs(allowAll, denyS3)}}, want{VerdictExplicitDeny, "service control policies, level 1"}},
		"scp_not_for_management":       {user, "s3:GetObject", Policies{Identity: docs(allowAll), SCPs: [][]*Document{docs(denyS3)}, ManagementAccount: "111111111111"}, want{VerdictAllowed, "identity policy 1"}},
		"scp_not_for_service_linked":   {linked, "s3:GetObject", Policies{Identity: docs(allowAll), SCPs: [][]*Document{docs(denyS3)}}, want{VerdictAllowed, "identity policy 1"}},
		"scp_not_for_other_account":    {otherUser, "s3:GetObject", Policies{Identity: docs(allowAll), Resource: doc(bucket(`{"AWS":"222222222222"}`)), SCPs: nil}, want{VerdictAllowed, "identity policy 1"}},
		"scp_for_root_user":            {rootUser, "s3:GetObject", Policies{SCPs: [][]*Document{docs(allowAll, denyS3)}}, want{VerdictExplicitDeny, "service control policies, level 1"}},
		"scps_not_readable":            {user, "s3:GetObject", Policies{Identity: docs(allowAll), SCPsUnknown: true}, want{VerdictUnknown, "identity policy 1"}},
		"rcp_denies_stranger":          {otherUser, "s3:GetObject", Policies{Identity: docs(allowAll), Resource: doc(bucket(`"*"`)), RCPs: [][]*Document{docs(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-a"}}}}`)}}, want{VerdictExplicitDeny, "resource control policies, level 1"}},
		"rcp_full_access_implied":      {user, "s3:GetObject", Policies{Identity: docs(allowAll), RCPs: [][]*Document{{}}}, want{VerdictAllowed, "identity policy 1"}},
		"root_user":                    {rootUser, "s3:GetObject", Policies{}, want{VerdictAllowed, "root user"}},
		"root_user_bucket_denies":      {rootUser, "s3:GetObject", Policies{Resource: doc(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}}`)}, want{VerdictExplicitDeny, "resource policy"}},
		"resource_names_user":          {user, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"` + user + `"}`)), Boundary: doc(allowEC2)}, want{VerdictAllowed, "resource policy"}},
		"resource_names_session":       {session, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"` + session + `"}`)), Boundary: doc(allowEC2), Session: docs(allowEC2)}, want{VerdictAllowed, "resource policy"}},
		"resource_names_role":          {session, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"` + role + `"}`))}, want{VerdictAllowed, "resource policy"}},
		"resource_names_role_boundary": {session, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"` + role + `"}`)), Boundary: doc(allowEC2)}, want{VerdictImplicitDeny, ""}},
		"resource_names_everyone":      {session, "s3:GetObject", Policies{Resource: doc(bucket(`"*"`)), Boundary: doc(allowEC2)}, want{VerdictAllowed, "resource policy"}},
		"resource_names_account":       {user, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"111111111111"}`))}, want{VerdictImplicitDeny, ""}},
		"cross_account_one_side":       {otherUser, "s3:GetObject", Policies{Identity: docs(allowAll)}, want{VerdictImplicitDeny, "resource policy"}},
		"cross_account_other_side":     {otherUser, "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"` + otherUser + `"}`))}, want{VerdictImplicitDeny, ""}},
		"cross_account_both":           {otherUser, "s3:GetObject", Policies{Identity: docs(allowAll), Resource: doc(bucket(`{"AWS":"222222222222"}`))}, want{VerdictAllowed, "identity policy 1"}},
		"key_policy_must_allow":        {user, "kms:Decrypt", Policies{Identity: docs(allowAll), Resource: doc(bucket(`{"AWS":"` + role + `"}`))}, want{VerdictImplicitDeny, "resource policy"}},
		"key_policy_delegates":         {user, "kms:Decrypt", Policies{Identity: docs(allowAll), Resource: doc(bucket(`{"AWS":"` + rootUser + `"}`))}, want{VerdictAllowed, "identity policy 1"}},
		"key_policy_delegates_to_none": {user, "kms:Decrypt", Policies{Resource: doc(bucket(`{"AWS":"` + rootUser + `"}`))}, want{VerdictImplicitDeny, ""}},
		"key_policy_allows":            {user, "kms:Decrypt", Policies{Resource: doc(bucket(`{"AWS":"` + user + `"}`))}, want{VerdictAllowed, "resource policy"}},
		"key_policy_root_user":         {rootUser, "kms:Decrypt", Policies{Resource: doc(bucket(`{"AWS":"` + role + `"}`))}, want{VerdictImplicitDeny, "resource policy"}},
		"trust_names_user":             {user, "sts:AssumeRole", Policies{Resource: doc(bucket(`{"AWS":"` + user + `"}`))}, want{VerdictAllowed, "resource policy"}},
		"trust_names_account":          {user, "sts:AssumeRole", Policies{Resource: doc(bucket(`{"AWS":"111111111111"}`))}, want{VerdictImplicitDeny, ""}},
		"trust_names_other":            {user, "sts:AssumeRole", Policies{Identity: docs(allowAll), Resource: doc(bucket(`{"AWS":"222222222222"}`))}, want{VerdictImplicitDeny, "resource policy"}},
		"service":                      {"sns.amazonaws.com", "sqs:SendMessage", Policies{Resource: doc(bucket(`{"Service":"sns.amazonaws.com"}`))}, want{VerdictAllowed, "resource policy"}},
		"other_service":                {"s3.amazonaws.com", "sqs:SendMessage", Policies{Resource: doc(bucket(`{"Service":"sns.amazonaws.com"}`))}, want{VerdictImplicitDeny, "resource policy"}},
		"unsigned":                     {"*", "s3:GetObject", Policies{Resource: doc(bucket(`"*"`))}, want{VerdictAllowed, "resource policy"}},
		"unsigned_not_for_accounts":    {"*", "s3:GetObject", Policies{Resource: doc(bucket(`{"AWS":"111111111111"}`))}, want{VerdictImplicitDeny, "resource policy"}},
		"key_not_known":                {user, "s3:GetObject", Policies{Identity: docs(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030-01-01T00:00:00Z"}}}}`)}, want{VerdictUnknown, "identity policy 1"}},
		"key_not_known_in_deny":        {user, "s3:GetObject", Policies{Identity: docs(allowAll, `{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`)}, want{VerdictUnknown, "identity policy 2"}},
		"key_not_known_without_allow":  {user, "s3:GetObject", Policies{Identity: docs(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`)}, want{VerdictImplicitDeny, ""}},
		"not_principal_and_boundary":   {user, "s3:GetObject", Policies{Identity: docs(allowAll), Boundary: doc(allowAll), Resource: doc(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"` + user + `"},"Action":"*","Resource":"*"}}`)}, want{VerdictExplicitDeny, "resource policy"}},
		"not_principal_leaves_out":     {user, "s3:GetObject", Policies{Identity: docs(allowAll), Resource: doc(`{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"` + user + `"},"Action":"*","Resource":"*"}}`)}, want{VerdictAllowed, "identity policy 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := Evaluate(Request{Principal: c.principal, Action: c.action, Resource: "*", ResourceAccount: "111111111111"}, c.ps)
			got := want{r.Verdict, r.Source}
			if r.Verdict == VerdictImplicitDeny && c.want.source == "" {
				got.source = ""
			}
			if got != c.want {
				t.Errorf("%s\n%s", cmp.Diff(c.want.verdict.String()+" "+c.want.source, got.verdict.String()+" "+got.source), r.Why)
			}
		})
	}
}
