package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// TransitGatewayAccept wants somebody to look at who attaches to the router.
var TransitGatewayAccept = &checks.Check[ec2.TransitGateway]{
	Meta: checks.Meta{
		ID: "ec2-transit-gateway-no-auto-accept", Title: "Transit gateways do not accept attachments of other accounts by themselves", Duty: responsibility.NetSegmentation, Severity: checks.High, Since: "0.1",
		Why: "With automatic acceptance every account that the gateway is shared with can join its VPC to the network, and with default route propagation reach all of it, unseen.",
		Fix: "aws ec2 modify-transit-gateway --transit-gateway-id TGW --options AutoAcceptSharedAttachments=disable",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-23",
		},
	},
	Run: func(v *checks.View[ec2.TransitGateway]) checks.Verdict {
		if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
			return verdict
		}
		switch state, _ := checks.Read(v, v.Resource.State); state {
		case "deleting", "deleted":
			return v.NotApplicable("its state is %s", state)
		}
		if accept, _ := checks.Read(v, v.Resource.AutoAcceptSharedAttachments); accept != "disable" {
			return v.Fail("AutoAcceptSharedAttachments is %s", accept)
		}
		return v.Pass("AutoAcceptSharedAttachments is disable")
	},
	Cases: []checks.Case[ec2.TransitGateway]{
		{Name: "asks", Given: transitGateway(checks.CaseAccount, "available", "disable"), Want: checks.Pass},
		{Name: "accepts", Given: transitGateway(checks.CaseAccount, "available", "enable"), Want: checks.Fail},
		{Name: "deleted", Given: transitGateway(checks.CaseAccount, "deleted", "enable"), Want: checks.NotApplicable},
		{Name: "ownedByAnother", Given: transitGateway(stranger, "available", "enable"), Want: checks.NotApplicable},
		{Name: "notRead", Given: ec2.TransitGateway{
			Ref: inventory.Ref{ID: "tgw-0aaa", Region: checks.CaseRegion}, OwnerID: inventory.Known(checks.CaseAccount), State: inventory.Known("available"),
		}, Want: checks.Unknown},
	},
}

// transitGateway is a transit gateway of an account.
func transitGateway(owner, state, accept string) ec2.TransitGateway {
	return ec2.TransitGateway{
		Ref: inventory.Ref{ID: "tgw-0aaa", Region: checks.CaseRegion}, OwnerID: inventory.Known(owner), State: inventory.Known(state),
		AutoAcceptSharedAttachments: inventory.Known(accept),
	}
}
