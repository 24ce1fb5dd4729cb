package ec2

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
)

// maxHops is what containers on an instance need: one hop to the instance, one into the container's network.
const maxHops = 2

// InstanceHopLimit keeps metadata answers on the instance.
var InstanceHopLimit = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-imds-hop-limit", Title: "Metadata tokens travel at most two hops", Duty: responsibility.OSHardening, Severity: checks.Low, Since: "0.1",
		Why:  "The hop limit keeps the answers of the metadata service from leaving the instance. With a high one, a proxy or router on the instance can pass the role's credentials on to other machines. One hop is enough for the instance itself, two for its containers.",
		Fix:  "aws ec2 modify-instance-metadata-options --instance-id INSTANCE --http-put-response-hop-limit 1",
		Refs: []string{"https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"},
	},
	Run: func(v *checks.View[ec2.Instance]) checks.Verdict {
		if endpoint, _ := checks.Read(v, v.Resource.HTTPEndpoint); endpoint == "disabled" {
			return v.NotApplicable("MetadataOptions.HttpEndpoint is disabled")
		}
		hops, _ := checks.Read(v, v.Resource.HTTPPutResponseHopLimit)
		if hops > maxHops {
			return v.Fail("MetadataOptions.HttpPutResponseHopLimit is %d", hops)
		}
		return v.Pass("MetadataOptions.HttpPutResponseHopLimit is %d", hops)
	},
	Cases: []checks.Case[ec2.Instance]{
		{Name: "one", Given: hops(1), Want: checks.Pass},
		{Name: "containers", Given: hops(2), Want: checks.Pass},
		{Name: "many", Given: hops(64), Want: checks.Fail},
		{Name: "endpointOff", Given: imds("disabled", "optional"), Want: checks.NotApplicable},
		{Name: "notAnswered", Given: imds("enabled", "required"), Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

func hops(n int32) ec2.Instance {
	return instance(func(i *ec2.Instance) {
		i.HTTPEndpoint, i.HTTPPutResponseHopLimit = inventory.Known("enabled"), inventory.Known(n)
	})
}
