package opensearch

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainErrorLog wants to know what the engine complains about.
var DomainErrorLog = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-error-log", Title: "Domains publish error logs", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Failed queries, nodes that ran out of memory and scripts that somebody tried stand in the application log, which is lost with the node that wrote it.",
		Fix:  "aws opensearch update-domain-config --domain-name NAME --log-publishing-options ES_APPLICATION_LOGS={CloudWatchLogsLogGroupArn=GROUP_ARN,Enabled=true}",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/createdomain-configure-slow-logs.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run:   publishes("ES_APPLICATION_LOGS"),
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "on", Given: domain(), Want: checks.Pass},
		{Name: "off", Given: domain(func(d *opensearch.Domain) { d.LogTypes = inventory.Known([]string{"INDEX_SLOW_LOGS"}) }), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.LogTypes = denied[[]string]() }), Want: checks.Unknown},
	},
}
