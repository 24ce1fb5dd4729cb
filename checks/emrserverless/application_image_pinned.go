package emrserverless

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/inventory/responsibility"
)

// ApplicationImagePinned asks that an application with custom images says which ones it runs.
var ApplicationImagePinned = &checks.Check[emrserverless.Application]{
	Meta: checks.Meta{
		ID: "emrserverless-application-image-pinned", Title: "Custom images of EMR Serverless applications are named by digest", Duty: responsibility.ImagePatch, Severity: checks.Medium, Since: "0.1",
		Why:  "EMR Serverless looks up what a tag stands for when the application starts, or with each job. Whoever can push to the repository changes what runs with the job's role, and nobody can say which image was scanned.",
		Fix:  "aws emr-serverless update-application --application-id ID --image-configuration imageUri=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME@sha256:DIGEST, from the pipeline that builds and scans the image, so that each rebuild still gets there.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/application-custom-image.html", "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/updating-running-applications.html"},
	},
	Reads: []*inventory.Call{emrserverless.GetApplication},
	Run:   applicationImagePinned,
	Cases: []checks.Case[emrserverless.Application]{
		{Name: "digest", Given: application(image(registry + "spark" + pinned)), Want: checks.Pass},
		{Name: "tag", Given: application(image(registry + "spark:7.9-3")), Want: checks.Fail},
		{Name: "workers_by_digest", Given: application(workers(emrserverless.WorkerImage{WorkerType: "Driver", ImageURI: registry + "driver" + pinned})), Want: checks.Pass},
		{Name: "one_worker_by_tag", Given: application(image(registry+"spark"+pinned), workers(
			emrserverless.WorkerImage{WorkerType: "Driver", ImageURI: registry + "driver" + pinned}, emrserverless.WorkerImage{WorkerType: "Executor", ImageURI: registry + "executor:latest"})), Want: checks.Fail},
		{Name: "worker_without_image", Given: application(workers(emrserverless.WorkerImage{WorkerType: "Driver"})), Want: checks.Unknown},
		{Name: "image_of_the_release", Given: application(), Want: checks.NotApplicable},
		{Name: "workers_denied", Given: application(image(registry+"spark"+pinned), func(a *emrserverless.Application) {
			a.WorkerImages = denied[[]emrserverless.WorkerImage](emrserverless.GetApplication)
		}), Want: checks.Unknown},
		{Name: "denied", Given: application(func(a *emrserverless.Application) { a.ImageURI = denied[string](emrserverless.GetApplication) }), Want: checks.Unknown},
	},
}

func applicationImagePinned(v *checks.View[emrserverless.Application]) checks.Verdict {
	all, known := checks.Read(v, v.Resource.ImageURI)
	list, read := checks.Read(v, v.Resource.WorkerImages)
	if !known || !read {
		return v.Unknown("the images of the application are not known")
	}
	var byDigest, byTag []string
	add := func(member, uri string) {
		if strings.Contains(uri, "@sha256:") {
			byDigest = append(byDigest, member+" is "+uri)
		} else {
			byTag = append(byTag, member+" is "+uri)
		}
	}
	if all != "" {
		add("imageConfiguration.imageUri", all)
	}
	for _, w := range list {
		if w.ImageURI == "" {
			return v.Unknown("the image of worker type %s is not known", w.WorkerType)
		}
		add("imageUri of worker type "+w.WorkerType, w.ImageURI)
	}
	switch {
	case len(byTag) > 0:
		return v.Fail("%s", checks.First(byTag, 3))
	case len(byDigest) == 0:
		return v.NotApplicable("the workers run the image of the release: the application has no custom one")
	}
	return v.Pass("%s", checks.First(byDigest, 3))
}
