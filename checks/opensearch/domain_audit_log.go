package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainAuditLog wants to know who searched for what.
var DomainAuditLog = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-audit-log", Title: "Domains publish audit logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Without audit logs nobody can say who signed in, who failed to, which documents were read or who changed the permissions: of a leak nothing is left but the loss.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --log-publishing-options AUDIT_LOGS={CloudWatchLogsLogGroupArn=GROUP_ARN,Enabled=true}, then turn audit logs on in Dashboards; they need fine-grained access control.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run:   publishes("AUDIT_LOGS"),
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "on", Given: domain(), Want: checks.Pass},
		{Name: "off", Given: domain(func(d *opensearch.Domain) { d.LogTypes = inventory.Known([]string{"INDEX_SLOW_LOGS"}) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.LogTypes = denied[[]string]() }), Want: checks.Unknown},
	},
}
