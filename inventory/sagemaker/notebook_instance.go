package sagemaker

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/sagemaker"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

// A NotebookInstance is a machine with Jupyter that SageMaker runs. Its id is its name.
type NotebookInstance struct {
	inventory.Ref
	// NotebookInstanceStatus is InService, Stopped and so on.
	NotebookInstanceStatus inventory.Fact[string] `json:"NotebookInstanceStatus,omitzero"`
	// LastModifiedTime moves with every start, stop and change, so that a notebook instance in service was not started
	// after it.
	LastModifiedTime inventory.Fact[time.Time] `json:"LastModifiedTime,omitzero"`

	// DirectInternetAccess is Enabled or Disabled.
	DirectInternetAccess inventory.Fact[string] `json:"DirectInternetAccess,omitzero" call:"DescribeNotebookInstance"`
	// SubnetID is empty for a notebook instance outside the account's VPCs.
	SubnetID inventory.Fact[string] `json:"SubnetId,omitzero" call:"DescribeNotebookInstance"`
	// RootAccess is Enabled or Disabled.
	RootAccess         inventory.Fact[string] `json:"RootAccess,omitzero" call:"DescribeNotebookInstance"`
	PlatformIdentifier inventory.Fact[string] `json:"PlatformIdentifier,omitzero" call:"DescribeNotebookInstance"`
	RoleARN            inventory.Fact[string] `json:"RoleArn,omitzero" call:"DescribeNotebookInstance"`
	// KMSKeyID is the key of the volume; empty when SageMaker's own key encrypts it.
	KMSKeyID inventory.Fact[string] `json:"KmsKeyId,omitzero" call:"DescribeNotebookInstance"`
	// MinimumIMDSVersion is 1 or 2.
	MinimumIMDSVersion inventory.Fact[string] `json:"InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion,omitzero" call:"DescribeNotebookInstance"`
}

// NotebookInstanceType describes kind sagemaker.notebook_instance.
var NotebookInstanceType = inventory.Describe[NotebookInstance]("sagemaker.notebook_instance", ListNotebookInstances, DescribeNotebookInstance, ListTags).Of(responsibility.SageMakerNotebook)

// Type implements inventory.Resource.
func (*NotebookInstance) Type() *inventory.Type { return NotebookInstanceType }

// Classify implements inventory.Resource.
func (*NotebookInstance) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.SageMakerNotebook, Why: "ListNotebookInstances lists it"}
}

// NotebookInstanceCollector brings the notebook instances of a region.
var NotebookInstanceCollector = &collect.Collector{
	Types:   []*inventory.Type{NotebookInstanceType},
	Lists:   []*inventory.Call{ListNotebookInstances},
	Details: []*inventory.Call{DescribeNotebookInstance, ListTags},
	Collect: collectNotebookInstances,
}

func collectNotebookInstances(ctx context.Context, s *collect.Scan) error {
	r := newRun(s)
	var all []*NotebookInstance
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListNotebookInstancesPaginator(r.client, &sdk.ListNotebookInstancesInput{MaxResults: aws.Int32(pageSize)})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.NotebookInstances {
			name := aws.ToString(x.NotebookInstanceName)
			if name == "" {
				continue
			}
			n := &NotebookInstance{
				Ref:                    s.Ref(name, "sagemaker", "notebook-instance/"+name),
				NotebookInstanceStatus: inventory.FromEnum(x.NotebookInstanceStatus), LastModifiedTime: utc(x.LastModifiedTime),
			}
			if x.NotebookInstanceArn != nil {
				n.ARN = *x.NotebookInstanceArn
			}
			all = append(all, n)
		}
	}
	// SageMaker describes one notebook instance at a time.
	s.Each(ctx, len(all), func(ctx context.Context, i int) {
		if s.Wants(DescribeNotebookInstance) {
			r.describeNotebook(ctx, all[i])
		}
		if s.Wants(ListTags) {
			all[i].Tags = r.tags(ctx, all[i].ARN)
		}
		s.Emit(all[i])
	})
	return broken
}

func (r run) describeNotebook(ctx context.Context, n *NotebookInstance) {
	x, err := r.client.DescribeNotebookInstance(ctx, &sdk.DescribeNotebookInstanceInput{NotebookInstanceName: &n.ID})
	if err != nil {
		text := inventory.Missing[string](r.Gap(DescribeNotebookInstance, err))
		n.DirectInternetAccess, n.SubnetID, n.RootAccess, n.PlatformIdentifier, n.RoleARN, n.KMSKeyID, n.MinimumIMDSVersion = text, text, text, text, text, text, text
		return
	}
	n.DirectInternetAccess, n.RootAccess = inventory.FromEnum(x.DirectInternetAccess), inventory.FromEnum(x.RootAccess)
	n.PlatformIdentifier, n.RoleARN = inventory.FromPtr(x.PlatformIdentifier), inventory.FromPtr(x.RoleArn)
	// What was not chosen at the creation is left out (API reference, CreateNotebookInstance).
	n.SubnetID, n.KMSKeyID = inventory.Known(aws.ToString(x.SubnetId)), inventory.Known(aws.ToString(x.KmsKeyId))
	n.MinimumIMDSVersion = inventory.FromPtr[string](nil)
	if c := x.InstanceMetadataServiceConfiguration; c != nil {
		n.MinimumIMDSVersion = inventory.FromPtr(c.MinimumInstanceMetadataServiceVersion)
	}
}
