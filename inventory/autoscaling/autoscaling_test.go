package autoscaling_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/autoscaling"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// account has n groups of one instance each, the first of them with a mixed instances policy, and one configuration.
func account(n int) fstest.MapFS {
	f := fstest.MapFS{"global/sts/GetCallerIdentity.json": {Data: []byte(`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)}}
	var groups []string
	for i := range n {
		rest := `"LaunchConfigurationName":"old"`
		if i == 0 {
			rest = `"MaxInstanceLifetime":1209600,"TargetGroupARNs":["tg"],"TrafficSources":[{"Identifier":"tg"}],"Tags":[{"Key":"env","Value":"prod"}],
				"MixedInstancesPolicy":{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateId":"lt-1"},"Overrides":[{"InstanceType":"m7i.large"},{"InstanceType":"m7g.large"}]}}`
		}
		groups = append(groups, fmt.Sprintf(`{"AutoScalingGroupName":"g%[1]d","AutoScalingGroupARN":"arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:u:autoScalingGroupName/g%[1]d","MinSize":1,"MaxSize":2,
			"DesiredCapacity":1,"DefaultCooldown":300,"CreatedTime":"2026-01-02T03:04:05+00:00","HealthCheckType":"EC2","AvailabilityZones":["eu-central-1b","eu-central-1a"],
			"Instances":[{"InstanceId":"i-%[1]d","AvailabilityZone":"eu-central-1a","LifecycleState":"InService","HealthStatus":"Healthy","ProtectedFromScaleIn":false}],%[2]s}`, i, rest))
	}
	f["eu-central-1/autoscaling/DescribeAutoScalingGroups.json"] = &fstest.MapFile{Data: []byte(`{"AutoScalingGroups":[` + strings.Join(groups, ",") + `]}`)}
	data := base64.StdEncoding.EncodeToString([]byte("#!/bin/sh\nexport DB_PASSWORD='hunter2-prod'\n"))
	f["eu-central-1/autoscaling/DescribeLaunchConfigurations.json"] = &fstest.MapFile{Data: []byte(`{"LaunchConfigurations":[{"LaunchConfigurationName":"old","LaunchConfigurationARN":"arn:lc","ImageId":"ami-1",
		"InstanceType":"t3.micro","CreatedTime":"2018-01-02T03:04:05+00:00","AssociatePublicIpAddress":true,"IamInstanceProfile":"old-profile","UserData":"` + data + `","BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":8}}]}]}`)}
	return f
}

func scan(t *testing.T, f fstest.MapFS) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, f, autoscaling.Collectors, localstack.Options{})
}

func TestFacts(t *testing.T) {
	s := scan(t, account(1))
	for name, tt := range map[string]struct {
		kind inventory.Kind
		id   string
		want string
	}{
		"group": {"autoscaling.group", "g0", `{"id":"g0","arn":"arn:aws:autoscaling:eu-central-1:111122223333:autoScalingGroup:u:autoScalingGroupName/g0","account":"111122223333","region":"eu-central-1","tags":[{"env":"prod"}],` +
			`"LaunchConfigurationName":[""],"LaunchTemplate.LaunchTemplateId":["lt-1"],"MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceType":[["m7g.large","m7i.large"]],` +
			`"MixedInstancesPolicy.LaunchTemplate.Overrides.InstanceRequirements":[false],"AvailabilityZones":[["eu-central-1a","eu-central-1b"]],"TrafficSources.Identifier":[["tg"]],"HealthCheckType":["EC2"],` +
			`"MaxInstanceLifetime":[1209600],"CapacityRebalance":[false],"MaxSize":[2],"Instances.InstanceId":[["i-0"]]}`},
		"configuration": {"autoscaling.launch_configuration", "old", `{"id":"old","arn":"arn:lc","account":"111122223333","region":"eu-central-1","tags":[{}],"ImageId":["ami-1"],"AssociatePublicIpAddress":["true"],` +
			`"MetadataOptions.HttpTokens":[""],"MetadataOptions.HttpEndpoint":[""],"MetadataOptions.HttpPutResponseHopLimit":[0],"IamInstanceProfile":["old-profile"],"UserData":[{"State":"scanned","Findings":[{"Kind":"assigned-secret","Line":2}]}],` +
			`"BlockDeviceMappings":[[{"DeviceName":"/dev/xvda"}]]}`},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := json.Marshal(s.Find(tt.kind, "eu-central-1", tt.id))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, string(b)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestCalls holds that pages are as long as they can be.
func TestCalls(t *testing.T) {
	calls := scan(t, account(250)).Calls
	delete(calls, "EC2.DescribeRegions")
	if diff := cmp.Diff(map[string]int{"AutoScaling.DescribeAutoScalingGroups": 3, "AutoScaling.DescribeLaunchConfigurations": 1}, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// owner says what a group is, as a node group does.
type owner struct{ inventory.Ref }

var ownerType = inventory.Describe[owner]("test.owner", autoscaling.DescribeAutoScalingGroups)

func (*owner) Type() *inventory.Type              { return ownerType }
func (*owner) Classify() inventory.Classification { return inventory.Classification{} }
func (o *owner) Links() []inventory.Link {
	return []inventory.Link{{Kind: "autoscaling.group", Region: o.Region, ID: o.ID, Variant: responsibility.EKSNodeGroupCustomAMI, Why: "because"}}
}

// machine is an instance that takes what it is told.
type machine struct {
	inventory.Ref
	links []inventory.Link
}

var machineType = inventory.Describe[machine]("ec2.instance", autoscaling.DescribeAutoScalingGroups)

func (*machine) Type() *inventory.Type              { return machineType }
func (*machine) Classify() inventory.Classification { return inventory.Classification{} }
func (m *machine) Link(links []inventory.Link)      { m.links = links }

// TestGroupsPassOn holds that the instances of a group are told what the group is, and those of others nothing.
func TestGroupsPassOn(t *testing.T) {
	s := scan(t, account(2))
	ref := func(id string) inventory.Ref { return inventory.Ref{ID: id, Region: "eu-central-1"} }
	told, other := &machine{Ref: ref("i-0")}, &machine{Ref: ref("i-1")}
	s.Resources = append(s.Resources, &owner{ref("g0")}, told, other)
	s.Seal()
	want := []inventory.Link{{Kind: "ec2.instance", Region: "eu-central-1", ID: "i-0", Variant: responsibility.EKSNodeGroupCustomAMI, Why: "the instance is in Auto Scaling group g0: because"}}
	if diff := cmp.Diff(want, told.links); diff != "" {
		t.Error(diff)
	}
	if other.links != nil {
		t.Errorf("the instance of another group was told %+v", other.links)
	}
}
