package emrserverless

import (
	"strings"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/inventory/responsibility"
)

// ApplicationCustomerKey wants a key whose use the customer can see and end for what EMR Serverless keeps: the disks of
// the workers and the logs. Logs in a bucket or a log group are judged there.
var ApplicationCustomerKey = &checks.Check[emrserverless.Application]{
	Meta: checks.Meta{
		ID: "emrserverless-application-customer-key", Title: "The disks and logs of EMR Serverless applications are encrypted with a key of the account's own", Duty: responsibility.KeyManagement, Severity: checks.Informational, Since: "0.1",
		Why:  "EMR Serverless encrypts both in any case, with keys of its own. Only with a key of the account does the use of it stand in CloudTrail, and only that key can be taken away.",
		Fix:  "aws emr-serverless stop-application --application-id ID; aws emr-serverless update-application --application-id ID --disk-encryption-configuration encryptionKeyArn=KEY_ARN --monitoring-configuration '{\"managedPersistenceMonitoringConfiguration\":{\"enabled\":true,\"encryptionKeyArn\":\"KEY_ARN\"}}', with a key policy that lets EMR Serverless use it.",
		Refs: []string{"https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/disk-encryption-cmk.html", "https://docs.aws.amazon.com/emr/latest/EMR-Serverless-UserGuide/logging.html"},
	},
	Reads: []*inventory.Call{emrserverless.GetApplication},
	Run:   applicationCustomerKey,
	Cases: []checks.Case[emrserverless.Application]{
		{Name: "own", Given: application(), Want: checks.Pass},
		{Name: "no_managed_logs", Given: application(logs(false, "s3://logs/", false), logKey("")), Want: checks.Pass},
		{Name: "disks_of_the_service", Given: application(func(a *emrserverless.Application) { a.DiskKeyARN = inventory.Known("") }), Want: checks.Fail},
		{Name: "logs_of_the_service", Given: application(logKey("")), Want: checks.Fail},
		{Name: "disks_denied", Given: application(func(a *emrserverless.Application) { a.DiskKeyARN = denied[string](emrserverless.GetApplication) }), Want: checks.Unknown},
		{Name: "logs_denied", Given: application(func(a *emrserverless.Application) {
			a.ManagedLogsKeyARN = denied[string](emrserverless.GetApplication)
		}), Want: checks.Unknown},
	},
}

func applicationCustomerKey(v *checks.View[emrserverless.Application]) checks.Verdict {
	disk, _ := checks.Read(v, v.Resource.DiskKeyARN)
	managed, _ := checks.Read(v, v.Resource.ManagedLogs)
	key, _ := checks.Read(v, v.Resource.ManagedLogsKeyARN)
	var open []string
	if disk == "" {
		open = append(open, "diskEncryptionConfiguration.encryptionKeyArn is not set")
	}
	if managed && key == "" {
		open = append(open, "managedPersistenceMonitoringConfiguration.encryptionKeyArn is not set")
	}
	switch {
	case len(open) > 0:
		return v.Fail("%s: a key of the service encrypts", strings.Join(open, ", "))
	case managed:
		return v.Pass("diskEncryptionConfiguration.encryptionKeyArn is %s, and the logs have %s", disk, key)
	}
	return v.Pass("diskEncryptionConfiguration.encryptionKeyArn is %s, and EMR Serverless keeps no logs itself", disk)
}

func logKey(arn string) func(*emrserverless.Application) {
	return func(a *emrserverless.Application) { a.ManagedLogsKeyARN = inventory.Known(arn) }
}
