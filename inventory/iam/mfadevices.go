package iam

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// devices are the virtual MFA devices of the account by the ARN of the user that each is assigned to, the root user
// among them, or the gap where they should be.
type devices struct {
	gap *inventory.Gap
	by  map[string][]string
}

// devicesOf returns the assigned virtual devices. They are listed once for all collectors of a run. Their seeds, which
// AWS leaves out and some emulators send, are not kept.
func devicesOf(ctx context.Context, s *collect.Scan, client *iam.Client) *devices {
	d, _ := collect.Shared(s, ListVirtualMFADevices, func() (*devices, error) {
		by, err := assignedDevices(ctx, client)
		if err != nil {
			return &devices{gap: s.Gap(ListVirtualMFADevices, err)}, nil
		}
		return &devices{by: by}, nil
	})
	return d
}

// of returns the serial numbers of a user's virtual devices; empty when it has none.
func (d *devices) of(arn string) inventory.Fact[[]string] {
	if d.gap != nil {
		return inventory.Missing[[]string](d.gap)
	}
	return inventory.Known(append([]string{}, d.by[arn]...))
}

func assignedDevices(ctx context.Context, client *iam.Client) (map[string][]string, error) {
	by := map[string][]string{}
	for page, err := range collect.Pages(ctx, iam.NewListVirtualMFADevicesPaginator(client, &iam.ListVirtualMFADevicesInput{
		AssignmentStatus: types.AssignmentStatusTypeAssigned, MaxItems: aws.Int32(pageSize),
	})) {
		if err != nil {
			return nil, err
		}
		if page.VirtualMFADevices == nil {
			return nil, &collect.AnswerError{What: "the answer has no VirtualMFADevices"}
		}
		for _, d := range page.VirtualMFADevices {
			if d.User == nil || d.User.Arn == nil {
				return nil, &collect.AnswerError{What: "an assigned device came without its user"}
			}
			by[*d.User.Arn] = append(by[*d.User.Arn], aws.ToString(d.SerialNumber))
		}
	}
	return by, nil
}
