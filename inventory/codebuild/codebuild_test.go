package codebuild_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/codebuild"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

const (
	dir = "eu-central-1/codebuild/"
	arn = "arn:aws:codebuild:eu-central-1:111122223333:"
)

// answers are those of a project that says everything, one that says little, and a report group of each kind.
var answers = map[string]string{
	dir + "ListProjects": `{"projects":["shop","bare"]}`,
	dir + "BatchGetProjects": `{"projectsNotFound":[],"projects":[{"name":"shop","arn":"` + arn + `project/shop",
		"source":{"type":"BITBUCKET","location":"https://x-token-auth:Tr0ub4dor-prod@bitbucket.org/corp/shop.git?token=Tr0ub4dor-more","insecureSsl":true},
		"secondarySources":[{"type":"BITBUCKET","location":"https://corp@bitbucket.org/corp/tools.git","sourceIdentifier":"tools"},{"type":"S3","location":"corp-source/app.zip","sourceIdentifier":"zip"}],
		"artifacts":{"type":"S3","location":"corp-builds","encryptionDisabled":true},"secondaryArtifacts":[{"type":"S3","location":"corp-maps"}],
		"cache":{"type":"S3","location":"corp-builds/cache"},"encryptionKey":"alias/builds","serviceRole":"arn:aws:iam::111122223333:role/build",
		"environment":{"type":"LINUX_CONTAINER","image":"aws/codebuild/standard:7.0","computeType":"BUILD_GENERAL1_SMALL","privilegedMode":true,"environmentVariables":[
			{"name":"STAGE","value":"prod","type":"PLAINTEXT"},{"name":"DB_PASSWORD","value":"Tr0ub4dor-prod"},{"name":"API_TOKEN","value":"/shop/token","type":"PARAMETER_STORE"}]},
		"webhook":{"url":"https://api.github.com/repos/corp/shop/hooks/1","payloadUrl":"https://codebuild.example/webhooks?t=s3cr3t","secret":"s3cr3t","branchFilter":"main",
			"filterGroups":[[{"type":"EVENT","pattern":"PUSH"},{"type":"ACTOR_ACCOUNT_ID","pattern":"^1$","excludeMatchedPattern":true}]],"pullRequestBuildPolicy":{"requiresCommentApproval":"DISABLED"}},
		"logsConfig":{"cloudWatchLogs":{"status":"DISABLED"},"s3Logs":{"status":"ENABLED","location":"corp-builds/logs","encryptionDisabled":true}},
		"projectVisibility":"PUBLIC_READ","vpcConfig":{"vpcId":"vpc-1"},"tags":[{"key":"env","value":"prod"}]},
		{"name":"bare","arn":"` + arn + `project/bare"}]}`,
	dir + "ListReportGroups": `{"reportGroups":["` + arn + `report-group/units","` + arn + `report-group/kept","` + arn + `report-group/going"]}`,
	dir + "BatchGetReportGroups": `{"reportGroups":[
		{"name":"units","arn":"` + arn + `report-group/units","type":"TEST","status":"ACTIVE","exportConfig":{"exportConfigType":"S3","s3Destination":{"bucket":"corp-reports","encryptionKey":"k","encryptionDisabled":false}}},
		{"name":"kept","arn":"` + arn + `report-group/kept","type":"TEST","status":"ACTIVE","exportConfig":{"exportConfigType":"NO_EXPORT"}},
		{"name":"going","arn":"` + arn + `report-group/going","status":"DELETING"}]}`,
}

// lines returns each resource as a line of JSON, by kind and id, without what all have in common.
func lines(t *testing.T, s *inventory.Snapshot) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, r := range s.Resources {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		_, text, _ := strings.Cut(string(b), `"region":"eu-central-1",`)
		out[string(r.Type().Kind)+" "+r.Identity().ID] = "{" + text
	}
	return out
}

func TestCollect(t *testing.T) {
	s := localstacktest.Scan(t, localstacktest.Files(answers), codebuild.Collectors, localstack.Options{})
	const omitted = `{"class":"omitted"}`
	want := map[string]string{
		"codebuild.project shop": `{"tags":[{"env":"prod"}],"source":[[{"type":"BITBUCKET","location":"https://bitbucket.org/corp/shop.git","credentials":["assigned-secret","connection-string"],"insecureSsl":true},` +
			`{"sourceIdentifier":"tools","type":"BITBUCKET","location":"https://bitbucket.org/corp/tools.git"},{"sourceIdentifier":"zip","type":"S3","location":"corp-source/app.zip"}]],` +
			`"artifacts":[[{"type":"S3","location":"corp-builds","encryptionDisabled":true},{"type":"S3","location":"corp-maps"}]],"cache":[{"type":"S3","location":"corp-builds/cache"}],"encryptionKey":["alias/builds"],` +
			`"environment.type":["LINUX_CONTAINER"],"environment.image":["aws/codebuild/standard:7.0"],"environment.privilegedMode":[true],` +
			`"environment.environmentVariables":[[{"name":"DB_PASSWORD","secrets":["assigned-secret"]},{"name":"STAGE"}]],"serviceRole":["arn:aws:iam::111122223333:role/build"],` +
			`"logsConfig":[{"cloudWatchLogs.status":"DISABLED","s3Logs.status":"ENABLED","s3Logs.location":"corp-builds/logs","s3Logs.encryptionDisabled":true}],` +
			`"webhook":[{"branchFilter":"main","filterGroups":[[{"type":"EVENT","pattern":"PUSH"},{"type":"ACTOR_ACCOUNT_ID","pattern":"^1$","excludeMatchedPattern":true}]],"pullRequestBuildPolicy.requiresCommentApproval":"DISABLED"}],` +
			`"projectVisibility":["PUBLIC_READ"],"vpcConfig.vpcId":["vpc-1"]}`,
		"codebuild.project bare": `{"tags":[{}],"source":` + omitted + `,"artifacts":` + omitted + `,"cache":[{"type":"NO_CACHE"}],"encryptionKey":[""],` +
			`"environment.type":` + omitted + `,"environment.image":` + omitted + `,"environment.privilegedMode":` + omitted + `,"environment.environmentVariables":` + omitted + `,"serviceRole":` + omitted + `,` +
			`"logsConfig":[{"cloudWatchLogs.status":"ENABLED","s3Logs.status":"DISABLED"}],"webhook":[null],"projectVisibility":` + omitted + `,"vpcConfig.vpcId":[""]}`,
		"codebuild.report_group units": `{"tags":[{}],"exportConfig.exportConfigType":["S3"],"exportConfig.s3Destination":[{"bucket":"corp-reports","encryptionKey":"k","encryptionDisabled":false}]}`,
		"codebuild.report_group kept":  `{"tags":[{}],"exportConfig.exportConfigType":["NO_EXPORT"],"exportConfig.s3Destination":[{"bucket":""}]}`,
	}
	if d := cmp.Diff(want, lines(t, s)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]int{"CodeBuild.ListProjects": 1, "CodeBuild.BatchGetProjects": 1, "CodeBuild.ListReportGroups": 1, "CodeBuild.BatchGetReportGroups": 1}, s.Calls); d != "" {
		t.Error(d)
	}
	for _, line := range lines(t, s) {
		if strings.Contains(line, "Tr0ub4dor") || strings.Contains(line, "s3cr3t") {
			t.Errorf("a secret is kept: %s", line)
		}
	}
}

// TestHundreds holds the price of many projects: a hundred to a call.
func TestHundreds(t *testing.T) {
	var names, projects []string
	for i := range 250 {
		names = append(names, fmt.Sprintf(`"p%03d"`, i))
		projects = append(projects, fmt.Sprintf(`{"name":"p%03d"}`, i))
	}
	files := localstacktest.Files(map[string]string{dir + "ListProjects": `{"projects":[` + strings.Join(names, ",") + `]}`, dir + "BatchGetProjects": `{"projects":[` + strings.Join(projects, ",") + `]}`})
	s := localstacktest.Scan(t, files, codebuild.Collectors, localstack.Options{})
	if n := len(s.Of("codebuild.project")); n != 250 {
		t.Errorf("%d projects", n)
	}
	if d := cmp.Diff(map[string]int{"CodeBuild.ListProjects": 3, "CodeBuild.BatchGetProjects": 3, "CodeBuild.ListReportGroups": 1}, s.Calls); d != "" {
		t.Error(d)
	}
}

// TestFaults holds that what was not answered is known to be missing.
func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, kind string
		answers    map[string]string
		faults     localstack.Faults
		want       inventory.CoverageStatus
		class      inventory.Class
	}{
		{"list_denied", "codebuild.project", nil, localstack.Faults{Denied: []string{"codebuild:ListProjects"}}, inventory.Unread, inventory.Denied},
		{"batch_denied", "codebuild.project", nil, localstack.Faults{Denied: []string{"codebuild:BatchGetProjects"}}, inventory.Unread, inventory.Denied},
		{"groups_denied", "codebuild.report_group", nil, localstack.Faults{Denied: []string{"codebuild:BatchGetReportGroups"}}, inventory.Unread, inventory.Denied},
		{"empty_answer", "codebuild.project", nil, localstack.Faults{Damage: map[string]localstack.Damage{"CodeBuild.BatchGetProjects": localstack.Empty}}, inventory.Unread, inventory.Unsupported},
		{"one_left_out", "codebuild.project", map[string]string{dir + "ListProjects": `{"projects":["shop","bare","lost"]}`}, localstack.Faults{}, inventory.Partial, inventory.Omitted},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := localstacktest.Scan(t, localstacktest.Files(answers, c.answers), codebuild.Collectors, localstack.Options{Faults: c.faults})
			got := s.CoverageOf(inventory.Kind(c.kind), "eu-central-1")
			if got == nil || got.Status != c.want || got.Gap == nil || got.Gap.Class != c.class {
				t.Errorf("coverage %+v", got)
			}
		})
	}
}
