package emrserverless_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/emrserverless"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/emrserverless/"
	arn = "arn:aws:emr-serverless:eu-central-1:111122223333:/applications/"
	key = "arn:aws:kms:eu-central-1:111122223333:key/"
)

// head is what both calls say of an application.
func head(idMember, id, state string) string {
	return `"` + idMember + `":"` + id + `","name":"app-` + id + `","arn":"` + arn + id + `","releaseLabel":"emr-7.13.0","type":"Spark","architecture":"ARM64","state":"` + state + `","createdAt":"2026-01-02T03:04:05+00:00","updatedAt":"2026-01-02T03:04:05+00:00"`
}

// account has an application of which everything is set, one of which nothing is, and one that is terminated.
func account() map[string]string {
	return map[string]string{
		dir + "ListApplications": `{"applications":[{` + head("id", "00full", "STARTED") + `},{` + head("id", "00gone", "TERMINATED") + `},{` + head("id", "00bare", "CREATED") + `}]}`,
		dir + "GetApplication/00full": `{"application":{` + head("applicationId", "00full", "STARTED") + `,"tags":{"team":"rates"},
			"networkConfiguration":{"subnetIds":["subnet-1","subnet-2"],"securityGroupIds":["sg-1"]},
			"imageConfiguration":{"imageUri":"111122223333.dkr.ecr.eu-central-1.amazonaws.com/spark:7"},
			"workerTypeSpecifications":{"Executor":{"imageConfiguration":{"imageUri":"111122223333.dkr.ecr.eu-central-1.amazonaws.com/executor:1"}},"Driver":{"imageConfiguration":{"imageUri":"111122223333.dkr.ecr.eu-central-1.amazonaws.com/driver:1"}}},
			"runtimeConfiguration":[{"classification":"spark-defaults","properties":{"spark.hadoop.password":"Tr0ub4dor-prod"}}],
			"monitoringConfiguration":{"managedPersistenceMonitoringConfiguration":{"enabled":false,"encryptionKeyArn":"` + key + `managed"},"s3MonitoringConfiguration":{"logUri":"s3://logs/spark/","encryptionKeyArn":"` + key + `s3"},
				"cloudWatchLoggingConfiguration":{"enabled":true,"encryptionKeyArn":"` + key + `cloudwatch"}},
			"diskEncryptionConfiguration":{"encryptionKeyArn":"` + key + `disk","encryptionContext":{"team":"rates"}},
			"autoStopConfiguration":{"enabled":true,"idleTimeoutMinutes":15},"interactiveConfiguration":{"livyEndpointEnabled":true,"studioEnabled":false}}}`,
		dir + "GetApplication/00bare": `{"application":{` + head("applicationId", "00bare", "CREATED") + `,"networkConfiguration":{},"monitoringConfiguration":{"managedPersistenceMonitoringConfiguration":{}}}}`,
	}
}

func scan(t *testing.T, o localstack.Options, changes map[string]string) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, localstacktest.Files(account(), changes), emrserverless.Collectors, o)
}

// described are applications as the facts that they have; nil is what is not known.
func described(s *inventory.Snapshot) map[string][]any {
	out := map[string][]any{}
	for _, r := range s.Of("emrserverless.application") {
		a := r.(*emrserverless.Application)
		out[a.ID] = []any{
			a.ARN, a.Name, localstacktest.Value(a.State), localstacktest.Value(a.ReleaseLabel), localstacktest.Value(a.EngineType), localstacktest.Value(a.Architecture),
			localstacktest.Value(a.Tags), localstacktest.Value(a.SubnetIDs), localstacktest.Value(a.SecurityGroupIDs), localstacktest.Value(a.ImageURI), localstacktest.Value(a.WorkerImages),
			localstacktest.Value(a.ManagedLogs), localstacktest.Value(a.ManagedLogsKeyARN), localstacktest.Value(a.S3LogURI), localstacktest.Value(a.S3LogsKeyARN),
			localstacktest.Value(a.CloudWatchLogs), localstacktest.Value(a.CloudWatchLogsKeyARN), localstacktest.Value(a.DiskKeyARN),
			localstacktest.Value(a.AutoStop), localstacktest.Value(a.LivyEndpoint), localstacktest.Value(a.Studio),
		}
	}
	return out
}

var (
	full = []any{
		arn + "00full", "app-00full", "STARTED", "emr-7.13.0", "Spark", "ARM64", map[string]string{"team": "rates"}, []string{"subnet-1", "subnet-2"}, []string{"sg-1"},
		"111122223333.dkr.ecr.eu-central-1.amazonaws.com/spark:7",
		[]emrserverless.WorkerImage{{WorkerType: "Driver", ImageURI: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/driver:1"}, {WorkerType: "Executor", ImageURI: "111122223333.dkr.ecr.eu-central-1.amazonaws.com/executor:1"}},
		false, key + "managed", "s3://logs/spark/", key + "s3", true, key + "cloudwatch", key + "disk", true, true, false,
	}
	bare = []any{
		arn + "00bare", "app-00bare", "CREATED", "emr-7.13.0", "Spark", "ARM64", map[string]string(nil), []string(nil), []string(nil),
		"", []emrserverless.WorkerImage(nil), true, "", "", "", false, "", "", nil, nil, nil,
	}
)

// listed is what ListApplications alone says of an application.
func listed(all []any) []any {
	return append(append([]any{}, all[:6]...), make([]any, len(all)-6)...)
}

func TestApplications(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 1}, nil)
	if diff := cmp.Diff(map[string][]any{"00full": full, "00bare": bare}, described(s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]int{"EMRServerless.ListApplications": 2, "EMRServerless.GetApplication": 2}, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestUnread(t *testing.T) {
	onlyListed := map[string][]any{"00full": listed(full), "00bare": listed(bare)}
	for name, tt := range map[string]struct {
		faults  localstack.Faults
		changes map[string]string
		want    map[string][]any
	}{
		"denied":        {faults: localstack.Faults{Denied: []string{"emr-serverless:GetApplication"}}, want: onlyListed},
		"empty":         {faults: localstack.Faults{Damage: map[string]localstack.Damage{"EMRServerless.GetApplication": localstack.Empty}}, want: onlyListed},
		"another":       {changes: map[string]string{dir + "GetApplication/00full": `{"application":{` + head("applicationId", "00other", "STARTED") + `}}`}, want: map[string][]any{"00full": listed(full), "00bare": bare}},
		"gone_by_now":   {changes: map[string]string{dir + "GetApplication/00full": `{"Error":{"Code":"ResourceNotFoundException","Message":"Application 00full does not exist","Status":404}}`}, want: map[string][]any{"00full": listed(full), "00bare": bare}},
		"list_is_empty": {changes: map[string]string{dir + "ListApplications": `{"applications":[]}`}, want: map[string][]any{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, described(scan(t, localstack.Options{Faults: tt.faults}, tt.changes))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestListUnread(t *testing.T) {
	for name, tt := range map[string]struct {
		faults localstack.Faults
		want   inventory.Class
	}{
		"denied": {localstack.Faults{Denied: []string{"emr-serverless:ListApplications"}}, inventory.Denied},
		"empty":  {localstack.Faults{Damage: map[string]localstack.Damage{"EMRServerless.ListApplications": localstack.Empty}}, inventory.Unsupported},
	} {
		t.Run(name, func(t *testing.T) {
			s := scan(t, localstack.Options{Faults: tt.faults}, nil)
			if c := s.Coverage[0]; c.Status != inventory.Unread || c.Gap.Class != tt.want {
				t.Errorf("coverage %+v", c)
			}
		})
	}
}
