package lightsail

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/lightsail"
	"github.com/aws/aws-sdk-go-v2/service/lightsail/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// expected are the members without which an answer is none: the SDK reads an empty object as "there is nothing".
var expected = map[string][]string{
	"GetInstances": {"instances"}, "GetRelationalDatabases": {"relationalDatabases"}, "GetBuckets": {"buckets"}, "GetContainerServices": {"containerServices"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

// each asks for pages until there is no token, or one that was there before. Lightsail sets the size of its pages, and
// the SDK has no paginators for it. What ask emitted before an error stays.
func each(ask func(token *string) (*string, error)) error {
	var token *string
	for {
		next, err := ask(token)
		switch {
		case err != nil:
			return err
		case aws.ToString(next) == "":
			return nil
		case aws.ToString(next) == aws.ToString(token):
			return collect.ErrTokenLoop
		}
		token = next
	}
}

// ref identifies a resource by its name, which is unique in a region for its kind. The ARN of Lightsail holds an id
// that only the answer tells.
func ref(s *collect.Scan, name, arn *string, tags []types.Tag) inventory.Ref {
	r := inventory.Ref{ID: aws.ToString(name), Name: aws.ToString(name), ARN: aws.ToString(arn), Account: s.Account, Region: s.Region}
	m := make(map[string]string, len(tags))
	for _, t := range tags {
		m[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	r.Tags = inventory.Known(m)
	return r
}

// pages makes the Collect of one listing from what asks for a page of it.
func pages(ask func(context.Context, *collect.Scan, *sdk.Client, *string) (*string, error)) func(context.Context, *collect.Scan) error {
	return func(ctx context.Context, s *collect.Scan) error {
		client := newClient(s)
		return each(func(token *string) (*string, error) { return ask(ctx, s, client, token) })
	}
}
