package ec2

import (
	"regexp"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ec2"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// InstanceNodeImage compares the image of a container node with the one that AWS publishes: nodes are patched by being
// replaced.
var InstanceNodeImage = &checks.Check[ec2.Instance]{
	Meta: checks.Meta{
		ID: "ec2-instance-node-image-current", Title: "Nodes of EKS and ECS run a current image of AWS's", Duty: responsibility.OSPatch, Severity: checks.Medium, Since: "0.1",
		Why: "AWS builds a patched image for container nodes every few weeks, and replaces no node by itself. A node that stays on an old image misses every fix of its kernel and container runtime since.",
		Fix: "EKS: aws eks update-nodegroup-version --cluster-name CLUSTER --nodegroup-name GROUP. ECS: put the image of /aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id into the launch template and run aws autoscaling start-instance-refresh --auto-scaling-group-name GROUP",
		Refs: []string{
			"https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html",
			"https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html",
		},
	},
	Reads: []*inventory.Call{ec2.DescribeInstanceImageMetadata},
	With:  []inventory.Want{{Type: ssm.PublicParameterType}},
	Run:   nodeImage,
	Cases: []checks.Case[ec2.Instance]{
		{Name: "newest", Given: nodeOf(imageEKS, "ami-0new", "2026-10-28T00:00:00Z"), With: []inventory.Resource{published(ssm.EKSImage("1.34", "x86_64"), 26)}, Want: checks.Pass},
		{Name: "behindInTime", Given: nodeOf(imageEKS, "ami-0old", "2026-10-28T00:00:00Z"), With: []inventory.Resource{published(ssm.EKSImage("1.34", "x86_64"), 10)}, Want: checks.Pass},
		{Name: "behind", Given: nodeOf(imageECS, "ami-0old", "2026-08-01T00:00:00Z"), With: []inventory.Resource{publishedECS(10)}, Want: checks.Fail},
		{Name: "newestWaits", Given: nodeOf(imageECS, "ami-0old", "2026-10-01T00:00:00Z"), With: []inventory.Resource{publishedECS(40)}, Want: checks.Fail},
		{Name: "nothingPublished", Given: nodeOf(imageEKS, "ami-0old", "2026-10-28T00:00:00Z"), Want: checks.Unknown},
		{Name: "endedLine", Given: nodeOf("amazon-eks-node-1.29-v20240807", "ami-0old", "2024-08-07T00:00:00Z"), Want: checks.Fail},
		{Name: "endedLineOfECS", Given: nodeOf("amzn2-ami-ecs-hvm-2.0.20240515-x86_64-ebs", "ami-0old", "2024-05-15T00:00:00Z"), Want: checks.Fail},
		{Name: "copyOfAnother", Given: func() ec2.Instance {
			i := nodeOf(imageEKS, "ami-0old", "2026-10-28T00:00:00Z")
			i.ImageOwnerAlias = inventory.Known("")
			return i
		}(), Want: checks.NotApplicable},
		{Name: "noNode", Given: ofImage(imageAL2023, "137112412989", "amazon"), Want: checks.NotApplicable},
		{Name: "notListed", Given: nodeOf(imageEKS, "ami-0new", "2026-10-28T00:00:00Z"), Incomplete: []inventory.Kind{"ssm.public_parameter"}, Want: checks.Unknown},
		{Name: "operated", Given: operated(func(*ec2.Instance) {}), Want: checks.NotCustomer},
	},
}

// The names that AWS gives its images of Amazon Linux for nodes.
var (
	eksNode    = regexp.MustCompile(`^amazon-eks-node-al2023-(x86_64|arm64)-standard-(1\.\d+)-v\d{8}$`)
	eksNodeAL2 = regexp.MustCompile(`^amazon-eks-(?:gpu-|arm64-)?node-1\.\d+-v\d{8}$`)
	ecsNodeAL2 = regexp.MustCompile(`^amzn2-ami-ecs-(?:[a-z0-9]+-)*hvm-2\.0\.\d{8}-(?:x86_64|arm64)-ebs$`)
	ecsNode    = regexp.MustCompile(`^al2023-ami-ecs-hvm-2023\.\d+\.\d{8}-kernel-[0-9.]+-(x86_64|arm64)(?:-ebs)?$`)
)

func nodeImage(v *checks.View[ec2.Instance]) checks.Verdict {
	i := v.Resource
	name, _ := checks.Read(v, i.ImageName)
	alias, _ := checks.Read(v, i.ImageOwnerAlias)
	if alias != "amazon" {
		return v.NotApplicable("image %q is not one of AWS's", name)
	}
	parameter := ""
	if m := eksNode.FindStringSubmatch(name); m != nil {
		parameter = ssm.EKSImage(m[2], m[1])
	} else if m := ecsNode.FindStringSubmatch(name); m != nil {
		parameter = ssm.ECSRecommended(m[1])
	} else if !eksNodeAL2.MatchString(name) && !ecsNodeAL2.MatchString(name) {
		return v.NotApplicable("image %q is none of AWS's for nodes of Amazon Linux 2023", name)
	}
	a := patching.Adoption{Running: name}
	if parameter == "" {
		// EKS User Guide, "Amazon EKS AL2 AMI deprecation", and ECS Developer Guide, "Amazon ECS-optimized Linux AMIs".
		a.Ended = "none of Amazon Linux 2 is built any more, whose support ended on 2026-06-30"
	} else if x, ok := checks.Find[ssm.PublicParameter](v, i.Region, parameter); ok {
		newest, _ := checks.Read(v, x.Value)
		if image, ok := ssm.ParseECSRecommended(newest); ok {
			newest = image.ImageID
		}
		running, _ := checks.Read(v, i.ImageID)
		a.Running, a.Newest = running, newest
		created, _ := checks.Read(v, i.ImageCreationDate)
		a.RunningAt, _ = when(created)
		a.NewestAt, _ = checks.Read(v, x.LastModifiedDate)
	}
	switch part := patching.OfAdoption(a, v.Policy(), v.Now()); part.State {
	case patching.Pass:
		return v.Pass("%s (image %q)", part.Text, name)
	case patching.Fail:
		return v.Fail("%s (image %q)", part.Text, name)
	default:
		return v.Unknown("%s; it would be in %s", part.Text, parameter)
	}
}

const (
	imageEKS = "amazon-eks-node-al2023-x86_64-standard-1.34-v20261028"
	imageECS = "al2023-ami-ecs-hvm-2023.0.20261020-kernel-6.1-x86_64"
)

// nodeOf is an instance of one of AWS's images for nodes.
func nodeOf(name, id, created string) ec2.Instance {
	i := ofImage(name, "602401143452", "amazon")
	i.ImageID, i.ImageCreationDate = inventory.Known(id), inventory.Known(created)
	return i
}

// published is a parameter whose image is ami-0new since some days.
func published(name string, ago int) *ssm.PublicParameter {
	return &ssm.PublicParameter{
		Ref:   inventory.Ref{ID: name, Account: checks.CaseAccount, Region: checks.CaseRegion},
		Value: inventory.Known("ami-0new"), LastModifiedDate: inventory.Known(daysAgo(ago)),
	}
}

// publishedECS is the parameter of ECS whose image is ami-0new since some days.
func publishedECS(ago int) *ssm.PublicParameter {
	x := published(ssm.ECSRecommended("x86_64"), ago)
	x.Value = inventory.Known(`{"schema_version":1,"image_id":"ami-0new","ecs_agent_version":"1.99.1"}`)
	return x
}
