package emrserverless

import (
	"context"
	"maps"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/emrserverless"
	"github.com/aws/aws-sdk-go-v2/service/emrserverless/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ApplicationCollector brings the applications of a region that are not terminated.
var ApplicationCollector = &collect.Collector{
	Types:   []*inventory.Type{ApplicationType},
	Lists:   []*inventory.Call{ListApplications},
	Details: []*inventory.Call{GetApplication},
	Collect: collectApplications,
}

// expected are the members without which an answer is none.
var expected = map[string][]string{"ListApplications": {"applications"}, "GetApplication": {"application"}}

// pageSize is the most that ListApplications returns in a page.
const pageSize = 50

func collectApplications(ctx context.Context, s *collect.Scan) error {
	client := sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
	alive := slices.DeleteFunc(types.ApplicationState("").Values(), func(x types.ApplicationState) bool { return x == types.ApplicationStateTerminated })
	var list []*Application
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListApplicationsPaginator(client, &sdk.ListApplicationsInput{MaxResults: aws.Int32(pageSize), States: alive})) {
		if err != nil {
			broken = err
			break
		}
		for _, x := range page.Applications {
			id := aws.ToString(x.Id)
			if id == "" {
				continue
			}
			// The resource of the ARN begins with a slash (Service Authorization Reference).
			a := &Application{
				Ref: s.Ref(id, "emr-serverless", "/applications/"+id), State: inventory.FromEnum(x.State), ReleaseLabel: inventory.FromPtr(x.ReleaseLabel),
				EngineType: inventory.FromPtr(x.Type), Architecture: inventory.FromEnum(x.Architecture),
			}
			a.Name = aws.ToString(x.Name)
			list = append(list, a)
		}
	}
	// EMR Serverless describes one application at a time.
	s.Each(ctx, len(list), func(ctx context.Context, i int) {
		if s.Wants(GetApplication) {
			out, err := client.GetApplication(ctx, &sdk.GetApplicationInput{ApplicationId: &list[i].ID})
			switch {
			case err != nil:
				list[i].undescribed(s.Gap(GetApplication, err))
			case out.Application == nil || aws.ToString(out.Application.ApplicationId) != list[i].ID:
				list[i].undescribed(nil)
			default:
				list[i].describe(out.Application)
			}
		}
		s.Emit(list[i])
	})
	return broken
}

func (a *Application) describe(x *types.Application) {
	a.Tags = inventory.Known(x.Tags)
	a.SubnetIDs, a.SecurityGroupIDs = inventory.Known[[]string](nil), inventory.Known[[]string](nil)
	if n := x.NetworkConfiguration; n != nil {
		a.SubnetIDs, a.SecurityGroupIDs = inventory.Known(n.SubnetIds), inventory.Known(n.SecurityGroupIds)
	}
	a.ImageURI = inventory.Known("")
	if i := x.ImageConfiguration; i != nil {
		a.ImageURI = inventory.FromPtr(i.ImageUri)
	}
	var images []WorkerImage
	for _, worker := range slices.Sorted(maps.Keys(x.WorkerTypeSpecifications)) {
		if i := x.WorkerTypeSpecifications[worker].ImageConfiguration; i != nil {
			images = append(images, WorkerImage{worker, aws.ToString(i.ImageUri)})
		}
	}
	a.WorkerImages = inventory.Known(images)
	a.DiskKeyARN = inventory.Known("")
	if d := x.DiskEncryptionConfiguration; d != nil {
		a.DiskKeyARN = inventory.Known(aws.ToString(d.EncryptionKeyArn))
	}
	a.AutoStop, a.LivyEndpoint, a.Studio = inventory.FromPtr[bool](nil), inventory.FromPtr[bool](nil), inventory.FromPtr[bool](nil)
	if c := x.AutoStopConfiguration; c != nil {
		a.AutoStop = inventory.FromPtr(c.Enabled)
	}
	if c := x.InteractiveConfiguration; c != nil {
		a.LivyEndpoint, a.Studio = inventory.FromPtr(c.LivyEndpointEnabled), inventory.FromPtr(c.StudioEnabled)
	}
	a.monitored(x.MonitoringConfiguration)
}

// monitored reads where the logs go; a configuration that is left out is AWS's default.
func (a *Application) monitored(m *types.MonitoringConfiguration) {
	a.ManagedLogs, a.CloudWatchLogs = inventory.Known(true), inventory.Known(false)
	a.ManagedLogsKeyARN, a.S3LogURI, a.S3LogsKeyARN, a.CloudWatchLogsKeyARN = inventory.Known(""), inventory.Known(""), inventory.Known(""), inventory.Known("")
	if m == nil {
		return
	}
	if p := m.ManagedPersistenceMonitoringConfiguration; p != nil {
		a.ManagedLogs, a.ManagedLogsKeyARN = inventory.Known(p.Enabled == nil || *p.Enabled), inventory.Known(aws.ToString(p.EncryptionKeyArn))
	}
	if p := m.S3MonitoringConfiguration; p != nil {
		a.S3LogURI, a.S3LogsKeyARN = inventory.Known(aws.ToString(p.LogUri)), inventory.Known(aws.ToString(p.EncryptionKeyArn))
	}
	if p := m.CloudWatchLoggingConfiguration; p != nil {
		a.CloudWatchLogs, a.CloudWatchLogsKeyARN = inventory.FromPtr(p.Enabled), inventory.Known(aws.ToString(p.EncryptionKeyArn))
	}
}

// undescribed makes every fact of GetApplication a gap; a nil gap is that of an answer that lacks it.
func (a *Application) undescribed(gap *inventory.Gap) {
	a.Tags = missing[map[string]string](gap)
	a.SubnetIDs, a.SecurityGroupIDs = missing[[]string](gap), missing[[]string](gap)
	a.WorkerImages = missing[[]WorkerImage](gap)
	text, flag := missing[string](gap), missing[bool](gap)
	a.ImageURI, a.ManagedLogsKeyARN, a.S3LogURI, a.S3LogsKeyARN, a.CloudWatchLogsKeyARN, a.DiskKeyARN = text, text, text, text, text, text
	a.ManagedLogs, a.CloudWatchLogs, a.AutoStop, a.LivyEndpoint, a.Studio = flag, flag, flag, flag, flag
}

func missing[V any](gap *inventory.Gap) inventory.Fact[V] {
	if gap == nil {
		return inventory.FromPtr[V](nil)
	}
	return inventory.Missing[V](gap)
}
