package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// summary is the account's summary, or the gap where it should be.
type summary struct {
	gap *inventory.Gap
	by  map[string]int32
}

// summaryOf returns the account's summary. It is asked for once for all collectors of a run.
func summaryOf(ctx context.Context, s *collect.Scan, client *iam.Client) *summary {
	sum, _ := collect.Shared(s, GetAccountSummary, func() (*summary, error) {
		out, err := client.GetAccountSummary(ctx, nil)
		if err != nil {
			return &summary{gap: s.Gap(GetAccountSummary, err)}, nil
		}
		return &summary{by: out.SummaryMap}, nil
	})
	return sum
}

// of returns one number of the summary.
func (sum *summary) of(key types.SummaryKeyType) inventory.Fact[int32] {
	if sum.gap != nil {
		return inventory.Missing[int32](sum.gap)
	}
	if n, ok := sum.by[string(key)]; ok {
		return inventory.Known(n)
	}
	return inventory.FromPtr[int32](nil)
}

// none reports whether the summary says that there is nothing of a sort, so that its listing can be left out. A summary
// that could not be read, or lacks the number, says nothing: then the listing is asked.
func (sum *summary) none(key types.SummaryKeyType) bool {
	n, gap := sum.of(key).Get()
	return gap == nil && n == 0
}
