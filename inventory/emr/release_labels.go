package emr

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/emr"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// offer asks once which releases EMR offers in the region, and keeps for each cluster those of its line.
func (r run) offer(ctx context.Context, list []*Cluster) {
	if !r.Wants(ListReleaseLabels) || len(list) == 0 {
		return
	}
	var all []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListReleaseLabelsPaginator(r.client, &sdk.ListReleaseLabelsInput{MaxResults: aws.Int32(100)})) {
		if err != nil {
			broken = err
			break
		}
		all = append(all, page.ReleaseLabels...)
	}
	for _, c := range list {
		label, gap := c.ReleaseLabel.Get()
		switch {
		case gap != nil:
			c.ReleaseLabels = inventory.Missing[[]string](gap)
		case broken != nil:
			c.ReleaseLabels = inventory.Missing[[]string](r.Gap(ListReleaseLabels, broken))
		default:
			c.ReleaseLabels = inventory.Known(line(label, all))
		}
	}
}

// line returns the labels of all that differ from one in their last number alone.
func line(label string, all []string) []string {
	prefix := label[:strings.LastIndexByte(label, '.')+1]
	var out []string
	for _, l := range all {
		if prefix != "" && strings.HasPrefix(l, prefix) {
			out = append(out, l)
		}
	}
	return out
}
