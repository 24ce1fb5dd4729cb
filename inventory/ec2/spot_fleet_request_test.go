package ec2_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/ec2"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// fleets are a request with parameters, one with a launch template, one without a configuration, and those that launch
// nothing any more.
const fleets = `{"SpotFleetRequestConfigs":[
	{"SpotFleetRequestId":"sfr-1","SpotFleetRequestState":"active","Tags":[{"Key":"env","Value":"prod"}],"SpotFleetRequestConfig":{"IamFleetRole":"r","TargetCapacity":1,"LaunchSpecifications":[
		{"ImageId":"ami-1","UserData":"c2VjcmV0","BlockDeviceMappings":[{"DeviceName":"/dev/sda1","Ebs":{"Encrypted":true}},{"DeviceName":"/dev/sdb","Ebs":{"SnapshotId":"snap-1"}},{"DeviceName":"/dev/sdc","VirtualName":"ephemeral0"}]}]}},
	{"SpotFleetRequestId":"sfr-2","SpotFleetRequestState":"modifying","SpotFleetRequestConfig":{"IamFleetRole":"r","TargetCapacity":1,"LaunchTemplateConfigs":[{"LaunchTemplateSpecification":{"LaunchTemplateId":"lt-1","Version":"1"}}]}},
	{"SpotFleetRequestId":"sfr-3","SpotFleetRequestState":"submitted"},
	{"SpotFleetRequestId":"sfr-4","SpotFleetRequestState":"cancelled"},{"SpotFleetRequestId":"sfr-5","SpotFleetRequestState":"failed"},
	{"SpotFleetRequestId":"sfr-6","SpotFleetRequestState":"cancelled_running"},{"SpotFleetRequestId":"sfr-7","SpotFleetRequestState":"cancelled_terminating"}]}`

func spotFleets(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	files := localstacktest.Files(map[string]string{"eu-central-1/ec2/DescribeSpotFleetRequests": fleets})
	return localstacktest.Scan(t, files, []*collect.Collector{ec2.SpotFleetRequestCollector}, o)
}

func TestSpotFleetRequests(t *testing.T) {
	s := spotFleets(t, localstack.Options{PageSize: 5})
	encrypted := true
	want := map[string][]any{
		"sfr-1": {"active", []ec2.SpotLaunch{{ImageID: "ami-1", BlockDevices: []ec2.TemplateDevice{{DeviceName: "/dev/sda1", Encrypted: &encrypted}, {DeviceName: "/dev/sdb", SnapshotID: "snap-1"}}}}, map[string]string{"env": "prod"}},
		"sfr-2": {"modifying", []ec2.SpotLaunch(nil), map[string]string{}},
		"sfr-3": {"submitted", nil, map[string]string{}},
	}
	got := map[string][]any{}
	for _, r := range s.Of("ec2.spot_fleet_request") {
		x := r.(*ec2.SpotFleetRequest)
		got[x.ID] = []any{localstacktest.Value(x.SpotFleetRequestState), localstacktest.Value(x.LaunchSpecifications), localstacktest.Value(x.Tags)}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"EC2.DescribeSpotFleetRequests": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestSpotFleetRequestsDenied(t *testing.T) {
	s := spotFleets(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"ec2:DescribeSpotFleetRequests"}}})
	if c := s.CoverageOf("ec2.spot_fleet_request", "eu-central-1"); c == nil || c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
