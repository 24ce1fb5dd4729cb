package eks

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/eks"
	"demarc/inventory/responsibility"
)

// ClusterSecretsKey asks for the customer's key. Since Kubernetes 1.28 EKS always encrypts with a key of its own.
var ClusterSecretsKey = &checks.Check[eks.Cluster]{
	Meta: checks.Meta{
		ID: "eks-cluster-secrets-key", Title: "Kubernetes secrets are encrypted with a key of yours", Duty: responsibility.KeyManagement, Severity: checks.Medium, Since: "0.1",
		Why:  "With the key of EKS nobody can see who read the secrets, or take the key away. Before 1.28 there is no envelope encryption at all without a key of yours.",
		Fix:  "aws eks associate-encryption-config --cluster-name CLUSTER --encryption-config '[{\"resources\":[\"secrets\"],\"provider\":{\"keyArn\":\"KEY_ARN\"}}]'. It cannot be undone.",
		Refs: []string{"https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html", "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html"},
	},
	Run: clusterSecretsKey,
	Cases: []checks.Case[eks.Cluster]{
		{Name: "own_key", Given: cluster(), Want: checks.Pass},
		{Name: "none", Given: cluster(func(c *eks.Cluster) { c.SecretsKeyARN = inventory.Known("") }), Want: checks.Fail},
		{Name: "unread", Given: cluster(func(c *eks.Cluster) { c.SecretsKeyARN = denied[string](eks.DescribeCluster) }), Want: checks.Unknown},
	},
}

func clusterSecretsKey(v *checks.View[eks.Cluster]) checks.Verdict {
	if key, _ := checks.Read(v, v.Resource.SecretsKeyARN); key != "" {
		return v.Pass("encryptionConfig names %s", key)
	}
	return v.Fail("encryptionConfig names no key for secrets")
}
