package images

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/checks/patching"
)

func TestParse(t *testing.T) {
	const digest = "sha256:abcd"
	for name, want := range map[string]Reference{
		"nginx":                             {Host: "docker.io", Repository: "library/nginx", Tag: "latest"},
		"nginx:1.29":                        {Host: "docker.io", Repository: "library/nginx", Tag: "1.29"},
		"acme/web@" + digest:                {Host: "docker.io", Repository: "acme/web", Digest: digest},
		"index.docker.io/acme/web":          {Host: "docker.io", Repository: "acme/web", Tag: "latest"},
		"localhost/web":                     {Host: "localhost", Repository: "web", Tag: "latest"},
		"registry.example:5000/web":         {Host: "registry.example:5000", Repository: "web", Tag: "latest"},
		"registry.example:5000/a/web:7":     {Host: "registry.example:5000", Repository: "a/web", Tag: "7"},
		"GHCR.io/acme/web:7@" + digest:      {Host: "ghcr.io", Repository: "acme/web", Tag: "7", Digest: digest},
		"public.ecr.aws/lambda/python:3.13": {Host: "public.ecr.aws", Repository: "lambda/python", Tag: "3.13"},
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/a/web:7":             {Host: "111122223333.dkr.ecr.eu-central-1.amazonaws.com", Repository: "a/web", Tag: "7", Account: "111122223333", Region: "eu-central-1"},
		"111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web":                {Host: "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn", Repository: "web", Tag: "latest", Account: "111122223333", Region: "cn-north-1"},
		"111122223333.dkr-ecr.us-east-1.on.aws/web:7":                         {Host: "111122223333.dkr-ecr.us-east-1.on.aws", Repository: "web", Tag: "7", Account: "111122223333", Region: "us-east-1"},
		"111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web@" + digest: {Host: "111122223333.dkr.ecr-fips.us-gov-west-1.amazonaws.com", Repository: "web", Digest: digest, Account: "111122223333", Region: "us-gov-west-1"},
		// Names that only look like the account's registry are somebody else's.
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example/web": {Host: "111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example", Repository: "web", Tag: "latest"},
		"evil.example/111122223333.dkr.ecr.eu-central-1.amazonaws.com/web": {Host: "evil.example", Repository: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/web", Tag: "latest"},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(want, Parse(name)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOrigin(t *testing.T) {
	p := checks.DefaultPolicy()
	p.TrustedAccounts, p.TrustedRegistries = []string{"444455556666"}, []string{"ghcr.io/acme/", "registry.example"}
	for name, want := range map[string]patching.Part{
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/web:7":                       {State: patching.Pass, Text: "its registry is the account's own"},
		"444455556666.dkr.ecr.eu-central-1.amazonaws.com/web:7":                       {State: patching.Pass, Text: "its registry is that of 444455556666, a trusted account"},
		"777788889999.dkr.ecr.eu-central-1.amazonaws.com/web:7":                       {State: patching.Fail, Text: "its registry is that of account 777788889999, which the policy does not trust"},
		"763104351884.dkr.ecr.eu-central-1.amazonaws.com/pytorch-inference:2.6.0-cpu": {State: patching.Pass, Text: "its registry is that of 763104351884, from which AWS hands out Deep Learning Containers"},
		"public.ecr.aws/aws-observability/aws-otel-collector:v0.43.1":                 {State: patching.Pass, Text: "it is published by AWS"},
		"public.ecr.aws/eks-impostor/pause:3.9":                                       {State: patching.Fail, Text: "whoever publishes public.ecr.aws/eks-impostor/pause is neither trusted nor a known publisher"},
		"public.ecr.aws/docker/library/nginx:1.29":                                    {State: patching.Pass, Text: "it is published by Docker, as an Official Image"},
		"nginx":                      {State: patching.Pass, Text: "it is published by Docker, as an Official Image"},
		"bitnami/nginx":              {State: patching.Fail, Text: "whoever publishes docker.io/bitnami/nginx is neither trusted nor a known publisher"},
		"ghcr.io/acme/web:7":         {State: patching.Pass, Text: "the policy trusts ghcr.io/acme/"},
		"ghcr.io/acmeimpostor/web:7": {State: patching.Fail, Text: "whoever publishes ghcr.io/acmeimpostor/web is neither trusted nor a known publisher"},
		"registry.example/anything":  {State: patching.Pass, Text: "the policy trusts registry.example"},
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example/web": {State: patching.Fail, Text: "whoever publishes 111122223333.dkr.ecr.eu-central-1.amazonaws.com.evil.example/web is neither trusted nor a known publisher"},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(want, Origin(Parse(name), "111122223333", p)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestWeigh holds that one image that fails is enough, and that one that is not known keeps all from passing.
func TestWeigh(t *testing.T) {
	pass, fail, unknown, off := patching.Part{State: patching.Pass, Text: "a"}, patching.Part{State: patching.Fail, Text: "b"}, patching.Part{Text: "c"}, patching.Part{State: patching.Off, Text: "d"}
	for name, tt := range map[string]struct {
		parts []patching.Part
		want  patching.Part
	}{
		"none":    {nil, patching.Part{Text: "no image is named"}},
		"passes":  {[]patching.Part{pass, pass}, patching.Part{State: patching.Pass, Text: "a, a"}},
		"fails":   {[]patching.Part{unknown, pass, fail}, patching.Part{State: patching.Fail, Text: "b"}},
		"unknown": {[]patching.Part{pass, off, unknown}, patching.Part{Text: "d, c"}},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(tt.want, weigh(tt.parts)); d != "" {
				t.Error(d)
			}
		})
	}
}
