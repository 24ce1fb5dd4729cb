package images

import (
	"fmt"
	"time"

	"demarc/checks"
	"demarc/checks/patching"
	"demarc/inventory/ecr"
)

// Patched judges the vulnerabilities of every image.
func Patched[T any](v *checks.View[T], uses []Use, packages patching.Packages) checks.Verdict {
	return each(v, uses, func(r Reference) patching.Part {
		image, why := resolve(v, r)
		if image == nil {
			return patching.Part{State: patching.Unknown, Text: why}
		}
		return Vulnerabilities(v, image, packages)
	})
}

// Vulnerabilities is what is known of an image's: by Inspector, and where it does not look by basic scanning.
func Vulnerabilities[T any](v *checks.View[T], image *Image, packages patching.Packages) patching.Part {
	if image.Index() {
		return patching.Part{State: patching.Unknown, Text: several(image)}
	}
	part := patching.Inspect(v, patching.Image, packages, image.In.Region, image.In.ARN+"/"+image.Digest)
	if part.State != patching.Off {
		return part
	}
	basic := basicScan(v, image, packages)
	if basic.State != patching.Pass {
		basic.Text = part.Text + "; " + basic.Text
	}
	return basic
}

func several(image *Image) string {
	return short(image.Digest) + " is an index of images for several platforms, and ECR does not say which they are"
}

// basicScan weighs counts by severity. They do not tell of which vulnerabilities there is a fix, nor since when they are
// known: so some are unknown, and only none of them passes.
func basicScan[T any](v *checks.View[T], image *Image, packages patching.Packages) patching.Part {
	unknown := func(format string, args ...any) patching.Part {
		return patching.Part{State: patching.Unknown, Text: fmt.Sprintf(format, args...)}
	}
	if packages == patching.ApplicationPackages {
		return unknown("ECR's basic scanning looks at the packages of the operating system alone")
	}
	status, summary, why := Scan(v, image)
	switch {
	case why != "":
		return unknown("%s", why)
	case status == "":
		return unknown("ECR never scanned it")
	case summary == nil:
		return unknown("ECR's scan status is %s, and no findings are counted", status)
	}
	text := fmt.Sprintf("ECR's basic scan %s found %d of severity critical and %d of severity high", patching.Ago(summary.CompletedAt, v.Now()), summary.Critical, summary.High)
	switch {
	case v.Now().Sub(summary.CompletedAt) > v.Policy().PatchEvidenceFresh.Duration():
		return unknown("%s; it is older than the %d days that count", text, v.Policy().PatchEvidenceFresh)
	case summary.Critical+summary.High > 0:
		return unknown("%s, and does not tell which of them have a fix", text)
	}
	return patching.Part{State: patching.Pass, Text: text + " in the packages of the operating system"}
}

// Scan returns the outcome of the last scan as ECR tells it: of any image where DescribeImages has it, else of the
// repository's newest alone. why says why it is not known.
func Scan[T any](v *checks.View[T], image *Image) (status string, _ *ecr.ScanSummary, why string) {
	if image.Index() {
		return "", nil, several(image)
	}
	if image.ScanStatus != "" {
		return image.ScanStatus, image.Summary, ""
	}
	list, _ := checks.Consult(v, image.In.Images)
	if newest := ecr.Newest(list); newest == nil || newest.Digest != image.Digest {
		return "", nil, "ECR tells of basic scans one at a time, and the scan asks for the repository's newest image alone"
	}
	scan, gap := checks.Consult(v, image.In.NewestScan)
	if gap != nil {
		return "", nil, "scan: not read: " + gap.String()
	}
	return scan.Status, scan.Summary, ""
}

// Recent judges how long ago every image was pushed. ECR does not know when it was built; it was not later.
func Recent[T any](v *checks.View[T], uses []Use) checks.Verdict {
	return each(v, uses, func(r Reference) patching.Part {
		image, why := resolve(v, r)
		if image == nil {
			return patching.Part{State: patching.Unknown, Text: why}
		}
		return Age(image.PushedAt, v.Policy(), v.Now())
	})
}

// Age judges when an image was pushed.
func Age(pushed time.Time, p *checks.Policy, now time.Time) patching.Part {
	text := fmt.Sprintf("it was pushed %s; the policy allows %d days", patching.Ago(pushed, now), p.ImageMaxAge)
	switch {
	case pushed.IsZero():
		return patching.Part{State: patching.Unknown, Text: "ECR does not say when it was pushed"}
	case now.Sub(pushed) > p.ImageMaxAge.Duration():
		return patching.Part{State: patching.Fail, Text: text}
	}
	return patching.Part{State: patching.Pass, Text: text}
}
