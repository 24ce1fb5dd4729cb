package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCBlockPublicAccess wants VPCs cut off from internet gateways unless they are excluded by name.
var VPCBlockPublicAccess = &checks.Check[ec2.VPCBlockPublicAccess]{
	Meta: checks.Meta{
		ID: "ec2-vpc-block-public-access", Title: "VPC Block Public Access blocks traffic from internet gateways", Duty: responsibility.NetExposure, Severity: checks.Medium, Since: "0.1",
		Why: "One switch of the account stops what comes in from the internet whatever routes, ACLs and security groups say; what has to be public is excluded by name, and shows.",
		Fix: "Exclude the VPCs and subnets that serve the internet (aws ec2 create-vpc-block-public-access-exclusion), then aws ec2 modify-vpc-block-public-access-options --internet-gateway-block-mode block-ingress.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172",
		},
	},
	Reads: []*inventory.Call{ec2.DescribeVpcBlockPublicAccessExclusions},
	Run: func(v *checks.View[ec2.VPCBlockPublicAccess]) checks.Verdict {
		mode, _ := checks.Read(v, v.Resource.InternetGatewayBlockMode)
		if mode == "off" {
			return v.Fail("InternetGatewayBlockMode is off")
		}
		exclusions, _ := checks.Peek(v, v.Resource.Exclusions)
		var open []string
		for _, e := range exclusions {
			if e.Mode == "allow-bidirectional" && (e.State == "create-complete" || e.State == "update-complete") {
				open = append(open, e.ResourceARN)
			}
		}
		if len(open) == 0 {
			return v.Pass("InternetGatewayBlockMode is %s, and nothing is excluded for both directions", mode)
		}
		return v.Pass("InternetGatewayBlockMode is %s; excluded for both directions: %s", mode, few(open))
	},
	Cases: []checks.Case[ec2.VPCBlockPublicAccess]{
		{Name: "blocksIngress", Given: blockPublicAccess("block-ingress"), Want: checks.Pass},
		{Name: "blocksBoth", Given: blockPublicAccess("block-bidirectional", ec2.BlockPublicAccessExclusion{ExclusionID: "vpcbpa-exclude-1", ResourceARN: "arn:aws:ec2:eu-central-1:111122223333:vpc/vpc-0aaa", Mode: "allow-bidirectional", State: "create-complete"}), Want: checks.Pass},
		{Name: "off", Given: blockPublicAccess("off"), Want: checks.Fail},
		{Name: "modeNotRead", Given: ec2.VPCBlockPublicAccess{Ref: inventory.Ref{ID: "vpc-block-public-access", Region: checks.CaseRegion}}, Want: checks.Unknown},
		{Name: "exclusionsNotRead", Given: ec2.VPCBlockPublicAccess{
			Ref:                      inventory.Ref{ID: "vpc-block-public-access", Region: checks.CaseRegion},
			InternetGatewayBlockMode: inventory.Known("block-ingress"),
			Exclusions:               denied[[]ec2.BlockPublicAccessExclusion](ec2.DescribeVpcBlockPublicAccessExclusions),
		}, Want: checks.Unknown},
	},
}

// blockPublicAccess is the setting with a mode and exclusions.
func blockPublicAccess(mode string, exclusions ...ec2.BlockPublicAccessExclusion) ec2.VPCBlockPublicAccess {
	return ec2.VPCBlockPublicAccess{
		Ref:                      inventory.Ref{ID: "vpc-block-public-access", Region: checks.CaseRegion},
		InternetGatewayBlockMode: inventory.Known(mode),
		Exclusions:               inventory.Known(exclusions),
	}
}
