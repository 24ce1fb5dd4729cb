package ssm_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/ssm"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	self = "111122223333"
	dir  = "eu-central-1/ssm/"
	own  = "pb-0aaaaaaaaaaaaaaaa"
	aws2 = "arn:aws:ssm:eu-central-1:444455556666:patchbaseline/pb-0bbbbbbbbbbbbbbbb"
)

func put(files fstest.MapFS, path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }

// account has a node of each state, a document of each owner, and a parameter of each type.
func account() fstest.MapFS {
	f := fstest.MapFS{}
	put(f, "global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"`+self+`","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	put(f, dir+"DescribeInstanceInformation.json", `{"InstanceInformationList":[
		{"InstanceId":"i-0aaa","PingStatus":"Online","LastPingDateTime":"2026-11-23T11:00:00+01:00","PlatformType":"Linux","PlatformName":"Amazon Linux","PlatformVersion":"2023","AgentVersion":"3.3.1","IsLatestVersion":true,"ResourceType":"EC2Instance","ComputerName":"web-1",
		 "AssociationStatus":"Success","AssociationOverview":{"DetailedStatus":"Success","InstanceAssociationStatusAggregatedCount":{"Success":2,"Failed":1}}},
		{"InstanceId":"i-0bbb","PingStatus":"ConnectionLost","ResourceType":"EC2Instance"},
		{"InstanceId":"mi-0ccc","PingStatus":"Online","ResourceType":"ManagedInstance","Name":"dock-printer"}]}`)
	put(f, dir+"DescribeInstancePatchStates.json", `{"InstancePatchStates":[
		{"InstanceId":"i-0aaa","PatchGroup":"","BaselineId":"`+own+`","InstalledCount":9,"MissingCount":2,"FailedCount":1,"NotApplicableCount":3,"InstalledPendingRebootCount":4,"CriticalNonCompliantCount":1,"SecurityNonCompliantCount":1,"OtherNonCompliantCount":5,"InstalledRejectedCount":6,"AvailableSecurityUpdateCount":7,
		 "OperationStartTime":"2026-11-22T01:00:00+00:00","OperationEndTime":"2026-11-22T01:05:00+00:00","Operation":"Install","LastNoRebootInstallOperationTime":"2026-11-22T01:05:00+00:00","InstallOverrideList":"https://bucket.example/list?signature=s3cr3t"},
		{"InstanceId":"mi-0ccc","PatchGroup":"","BaselineId":"`+aws2+`","OperationStartTime":"2026-11-22T01:00:00+00:00","OperationEndTime":"2026-11-22T01:05:00+00:00","Operation":"Scan"}]}`)
	put(f, dir+"DescribeInstancePatches/i-0aaa.json", `{"Patches":[
		{"Title":"zlib","KBId":"zlib.x86_64","Classification":"Bugfix","Severity":"Low","State":"MISSING","InstalledTime":"1970-01-01T00:00:00+00:00"},
		{"Title":"bash","KBId":"bash.x86_64","Classification":"Security","Severity":"Important","State":"INSTALLED","InstalledTime":"2026-01-01T00:00:00+00:00"},
		{"Title":"openssl","KBId":"openssl.x86_64","Classification":"Security","Severity":"Critical","State":"FAILED","InstalledTime":"1970-01-01T00:00:00+00:00","CVEIds":"CVE-2026-1,CVE-2026-2"}]}`)
	put(f, dir+"ListResourceComplianceSummaries.json", `{"ResourceComplianceSummaryItems":[
		{"ComplianceType":"Association","ResourceType":"ManagedInstance","ResourceId":"i-0bbb","Status":"COMPLIANT"},
		{"ComplianceType":"Patch","ResourceType":"ManagedInstance","ResourceId":"i-0aaa","Status":"NON_COMPLIANT","OverallSeverity":"CRITICAL","ExecutionSummary":{"ExecutionTime":"2026-11-22T02:05:00+01:00","ExecutionType":"Command"},"NonCompliantSummary":{"NonCompliantCount":3}},
		{"ComplianceType":"Patch","ResourceType":"ManagedInstance","ResourceId":"i-0bbb","Status":"COMPLIANT","OverallSeverity":"UNSPECIFIED"}]}`)
	put(f, dir+"GetPatchBaseline/"+own+".json", `{"BaselineId":"`+own+`","Name":"servers","OperatingSystem":"AMAZON_LINUX_2023","ApprovalRules":{"PatchRules":[
		{"PatchFilterGroup":{"PatchFilters":[{"Key":"CLASSIFICATION","Values":["Security"]}]},"ApproveAfterDays":7},{"PatchFilterGroup":{"PatchFilters":[]},"ApproveUntilDate":"2026-01-01"}]},
		"GlobalFilters":{"PatchFilters":[{"Key":"PRODUCT","Values":["*"]}]},"ApprovedPatches":["a"],"RejectedPatches":["b","c"],"AvailableSecurityUpdatesComplianceStatus":"NON_COMPLIANT"}`)
	put(f, dir+"GetPatchBaseline/pb-0bbbbbbbbbbbbbbbb.json", `{"BaselineId":"`+aws2+`","Name":"AWS-WindowsPredefinedPatchBaseline-OS","OperatingSystem":"WINDOWS"}`)
	put(f, dir+"ListDocuments.json", `{"DocumentIdentifiers":[
		{"Name":"Halt-Docks","Owner":"`+self+`","DocumentType":"Command","Tags":[{"Key":"env","Value":"prod"}]},{"Name":"Seal-Docks","Owner":"`+self+`","DocumentType":"Automation"},{"Name":"AWS-RunPatchBaseline","Owner":"Amazon","DocumentType":"Command"}]}`)
	put(f, dir+"DescribeDocumentPermission/Halt-Docks.json", `{"AccountIds":["all","444455556666"],"AccountSharingInfoList":[{"AccountId":"all","SharedDocumentVersion":"$DEFAULT"}]}`)
	put(f, dir+"DescribeDocumentPermission/Seal-Docks.json", `{"AccountIds":[],"AccountSharingInfoList":[]}`)
	put(f, dir+"DescribeParameters.json", `{"Parameters":[{"Name":"/booking/db-password","Type":"SecureString","KeyId":"alias/aws/ssm","LastModifiedDate":"2026-01-02T00:00:00+00:00","Version":3},{"Name":"motd","Type":"String","LastModifiedDate":"2026-01-02T00:00:00+00:00","Version":1}]}`)
	put(f, dir+"GetParameters.json", `{"Parameters":[{"Name":"`+ssm.EKSRelease("1.34")+`","Type":"String","Value":"1.34.1-20261105","Version":9,"LastModifiedDate":"2026-11-02T00:00:00+00:00","ARN":"arn:aws:ssm:eu-central-1::parameter`+ssm.EKSRelease("1.34")+`"},
		{"Name":"/somebody/elses","Type":"String","Value":"x","Version":1}],"InvalidParameters":[]}`)
	put(f, dir+"GetServiceSetting/ssm/documents/console/public-sharing-permission.json", `{"ServiceSetting":{"SettingId":"/ssm/documents/console/public-sharing-permission","SettingValue":"Disable","Status":"Customized"}}`)
	put(f, dir+"GetServiceSetting/ssm/automation/customer-script-log-destination.json", `{"ServiceSetting":{"SettingId":"/ssm/automation/customer-script-log-destination","Status":"Default"}}`)
	return f
}

// scan collects everything from an endpoint over the account.
func scan(t *testing.T, files fstest.MapFS, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, files, ssm.Collectors, o)
}

// lines returns each resource as a line of JSON, by kind and id.
func lines(t *testing.T, s *inventory.Snapshot) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range s.Resources {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		ref := r.Identity()
		text := strings.Replace(string(b), `"account":"`+self+`","region":"eu-central-1"`, "", 1)
		text = strings.Replace(text, `"id":"`+ref.ID+`",`, "", 1)
		text = strings.Replace(text, `"arn":"arn:aws:ssm:eu-central-1:`+self+`:`, `"arn":"`, 1)
		out[string(r.Type().Kind)+" "+ref.ID] = text
	}
	return out
}

const omitted = `{"class":"omitted"}`

func TestCollect(t *testing.T) {
	s := scan(t, account(), localstack.Options{})
	want := map[string]string{
		"ssm.managed_node i-0aaa": `{"arn":"managed-instance/i-0aaa","name":"web-1",,"PingStatus":["Online"],"LastPingDateTime":["2026-11-23T10:00:00Z"],"PlatformType":["Linux"],"PlatformName":["Amazon Linux"],"PlatformVersion":["2023"],"AgentVersion":["3.3.1"],"IsLatestVersion":[true],"ResourceType":["EC2Instance"],"AssociationOverview.InstanceAssociationStatusAggregatedCount":[{"Failed":1,"Success":2}],` +
			`"InstancePatchStates":[{"BaselineId":"pb-0aaaaaaaaaaaaaaaa","Operation":"Install","OperationEndTime":"2026-11-22T01:05:00Z","LastNoRebootInstallOperationTime":"2026-11-22T01:05:00Z","HasInstallOverrideList":true,"MissingCount":2,"FailedCount":1,"InstalledRejectedCount":6,"InstalledPendingRebootCount":4,"CriticalNonCompliantCount":1,"SecurityNonCompliantCount":1,"OtherNonCompliantCount":5,"AvailableSecurityUpdateCount":7}],` +
			`"PatchBaseline":[{"BaselineId":"pb-0aaaaaaaaaaaaaaaa","Name":"servers","OperatingSystem":"AMAZON_LINUX_2023","ApprovalRules":[{"PatchFilters":[{"Key":"CLASSIFICATION","Values":["Security"]}],"ApproveAfterDays":7},{"ApproveUntilDate":"2026-01-01"}],"GlobalFilters":[{"Key":"PRODUCT","Values":["*"]}],"ApprovedPatches":1,"RejectedPatches":2,"AvailableSecurityUpdatesComplianceStatus":"NON_COMPLIANT"}],` +
			`"Patches":[[{"KBId":"openssl.x86_64","Classification":"Security","Severity":"Critical","State":"FAILED","CVEIds":"CVE-2026-1,CVE-2026-2"},{"KBId":"zlib.x86_64","Classification":"Bugfix","Severity":"Low","State":"MISSING"}]],` +
			`"ResourceComplianceSummaryItems":[{"Status":"NON_COMPLIANT","OverallSeverity":"CRITICAL","NonCompliantSummary.NonCompliantCount":3,"ExecutionSummary.ExecutionTime":"2026-11-22T01:05:00Z"}]}`,
		"ssm.managed_node i-0bbb": `{"arn":"managed-instance/i-0bbb",,"PingStatus":["ConnectionLost"],"LastPingDateTime":` + omitted + `,"PlatformType":` + omitted + `,"PlatformName":` + omitted + `,"PlatformVersion":` + omitted + `,"AgentVersion":` + omitted + `,"IsLatestVersion":` + omitted + `,"ResourceType":["EC2Instance"],"AssociationOverview.InstanceAssociationStatusAggregatedCount":[{}],"InstancePatchStates":[{}],"ResourceComplianceSummaryItems":[{"Status":"COMPLIANT","OverallSeverity":"UNSPECIFIED"}]}`,
		"ssm.managed_node mi-0ccc": `{"arn":"managed-instance/mi-0ccc","name":"dock-printer",,"PingStatus":["Online"],"LastPingDateTime":` + omitted + `,"PlatformType":` + omitted + `,"PlatformName":` + omitted + `,"PlatformVersion":` + omitted + `,"AgentVersion":` + omitted + `,"IsLatestVersion":` + omitted + `,"ResourceType":["ManagedInstance"],"AssociationOverview.InstanceAssociationStatusAggregatedCount":[{}],` +
			`"InstancePatchStates":[{"BaselineId":"` + aws2 + `","Operation":"Scan","OperationEndTime":"2026-11-22T01:05:00Z"}],"PatchBaseline":[{"BaselineId":"` + aws2 + `","Name":"AWS-WindowsPredefinedPatchBaseline-OS","OperatingSystem":"WINDOWS"}],"ResourceComplianceSummaryItems":[{}]}`,
		"ssm.document Halt-Docks":            `{"arn":"document/Halt-Docks",,"tags":[{"env":"prod"}],"DocumentType":["Command"],"AccountIds":[["444455556666","all"]]}`,
		"ssm.document Seal-Docks":            `{"arn":"document/Seal-Docks",,"tags":[{}],"DocumentType":["Automation"],"AccountIds":[null]}`,
		"ssm.parameter /booking/db-password": `{"arn":"parameter/booking/db-password",,"Type":["SecureString"],"KeyId":["alias/aws/ssm"],"LastModifiedDate":["2026-01-02T00:00:00Z"]}`,
		"ssm.parameter motd":                 `{"arn":"parameter/motd",,"Type":["String"],"KeyId":[""],"LastModifiedDate":["2026-01-02T00:00:00Z"]}`,
		"ssm.public_parameter /aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/release_version": `{"arn":"arn:aws:ssm:eu-central-1::parameter/aws/service/eks/optimized-ami/1.34/amazon-linux-2023/x86_64/standard/recommended/release_version",,"Value":["1.34.1-20261105"],"LastModifiedDate":["2026-11-02T00:00:00Z"]}`,
		"ssm.settings eu-central-1": `{"name":"Systems Manager settings",,"/ssm/documents/console/public-sharing-permission":["Disable"],"/ssm/automation/customer-script-log-destination":[""]}`,
	}
	if d := cmp.Diff(want, lines(t, s)); d != "" {
		t.Error(d)
	}
	calls := map[string]int{
		"SSM.DescribeInstanceInformation": 1, "SSM.DescribeInstancePatchStates": 1, "SSM.GetPatchBaseline": 2, "SSM.DescribeInstancePatches": 1, "SSM.ListResourceComplianceSummaries": 1, "SSM.ListDocuments": 1, "SSM.DescribeDocumentPermission": 2,
		"SSM.DescribeParameters": 1, "SSM.GetParameters": 4, "SSM.GetServiceSetting": 2,
	}
	if d := cmp.Diff(calls, s.Calls); d != "" {
		t.Error(d)
	}
}

// TestThousandNodes holds the price of a large account: fifty nodes to a call, and a baseline once.
func TestThousandNodes(t *testing.T) {
	var nodes, states []string
	for i := range 1000 {
		id := fmt.Sprintf("i-%04x", i)
		nodes = append(nodes, `{"InstanceId":"`+id+`","PingStatus":"Online"}`)
		states = append(states, `{"InstanceId":"`+id+`","PatchGroup":"","BaselineId":"`+own+`","OperationStartTime":"2026-11-22T01:00:00Z","OperationEndTime":"2026-11-22T01:00:00Z","Operation":"Scan"}`)
	}
	f := account()
	put(f, dir+"DescribeInstanceInformation.json", `{"InstanceInformationList":[`+strings.Join(nodes, ",")+`]}`)
	put(f, dir+"DescribeInstancePatchStates.json", `{"InstancePatchStates":[`+strings.Join(states, ",")+`]}`)
	s := scan(t, f, localstack.Options{})
	got := map[string]int{}
	for _, op := range []string{"SSM.DescribeInstanceInformation", "SSM.DescribeInstancePatchStates", "SSM.GetPatchBaseline", "SSM.ListResourceComplianceSummaries", "SSM.DescribeInstancePatches"} {
		got[op] = s.Calls[op]
	}
	if d := cmp.Diff(map[string]int{"SSM.DescribeInstanceInformation": 20, "SSM.DescribeInstancePatchStates": 20, "SSM.GetPatchBaseline": 1, "SSM.ListResourceComplianceSummaries": 0, "SSM.DescribeInstancePatches": 0}, got); d != "" {
		t.Error(d)
	}
	for _, r := range s.Of("ssm.managed_node") {
		if n := r.(*ssm.ManagedNode); n.PatchState.Or(ssm.PatchState{}).BaselineID != own || !n.Baseline.Known() {
			t.Fatalf("%s has no state or no baseline", n.ID)
		}
	}
}

// TestPatchesAreBounded holds that names are asked of the worst nodes alone, however many fail, and kept of the worst
// patches.
func TestPatchesAreBounded(t *testing.T) {
	var nodes, states, patches []string
	for i := range 80 {
		id, critical := fmt.Sprintf("i-%04x", i), 0
		if i >= 70 {
			critical = 1
		}
		nodes = append(nodes, `{"InstanceId":"`+id+`","PingStatus":"Online"}`)
		states = append(states, fmt.Sprintf(`{"InstanceId":"%s","PatchGroup":"","BaselineId":"%s","OperationStartTime":"2026-11-22T01:00:00Z","OperationEndTime":"2026-11-22T01:00:00Z","Operation":"Scan","MissingCount":30,"CriticalNonCompliantCount":%d}`, id, own, critical))
	}
	for i := range 30 {
		severity := []string{"Low", "Medium", "Critical"}[i%3]
		patches = append(patches, fmt.Sprintf(`{"Title":"p","KBId":"p%02d","Classification":"Security","Severity":"%s","State":"MISSING","InstalledTime":"1970-01-01T00:00:00Z"}`, i, severity))
	}
	f := account()
	put(f, dir+"DescribeInstanceInformation.json", `{"InstanceInformationList":[`+strings.Join(nodes, ",")+`]}`)
	put(f, dir+"DescribeInstancePatchStates.json", `{"InstancePatchStates":[`+strings.Join(states, ",")+`]}`)
	put(f, dir+"DescribeInstancePatches/_default.json", `{"Patches":[`+strings.Join(patches, ",")+`]}`)
	s := scan(t, f, localstack.Options{})
	if n := s.Calls["SSM.DescribeInstancePatches"]; n != 50 {
		t.Errorf("%d calls", n)
	}
	for _, r := range s.Of("ssm.managed_node") {
		n := r.(*ssm.ManagedNode)
		list := n.Patches.Or(nil)
		if worst := n.ID >= "i-0046"; worst && (len(list) != 10 || list[9].Severity != "Critical") {
			t.Errorf("%s, one of the worst, has patches %v", n.ID, list)
		}
	}
}

// TestBareIDOfPredefinedBaseline holds that a baseline of AWS's is found when the state names it by its bare id.
func TestBareIDOfPredefinedBaseline(t *testing.T) {
	f := account()
	put(f, dir+"DescribeInstancePatchStates.json", `{"InstancePatchStates":[{"InstanceId":"i-0aaa","PatchGroup":"","BaselineId":"pb-0ccccccccccccccccc","OperationStartTime":"2026-11-22T01:00:00Z","OperationEndTime":"2026-11-22T01:00:00Z","Operation":"Scan"}]}`)
	put(f, dir+"GetPatchBaseline/pb-0ccccccccccccccccc.json", `{"Error":{"Code":"DoesNotExistException","Message":"no","Status":400}}`)
	put(f, dir+"DescribePatchBaselines.json", `{"BaselineIdentities":[{"BaselineId":"`+own+`","BaselineName":"servers"},{"BaselineId":"arn:aws:ssm:eu-central-1:444455556666:patchbaseline/pb-0ccccccccccccccccc","BaselineName":"AWS-Default"}]}`)
	// The endpoint finds an ARN and a bare id by the same file: what is asked is what can be held here.
	s := scan(t, f, localstack.Options{})
	got := map[string]int{"SSM.GetPatchBaseline": s.Calls["SSM.GetPatchBaseline"], "SSM.DescribePatchBaselines": s.Calls["SSM.DescribePatchBaselines"]}
	if d := cmp.Diff(map[string]int{"SSM.GetPatchBaseline": 2, "SSM.DescribePatchBaselines": 1}, got); d != "" {
		t.Error(d)
	}
}

// TestFaults holds that a refused call leaves a gap that names the action, and nothing else is lost.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ name, op, kind, id, want string }{
		{"states", "DescribeInstancePatchStates", "ssm.managed_node", "i-0aaa", "SSM.DescribeInstancePatchStates in eu-central-1 was denied (AccessDeniedException); grant ssm:DescribeInstancePatchStates"},
		{"baseline", "GetPatchBaseline", "ssm.managed_node", "i-0aaa", "SSM.GetPatchBaseline in eu-central-1 was denied (AccessDeniedException); grant ssm:GetPatchBaseline"},
		{"names", "DescribeInstancePatches", "ssm.managed_node", "i-0aaa", "SSM.DescribeInstancePatches in eu-central-1 was denied (AccessDeniedException); grant ssm:DescribeInstancePatches"},
		{"reportsOfScanned", "ListResourceComplianceSummaries", "ssm.managed_node", "mi-0ccc", "SSM.ListResourceComplianceSummaries in eu-central-1 was denied (AccessDeniedException); grant ssm:ListResourceComplianceSummaries"},
		{"reports", "ListResourceComplianceSummaries", "ssm.managed_node", "i-0bbb", "SSM.ListResourceComplianceSummaries in eu-central-1 was denied (AccessDeniedException); grant ssm:ListResourceComplianceSummaries"},
		{"sharing", "DescribeDocumentPermission", "ssm.document", "Halt-Docks", "SSM.DescribeDocumentPermission in eu-central-1 was denied (AccessDeniedException); grant ssm:DescribeDocumentPermission"},
		{"setting", "GetServiceSetting", "ssm.settings", "eu-central-1", "SSM.GetServiceSetting in eu-central-1 was denied (AccessDeniedException); grant ssm:GetServiceSetting"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := scan(t, account(), localstack.Options{Faults: localstack.Faults{Denied: []string{"SSM." + c.op}}})
			var gap *inventory.Gap
			switch r := s.Find(inventory.Kind(c.kind), "eu-central-1", c.id).(type) {
			case *ssm.ManagedNode:
				_, states := r.PatchState.Get()
				_, baseline := r.Baseline.Get()
				_, patches := r.Patches.Get()
				_, reports := r.PatchCompliance.Get()
				gap = map[string]*inventory.Gap{"DescribeInstancePatchStates": states, "GetPatchBaseline": baseline, "DescribeInstancePatches": patches, "ListResourceComplianceSummaries": reports}[c.op]
			case *ssm.Document:
				_, gap = r.AccountIDs.Get()
			case *ssm.Settings:
				_, gap = r.PublicSharingPermission.Get()
			}
			if gap.String() != c.want {
				t.Errorf("got  %s\nwant %s", gap, c.want)
			}
		})
	}
	s := scan(t, account(), localstack.Options{Faults: localstack.Faults{Damage: map[string]localstack.Damage{"SSM.DescribeInstanceInformation": localstack.Empty}}})
	if c := s.CoverageOf("ssm.managed_node", "eu-central-1"); c == nil || c.Status != inventory.Unread {
		t.Errorf("an empty answer is coverage %v", c)
	}
}

// TestParseECSRecommended reads values of the form that ECS documents, and refuses what lacks a part.
func TestParseECSRecommended(t *testing.T) {
	for name, tt := range map[string]struct {
		value string
		want  ssm.ECSImage
		ok    bool
	}{
		"whole":   {`{"ecs_agent_version":"1.99.1","ecs_runtime_version":"Docker version 25.0.8","image_id":"ami-0aaa","image_name":"al2023-ami-ecs","image_version":"2023.0.20261020","os":"Amazon Linux 2023","schema_version":1}`, ssm.ECSImage{ImageID: "ami-0aaa", AgentVersion: "1.99.1"}, true},
		"noAgent": {`{"image_id":"ami-0aaa"}`, ssm.ECSImage{ImageID: "ami-0aaa"}, false},
		"image":   {"ami-0aaa", ssm.ECSImage{}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := ssm.ParseECSRecommended(tt.value)
			if d := cmp.Diff(tt.want, got); d != "" || ok != tt.ok {
				t.Errorf("%v %s", ok, d)
			}
		})
	}
}
