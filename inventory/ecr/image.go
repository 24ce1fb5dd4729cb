package ecr

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	sdk "github.com/aws/aws-sdk-go-v2/service/ecr"
	"github.com/aws/aws-sdk-go-v2/service/ecr/types"

	"demarc/inventory"
	"demarc/inventory/collect"
)

// An Image is a manifest in a repository: an image, an index of images for several platforms, or an artifact that refers
// to an image, such as its signature.
type Image struct {
	Digest    string    `json:"imageDigest"` // "sha256:..."
	Tags      []string  `json:"imageTags,omitempty"`
	PushedAt  time.Time `json:"imagePushedAt,omitzero"`
	MediaType string    `json:"imageManifestMediaType,omitempty"`
	// ArtifactMediaType is what the manifest is for: an image's configuration, or a type of signature or bill of materials.
	ArtifactMediaType string `json:"artifactMediaType,omitempty"`
	// Subject is the digest of the image that an artifact refers to; empty for an image.
	Subject string `json:"subjectManifestDigest,omitempty"`
	// LastPulledAt is when ECR last recorded a pull, to a day; the zero time for none.
	LastPulledAt time.Time `json:"lastRecordedPullTime,omitzero"`
	// ScanStatus is ACTIVE for an image that is scanned on and on (enhanced scanning), COMPLETE after a scan, or why there
	// is none: PENDING, FAILED, UNSUPPORTED_IMAGE, SCAN_ELIGIBILITY_EXPIRED and so on. It is empty for an image that was
	// never to be scanned, and with basic scanning, of which only DescribeImageScanFindings tells (API reference,
	// DescribeImages).
	ScanStatus string `json:"imageScanStatus.status,omitempty"`
	// Summary is that of the last scan; nil where there was none.
	Summary *ScanSummary `json:"imageScanFindingsSummary,omitempty"`
}

// A ScanSummary counts what a scan found.
type ScanSummary struct {
	CompletedAt time.Time `json:"imageScanCompletedAt,omitzero"`
	Critical    int32     `json:"findingSeverityCounts.CRITICAL"`
	High        int32     `json:"findingSeverityCounts.HIGH"`
}

// A Scan is the outcome of basic scanning of one image. Its zero value says that the image was never scanned.
type Scan struct {
	Digest  string       `json:"imageId.imageDigest,omitempty"`
	Status  string       `json:"imageScanStatus.status,omitempty"` // COMPLETE, IN_PROGRESS, FAILED, UNSUPPORTED_IMAGE
	Summary *ScanSummary `json:"imageScanFindings,omitempty"`      // nil where there are no findings to count
}

// Index reports whether a manifest is a list of those for several platforms: what is named by it is not what runs.
func (i *Image) Index() bool {
	return strings.Contains(i.MediaType, "manifest.list") || strings.Contains(i.MediaType, "image.index")
}

// Artifact reports whether a manifest is no image: it refers to one, by its subject or, as clients did before there was
// that (OCI Distribution Specification, "Referrers Tag Schema"; Cosign's signatures), by its tags; or it is a chart or the
// like.
func (i *Image) Artifact() bool {
	switch i.ArtifactMediaType {
	case "", "application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json":
	default:
		return true
	}
	refers := func(tag string) bool { return strings.HasPrefix(tag, "sha256-") }
	return i.Subject != "" || len(i.Tags) > 0 && !slices.ContainsFunc(i.Tags, func(tag string) bool { return !refers(tag) })
}

// Newest returns the image that was pushed last, of those with a tag if any has one, or nil. Artifacts are none.
func Newest(all []Image) *Image {
	var newest *Image
	for i := range all {
		x := &all[i]
		if x.Artifact() {
			continue
		}
		if newest == nil || len(x.Tags) > 0 && len(newest.Tags) == 0 || (len(x.Tags) > 0) == (len(newest.Tags) > 0) && x.PushedAt.After(newest.PushedAt) {
			newest = x
		}
	}
	return newest
}

// images asks for all that a repository has, by digest.
func images(ctx context.Context, s *collect.Scan, client *sdk.Client, repository string) inventory.Fact[[]Image] {
	var all []Image
	p := sdk.NewDescribeImagesPaginator(client, &sdk.DescribeImagesInput{RepositoryName: &repository, MaxResults: aws.Int32(1000)})
	for page, err := range collect.Pages(ctx, p) {
		if err != nil {
			return collect.Answer[[]Image](s, DescribeImages, nil, err)
		}
		for i := range page.ImageDetails {
			all = append(all, image(&page.ImageDetails[i]))
		}
	}
	slices.SortFunc(all, func(a, b Image) int { return cmp.Compare(a.Digest, b.Digest) })
	return inventory.Known(all)
}

func image(x *types.ImageDetail) Image {
	out := Image{
		Digest: aws.ToString(x.ImageDigest), Tags: slices.Sorted(slices.Values(x.ImageTags)), PushedAt: aws.ToTime(x.ImagePushedAt).UTC(),
		MediaType: aws.ToString(x.ImageManifestMediaType), ArtifactMediaType: aws.ToString(x.ArtifactMediaType), Subject: aws.ToString(x.SubjectManifestDigest),
		LastPulledAt: aws.ToTime(x.LastRecordedPullTime).UTC(),
	}
	if x.ImageScanStatus != nil {
		out.ScanStatus = string(x.ImageScanStatus.Status)
	}
	if f := x.ImageScanFindingsSummary; f != nil {
		out.Summary = summary(f.ImageScanCompletedAt, f.FindingSeverityCounts)
	}
	return out
}

// summary returns nil for an answer without counts, which says nothing of what was found: with no findings ECR writes an
// empty object.
func summary(at *time.Time, counts map[string]int32) *ScanSummary {
	if at == nil || counts == nil {
		return nil
	}
	return &ScanSummary{CompletedAt: at.UTC(), Critical: counts[string(types.FindingSeverityCritical)], High: counts[string(types.FindingSeverityHigh)]}
}

// basicScan asks for the basic scan of an image: the counts come with the first page, whatever its size.
func basicScan(ctx context.Context, s *collect.Scan, client *sdk.Client, repository, digest string) inventory.Fact[Scan] {
	scan := Scan{}
	out, err := client.DescribeImageScanFindings(ctx, &sdk.DescribeImageScanFindingsInput{RepositoryName: &repository, ImageId: &types.ImageIdentifier{ImageDigest: &digest}, MaxResults: aws.Int32(1)})
	if err == nil {
		scan.Digest = digest
		if out.ImageScanStatus != nil {
			scan.Status = string(out.ImageScanStatus.Status)
		}
		if f := out.ImageScanFindings; f != nil {
			scan.Summary = summary(f.ImageScanCompletedAt, f.FindingSeverityCounts)
		}
	}
	return collect.Answer(s, DescribeImageScanFindings, scan, err)
}
