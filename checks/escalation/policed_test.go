package escalation

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarc/checks"
	"demarc/inventory"
	"demarc/inventory/apigateway"
	"demarc/inventory/backup"
	"demarc/inventory/dynamodb"
	"demarc/inventory/ecr"
	"demarc/inventory/efs"
	"demarc/inventory/eventbridge"
	"demarc/inventory/kinesis"
	"demarc/inventory/lambda"
	"demarc/inventory/opensearch"
	"demarc/inventory/secretsmanager"
	"demarc/inventory/sns"
	"demarc/inventory/sqs"
)

// TestWhoCanByPolicy asks of each kind with a policy who can use a resource: ana and a partner where the policy says so,
// beside the account's administrator; and what is missing where the policy was not read, or there is no such resource.
func TestWhoCanByPolicy(t *testing.T) {
	const partner = "arn:aws:iam::444455556666:role/stranger"
	at := func(service, resource string) inventory.Ref {
		return inventory.Ref{ID: resource, ARN: "arn:aws:" + service + ":" + checks.CaseRegion + ":" + account + ":" + resource, Region: checks.CaseRegion}
	}
	type text = inventory.Fact[string]
	tried := map[inventory.Kind]bool{"iam.role": true, "kms.key": true, "s3.bucket": true} // by TestWhoCan
	for name, c := range map[string]struct {
		bearer   inventory.Ref
		below    string // what is asked about, after the bearer's ARN
		action   string
		resource func(ref inventory.Ref, policy text) inventory.Resource
		beside   bool // something beside the policy decides, and is said
	}{
		"backup.vault":            {at("backup", "backup-vault:v"), "", "backup:CopyIntoBackupVault", func(r inventory.Ref, p text) inventory.Resource { return &backup.Vault{Ref: r, Policy: p} }, false},
		"dynamodb.stream":         {at("dynamodb", "table/t/stream/2026-01-02T03:04:05.678"), "", "dynamodb:GetRecords", func(r inventory.Ref, p text) inventory.Resource { return &dynamodb.Stream{Ref: r, Policy: p} }, false},
		"dynamodb.table":          {at("dynamodb", "table/t"), "", "dynamodb:GetItem", func(r inventory.Ref, p text) inventory.Resource { return &dynamodb.Table{Ref: r, Policy: p} }, false},
		"index of dynamodb.table": {at("dynamodb", "table/t"), "/index/i", "dynamodb:Query", func(r inventory.Ref, p text) inventory.Resource { return &dynamodb.Table{Ref: r, Policy: p} }, false},
		"ecr.repository":          {at("ecr", "repository/a/b"), "", "ecr:BatchGetImage", func(r inventory.Ref, p text) inventory.Resource { return &ecr.Repository{Ref: r, Policy: p} }, false},
		"efs.file_system":         {at("elasticfilesystem", "file-system/fs-1"), "", "elasticfilesystem:ClientMount", func(r inventory.Ref, p text) inventory.Resource { return &efs.FileSystem{Ref: r, Policy: p} }, false},
		"opensearch.domain": {at("es", "domain/d"), "/orders/_search", "es:ESHttpGet", func(r inventory.Ref, p text) inventory.Resource {
			return &opensearch.Domain{Ref: r, AccessPolicies: p, AdvancedSecurity: inventory.Known(false)}
		}, false},
		"fine-grained opensearch.domain": {at("es", "domain/d"), "", "es:ESHttpGet", func(r inventory.Ref, p text) inventory.Resource {
			return &opensearch.Domain{Ref: r, AccessPolicies: p, AdvancedSecurity: inventory.Known(true)}
		}, true},
		"management of fine-grained opensearch.domain": {at("es", "domain/d"), "", "es:DescribeDomain", func(r inventory.Ref, p text) inventory.Resource {
			return &opensearch.Domain{Ref: r, AccessPolicies: p, AdvancedSecurity: inventory.Known(true)}
		}, false},
		"eventbridge.bus": {at("events", "event-bus/b"), "", "events:PutEvents", func(r inventory.Ref, p text) inventory.Resource { return &eventbridge.Bus{Ref: r, Policy: p} }, false},
		"apigateway.api":  {at("execute-api", "a1b2"), "/live/GET/quotes", "execute-api:Invoke", func(r inventory.Ref, p text) inventory.Resource { return &apigateway.API{Ref: r, Policy: p} }, true},
		"kinesis.stream":  {at("kinesis", "stream/s"), "", "kinesis:GetRecords", func(r inventory.Ref, p text) inventory.Resource { return &kinesis.Stream{Ref: r, Policy: p} }, false},
		"lambda.function": {at("lambda", "function:f"), "", "lambda:InvokeFunction", func(r inventory.Ref, p text) inventory.Resource {
			return &lambda.Function{Ref: r, Role: inventory.Known(boss), Policy: p}
		}, false},
		"secretsmanager.secret": {at("secretsmanager", "secret:db-AbCdEf"), "", "secretsmanager:GetSecretValue", func(r inventory.Ref, p text) inventory.Resource { return &secretsmanager.Secret{Ref: r, Policy: p} }, false},
		"sns.topic":             {at("sns", "t"), "", "sns:Publish", func(r inventory.Ref, p text) inventory.Resource { return &sns.Topic{Ref: r, Policy: p} }, false},
		"sqs.queue":             {at("sqs", "q"), "", "sqs:SendMessage", func(r inventory.Ref, p text) inventory.Resource { return &sqs.Queue{Ref: r, Policy: p} }, false},
	} {
		t.Run(name, func(t *testing.T) {
			asked := c.bearer.ARN + c.below
			kind := string(c.resource(c.bearer, text{}).Type().Kind)
			tried[inventory.Kind(kind)] = true
			if k, bearer := policedBy(asked); k == nil || string(k.kind.Kind) != kind || bearer != c.bearer.ARN {
				t.Fatalf("%s is found by %s", asked, bearer)
			}
			beside := map[bool][]string{true: {kind + " " + asked}}[c.beside]
			type want struct{ Principals, Outside, Missing []string }
			ask := func(with ...inventory.Resource) (got want) {
				w := newWorld()
				w.more = with
				who := New(w.snapshot()).WhoCan(c.action, asked)
				for _, p := range who.Principals {
					got.Principals = append(got.Principals, p.ARN)
				}
				for _, g := range who.Outside {
					got.Outside = append(got.Outside, g.Witness.Principal)
				}
				for _, x := range who.Missing {
					got.Missing = append(got.Missing, x.What)
				}
				return got
			}
			shared := inventory.Known(`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":["` + ana + `","444455556666"]},"Action":"` + c.action + `","Resource":["` + c.bearer.ARN + `","` + asked + `"]}}`)
			other := c.bearer
			other.ARN += "x"
			missing := []string{kind + " " + asked}
			lost := append(missing[:1:1], beside...)
			if kind == "lambda.function" {
				lost = append(lost, "the policy of "+c.bearer.ARN) // of a function whose role is worth having
			}
			for _, x := range []struct {
				name  string
				given inventory.Resource
				want  want
			}{
				{"shared", c.resource(c.bearer, shared), want{[]string{boss, ana}, []string{partner}, beside}},
				{"other resource", c.resource(other, shared), want{[]string{boss}, nil, missing}},
				{"unread", c.resource(c.bearer, unread[string](sqs.GetQueueAttributes)), want{[]string{boss}, nil, lost}},
			} {
				got := ask(x.given)
				slices.Sort(got.Missing)
				slices.Sort(x.want.Missing)
				if diff := cmp.Diff(x.want, got); diff != "" {
					t.Error(x.name, diff)
				}
			}
		})
	}
	for i := range policed {
		if k := policed[i].kind.Kind; !tried[k] {
			t.Errorf("%s has no case", k)
		}
	}
}

// TestBearers has the ARNs whose policy is another resource's, or none's.
func TestBearers(t *testing.T) {
	at := func(service, resource string) string {
		return "arn:aws:" + service + ":eu-central-1:" + account + ":" + resource
	}
	for resource, want := range map[string]string{
		at("events", "rule/nightly"):                             at("events", "event-bus/default"),
		at("events", "rule/orders/nightly"):                      at("events", "event-bus/orders"),
		at("events", "rule/aws.partner/example.com/a/nightly"):   at("events", "event-bus/aws.partner/example.com/a"),
		at("events", "archive/orders"):                           "",
		at("dynamodb", "table/t/index/i"):                        at("dynamodb", "table/t"),
		at("dynamodb", "table/t/stream/2026-01-02T03:04:05.678"): at("dynamodb", "table/t/stream/2026-01-02T03:04:05.678"),
		at("es", "domain/d/index/_doc/1"):                        at("es", "domain/d"),
		at("execute-api", "a1b2/live/GET/"):                      at("execute-api", "a1b2"),
		"arn:aws:s3:::b/a/b":                                     "arn:aws:s3:::b",
		at("rds", "db:orders"):                                   "",
		"*":                                                      "",
	} {
		if _, got := policedBy(resource); got != want {
			t.Errorf("the policy for %s is that of %q, want %q", resource, got, want)
		}
	}
}

// TestOpenBesidePolicies holds what is said of file systems and APIs without a policy, which mean more than "nobody but
// IAM decides".
func TestOpenBesidePolicies(t *testing.T) {
	fs := inventory.Ref{ID: "fs-1", ARN: "arn:aws:elasticfilesystem:eu-central-1:" + account + ":file-system/fs-1", Region: checks.CaseRegion}
	rest := inventory.Ref{ID: "a1b2", ARN: "arn:aws:execute-api:eu-central-1:" + account + ":a1b2", Region: checks.CaseRegion}
	none := inventory.Known("")
	for name, c := range map[string]struct {
		given            inventory.Resource
		action, resource string
		want             []Missing
	}{
		"file system": {&efs.FileSystem{Ref: fs, Policy: none}, "elasticfilesystem:ClientMount", fs.ARN,
			[]Missing{{"efs.file_system " + fs.ARN, "it has no policy, so that every client which reaches a mount target can mount it, write, and be root"}}},
		"management of file system": {&efs.FileSystem{Ref: fs, Policy: none}, "elasticfilesystem:DeleteFileSystem", fs.ARN, nil},
		"private API": {&apigateway.API{Ref: rest, Policy: none, EndpointTypes: inventory.Known([]string{"PRIVATE"})}, "execute-api:Invoke", rest.ARN + "/live/GET/",
			[]Missing{{"apigateway.api " + rest.ARN + "/live/GET/", "it is private and has no policy, so that it refuses every request"}}},
		"API": {&apigateway.API{Ref: rest, Policy: none, EndpointTypes: inventory.Known([]string{"EDGE"})}, "execute-api:Invoke", rest.ARN + "/live/GET/",
			[]Missing{{"apigateway.api " + rest.ARN + "/live/GET/", "a method asks callers for a signature of IAM, for a token, or for nothing, and methods are not read"}}},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			w.more = []inventory.Resource{c.given}
			if diff := cmp.Diff(c.want, New(w.snapshot()).WhoCan(c.action, c.resource).Missing); diff != "" {
				t.Error(diff)
			}
		})
	}
}
