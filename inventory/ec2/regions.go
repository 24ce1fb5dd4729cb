package ec2

import (
	"context"
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"

	"demarc/inventory/collect"
)

// ErrNoRegions means that AWS answered DescribeRegions without a region, which no account has.
var ErrNoRegions = errors.New("EC2.DescribeRegions named no region")

// Regions returns every region that the partition has, with what the account's OptInStatus says of it, in one call
// (DescribeRegions with AllRegions). A region without a status is taken as enabled: emulators leave it out.
func Regions(ctx context.Context, cfg aws.Config) ([]collect.RegionState, error) {
	page, err := sdk.NewFromConfig(cfg).DescribeRegions(ctx, &sdk.DescribeRegionsInput{AllRegions: aws.Bool(true)})
	if err != nil {
		return nil, err
	}
	var out []collect.RegionState
	for _, r := range page.Regions {
		name, status := aws.ToString(r.RegionName), aws.ToString(r.OptInStatus)
		if name == "" {
			continue
		}
		out = append(out, collect.RegionState{Name: name, Enabled: status != "not-opted-in", Status: status})
	}
	if len(out) == 0 {
		return nil, ErrNoRegions
	}
	return out, nil
}
