package sagemaker

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/sagemaker"
)

// NotebookCustomerKey wants a key of one's own for the volume.
var NotebookCustomerKey = &checks.Check[sagemaker.NotebookInstance]{
	Meta: checks.Meta{
		ID: "sagemaker-notebook-instance-customer-key", Title: "Volumes of notebook instances are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "The volume holds whatever data somebody loaded to look at. Under the key of SageMaker, nobody can say who may open it, see who did, or take it back.",
		Fix:  "It cannot be changed: create the notebook instance anew with --kms-key-id KEY_ARN.",
		Refs: []string{"https://docs.aws.amazon.com/sagemaker/latest/dg/encryption-at-rest-nbi.html"},
	},
	Reads: []*inventory.Call{sagemaker.DescribeNotebookInstance},
	Run: func(v *checks.View[sagemaker.NotebookInstance]) checks.Verdict {
		key, _ := checks.Read(v, v.Resource.KMSKeyID)
		if key == "" {
			return v.Fail("there is no KmsKeyId: the key of SageMaker encrypts the volume")
		}
		return v.Pass("KmsKeyId is %s", key)
	},
	Cases: []checks.Case[sagemaker.NotebookInstance]{
		{Name: "own_key", Given: notebook(), Want: checks.Pass},
		{Name: "key_of_sagemaker", Given: notebook(func(n *sagemaker.NotebookInstance) { n.KMSKeyID = inventory.Known("") }), Want: checks.Fail},
		{Name: "denied", Given: notebook(func(n *sagemaker.NotebookInstance) { n.KMSKeyID = denied[string](sagemaker.DescribeNotebookInstance) }), Want: checks.Unknown},
	},
}
