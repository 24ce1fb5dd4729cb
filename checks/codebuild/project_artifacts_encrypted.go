package codebuild

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectArtifactsEncrypted finds results that are written in the clear.
var ProjectArtifactsEncrypted = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-artifacts-encrypted", Title: "Build projects encrypt their artifacts", Duty: responsibility.DataRest, Severity: checks.Medium, Since: "0.1",
		Why:  "Artifacts are what gets deployed, and often hold configuration. With encryption switched off only the bucket's policy stands between them and a reader, and no key can be taken away.",
		Fix:  "aws codebuild update-project --name NAME --artifacts type=S3,location=BUCKET,encryptionDisabled=false",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html"},
	},
	Run: func(v *checks.View[codebuild.Project]) checks.Verdict {
		list, _ := checks.Read(v, v.Resource.Artifacts)
		written := 0
		for _, a := range list {
			switch {
			case a.Type != "S3":
			case a.EncryptionDisabled:
				return v.Fail("encryptionDisabled is true for the artifacts in %s", a.Location)
			default:
				written++
			}
		}
		if written == 0 {
			return v.NotApplicable("the project writes no artifacts to a bucket by itself")
		}
		return v.Pass("encryptionDisabled is true for none of %d artifacts", written)
	},
	Cases: []checks.Case[codebuild.Project]{
		{Name: "encrypted", Given: project(), Want: checks.Pass},
		{Name: "plain", Given: project(func(p *codebuild.Project) {
			p.Artifacts = inventory.Known([]codebuild.Artifact{{Type: "S3", Location: "a"}, {Type: "S3", Location: "b", EncryptionDisabled: true}})
		}), Want: checks.Fail},
		{Name: "none", Given: project(func(p *codebuild.Project) {
			p.Artifacts = inventory.Known([]codebuild.Artifact{{Type: "NO_ARTIFACTS"}})
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Artifacts = unread[[]codebuild.Artifact]() }), Want: checks.Unknown},
	},
}
