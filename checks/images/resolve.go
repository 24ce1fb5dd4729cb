package images

import (
	"fmt"
	"slices"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory"
	"demarc/inventory/ecr"
)

// Wants returns what Patched and Recent read.
func Wants() []inventory.Want {
	return append([]inventory.Want{{Type: ecr.RepositoryType, Calls: []*inventory.Call{ecr.DescribeImages, ecr.DescribeImageScanFindings}}}, patching.WantsInspection(patching.Image)...)
}

// WantsAge returns what Recent reads.
func WantsAge() []inventory.Want {
	return []inventory.Want{{Type: ecr.RepositoryType, Calls: []*inventory.Call{ecr.DescribeImages}}}
}

// An Image is one in a repository of the account.
type Image struct {
	ecr.Image
	In *ecr.Repository
}

// Name writes an image as REPOSITORY:TAG, or with the start of its digest where it has no tag.
func (i *Image) Name() string {
	if len(i.Tags) > 0 {
		return i.In.ID + ":" + i.Tags[0]
	}
	return i.In.ID + "@" + short(i.Digest)
}

// short cuts a digest off where people do.
func short(digest string) string {
	const n = len("sha256:") + 12
	if len(digest) <= n {
		return digest
	}
	return digest[:n]
}

// resolve looks an image up. Without one, why says what stands against it.
func resolve[T any](v *checks.View[T], r Reference) (_ *Image, why string) {
	switch {
	case r.Account == "":
		return nil, fmt.Sprintf("it is in the registry %s, which a scan of this account cannot look into", r.Host)
	case r.Account != v.Account():
		return nil, fmt.Sprintf("it is in the registry of account %s, which a scan of this account cannot look into", r.Account)
	}
	repository, gap := checks.Lookup[ecr.Repository](v, r.Region, r.Repository)
	switch {
	case gap != nil:
		return nil, "its repository was not read: " + gap.String()
	case repository == nil:
		return nil, fmt.Sprintf("there is no repository %s in %s any more", r.Repository, r.Region)
	}
	list, gap := checks.Consult(v, repository.Images)
	if gap != nil {
		return nil, "its repository was not read: " + gap.String()
	}
	// With a digest the tag is for people (Docker, "Image references").
	i := slices.IndexFunc(list, func(x ecr.Image) bool {
		if r.Digest != "" {
			return x.Digest == r.Digest
		}
		return slices.Contains(x.Tags, r.Tag)
	})
	if i < 0 {
		return nil, fmt.Sprintf("repository %s has no such image any more, or has it in the archive", r.Repository)
	}
	return &Image{list[i], repository}, ""
}

// byDigest finds the repositories of the region that have an image.
var byDigest = &checks.Index[ecr.Repository]{Keys: func(r *ecr.Repository) inventory.Fact[[]string] {
	list, gap := r.Images.Get()
	if gap != nil {
		return inventory.Missing[[]string](gap)
	}
	digests := make([]string, len(list))
	for i := range list {
		digests[i] = list[i].Digest
	}
	return inventory.Known(digests)
}}

// Find looks an image up of which only the digest is known, in the judged resource's region.
func Find[T any](v *checks.View[T], digest string) (_ *Image, why string) {
	repositories, gap := checks.SomeReferrers(v, byDigest, digest)
	for _, r := range repositories {
		list, _ := checks.Consult(v, r.Images)
		if i := slices.IndexFunc(list, func(x ecr.Image) bool { return x.Digest == digest }); i >= 0 {
			return &Image{list[i], r}, ""
		}
	}
	if gap != nil {
		return nil, "the repositories of the region were not all read: " + gap.String()
	}
	return nil, fmt.Sprintf("no repository of this account in the region has %s any more: it was deleted, or is another account's, which a scan of this account cannot look into", short(digest))
}
