package ssm

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ssm"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// expected are the members without which an answer is none: the SDK reads an empty object as "no nodes".
var expected = map[string][]string{
	"DescribeInstanceInformation": {"InstanceInformationList"}, "DescribeInstancePatchStates": {"InstancePatchStates"}, "GetPatchBaseline": {"BaselineId"}, "DescribePatchBaselines": {"BaselineIdentities"},
	"DescribeInstancePatches": {"Patches"}, "ListResourceComplianceSummaries": {"ResourceComplianceSummaryItems"},
	"ListDocuments": {"DocumentIdentifiers"}, "DescribeDocumentPermission": {"AccountIds", "AccountSharingInfoList"}, "DescribeParameters": {"Parameters"},
	"GetServiceSetting": {"ServiceSetting"}, "GetParameters": {"Parameters", "InvalidParameters"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

// identified returns the id of a listed item. An item without one cannot be told from others: the listing of its kind
// is then incomplete.
func identified(s *collect.Scan, t *inventory.Type, id *string) (string, bool) {
	if aws.ToString(id) != "" {
		return *id, true
	}
	s.Incomplete(t.Kind, &inventory.Gap{Class: inventory.Omitted, Call: t.List.String(), Region: s.Region, Detail: "an item has no id"})
	return "", false
}
