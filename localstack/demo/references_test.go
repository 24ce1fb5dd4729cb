package demo_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"demarc/localstack/demo"
)

// Forms of what one answer of the account says of another. A key's ARN and an instance profile's name the account,
// so that those of others are left alone.
var (
	ec2ID   = regexp.MustCompile(`^(?:i|vpc|subnet|sg|eni|vol|snap|ami|acl|rtb|igw|nat|h|lt|eipalloc|tgw|vpce|pcx|pl)-[0-9a-z]{8}(?:[0-9a-z]{9})?$`)
	ownARN  = regexp.MustCompile(`^arn:aws:(?:kms:[a-z0-9-]+|iam:):418273905561:(?:key|role|instance-profile|saml-provider|oidc-provider|user|policy)/.+$`)
	defined = map[string]string{ // the member that brings an id into the world, by operation
		"DescribeInstances": "InstanceId", "DescribeVpcs": "VpcId", "DescribeSubnets": "SubnetId", "DescribeSecurityGroups": "GroupId",
		"DescribeNetworkInterfaces": "NetworkInterfaceId", "DescribeVolumes": "VolumeId", "DescribeSnapshots": "SnapshotId",
		"DescribeInstanceImageMetadata": "ImageId", "DescribeImages": "ImageId", "DescribeNetworkAcls": "NetworkAclId",
		"DescribeRouteTables": "RouteTableId", "DescribeInternetGateways": "InternetGatewayId", "DescribeNatGateways": "NatGatewayId",
		"DescribeHosts": "HostId", "DescribeLaunchTemplateVersions": "LaunchTemplateId", "DescribeAddresses": "AllocationId",
		"DescribeTransitGateways": "TransitGatewayId", "DescribeVpcEndpoints": "VpcEndpointId",
		"DescribeVpcPeeringConnections": "VpcPeeringConnectionId", "DescribeManagedPrefixLists": "PrefixListId",
		"ListKeys": "KeyArn", "GetAccountAuthorizationDetails": "Arn", "ListSAMLProviders": "Arn", "ListOpenIDConnectProviders": "Arn",
	}
	// abroad lists what is not in the account or not in the region that names it, and says why it is named.
	abroad = []string{
		"eu-central-1 vol-ffffffff", "us-east-1 vol-ffffffff", // EC2's own word for the volume of a copied snapshot
		"eu-central-1 vpc-0b22anal000000001", "us-east-1 vpc-0a11prod000000001", // two ends of a peering between regions
		"eu-central-1 vpc-0c33lake000000001", // the sister account's end of a peering
		"eu-central-1 i-0d44ec6ef230f1828",   // the partner's instance on a shared host
	}
)

// deepest is how many objects may stand around the member that brings an id into the world. Those further inside
// only refer to it, under the same name.
const deepest = 3

// TestReferencesLead holds that the answers of the demo account hang together: each id that one of them names is
// defined by another of the same region, and each ARN of the account's own by IAM or KMS.
func TestReferencesLead(t *testing.T) {
	there, named := map[string]bool{}, map[string]string{}
	err := fs.WalkDir(demo.Account(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".json") || name == "endpoint.json" {
			return err
		}
		data, err := fs.ReadFile(demo.Account(), name)
		if err != nil {
			return err
		}
		var doc any
		if err := json.Unmarshal(data, &doc); err != nil {
			return err
		}
		place, _, _ := strings.Cut(name, "/")
		member := defined[strings.TrimSuffix(path.Base(name), ".json")]
		strung(doc, "", 0, func(key, text string, depth int) {
			switch {
			case ec2ID.MatchString(text):
				if key == member && depth <= deepest {
					there[place+" "+text] = true
				}
				named[place+" "+text] = name
			case ownARN.MatchString(text):
				if key == member && depth <= deepest {
					there[text] = true
				}
				if strings.Contains(name, "/ec2/") {
					named[text] = name
				}
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, name := range named {
		if !there[id] && !slices.Contains(abroad, id) {
			t.Errorf("%s names %s, which nothing defines", name, id)
		}
	}
	if len(named) < 200 {
		t.Errorf("only %d ids were found: the account's answers hold more", len(named))
	}
}

// strung calls f for each text in a document, with the name of the member that holds it and the objects around it.
func strung(v any, key string, depth int, f func(key, text string, depth int)) {
	switch x := v.(type) {
	case map[string]any:
		for k, m := range x {
			strung(m, k, depth+1, f)
		}
	case []any:
		for _, m := range x {
			strung(m, key, depth, f)
		}
	case string:
		f(key, x, depth)
	}
}
