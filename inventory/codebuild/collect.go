package codebuild

import (
	"context"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/codebuild"
	"github.com/aws/aws-sdk-go-v2/service/codebuild/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// ProjectCollector brings the build projects of a region.
var ProjectCollector = &collect.Collector{
	Types:   []*inventory.Type{ProjectType},
	Lists:   []*inventory.Call{ListProjects, BatchGetProjects},
	Collect: collectProjects,
}

// ReportGroupCollector brings the report groups of a region.
var ReportGroupCollector = &collect.Collector{
	Types:   []*inventory.Type{ReportGroupType},
	Lists:   []*inventory.Call{ListReportGroups, BatchGetReportGroups},
	Collect: collectReportGroups,
}

// batch is how many names the batch forms take, and a page of the lists holds, at most.
const batch = 100

// expected are the members without which an answer is none.
var expected = map[string][]string{
	"ListProjects": {"projects"}, "BatchGetProjects": {"projects"}, "ListReportGroups": {"reportGroups"}, "BatchGetReportGroups": {"reportGroups"},
}

func newClient(s *collect.Scan) *sdk.Client {
	return sdk.NewFromConfig(s.Config(), func(o *sdk.Options) { o.APIOptions = append(o.APIOptions, collect.Expect(expected)) })
}

func collectProjects(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var names []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListProjectsPaginator(client, &sdk.ListProjectsInput{})) {
		if err != nil {
			broken = &collect.CallError{Call: ListProjects, Err: err}
			break
		}
		names = append(names, page.Projects...)
	}
	for chunk := range slices.Chunk(names, batch) {
		out, err := client.BatchGetProjects(ctx, &sdk.BatchGetProjectsInput{Names: chunk})
		if err != nil {
			return &collect.CallError{Call: BatchGetProjects, Err: err}
		}
		for i := range out.Projects {
			if x := &out.Projects[i]; aws.ToString(x.Name) != "" {
				s.Emit(newProject(s, x))
			}
		}
		// A project that is not found was deleted in between; one that is in neither list was lost.
		lost(s, ProjectType, len(chunk)-len(out.Projects)-len(out.ProjectsNotFound))
	}
	return broken
}

func collectReportGroups(ctx context.Context, s *collect.Scan) error {
	client := newClient(s)
	var arns []string
	var broken error
	for page, err := range collect.Pages(ctx, sdk.NewListReportGroupsPaginator(client, &sdk.ListReportGroupsInput{MaxResults: aws.Int32(batch)})) {
		if err != nil {
			broken = &collect.CallError{Call: ListReportGroups, Err: err}
			break
		}
		arns = append(arns, page.ReportGroups...)
	}
	for chunk := range slices.Chunk(arns, batch) {
		out, err := client.BatchGetReportGroups(ctx, &sdk.BatchGetReportGroupsInput{ReportGroupArns: chunk})
		if err != nil {
			return &collect.CallError{Call: BatchGetReportGroups, Err: err}
		}
		for i := range out.ReportGroups {
			if x := &out.ReportGroups[i]; aws.ToString(x.Name) != "" && x.Status != types.ReportGroupStatusTypeDeleting {
				s.Emit(newReportGroup(s, x))
			}
		}
		lost(s, ReportGroupType, len(chunk)-len(out.ReportGroups)-len(out.ReportGroupsNotFound))
	}
	return broken
}

// lost marks a listing as partial of which the batch form left out some.
func lost(s *collect.Scan, t *inventory.Type, n int) {
	if n > 0 {
		s.Incomplete(t.Kind, &inventory.Gap{Class: inventory.Omitted, Call: t.List.String(), Region: s.Region, Detail: "the answer leaves out what was asked for"})
	}
}

func newReportGroup(s *collect.Scan, x *types.ReportGroup) *ReportGroup {
	name := *x.Name
	g := &ReportGroup{Ref: identity(s, name, "report-group/"+name, x.Arn, x.Tags)}
	if x.ExportConfig == nil {
		g.ExportConfigType, g.S3Destination = inventory.FromPtr[string](nil), inventory.FromPtr[S3Destination](nil)
		return g
	}
	g.ExportConfigType, g.S3Destination = inventory.FromEnum(x.ExportConfig.ExportConfigType), inventory.Known(S3Destination{})
	if d := x.ExportConfig.S3Destination; d != nil {
		g.S3Destination = inventory.Known(S3Destination{aws.ToString(d.Bucket), aws.ToString(d.EncryptionKey), d.EncryptionDisabled})
	}
	return g
}

// identity is a resource's own: the answers hold its ARN and its tags.
func identity(s *collect.Scan, name, resource string, arn *string, tags []types.Tag) inventory.Ref {
	ref := s.Ref(name, "codebuild", resource)
	if arn != nil {
		ref.ARN = *arn
	}
	all := map[string]string{}
	for _, t := range tags {
		all[aws.ToString(t.Key)] = aws.ToString(t.Value)
	}
	ref.Tags = inventory.Known(all)
	return ref
}
