package integration

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestOpenData is TestOpenPolicies for tables, file systems, domains, backup vaults and REST APIs. A file system without a
// policy is bounded by its network, and a private API without one refuses everybody. moto has no policies of vaults.
func TestOpenData(t *testing.T) {
	got := verdictsOf(t, "apigateway-api-policy-not-public", "backup-vault-policy-not-public", "dynamodb-table-policy-not-public", "efs-file-system-policy-not-public", "opensearch-domain-policy-not-public")
	want := []string{
		"fail apigateway.api demarc-open", "fail dynamodb.table demarc-open", "fail efs.file_system demarc-open", "fail opensearch.domain demarc-open",
		"pass apigateway.api demarc-closed", "pass dynamodb.table demarc-closed", "pass efs.file_system demarc-closed", "pass opensearch.domain demarc-closed",
		"unknown backup.vault demarc-closed", "unknown backup.vault demarc-open",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
