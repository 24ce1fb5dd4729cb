package eks_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

// account has one cluster with n node groups, the first of them of a custom AMI.
func account(n int) fstest.MapFS {
	f := fstest.MapFS{"global/sts/GetCallerIdentity.json": {Data: []byte(`{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)}}
	put := func(path, format string, args ...any) {
		f["eu-central-1/eks/"+path+".json"] = &fstest.MapFile{Data: fmt.Appendf(nil, format, args...)}
	}
	put("ListClusters", `{"clusters":["c"]}`)
	put("DescribeCluster/c", `{"cluster":{"name":"c","version":"1.34","status":"ACTIVE","resourcesVpcConfig":{"endpointPublicAccess":true,"endpointPrivateAccess":false,"publicAccessCidrs":["0.0.0.0/0"]},
		"logging":{"clusterLogging":[{"types":["audit","api"],"enabled":true},{"types":["scheduler"],"enabled":false}]},"encryptionConfig":[{"resources":["secrets"],"provider":{"keyArn":"key"}}],
		"accessConfig":{"authenticationMode":"API"},"upgradePolicy":{"supportType":"EXTENDED"},"remoteNetworkConfig":{"remoteNodeNetworks":[{"cidrs":["10.0.0.0/8"]}]},"tags":{"env":"prod"}}}`)
	put("DescribeClusterVersions", `{"clusterVersions":[{"clusterVersion":"1.34","versionStatus":"STANDARD_SUPPORT","endOfStandardSupportDate":"2026-12-02T00:00:00+00:00","endOfExtendedSupportDate":"2027-12-02T00:00:00+00:00"}]}`)
	var names []string
	for i := range n {
		kind := "AL2023_x86_64_STANDARD"
		if i == 0 {
			kind = "CUSTOM"
		}
		names = append(names, fmt.Sprintf(`"g%d"`, i))
		put(fmt.Sprintf("DescribeNodegroup/c/g%d", i), `{"nodegroup":{"nodegroupName":"g%[1]d","clusterName":"c","version":"1.34","amiType":"%[2]s","releaseVersion":"r","status":"ACTIVE","resources":{"autoScalingGroups":[{"name":"asg-%[1]d"}]}}}`, i, kind)
	}
	put("ListNodegroups/c", `{"nodegroups":[%s]}`, strings.Join(names, ","))
	put("ListFargateProfiles/c", `{"fargateProfileNames":["p"]}`)
	put("DescribeFargateProfile/c/p", `{"fargateProfile":{"podExecutionRoleArn":"role"}}`)
	put("ListAccessEntries/c", `{"accessEntries":["arn:aws:iam::111122223333:role/b","arn:aws:iam::111122223333:role/a","arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"]}`)
	put("ListAssociatedAccessPolicies/c/a", `{"clusterName":"c","principalArn":"arn:aws:iam::111122223333:role/a","associatedAccessPolicies":[
		{"policyArn":"arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy","accessScope":{"type":"namespace","namespaces":["web","api"]}},
		{"policyArn":"arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy","accessScope":{"type":"cluster","namespaces":[]}}]}`)
	put("ListInsights/c", `{"insights":[
		{"id":"2","name":"Kubelet version skew","category":"UPGRADE_READINESS","kubernetesVersion":"1.35","lastRefreshTime":"2026-11-23T04:05:06+00:00","description":"d","insightStatus":{"status":"ERROR","reason":"r"}},
		{"id":"1","name":"EKS add-on version compatibility","category":"UPGRADE_READINESS","insightStatus":{"status":"PASSING"}}]}`)
	put("ListAddons/c", `{"addons":["vpc-cni"]}`)
	put("DescribeAddon/c/vpc-cni", `{"addon":{"addonName":"vpc-cni","addonVersion":"v1","status":"DEGRADED","health":{"issues":[{"code":"InsufficientNumberOfReplicas","message":"m"},{"code":"AccessDenied"}]}}}`)
	return f
}

func scan(t *testing.T, f fstest.MapFS, faults localstack.Faults) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, f, eks.Collectors, localstack.Options{Faults: faults})
}

// facts are those of a cluster that a test compares.
type facts struct {
	Public     bool
	Logging    []string
	Key        string
	Support    eks.Support
	Entries    []string
	Policies   []eks.AccessPolicy
	Insights   []eks.Insight
	AddOns     []eks.AddOn
	AutoMode   bool
	Protection bool
}

func TestCluster(t *testing.T) {
	c := scan(t, account(1), localstack.Faults{}).Find("eks.cluster", "eu-central-1", "c").(*eks.Cluster)
	day := func(y int) time.Time { return time.Date(y, time.December, 2, 0, 0, 0, 0, time.UTC) }
	got := facts{c.EndpointPublicAccess.Or(false), c.Logging.Or(nil), c.SecretsKeyARN.Or(""), c.Support.Or(eks.Support{}), c.AccessEntries.Or(nil), c.AccessPolicies.Or(nil), c.Insights.Or(nil), c.AddOns.Or(nil), c.AutoMode.Or(true), c.DeletionProtection.Or(true)}
	want := facts{
		true, []string{"api", "audit"}, "key", eks.Support{VersionStatus: "STANDARD_SUPPORT", EndOfStandardSupportDate: day(2026), EndOfExtendedSupportDate: day(2027)},
		[]string{"arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS", "arn:aws:iam::111122223333:role/b"},
		[]eks.AccessPolicy{
			{PrincipalARN: "arn:aws:iam::111122223333:role/a", PolicyARN: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy", ScopeType: "cluster"},
			{PrincipalARN: "arn:aws:iam::111122223333:role/a", PolicyARN: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy", ScopeType: "namespace", Namespaces: []string{"api", "web"}},
		},
		[]eks.Insight{
			{Name: "EKS add-on version compatibility", Category: "UPGRADE_READINESS", Status: "PASSING"},
			{Name: "Kubelet version skew", Category: "UPGRADE_READINESS", KubernetesVersion: "1.35", Status: "ERROR", LastRefreshTime: time.Date(2026, 11, 23, 4, 5, 6, 0, time.UTC)},
		},
		[]eks.AddOn{{Name: "vpc-cni", Version: "v1", Status: "DEGRADED", Issues: []string{"AccessDenied", "InsufficientNumberOfReplicas"}}}, false, false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestVariantsAndLinks(t *testing.T) {
	got, links := map[string]responsibility.Variant{}, map[string]responsibility.Variant{}
	for _, r := range scan(t, account(2), localstack.Faults{}).Resources {
		got[string(r.Type().Kind)+" "+r.Identity().ID] = r.Classify().Variant
		if l, ok := r.(inventory.Linker); ok {
			for _, x := range l.Links() {
				links[string(x.Kind)+" "+x.ID] = x.Variant
			}
		}
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{
		"eks.cluster c": responsibility.EKSCluster, "eks.hybrid_nodes c": responsibility.EKSHybridNode, "eks.fargate_profile c/p": responsibility.EKSFargate,
		"eks.nodegroup c/g0": responsibility.EKSNodeGroupCustomAMI, "eks.nodegroup c/g1": responsibility.EKSNodeGroupManaged,
	}, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]responsibility.Variant{"eks.nodegroup c/g0": responsibility.EKSNodeGroupCustomAMI, "eks.nodegroup c/g1": responsibility.EKSNodeGroupManaged, "autoscaling.group asg-0": responsibility.EKSNodeGroupCustomAMI, "autoscaling.group asg-1": responsibility.EKSNodeGroupManaged}, links); diff != "" {
		t.Errorf("links (-want +got):\n%s", diff)
	}
}

// TestCalls holds what the package's comment says, for a tenth of its clusters and node groups.
func TestCalls(t *testing.T) {
	want := map[string]int{
		"EKS.ListClusters": 1, "EKS.DescribeCluster": 1, "EKS.DescribeClusterVersions": 1, "EKS.ListNodegroups": 1, "EKS.DescribeNodegroup": 5,
		"EKS.ListFargateProfiles": 1, "EKS.DescribeFargateProfile": 1, "EKS.ListAccessEntries": 1, "EKS.ListAssociatedAccessPolicies": 2, "EKS.ListInsights": 1, "EKS.ListAddons": 1, "EKS.DescribeAddon": 1,
	}
	calls := scan(t, account(5), localstack.Faults{}).Calls
	delete(calls, "EC2.DescribeRegions")
	if diff := cmp.Diff(want, calls); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// TestDenied holds what is left when a call is refused.
func TestDenied(t *testing.T) {
	for name, tt := range map[string]struct {
		action string
		want   map[inventory.Kind]inventory.CoverageStatus
	}{
		"clusters":  {"eks:ListClusters", map[inventory.Kind]inventory.CoverageStatus{"eks.cluster": inventory.Unread, "eks.hybrid_nodes": inventory.Unread, "eks.nodegroup": inventory.Unread, "eks.fargate_profile": inventory.Unread}},
		"cluster":   {"eks:DescribeCluster", map[inventory.Kind]inventory.CoverageStatus{"eks.cluster": inventory.Unread, "eks.hybrid_nodes": inventory.Unread}},
		"nodegroup": {"eks:DescribeNodegroup", map[inventory.Kind]inventory.CoverageStatus{"eks.nodegroup": inventory.Unread}},
		"versions":  {"eks:DescribeClusterVersions", map[inventory.Kind]inventory.CoverageStatus{}},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(t, account(1), localstack.Faults{Denied: []string{tt.action}})
			got := map[inventory.Kind]inventory.CoverageStatus{}
			for _, c := range s.Coverage {
				if c.Status != inventory.Complete {
					got[c.Kind] = c.Status
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("coverage (-want +got):\n%s", diff)
			}
			if name == "versions" {
				c := s.Find("eks.cluster", "eu-central-1", "c").(*eks.Cluster)
				if _, gap := c.Support.Get(); gap == nil || gap.Class != inventory.Denied {
					t.Errorf("the support of the version is %+v, want a denied gap", gap)
				}
			}
		})
	}
}

// TestAccessNotRead holds what is known of access policies where entries cannot be listed, where a principal's cannot,
// and in a cluster that has no entries and is not asked.
func TestAccessNotRead(t *testing.T) {
	configMap := account(1)
	configMap["eu-central-1/eks/DescribeCluster/c.json"] = &fstest.MapFile{Data: []byte(`{"cluster":{"name":"c","version":"1.34","status":"ACTIVE","accessConfig":{"authenticationMode":"CONFIG_MAP"}}}`)}
	for name, tt := range map[string]struct {
		account fstest.MapFS
		denied  string
		class   inventory.Class
		call    string
	}{
		"entries":   {account(1), "eks:ListAccessEntries", inventory.Denied, "EKS.ListAccessEntries"},
		"policies":  {account(1), "eks:ListAssociatedAccessPolicies", inventory.Denied, "EKS.ListAssociatedAccessPolicies"},
		"configMap": {configMap, "", inventory.NotAsked, "EKS.ListAssociatedAccessPolicies"},
	} {
		t.Run(name, func(t *testing.T) {
			var f localstack.Faults
			if tt.denied != "" {
				f.Denied = []string{tt.denied}
			}
			s := scan(t, tt.account, f)
			c := s.Find("eks.cluster", "eu-central-1", "c").(*eks.Cluster)
			if _, gap := c.AccessPolicies.Get(); gap == nil || gap.Class != tt.class || gap.Call != tt.call {
				t.Errorf("the gap is %+v", gap)
			}
			if name == "configMap" && s.Calls["EKS.ListAccessEntries"]+s.Calls["EKS.ListAssociatedAccessPolicies"] != 0 {
				t.Errorf("a cluster without access entries was asked for them: %v", s.Calls)
			}
		})
	}
}
