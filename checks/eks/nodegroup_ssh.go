package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// NodegroupSSH finds node groups whose remote access opens SSH to the internet, as EKS does when no security group is named.
var NodegroupSSH = &checks.Check[eks.Nodegroup]{
	Meta: checks.Meta{
		ID: "eks-nodegroup-ssh-restricted", Title: "Remote access to nodes is limited to security groups", Duty: responsibility.NetExposure, Severity: checks.High, Since: "0.1",
		Why:  "A key without source security groups makes EKS open port 22 of every node to 0.0.0.0/0.",
		Fix:  "Make a node group without remote access, or with sourceSecurityGroups, and delete the old one: the setting cannot be changed. Session Manager needs no open port.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html"},
	},
	Run: nodegroupSSH,
	Cases: []checks.Case[eks.Nodegroup]{
		{Name: "none", Given: nodegroup(), Want: checks.Pass},
		{Name: "limited", Given: nodegroup(ssh("sg-1")), Want: checks.Pass},
		{Name: "open", Given: nodegroup(ssh()), Want: checks.Fail},
		{Name: "unread", Given: nodegroup(func(n *eks.Nodegroup) { n.SSHKey = denied[string](eks.DescribeNodegroup) }), Want: checks.Unknown},
	},
}

func nodegroupSSH(v *checks.View[eks.Nodegroup]) checks.Verdict {
	key, _ := checks.Read(v, v.Resource.SSHKey)
	if key == "" {
		return v.Pass("remoteAccess names no key")
	}
	sources, _ := checks.Read(v, v.Resource.SSHSources)
	if len(sources) == 0 {
		return v.Fail("remoteAccess names key %s and no sourceSecurityGroups: port 22 is open to the internet", key)
	}
	return v.Pass("remoteAccess is limited to %s", checks.First(sources, 3))
}

func ssh(sources ...string) func(*eks.Nodegroup) {
	return func(n *eks.Nodegroup) {
		n.SSHKey, n.SSHSources = inventory.Known("ops"), inventory.Known(sources)
	}
}
