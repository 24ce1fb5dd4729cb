package ssm

import (
	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// SettingsAutomationLogging finds regions in which the scripts of runbooks leave no log.
var SettingsAutomationLogging = &checks.Check[ssm.Settings]{
	Meta: checks.Meta{
		ID: "ssm-settings-automation-logging", Title: "Scripts in Automation runbooks log to CloudWatch", Duty: responsibility.OpsLogging, Severity: checks.Medium, Since: "0.1",
		Why:  "Runbooks run scripts with rights over the whole account. CloudTrail shows that one ran, and not what the script did or said.",
		Fix:  "In each region: aws ssm update-service-setting --setting-id /ssm/automation/customer-script-log-destination --setting-value CloudWatch",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-logging.html", "https://docs.aws.amazon.com/securityhub/latest/userguide/ssm-controls.html#ssm-6"},
	},
	Run: func(v *checks.View[ssm.Settings]) checks.Verdict {
		switch value, _ := checks.Read(v, v.Resource.ScriptLogDestination); value {
		case "CloudWatch":
			return v.Pass("customer-script-log-destination is CloudWatch")
		default:
			return v.Fail("customer-script-log-destination is %q", value)
		}
	},
	Cases: []checks.Case[ssm.Settings]{
		{Name: "logged", Given: settings(inventory.Known("Enable"), inventory.Known("CloudWatch")), Want: checks.Pass},
		{Name: "notLogged", Given: settings(inventory.Known("Enable"), inventory.Known("")), Want: checks.Fail},
		{Name: "denied", Given: settings(inventory.Known("Enable"), refused()), Want: checks.Unknown},
	},
}
