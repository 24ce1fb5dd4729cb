package ec2

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// VPCFlowLogs wants a record of refused traffic at least, and one that arrives.
var VPCFlowLogs = &checks.Check[ec2.VPC]{
	Meta: checks.Meta{
		ID: "ec2-vpc-flow-logs", Title: "VPCs have a working flow log of rejected traffic at least", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why: "Without flow logs nobody can say afterwards who came in, what was scanned and where data went. AWS does not keep them for you.",
		Fix: "aws ec2 create-flow-logs --resource-type VPC --resource-ids VPC --traffic-type ALL --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET; when delivery fails, mend the role or the bucket policy.",
		Refs: []string{
			"https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
			"https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-6",
		},
	},
	With: []inventory.Want{{Type: ec2.FlowLogType}},
	Run:  vpcFlowLogs,
	Cases: []checks.Case[ec2.VPC]{
		{Name: "all", Given: plainVPC(), With: []inventory.Resource{flowLog("fl-1", "ALL", "SUCCESS")}, Want: checks.Pass},
		{Name: "rejects", Given: plainVPC(), With: []inventory.Resource{flowLog("fl-1", "REJECT", "SUCCESS")}, Want: checks.Pass},
		{Name: "secondWorks", Given: plainVPC(), With: []inventory.Resource{flowLog("fl-1", "ALL", "FAILED"), flowLog("fl-2", "ALL", "SUCCESS")}, Want: checks.Pass},
		{Name: "acceptsOnly", Given: plainVPC(), With: []inventory.Resource{flowLog("fl-1", "ACCEPT", "SUCCESS")}, Want: checks.Fail},
		{Name: "notDelivered", Given: plainVPC(), With: []inventory.Resource{flowLog("fl-1", "ALL", "FAILED")}, Want: checks.Fail},
		{Name: "none", Given: plainVPC(), Want: checks.Fail},
		{Name: "notListed", Given: plainVPC(), Incomplete: []inventory.Kind{"ec2.flow_log"}, Want: checks.Unknown},
		{Name: "ownedByAnother", Given: foreignVPC(), Want: checks.NotApplicable},
	},
}

var flowLogsByResource = &checks.Index[ec2.FlowLog]{Keys: func(f *ec2.FlowLog) inventory.Fact[[]string] { return one(f.ResourceID) }}

func vpcFlowLogs(v *checks.View[ec2.VPC]) checks.Verdict {
	if verdict, ok := foreign(v, v.Resource.OwnerID); ok {
		return verdict
	}
	var bad []string
	for _, f := range checks.Referrers(v, flowLogsByResource, v.Resource.ID) {
		traffic, _ := checks.Read(v, f.TrafficType)
		status, _ := checks.Read(v, f.DeliverLogsStatus)
		message, _ := checks.Read(v, f.DeliverLogsErrorMessage)
		switch {
		case status != "SUCCESS":
			bad = append(bad, strings.TrimSuffix(f.ID+" is not delivered: "+status+" "+message, " "))
		case traffic == "ACCEPT":
			bad = append(bad, f.ID+" records accepted traffic alone")
		default:
			return v.Pass("%s records traffic of type %s", f.ID, traffic)
		}
	}
	if len(bad) > 0 {
		return v.Fail("%s", few(bad))
	}
	return v.Fail("the VPC has no flow log")
}

// flowLog is a flow log of vpc-0aaa.
func flowLog(id, traffic, status string) *ec2.FlowLog {
	return &ec2.FlowLog{
		Ref:                     inventory.Ref{ID: id, Account: checks.CaseAccount, Region: checks.CaseRegion},
		ResourceID:              inventory.Known("vpc-0aaa"),
		TrafficType:             inventory.Known(traffic),
		FlowLogStatus:           inventory.Known("ACTIVE"),
		DeliverLogsStatus:       inventory.Known(status),
		DeliverLogsErrorMessage: inventory.Known(""),
	}
}
