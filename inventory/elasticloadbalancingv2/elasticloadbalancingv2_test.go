package elasticloadbalancingv2_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	elbv2 "demarc/inventory/elasticloadbalancingv2"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir    = "eu-central-1/elasticloadbalancingv2/"
	prefix = "arn:aws:elasticloadbalancing:eu-central-1:111122223333:"
)

// account has an application load balancer with a group of instances, a network load balancer without security groups that
// leads to a database by address, a function, and a group that nothing uses.
func account() fstest.MapFS {
	return localstacktest.Files(map[string]string{
		dir + "DescribeLoadBalancers": `{"LoadBalancers":[
			{"LoadBalancerArn":"` + prefix + `loadbalancer/app/web/50dc","DNSName":"web-1.eu-central-1.elb.amazonaws.com","LoadBalancerName":"web","Scheme":"internet-facing","VpcId":"vpc-1","State":{"Code":"active"},"Type":"application",
			 "AvailabilityZones":[{"ZoneName":"eu-central-1b","SubnetId":"subnet-b"},{"ZoneName":"eu-central-1a","SubnetId":"subnet-a"}],"SecurityGroups":["sg-2","sg-1"],"IpAddressType":"ipv4"},
			{"LoadBalancerArn":"` + prefix + `loadbalancer/net/db/60ed","DNSName":"db-1.elb.eu-central-1.amazonaws.com","LoadBalancerName":"db","Scheme":"internal","VpcId":"vpc-1","State":{"Code":"active"},"Type":"network",
			 "AvailabilityZones":[{"ZoneName":"eu-central-1a","SubnetId":"subnet-a","LoadBalancerAddresses":[{"IpAddress":"203.0.113.9","AllocationId":"eipalloc-1"}]}],"IpAddressType":"ipv4"}]}`,
		dir + "DescribeListeners/app/web/50dc": `{"Listeners":[
			{"ListenerArn":"l443","LoadBalancerArn":"x","Port":443,"Protocol":"HTTPS","SslPolicy":"ELBSecurityPolicy-TLS13-1-2-2021-06","Certificates":[{"CertificateArn":"arn:c"}],"DefaultActions":[
				{"Type":"forward","Order":2,"TargetGroupArn":"tg-b","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"tg-b","Weight":1},{"TargetGroupArn":"tg-a","Weight":1}]}},
				{"Type":"authenticate-oidc","Order":1,"AuthenticateOidcConfig":{"Issuer":"https://i","AuthorizationEndpoint":"https://a","TokenEndpoint":"https://t","UserInfoEndpoint":"https://u","ClientId":"c"}}]},
			{"ListenerArn":"l80","LoadBalancerArn":"x","Port":80,"Protocol":"HTTP","DefaultActions":[{"Type":"redirect","RedirectConfig":{"Protocol":"HTTPS","Port":"443","StatusCode":"HTTP_301"}}]}]}`,
		dir + "DescribeListeners/net/db/60ed": `{"Listeners":[{"ListenerArn":"l5432","LoadBalancerArn":"y","Port":5432,"Protocol":"TCP","DefaultActions":[{"Type":"forward","TargetGroupArn":"tg-c"}]}]}`,
		dir + "DescribeLoadBalancerAttributes/app/web/50dc": `{"Attributes":[{"Key":"access_logs.s3.enabled","Value":"true"},{"Key":"deletion_protection.enabled","Value":"false"},
			{"Key":"routing.http.desync_mitigation_mode","Value":"defensive"},{"Key":"routing.http.drop_invalid_header_fields.enabled","Value":"false"},{"Key":"load_balancing.cross_zone.enabled","Value":"true"}]}`,
		dir + "DescribeLoadBalancerAttributes/net/db/60ed": `{"Attributes":[{"Key":"access_logs.s3.enabled","Value":"false"},{"Key":"deletion_protection.enabled","Value":"true"},{"Key":"load_balancing.cross_zone.enabled","Value":"false"}]}`,
		dir + "DescribeTargetGroups": `{"TargetGroups":[
			{"TargetGroupArn":"` + prefix + `targetgroup/web/6d0e","TargetGroupName":"web","Protocol":"HTTP","Port":8080,"VpcId":"vpc-1","TargetType":"instance","HealthCheckProtocol":"HTTP","HealthCheckEnabled":true,"LoadBalancerArns":["` + prefix + `loadbalancer/app/web/50dc"]},
			{"TargetGroupArn":"` + prefix + `targetgroup/db/7e1f","TargetGroupName":"db","Protocol":"TCP","Port":5432,"VpcId":"vpc-1","TargetType":"ip","HealthCheckProtocol":"TCP","HealthCheckEnabled":true,"LoadBalancerArns":["` + prefix + `loadbalancer/net/db/60ed"]},
			{"TargetGroupArn":"` + prefix + `targetgroup/fn/8f20","TargetGroupName":"fn","TargetType":"lambda","HealthCheckEnabled":false,"LoadBalancerArns":["` + prefix + `loadbalancer/app/web/50dc"]},
			{"TargetGroupArn":"` + prefix + `targetgroup/idle/9031","TargetGroupName":"idle","Protocol":"TCP","Port":22,"VpcId":"vpc-1","TargetType":"instance","HealthCheckProtocol":"TCP","HealthCheckEnabled":true,"LoadBalancerArns":[]}]}`,
		dir + "DescribeTargetHealth/web/6d0e":         `{"TargetHealthDescriptions":[{"Target":{"Id":"i-2","Port":8080},"TargetHealth":{"State":"unhealthy","Reason":"Target.Timeout"}},{"Target":{"Id":"i-1","Port":8080},"TargetHealth":{"State":"healthy"}}]}`,
		dir + "DescribeTargetHealth/db/7e1f":          `{"TargetHealthDescriptions":[{"Target":{"Id":"10.0.2.5","Port":5432,"AvailabilityZone":"eu-central-1a"},"TargetHealth":{"State":"healthy"}}]}`,
		dir + "DescribeTargetHealth/fn/8f20":          `{"TargetHealthDescriptions":[{"Target":{"Id":"arn:aws:lambda:eu-central-1:111122223333:function:f"},"TargetHealth":{"State":"unavailable","Reason":"Target.HealthCheckDisabled"}}]}`,
		dir + "DescribeTargetGroupAttributes/db/7e1f": `{"Attributes":[{"Key":"stickiness.enabled","Value":"false"},{"Key":"preserve_client_ip.enabled","Value":"true"}]}`,
	})
}

func text(t *testing.T, s *inventory.Snapshot, kind inventory.Kind, id string) string {
	t.Helper()
	b, err := json.Marshal(s.Find(kind, localstacktest.Region, id))
	if err != nil {
		t.Fatal(err)
	}
	return strings.NewReplacer(prefix, "~").Replace(string(b))
}

func TestFacts(t *testing.T) {
	s := localstacktest.Scan(t, account(), elbv2.Collectors, localstack.Options{PageSize: 1})
	tests := []struct {
		name string
		kind inventory.Kind
		id   string
		want string
	}{
		{"application", "elbv2.load_balancer", "app/web/50dc", `{"id":"app/web/50dc","arn":"~loadbalancer/app/web/50dc","name":"web","account":"111122223333","region":"eu-central-1","Type":["application"],"Scheme":["internet-facing"],"State.Code":["active"],` +
			`"DNSName":["web-1.eu-central-1.elb.amazonaws.com"],"VpcId":["vpc-1"],"SecurityGroups":[["sg-1","sg-2"]],"IpAddressType":["ipv4"],"AvailabilityZones":[[{"ZoneName":"eu-central-1a","SubnetId":"subnet-a"},{"ZoneName":"eu-central-1b","SubnetId":"subnet-b"}]],` +
			`"Listeners":[[{"ListenerArn":"l80","Port":80,"Protocol":"HTTP","DefaultActions":[{"Type":"redirect","RedirectConfig.Protocol":"HTTPS","RedirectConfig.StatusCode":"HTTP_301"}]},` +
			`{"ListenerArn":"l443","Port":443,"Protocol":"HTTPS","SslPolicy":"ELBSecurityPolicy-TLS13-1-2-2021-06","DefaultActions":[{"Type":"authenticate-oidc"},{"Type":"forward","ForwardConfig.TargetGroups.TargetGroupArn":["tg-a","tg-b"]}]}]],` +
			`"Attributes.access_logs.s3.enabled":["true"],"Attributes.load_balancing.cross_zone.enabled":["true"],"Attributes.deletion_protection.enabled":["false"],` +
			`"Attributes.routing.http.desync_mitigation_mode":["defensive"],"Attributes.routing.http.drop_invalid_header_fields.enabled":["false"]}`},
		{"function", "elbv2.target_group", "fn/8f20", `{"id":"fn/8f20","arn":"~targetgroup/fn/8f20","name":"fn","account":"111122223333","region":"eu-central-1","Protocol":[""],"Port":[0],"VpcId":[""],"TargetType":["lambda"],` +
			`"LoadBalancerArns":[["~loadbalancer/app/web/50dc"]],"HealthCheckProtocol":{"class":"omitted"},"HealthCheckEnabled":[false],` +
			`"TargetHealthDescriptions":[[{"Target.Id":"arn:aws:lambda:eu-central-1:111122223333:function:f","TargetHealth.State":"unavailable","TargetHealth.Reason":"Target.HealthCheckDisabled"}]]}`},
		{"addresses", "elbv2.target_group", "db/7e1f", `{"id":"db/7e1f","arn":"~targetgroup/db/7e1f","name":"db","account":"111122223333","region":"eu-central-1","Protocol":["TCP"],"Port":[5432],"VpcId":["vpc-1"],"TargetType":["ip"],` +
			`"LoadBalancerArns":[["~loadbalancer/net/db/60ed"]],"HealthCheckProtocol":["TCP"],"HealthCheckEnabled":[true],"TargetHealthDescriptions":[[{"Target.Id":"10.0.2.5","Target.Port":5432,"TargetHealth.State":"healthy"}]],"Attributes.preserve_client_ip.enabled":["true"]}`},
		{"unused", "elbv2.target_group", "idle/9031", `{"id":"idle/9031","arn":"~targetgroup/idle/9031","name":"idle","account":"111122223333","region":"eu-central-1","Protocol":["TCP"],"Port":[22],"VpcId":["vpc-1"],"TargetType":["instance"],` +
			`"LoadBalancerArns":[null],"HealthCheckProtocol":["TCP"],"HealthCheckEnabled":[true]}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, text(t, s, tt.kind, tt.id)); diff != "" {
				t.Error(diff)
			}
		})
	}
	network := s.Find("elbv2.load_balancer", localstacktest.Region, "net/db/60ed").(*elbv2.LoadBalancer)
	got := []any{localstacktest.Value(network.SecurityGroups), localstacktest.Value(network.AvailabilityZones), localstacktest.Class(network.DesyncMitigationMode), localstacktest.Value(network.DeletionProtection)}
	want := []any{[]string(nil), []elbv2.Zone{{ZoneName: "eu-central-1a", SubnetID: "subnet-a", Addresses: []string{"203.0.113.9"}}}, "omitted", "true"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("network load balancer: %s", diff)
	}
}

// TestCalls holds that pages are as long as they can be, and that nothing is asked of groups that nothing uses.
func TestCalls(t *testing.T) {
	s := localstacktest.Scan(t, account(), elbv2.Collectors, localstack.Options{})
	want := map[string]int{
		"ElasticLoadBalancingv2.DescribeLoadBalancers": 1, "ElasticLoadBalancingv2.DescribeListeners": 2, "ElasticLoadBalancingv2.DescribeLoadBalancerAttributes": 2,
		"ElasticLoadBalancingv2.DescribeTargetGroups": 1, "ElasticLoadBalancingv2.DescribeTargetHealth": 3, "ElasticLoadBalancingv2.DescribeTargetGroupAttributes": 1,
	}
	if diff := cmp.Diff(want, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	for _, op := range []string{"DescribeListeners", "DescribeLoadBalancerAttributes", "DescribeTargetHealth", "DescribeTargetGroupAttributes"} {
		s := localstacktest.Scan(t, account(), elbv2.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticloadbalancing:" + op}}})
		b := s.Find("elbv2.load_balancer", localstacktest.Region, "app/web/50dc").(*elbv2.LoadBalancer)
		g := s.Find("elbv2.target_group", localstacktest.Region, "db/7e1f").(*elbv2.TargetGroup)
		got := map[string]string{
			"DescribeListeners": localstacktest.Class(b.Listeners), "DescribeLoadBalancerAttributes": localstacktest.Class(b.AccessLogs),
			"DescribeTargetHealth": localstacktest.Class(g.Targets), "DescribeTargetGroupAttributes": localstacktest.Class(g.PreserveClientIP),
		}
		want := map[string]string{"DescribeListeners": "", "DescribeLoadBalancerAttributes": "", "DescribeTargetHealth": "", "DescribeTargetGroupAttributes": ""}
		want[op] = "denied"
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", op, diff)
		}
	}
	s := localstacktest.Scan(t, account(), elbv2.Collectors, localstack.Options{Faults: localstack.Faults{Denied: []string{"elasticloadbalancing:DescribeLoadBalancers"}}})
	for _, c := range s.Coverage {
		if c.Kind == "elbv2.load_balancer" && c.Status != inventory.Unread || c.Kind == "elbv2.target_group" && c.Status != inventory.Complete {
			t.Errorf("coverage of %s is %v", c.Kind, c.Status)
		}
	}
}

// TestForeign answers each detail call with a document that is another's: no fact may be read from it.
func TestForeign(t *testing.T) {
	faults := map[string]localstack.Damage{}
	for _, op := range []string{"DescribeListeners", "DescribeLoadBalancerAttributes", "DescribeTargetHealth", "DescribeTargetGroupAttributes"} {
		faults["ElasticLoadBalancingv2."+op] = localstack.Empty
	}
	s := localstacktest.Scan(t, account(), elbv2.Collectors, localstack.Options{Faults: localstack.Faults{Damage: faults}})
	b := s.Find("elbv2.load_balancer", localstacktest.Region, "app/web/50dc").(*elbv2.LoadBalancer)
	g := s.Find("elbv2.target_group", localstacktest.Region, "db/7e1f").(*elbv2.TargetGroup)
	if got := fmt.Sprint(b.Listeners.Known(), b.DeletionProtection.Known(), g.Targets.Known(), g.PreserveClientIP.Known()); got != "false false false false" {
		t.Errorf("known from empty answers: %s", got)
	}
}
