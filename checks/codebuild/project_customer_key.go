package codebuild

import (
	"slices"
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/inventory/responsibility"
)

// ProjectCustomerKey wants a key of one's own for what builds write.
var ProjectCustomerKey = &checks.Check[codebuild.Project]{
	Meta: checks.Meta{
		ID: "codebuild-project-customer-key", Title: "Artifacts and caches of build projects are encrypted with a customer managed key", Duty: responsibility.KeyManagement, Severity: checks.Low, Since: "0.1",
		Why:  "Under the key that S3 manages for the account, everybody with s3:GetObject reads what the builds left. A key of one's own says who may open it, shows who did, and can be taken back.",
		Fix:  "aws codebuild update-project --name NAME --encryption-key KEY_ARN, and let the service role use the key.",
		Refs: []string{"https://docs.aws.amazon.com/codebuild/latest/userguide/setting-up-kms.html"},
	},
	Run: projectCustomerKey,
	Cases: []checks.Case[codebuild.Project]{
		{Name: "own_key", Given: project(), Want: checks.Pass},
		{Name: "key_of_s3", Given: project(func(p *codebuild.Project) {
			p.EncryptionKey = inventory.Known("arn:aws:kms:eu-central-1:111122223333:alias/aws/s3")
		}), Want: checks.Fail},
		{Name: "no_key", Given: project(func(p *codebuild.Project) { p.EncryptionKey = inventory.Known("") }), Want: checks.Fail},
		{Name: "cache_in_bucket", Given: project(func(p *codebuild.Project) {
			p.Artifacts = inventory.Known([]codebuild.Artifact{{Type: "CODEPIPELINE"}})
		}, func(p *codebuild.Project) {
			p.Cache = inventory.Known(codebuild.Cache{Type: "S3", Location: "corp-builds/cache"})
		}), Want: checks.Pass},
		{Name: "writes_nothing", Given: project(func(p *codebuild.Project) {
			p.Artifacts = inventory.Known([]codebuild.Artifact{{Type: "NO_ARTIFACTS"}})
		}), Want: checks.NotApplicable},
		{Name: "unread", Given: project(func(p *codebuild.Project) { p.Artifacts = unread[[]codebuild.Artifact]() }), Want: checks.Unknown},
	},
}

func projectCustomerKey(v *checks.View[codebuild.Project]) checks.Verdict {
	list, _ := checks.Read(v, v.Resource.Artifacts)
	cache, _ := checks.Read(v, v.Resource.Cache)
	if cache.Type != "S3" && !slices.ContainsFunc(list, func(a codebuild.Artifact) bool { return a.Type == "S3" }) {
		return v.NotApplicable("the project writes neither artifacts nor a cache to a bucket by itself")
	}
	switch key, _ := checks.Read(v, v.Resource.EncryptionKey); {
	case key == "":
		return v.Fail("the project has no encryptionKey")
	case strings.Contains(key, "alias/aws/"):
		return v.Fail("encryptionKey is %s, which AWS manages", key)
	default:
		return v.Pass("encryptionKey is %s", key)
	}
}
