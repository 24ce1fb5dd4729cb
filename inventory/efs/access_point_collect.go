package efs

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/efs"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// AccessPointCollector brings the access points of all file systems of a region.
var AccessPointCollector = &collect.Collector{
	Types:   []*inventory.Type{AccessPointType},
	Lists:   []*inventory.Call{DescribeAccessPoints},
	Collect: collectAccessPoints,
}

func collectAccessPoints(ctx context.Context, s *collect.Scan) error {
	for page, err := range collect.Pages(ctx, sdk.NewDescribeAccessPointsPaginator(newClient(s), &sdk.DescribeAccessPointsInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			return err
		}
		for _, x := range page.AccessPoints {
			id := aws.ToString(x.AccessPointId)
			a := &AccessPoint{Ref: s.Ref(id, "elasticfilesystem", "access-point/"+id), FileSystemID: inventory.FromPtr(x.FileSystemId)}
			a.Name, a.Tags = aws.ToString(x.Name), tagged(x.Tags)
			// Without a root directory clients see the whole file system, and without a user each says who it is (user
			// guide, "Working with Amazon EFS access points"): the file system that is named shows that the item is whole.
			a.RootDirectoryPath, a.PosixUser = inventory.FromPtr[string](nil), inventory.FromPtr[string](nil)
			if x.FileSystemId != nil {
				a.RootDirectoryPath, a.PosixUser = inventory.Known("/"), inventory.Known("")
			}
			if x.RootDirectory != nil && x.RootDirectory.Path != nil {
				a.RootDirectoryPath = inventory.Known(*x.RootDirectory.Path)
			}
			if u := x.PosixUser; u != nil && u.Uid != nil && u.Gid != nil {
				a.PosixUser = inventory.Known(fmt.Sprintf("%d:%d", *u.Uid, *u.Gid))
			}
			s.Emit(a)
		}
	}
	return nil
}
