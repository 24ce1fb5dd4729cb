package elasticloadbalancing_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	elb "demarc/inventory/elasticloadbalancing"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const dir = "eu-central-1/elasticloadbalancing/"

// account has a balancer that ends TLS and one for plain TCP.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "DescribeLoadBalancers": `{"LoadBalancerDescriptions":[
			{"LoadBalancerName":"shop","DNSName":"shop-1.eu-central-1.elb.amazonaws.com","Scheme":"internet-facing","VPCId":"vpc-1","AvailabilityZones":["eu-central-1b","eu-central-1a"],"Subnets":["subnet-b","subnet-a"],"SecurityGroups":["sg-1"],
			 "Instances":[{"InstanceId":"i-2"},{"InstanceId":"i-1"}],"ListenerDescriptions":[
				{"Listener":{"Protocol":"HTTPS","LoadBalancerPort":443,"InstanceProtocol":"HTTP","InstancePort":8080,"SSLCertificateId":"arn:aws:acm:eu-central-1:111122223333:certificate/c"},"PolicyNames":["mine"]},
				{"Listener":{"Protocol":"HTTP","LoadBalancerPort":80,"InstanceProtocol":"HTTP","InstancePort":8080},"PolicyNames":[]}]},
			{"LoadBalancerName":"queue","DNSName":"queue-1.eu-central-1.elb.amazonaws.com","Scheme":"internal","VPCId":"vpc-1","AvailabilityZones":["eu-central-1a"],"Subnets":["subnet-a"],"SecurityGroups":["sg-2"],"Instances":[],
			 "ListenerDescriptions":[{"Listener":{"Protocol":"TCP","LoadBalancerPort":5672,"InstanceProtocol":"TCP","InstancePort":5672},"PolicyNames":[]}]}]}`,
		dir + "DescribeLoadBalancerAttributes/shop": `{"LoadBalancerAttributes":{"CrossZoneLoadBalancing":{"Enabled":true},"AccessLog":{"Enabled":true,"S3BucketName":"logs"},"ConnectionDraining":{"Enabled":true,"Timeout":300},"ConnectionSettings":{"IdleTimeout":60},
			"AdditionalAttributes":[{"Key":"elb.http.desyncmitigationmode","Value":"strictest"}]}}`,
		dir + "DescribeLoadBalancerAttributes/queue": `{"LoadBalancerAttributes":{"CrossZoneLoadBalancing":{"Enabled":false},"AccessLog":{"Enabled":false},"ConnectionDraining":{"Enabled":false}}}`,
		dir + "DescribeLoadBalancerPolicies/shop": `{"PolicyDescriptions":[{"PolicyName":"sticky","PolicyTypeName":"LBCookieStickinessPolicyType","PolicyAttributeDescriptions":[]},
			{"PolicyName":"mine","PolicyTypeName":"SSLNegotiationPolicyType","PolicyAttributeDescriptions":[{"AttributeName":"Reference-Security-Policy","AttributeValue":"ELBSecurityPolicy-TLS-1-2-2017-01"},{"AttributeName":"Protocol-TLSv1","AttributeValue":"false"}]}]}`,
	})
}

func TestFacts(t *testing.T) {
	s := localstacktest.Scan(t, account(), elb.Collectors, localstack.Options{PageSize: 1})
	for id, want := range map[string]string{
		"shop": `{"id":"shop","arn":"arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/shop","name":"shop","account":"111122223333","region":"eu-central-1","Scheme":["internet-facing"],"DNSName":["shop-1.eu-central-1.elb.amazonaws.com"],` +
			`"VPCId":["vpc-1"],"AvailabilityZones":[["eu-central-1a","eu-central-1b"]],"Subnets":[["subnet-a","subnet-b"]],"SecurityGroups":[["sg-1"]],"Instances.InstanceId":[["i-1","i-2"]],` +
			`"ListenerDescriptions":[[{"LoadBalancerPort":80,"Protocol":"HTTP","InstancePort":8080,"InstanceProtocol":"HTTP"},` +
			`{"LoadBalancerPort":443,"Protocol":"HTTPS","InstancePort":8080,"InstanceProtocol":"HTTP","SSLCertificateId":"arn:aws:acm:eu-central-1:111122223333:certificate/c","PolicyNames":["mine"]}]],` +
			`"AccessLog.Enabled":[true],"ConnectionDraining.Enabled":[true],"CrossZoneLoadBalancing.Enabled":[true],"AdditionalAttributes.elb.http.desyncmitigationmode":["strictest"],` +
			`"PolicyDescriptions":[[{"PolicyName":"mine","Reference-Security-Policy":"ELBSecurityPolicy-TLS-1-2-2017-01"}]]}`,
		"queue": `{"id":"queue","arn":"arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/queue","name":"queue","account":"111122223333","region":"eu-central-1","Scheme":["internal"],"DNSName":["queue-1.eu-central-1.elb.amazonaws.com"],` +
			`"VPCId":["vpc-1"],"AvailabilityZones":[["eu-central-1a"]],"Subnets":[["subnet-a"]],"SecurityGroups":[["sg-2"]],"Instances.InstanceId":[[]],` +
			`"ListenerDescriptions":[[{"LoadBalancerPort":5672,"Protocol":"TCP","InstancePort":5672,"InstanceProtocol":"TCP"}]],` +
			`"AccessLog.Enabled":[false],"ConnectionDraining.Enabled":[false],"CrossZoneLoadBalancing.Enabled":[false],"AdditionalAttributes.elb.http.desyncmitigationmode":{"class":"omitted"}}`,
	} {
		t.Run(id, func(t *testing.T) {
			got, err := json.Marshal(s.Find("elb.load_balancer", localstacktest.Region, id))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
	want := map[string]int{"ElasticLoadBalancing.DescribeLoadBalancers": 2, "ElasticLoadBalancing.DescribeLoadBalancerAttributes": 2, "ElasticLoadBalancing.DescribeLoadBalancerPolicies": 1}
	if diff := cmp.Diff(want, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestFaults(t *testing.T) {
	ops := []string{"DescribeLoadBalancerAttributes", "DescribeLoadBalancerPolicies"}
	for _, op := range ops {
		for name, f := range map[string]localstack.Faults{
			"denied":      {Denied: []string{"elasticloadbalancing:" + op}},
			"unsupported": {Damage: map[string]localstack.Damage{"ElasticLoadBalancing." + op: localstack.Empty}},
		} {
			s := localstacktest.Scan(t, account(), elb.Collectors, localstack.Options{Faults: f})
			b := s.Find("elb.load_balancer", localstacktest.Region, "shop").(*elb.LoadBalancer)
			got := map[string]string{ops[0]: localstacktest.Class(b.AccessLog), ops[1]: localstacktest.Class(b.Policies)}
			want := map[string]string{ops[0]: "", ops[1]: ""}
			want[op] = name
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s: %s", op, name, diff)
			}
		}
	}
	s := localstacktest.Scan(t, account(), elb.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticloadbalancing:DescribeLoadBalancers"}}})
	if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
		t.Errorf("coverage %+v", c)
	}
}
