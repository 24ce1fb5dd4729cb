package ecr

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/ecr"
)

// denied is what a refused call leaves.
func denied[V any](c *inventory.Call) inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: c.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: c.Needs})
}

// repository is one that does everything right.
func repository(changes ...func(*ecr.Repository)) ecr.Repository {
	r := ecr.Repository{
		Ref:                inventory.Ref{ID: "web", ARN: "arn:aws:ecr:" + checks.CaseRegion + ":" + checks.CaseAccount + ":repository/web", Region: checks.CaseRegion},
		ImageTagMutability: inventory.Known("IMMUTABLE"), MutabilityExclusions: inventory.Known[[]string](nil),
		EncryptionType: inventory.Known("KMS"), KMSKey: inventory.Known("arn:aws:kms:" + checks.CaseRegion + ":" + checks.CaseAccount + ":key/1"),
		ScanFrequency: inventory.Known("SCAN_ON_PUSH"), Policy: inventory.Known(""), LifecyclePolicy: inventory.Known(`{"rules":[{"rulePriority":1}]}`),
	}
	for _, change := range changes {
		change(&r)
	}
	return r
}

func policy(text string) func(*ecr.Repository) {
	return func(r *ecr.Repository) { r.Policy = inventory.Known(text) }
}

// registry is a registry whose rules scan all that is pushed.
func registry(changes ...func(*ecr.Registry)) ecr.Registry {
	r := ecr.Registry{
		Ref: inventory.Ref{ID: checks.CaseRegion, Region: checks.CaseRegion}, ScanType: inventory.Known("BASIC"),
		Rules: inventory.Known([]ecr.ScanRule{{ScanFrequency: "SCAN_ON_PUSH", Filters: []string{"*"}}}), Policy: inventory.Known(""),
	}
	for _, change := range changes {
		change(&r)
	}
	return r
}

func rules(list ...ecr.ScanRule) func(*ecr.Registry) {
	return func(r *ecr.Registry) { r.Rules = inventory.Known(list) }
}

// Policies of the worked examples.
const (
	pullByAnyone  = `{"Version":"2012-10-17","Statement":[{"Sid":"Pull","Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}`
	pullByPartner = `{"Version":"2012-10-17","Statement":[{"Sid":"Partner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}`
	pullByRole    = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/build"},"Action":"ecr:PutImage"}]}`
	pullByOrg     = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:BatchGetImage","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}]}`
	replicate     = `{"Version":"2012-10-17","Statement":[{"Sid":"Replicate","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:root"},"Action":["ecr:CreateRepository","ecr:ReplicateImage"],"Resource":"arn:aws:ecr:eu-central-1:111122223333:repository/*"}]}`
)
