package seed

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

// foreignAccount is the other account that trust and key policies name. It is AWS's example account.
const foreignAccount = "111122223333"

// profile is the instance profile of the bulk instances.
const profile = "demarc-instances"

// identities builds the IAM part of the plan.
func (b *builder) identities(ctx context.Context) error {
	for _, step := range []func(context.Context) error{b.policies, b.users, b.roles, b.instanceProfile} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if !b.plan.Showcase {
		return nil
	}
	return b.showIdentities(ctx)
}

// users makes users, every second with an access key, every third with a password, each with one managed policy.
func (b *builder) users(ctx context.Context) error {
	return b.each(ctx, b.plan.Users, func(ctx context.Context, i int) error {
		user := aws.String(name("user", i))
		_, err := b.iam.CreateUser(ctx, &iam.CreateUserInput{UserName: user, Tags: tags("team", "platform")})
		if taken(err) {
			return nil
		}
		if err != nil {
			return err
		}
		if b.plan.Policies > 0 {
			if _, err := b.iam.AttachUserPolicy(ctx, &iam.AttachUserPolicyInput{UserName: user, PolicyArn: b.policyARN(i % b.plan.Policies)}); err != nil {
				return err
			}
		}
		if i%2 == 0 {
			// The key's secret is dropped here: nobody is to use it.
			if _, err := b.iam.CreateAccessKey(ctx, &iam.CreateAccessKeyInput{UserName: user}); err != nil {
				return err
			}
		}
		if i%3 == 0 {
			return b.password(ctx, user)
		}
		return nil
	})
}

// password gives a user a random password, which is dropped here.
func (b *builder) password(ctx context.Context, user *string) error {
	_, err := b.iam.CreateLoginProfile(ctx, &iam.CreateLoginProfileInput{UserName: user, Password: aws.String(random())})
	return err
}

// roles makes roles: the first are those that strangers can assume.
func (b *builder) roles(ctx context.Context) error {
	return b.each(ctx, b.plan.Roles, func(ctx context.Context, i int) error {
		trust := b.goodTrust(i)
		if i < b.plan.BadTrusts {
			trust = badTrust(i)
		}
		role := aws.String(name("role", i))
		_, err := b.iam.CreateRole(ctx, &iam.CreateRoleInput{RoleName: role, AssumeRolePolicyDocument: trust, Tags: tags("team", "platform")})
		if taken(err) || err == nil && b.plan.Policies == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		_, err = b.iam.AttachRolePolicy(ctx, &iam.AttachRolePolicyInput{RoleName: role, PolicyArn: b.policyARN(i % b.plan.Policies)})
		return err
	})
}

// policies makes managed policies; the first of every ten allows everything.
func (b *builder) policies(ctx context.Context) error {
	return b.each(ctx, b.plan.Policies, func(ctx context.Context, i int) error {
		doc := document(statement{"Effect": "Allow", "Action": []string{"s3:GetObject", "s3:ListBucket"},
			"Resource": []string{fmt.Sprintf("arn:aws:s3:::demarc-%s-%03d", b.account, i), fmt.Sprintf("arn:aws:s3:::demarc-%s-%03d/*", b.account, i)}})
		if i%10 == 0 {
			doc = document(statement{"Effect": "Allow", "Action": "*", "Resource": "*"})
		}
		_, err := b.iam.CreatePolicy(ctx, &iam.CreatePolicyInput{PolicyName: aws.String(name("policy", i)), PolicyDocument: doc})
		if taken(err) {
			return nil
		}
		return err
	})
}

func (b *builder) policyARN(i int) *string {
	return aws.String("arn:aws:iam::" + b.account + ":policy/" + name("policy", i))
}

func (b *builder) instanceProfile(ctx context.Context) error {
	if b.plan.Instances == 0 {
		return nil
	}
	role := aws.String(profile)
	if _, err := b.iam.CreateRole(ctx, &iam.CreateRoleInput{RoleName: role, AssumeRolePolicyDocument: trustService("ec2.amazonaws.com")}); err != nil && !taken(err) {
		return err
	}
	_, err := b.iam.CreateInstanceProfile(ctx, &iam.CreateInstanceProfileInput{InstanceProfileName: role})
	if taken(err) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = b.iam.AddRoleToInstanceProfile(ctx, &iam.AddRoleToInstanceProfileInput{InstanceProfileName: role, RoleName: role})
	return err
}

func tags(key, value string) []types.Tag {
	return []types.Tag{{Key: aws.String(key), Value: aws.String(value)}}
}
