package dynamodb

import (
	"demarc/checks"
	"demarc/checks/customerkey"
	"demarc/checks/resourcepolicy"
	"demarc/inventory"
	"demarc/inventory/dynamodb"
)

const (
	caseARN   = "arn:aws:dynamodb:" + checks.CaseRegion + ":" + checks.CaseAccount + ":table/bookings"
	streamARN = caseARN + "/stream/2026-01-02T03:04:05.678"
)

// denied is a fact that could not be read.
func denied[V any]() inventory.Fact[V] {
	return inventory.Missing[V](&inventory.Gap{Class: inventory.Denied, Call: dynamodb.DescribeTable.String(), Region: checks.CaseRegion, Code: "AccessDeniedException", Needs: dynamodb.DescribeTable.Needs})
}

// table is one with which nothing is wrong, with the changes.
func table(changes ...func(*dynamodb.Table)) dynamodb.Table {
	t := dynamodb.Table{
		Ref:         inventory.Ref{ID: "bookings", ARN: caseARN, Region: checks.CaseRegion},
		TableStatus: inventory.Known("ACTIVE"), DeletionProtectionEnabled: inventory.Known(true), KMSMasterKeyArn: inventory.Known(customerkey.ExampleARN),
		LatestStreamArn: inventory.Known(""), Policy: inventory.Known(""),
	}
	for _, change := range changes {
		change(&t)
	}
	return t
}

// Where the policies of tables and streams are, and what worked examples of them look like.
var (
	tableExamples = resourcepolicy.Examples[dynamodb.Table]{
		With: func(p inventory.Fact[string]) dynamodb.Table { return table(func(t *dynamodb.Table) { t.Policy = p }) },
		Call: dynamodb.GetResourcePolicy, Action: "dynamodb:GetItem", ARN: caseARN,
	}
	streamExamples = resourcepolicy.Examples[dynamodb.Stream]{
		With: func(p inventory.Fact[string]) dynamodb.Stream {
			return dynamodb.Stream{Ref: inventory.Ref{ID: "bookings/stream/2026-01-02T03:04:05.678", ARN: streamARN, Region: checks.CaseRegion}, StreamEnabled: inventory.Known(true), Policy: p}
		},
		Call: dynamodb.GetResourcePolicy, Action: "dynamodb:GetRecords", ARN: streamARN,
	}
)

func tablePolicy(t *dynamodb.Table) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: t.Policy, Type: "dynamodb.table", ARN: t.ARN}
}

func streamPolicy(s *dynamodb.Stream) resourcepolicy.Policy {
	return resourcepolicy.Policy{Text: s.Policy, Type: "dynamodb.stream", ARN: s.ARN}
}
