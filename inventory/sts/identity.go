package sts

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"demarc/inventory/collect"
)

// ErrAnswer means that GetCallerIdentity answered something that names no account. Emulators and proxies do so.
var ErrAnswer = errors.New("the answer to sts:GetCallerIdentity names no account: check AWS_ENDPOINT_URL")

// Identity asks whose credentials cfg holds. The partition is that of the caller's ARN, so that no list of regions
// has to be kept up to date.
func Identity(ctx context.Context, cfg aws.Config) (collect.Identity, error) {
	out, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, nil)
	if err != nil {
		return collect.Identity{}, err
	}
	id := collect.Identity{Account: aws.ToString(out.Account), ARN: aws.ToString(out.Arn)}
	parts := strings.SplitN(id.ARN, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || !strings.HasPrefix(parts[1], "aws") || !isAccount(id.Account) {
		return collect.Identity{}, fmt.Errorf("%w (Account %.40q, Arn %.80q)", ErrAnswer, id.Account, id.ARN)
	}
	id.Partition = parts[1]
	return id, nil
}

// isAccount reports whether s is an account id: twelve digits.
func isAccount(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}
