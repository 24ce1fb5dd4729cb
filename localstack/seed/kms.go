package seed

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/kms/types"
)

// keys builds the plan's keys in the first region. Keys have no names that could be taken, so a key whose alias is
// there already is not made again.
func (b *builder) keys(ctx context.Context) error {
	b.keyIDs = make([]string, b.plan.Keys)
	err := b.each(ctx, b.plan.Keys, func(ctx context.Context, i int) error {
		alias := aws.String("alias/" + name("key", i))
		if out, err := b.kms.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: alias}); err == nil {
			b.keyIDs[i] = aws.ToString(out.KeyMetadata.KeyId)
			return nil
		}
		more := b.ownKey(i)
		if i < b.plan.ForeignKeys {
			more = foreignKey(i)
		}
		statements := append([]statement{b.ownerOfKey()}, more...)
		id, err := b.key(ctx, &kms.CreateKeyInput{Description: aws.String(name("key", i)), Policy: document(statements...)})
		if err != nil {
			return err
		}
		b.keyIDs[i] = id
		if _, err := b.kms.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: alias, TargetKeyId: aws.String(id)}); err != nil {
			return err
		}
		if i%2 == 0 {
			_, err := b.kms.EnableKeyRotation(ctx, &kms.EnableKeyRotationInput{KeyId: aws.String(id)})
			return err
		}
		return nil
	})
	if err != nil || !b.plan.Showcase {
		return err
	}
	return b.showKeys(ctx)
}

func (b *builder) key(ctx context.Context, in *kms.CreateKeyInput) (string, error) {
	out, err := b.kms.CreateKey(ctx, in)
	if err != nil {
		return "", err
	}
	return aws.ToString(out.KeyMetadata.KeyId), nil
}

func (b *builder) ownerOfKey() statement {
	return statement{"Sid": "Owner", "Effect": "Allow", "Principal": map[string]any{"AWS": "arn:aws:iam::" + b.account + ":root"}, "Action": "kms:*", "Resource": "*"}
}

// showKeys makes a key that anybody may use, one that is about to be deleted, a disabled one, one that cannot rotate,
// and a grant to another account.
func (b *builder) showKeys(ctx context.Context) error {
	own, alias := document(b.ownerOfKey()), aws.String("alias/demarc-open")
	if _, err := b.kms.DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: alias}); err == nil {
		return nil // an earlier run made them
	}
	open, err := b.key(ctx, &kms.CreateKeyInput{Description: aws.String("demarc-open"), Policy: document(b.ownerOfKey(),
		statement{"Sid": "Anybody", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"})})
	if err != nil {
		return err
	}
	if _, err := b.kms.CreateAlias(ctx, &kms.CreateAliasInput{AliasName: alias, TargetKeyId: aws.String(open)}); err != nil {
		return err
	}
	pending, err := b.key(ctx, &kms.CreateKeyInput{Description: aws.String("demarc-pending"), Policy: own})
	if err != nil {
		return err
	}
	if _, err := b.kms.ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: aws.String(pending), PendingWindowInDays: aws.Int32(7)}); err != nil {
		return err
	}
	disabled, err := b.key(ctx, &kms.CreateKeyInput{Description: aws.String("demarc-disabled"), Policy: own})
	if err != nil {
		return err
	}
	if _, err := b.kms.DisableKey(ctx, &kms.DisableKeyInput{KeyId: aws.String(disabled)}); err != nil {
		return err
	}
	if _, err := b.key(ctx, &kms.CreateKeyInput{Description: aws.String("demarc-signing"), Policy: own, KeySpec: types.KeySpecRsa2048, KeyUsage: types.KeyUsageTypeSignVerify}); err != nil {
		return err
	}
	_, err = b.kms.CreateGrant(ctx, &kms.CreateGrantInput{
		KeyId: aws.String(b.keyIDs[0]), GranteePrincipal: aws.String("arn:aws:iam::" + foreignAccount + ":root"), Operations: []types.GrantOperation{types.GrantOperationDecrypt},
	})
	return b.optional("KMS.CreateGrant", err)
}
