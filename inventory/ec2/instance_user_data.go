package ec2

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

// A UserData says what became of an instance's user data, and which secrets were found in it.
type UserData struct {
	State    UserDataState     `json:"State"`
	Findings []secrets.Finding `json:"Findings,omitempty"`
}

// addUserData asks for the user data of each instance and searches it. DescribeInstanceAttribute has no batch form, so
// that only a check that the user names wants it; launch templates bring theirs with a listing.
func addUserData(ctx context.Context, s *collect.Scan, client *sdk.Client, found []*Instance) {
	s.Each(ctx, len(found), func(ctx context.Context, n int) {
		i := found[n]
		if i.Operator.Or(Operator{}).Managed {
			return
		}
		out, err := client.DescribeInstanceAttribute(ctx, &sdk.DescribeInstanceAttributeInput{InstanceId: &i.ID, Attribute: types.InstanceAttributeNameUserData})
		switch {
		case err != nil:
			i.UserData = inventory.Missing[UserData](s.Gap(DescribeInstanceAttribute, err))
		case out.UserData == nil: // EC2 answers an empty element where there is none
			i.UserData = inventory.FromPtr[UserData](nil)
		default:
			findings, state := secrets.UserData(aws.ToString(out.UserData.Value))
			i.UserData = inventory.Known(UserData{state, findings})
		}
	})
}
