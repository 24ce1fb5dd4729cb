package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// AccountPasswordPolicy is the rule for the passwords of IAM users. Every account has one: its own, or AWS's default.
type AccountPasswordPolicy struct {
	inventory.Ref
	// PasswordPolicy is nil when the account has none of its own, so that AWS's default holds.
	PasswordPolicy inventory.Fact[*PasswordPolicy] `json:"PasswordPolicy,omitzero"`
}

// PasswordPolicy is a custom password policy.
type PasswordPolicy struct {
	// MinimumPasswordLength is in characters.
	MinimumPasswordLength int32 `json:"MinimumPasswordLength"`
	// PasswordReusePrevention is how many earlier passwords are refused; 0 is none.
	PasswordReusePrevention int32 `json:"PasswordReusePrevention"`
	// MaxPasswordAge is in days; 0 is without end.
	MaxPasswordAge             int32 `json:"MaxPasswordAge"`
	RequireUppercaseCharacters bool  `json:"RequireUppercaseCharacters"`
	RequireLowercaseCharacters bool  `json:"RequireLowercaseCharacters"`
	RequireSymbols             bool  `json:"RequireSymbols"`
	RequireNumbers             bool  `json:"RequireNumbers"`
	AllowUsersToChangePassword bool  `json:"AllowUsersToChangePassword"`
}

// PasswordPolicyType describes iam.password_policy.
var PasswordPolicyType = inventory.Describe[AccountPasswordPolicy]("iam.password_policy", GetAccountPasswordPolicy).Of(responsibility.AWSAccount)

// Type implements inventory.Resource.
func (*AccountPasswordPolicy) Type() *inventory.Type { return PasswordPolicyType }

// Classify implements inventory.Resource.
func (*AccountPasswordPolicy) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.AWSAccount, Why: "the password policy is the account's"}
}

// PasswordPolicyCollector brings the one password policy. It stands alone so that a check on it costs one call.
var PasswordPolicyCollector = &collect.Collector{
	Types:   []*inventory.Type{PasswordPolicyType},
	Scope:   collect.Global,
	Lists:   []*inventory.Call{GetAccountPasswordPolicy},
	Collect: collectPasswordPolicy,
}

func collectPasswordPolicy(ctx context.Context, s *collect.Scan) error {
	out, err := iam.NewFromConfig(s.Config()).GetAccountPasswordPolicy(ctx, nil)
	p := &AccountPasswordPolicy{Ref: s.Ref("password-policy", "iam", "account-password-policy")}
	switch {
	case err != nil && s.Gap(GetAccountPasswordPolicy, err) != nil:
		// The policy's place in the account is certain: a failed call costs the fact, not the resource.
		p.PasswordPolicy = inventory.Missing[*PasswordPolicy](s.Gap(GetAccountPasswordPolicy, err))
	case err != nil:
		p.PasswordPolicy = inventory.Known[*PasswordPolicy](nil)
	default:
		p.PasswordPolicy = passwordPolicy(out.PasswordPolicy)
	}
	s.Emit(p)
	return nil
}

// passwordPolicy mirrors a policy. The length is always sent; the reuse and the age default to 0 where they are not
// set (IAM API Reference, UpdateAccountPasswordPolicy).
func passwordPolicy(in *types.PasswordPolicy) inventory.Fact[*PasswordPolicy] {
	if in == nil || in.MinimumPasswordLength == nil {
		return inventory.FromPtr[*PasswordPolicy](nil)
	}
	return inventory.Known(&PasswordPolicy{
		MinimumPasswordLength:      *in.MinimumPasswordLength,
		PasswordReusePrevention:    aws.ToInt32(in.PasswordReusePrevention),
		MaxPasswordAge:             aws.ToInt32(in.MaxPasswordAge),
		RequireUppercaseCharacters: in.RequireUppercaseCharacters,
		RequireLowercaseCharacters: in.RequireLowercaseCharacters,
		RequireSymbols:             in.RequireSymbols,
		RequireNumbers:             in.RequireNumbers,
		AllowUsersToChangePassword: in.AllowUsersToChangePassword,
	})
}
