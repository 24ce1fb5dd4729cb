package opensearch

import (
	"time"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/opensearch"
	"demarc/inventory/responsibility"
)

// DomainSoftwareCurrent wants the newest service software.
var DomainSoftwareCurrent = &checks.Check[opensearch.Domain]{
	Meta: checks.Meta{
		ID: "opensearch-domain-software-current", Title: "Domains run the newest service software", Duty: responsibility.EngineVersion, Severity: checks.Medium, Since: "0.1",
		Why:  "Service software brings the patches of the engine and of what is below it. Required updates come by themselves in the end, at a time that AWS picks; optional ones never do.",
		Fix:  "aws opensearch start-service-software-update --domain-name NAME, or turn on AutoSoftwareUpdateEnabled with an off-peak window.",
		Refs: []string{"https://docs.aws.amazon.com/opensearch-service/latest/developerguide/service-software.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/opensearch-controls.html"},
	},
	Reads: []*inventory.Call{opensearch.DescribeDomains},
	Run: func(v *checks.View[opensearch.Domain]) checks.Verdict {
		version, _ := checks.Read(v, v.Resource.CurrentVersion)
		waits, _ := checks.Read(v, v.Resource.UpdateAvailable)
		switch due := v.Resource.AutomatedUpdateDate.Or(time.Time{}); {
		case !waits:
			return v.Pass("ServiceSoftwareOptions.CurrentVersion is %s, and no update is available", version)
		case due.Year() > 1970: // AWS writes the beginning of 1970 where no date is set
			return v.Fail("ServiceSoftwareOptions.CurrentVersion is %s, %s is available and is installed on %s", version, v.Resource.NewVersion.Or("an update"), due.Format("2006-01-02"))
		}
		return v.Fail("ServiceSoftwareOptions.CurrentVersion is %s, and %s is available", version, v.Resource.NewVersion.Or("an update"))
	},
	Cases: []checks.Case[opensearch.Domain]{
		{Name: "current", Given: domain(), Want: checks.Pass},
		{Name: "update", Given: domain(func(d *opensearch.Domain) {
			d.UpdateAvailable, d.NewVersion = inventory.Known(true), inventory.Known("OpenSearch_2_19_R20261101")
		}), Want: checks.Fail},
		{Name: "update_with_date", Given: domain(func(d *opensearch.Domain) {
			d.UpdateAvailable, d.AutomatedUpdateDate = inventory.Known(true), inventory.Known(checks.CaseTime.AddDate(0, 0, 9))
		}), Want: checks.Fail},
		{Name: "denied", Given: domain(func(d *opensearch.Domain) { d.UpdateAvailable = denied[bool]() }), Want: checks.Unknown},
	},
}
