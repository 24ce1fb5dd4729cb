package opensearch_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const dir = "eu-central-1/opensearch/"

// account has a domain in a VPC with everything, a public one with little, one that is being deleted, and one that
// DescribeDomains leaves out.
var account = localstacktest.Files(map[string]string{
	dir + "ListDomainNames": `{"DomainNames":[{"DomainName":"tracking","EngineType":"OpenSearch"},{"DomainName":"old","EngineType":"Elasticsearch"},{"DomainName":"gone"},{"DomainName":"lost"}]}`,
	dir + "DescribeDomains": `{"DomainStatusList":[
		{"DomainId":"1/tracking","DomainName":"tracking","ARN":"arn:aws:es:eu-central-1:111122223333:domain/tracking","EngineVersion":"OpenSearch_2.19","AccessPolicies":"{}",
			"VPCOptions":{"VPCId":"vpc-1","SubnetIds":["subnet-1"],"SecurityGroupIds":["sg-1"]},
			"EncryptionAtRestOptions":{"Enabled":true,"KmsKeyId":"key-1"},"NodeToNodeEncryptionOptions":{"Enabled":true},
			"DomainEndpointOptions":{"EnforceHTTPS":true,"TLSSecurityPolicy":"Policy-Min-TLS-1-2-PFS-2023-10"},
			"AdvancedSecurityOptions":{"Enabled":true,"InternalUserDatabaseEnabled":false},
			"LogPublishingOptions":{"ES_APPLICATION_LOGS":{"Enabled":true},"AUDIT_LOGS":{"Enabled":true},"INDEX_SLOW_LOGS":{"Enabled":false}},
			"ClusterConfig":{"InstanceCount":3,"ZoneAwarenessEnabled":true,"DedicatedMasterEnabled":true,"DedicatedMasterCount":3},
			"ServiceSoftwareOptions":{"CurrentVersion":"R20260801","NewVersion":"R20261001","UpdateAvailable":true,"AutomatedUpdateDate":"2026-12-01T00:00:00+00:00"}},
		{"DomainId":"1/old","DomainName":"old","ARN":"arn:aws:es:eu-central-1:111122223333:domain/old","EngineVersion":"Elasticsearch_7.10","AccessPolicies":"",
			"EncryptionAtRestOptions":{"Enabled":false},"AdvancedSecurityOptions":{"Enabled":false,"AnonymousAuthEnabled":true},"ClusterConfig":{"InstanceCount":1,"DedicatedMasterEnabled":false}},
		{"DomainId":"1/gone","DomainName":"gone","ARN":"arn:aws:es:eu-central-1:111122223333:domain/gone","EngineVersion":"OpenSearch_2.19","Deleted":true,"ClusterConfig":{}}]}`,
})

func text(t *testing.T, s *inventory.Snapshot, id string) string {
	t.Helper()
	b, err := json.Marshal(s.Find("opensearch.domain", "eu-central-1", id))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "DomainStatusList.", "")
}

func TestDomains(t *testing.T) {
	s := localstacktest.Scan(t, account, opensearch.Collectors, localstack.Options{})
	const ref = `{"id":"%[1]s","arn":"arn:aws:es:eu-central-1:111122223333:domain/%[1]s","account":"111122223333","region":"eu-central-1",`
	const gap = `{"class":"omitted"}`
	for id, want := range map[string]string{
		"tracking": `"EngineVersion":["OpenSearch_2.19"],"AccessPolicies":["{}"],"VPCOptions.VPCId":["vpc-1"],"EncryptionAtRestOptions.Enabled":[true],"EncryptionAtRestOptions.KmsKeyId":["key-1"],` +
			`"NodeToNodeEncryptionOptions.Enabled":[true],"DomainEndpointOptions.EnforceHTTPS":[true],"DomainEndpointOptions.TLSSecurityPolicy":["Policy-Min-TLS-1-2-PFS-2023-10"],` +
			`"AdvancedSecurityOptions.Enabled":[true],"AdvancedSecurityOptions.AnonymousAuthEnabled":[false],"AdvancedSecurityOptions.InternalUserDatabaseEnabled":[false],` +
			`"LogPublishingOptions":[["AUDIT_LOGS","ES_APPLICATION_LOGS"]],"ClusterConfig.InstanceCount":[3],"ClusterConfig.ZoneAwarenessEnabled":[true],"ClusterConfig.DedicatedMasterEnabled":[true],"ClusterConfig.DedicatedMasterCount":[3],` +
			`"ServiceSoftwareOptions.CurrentVersion":["R20260801"],"ServiceSoftwareOptions.UpdateAvailable":[true],"ServiceSoftwareOptions.NewVersion":["R20261001"],"ServiceSoftwareOptions.AutomatedUpdateDate":["2026-12-01T00:00:00Z"]}`,
		"old": `"EngineVersion":["Elasticsearch_7.10"],"AccessPolicies":[""],"VPCOptions.VPCId":[""],"EncryptionAtRestOptions.Enabled":[false],"EncryptionAtRestOptions.KmsKeyId":[""],` +
			`"NodeToNodeEncryptionOptions.Enabled":GAP,"DomainEndpointOptions.EnforceHTTPS":GAP,"DomainEndpointOptions.TLSSecurityPolicy":GAP,` +
			`"AdvancedSecurityOptions.Enabled":[false],"AdvancedSecurityOptions.AnonymousAuthEnabled":[true],"AdvancedSecurityOptions.InternalUserDatabaseEnabled":GAP,` +
			`"LogPublishingOptions":[null],"ClusterConfig.InstanceCount":[1],"ClusterConfig.ZoneAwarenessEnabled":GAP,"ClusterConfig.DedicatedMasterEnabled":[false],"ClusterConfig.DedicatedMasterCount":[0],` +
			`"ServiceSoftwareOptions.CurrentVersion":GAP,"ServiceSoftwareOptions.UpdateAvailable":GAP,"ServiceSoftwareOptions.NewVersion":GAP,"ServiceSoftwareOptions.AutomatedUpdateDate":GAP}`,
	} {
		t.Run(id, func(t *testing.T) {
			if diff := cmp.Diff(fmt.Sprintf(ref, id)+strings.ReplaceAll(want, "GAP", gap), text(t, s, id)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if s.Find("opensearch.domain", "eu-central-1", "gone") != nil {
		t.Error("a domain that is being deleted is there")
	}
	lost := s.Find("opensearch.domain", "eu-central-1", "lost").(*opensearch.Domain)
	if lost.VPCID.Known() || lost.LogTypes.Known() || lost.AnonymousAuth.Known() {
		t.Errorf("what was left out of the answer has facts: %s", text(t, s, "lost"))
	}
}

// TestCalls holds what the package's comment says.
func TestCalls(t *testing.T) {
	var names []string
	for i := range 20 {
		names = append(names, fmt.Sprintf(`{"DomainName":"d-%d"}`, i))
	}
	s := localstacktest.Scan(t, localstacktest.Files(map[string]string{dir + "ListDomainNames": `{"DomainNames":[` + strings.Join(names, ",") + `]}`}), opensearch.Collectors, localstack.Options{})
	if diff := cmp.Diff(map[string]int{"OpenSearch.ListDomainNames": 1, "OpenSearch.DescribeDomains": 4}, s.Calls); diff != "" {
		t.Error(diff)
	}
	if n := len(s.Of("opensearch.domain")); n != 20 {
		t.Errorf("%d domains", n)
	}
}

func TestDenied(t *testing.T) {
	s := localstacktest.Scan(t, account, opensearch.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"es:DescribeDomains"}}})
	for _, r := range s.Of("opensearch.domain") {
		d := r.(*opensearch.Domain)
		for name, class := range map[string]string{"policy": localstacktest.Class(d.AccessPolicies), "vpc": localstacktest.Class(d.VPCID), "logs": localstacktest.Class(d.LogTypes), "masters": localstacktest.Class(d.DedicatedMasterCount), "https": localstacktest.Class(d.EnforceHTTPS)} {
			if class != "denied" {
				t.Errorf("%s of %s: class %q", name, d.ID, class)
			}
		}
	}
	s = localstacktest.Scan(t, account, opensearch.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"es:ListDomainNames"}}})
	if c := s.CoverageOf("opensearch.domain", "eu-central-1"); c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
