package lightsail_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"demarc/inventory"
	"demarc/inventory/lightsail"
	"demarc/inventory/secrets"
	"demarc/localstack"
	"demarc/localstack/localstacktest"
)

func account() fstest.MapFS {
	files := fstest.MapFS{}
	put := func(path, body string) { files[path] = &fstest.MapFile{Data: []byte(body)} }
	put("global/sts/GetCallerIdentity.json", `{"UserId":"AIDA","Account":"111122223333","Arn":"arn:aws:iam::111122223333:user/eve"}`)
	const dir = "eu-central-1/lightsail/"
	put(dir+"GetInstances.json", `{"instances":[
		{"name":"blog","arn":"arn:aws:lightsail:eu-central-1:111122223333:Instance/1","blueprintId":"debian_12","blueprintName":"Debian","publicIpAddress":"203.0.113.9","tags":[{"key":"env","value":"prod"}],
			"addOns":[{"name":"AutoSnapshot","status":"Disabled"}],"metadataOptions":{"httpTokens":"required"},
			"networking":{"ports":[{"fromPort":443,"toPort":443,"protocol":"tcp","accessDirection":"inbound","cidrs":["0.0.0.0/0"],"ipv6Cidrs":["::/0"]},
				{"fromPort":22,"toPort":22,"protocol":"tcp","accessDirection":"inbound","cidrs":[],"cidrListAliases":["lightsail-connect"]},{"fromPort":0,"toPort":65535,"protocol":"all","accessDirection":"outbound","cidrs":["0.0.0.0/0"]}]}},
		{"name":"terse"}]}`)
	put(dir+"GetRelationalDatabases.json", `{"relationalDatabases":[{"name":"db","engine":"mysql","engineVersion":"8.4.6","publiclyAccessible":true,"backupRetentionEnabled":false}]}`)
	put(dir+"GetBuckets.json", `{"buckets":[{"name":"media","accessRules":{"getObject":"private","allowPublicOverrides":true},"readonlyAccessAccounts":["222233334444"],"objectVersioning":"Enabled","accessLogConfig":{"enabled":true}}]}`)
	put(dir+"GetContainerServices.json", `{"containerServices":[{"containerServiceName":"shop","isDisabled":false,"currentDeployment":{"containers":{"web":{"image":"nginx","environment":{"DB_PASSWORD":"Tr0ub4dor-prod","LANG":"C"}}},"publicEndpoint":{"containerName":"web","containerPort":80}}},{"containerServiceName":"empty"}]}`)
	return files
}

func scan(t *testing.T, o localstack.Options) *inventory.Snapshot {
	t.Helper()
	return localstacktest.Scan(t, account(), lightsail.Collectors, o)
}

// described are resources as the facts that they have; "?" is text that was not answered.
func described(s *inventory.Snapshot) map[string]any {
	out := map[string]any{}
	for _, r := range s.Resources {
		switch x := r.(type) {
		case *lightsail.Instance:
			out[x.ID] = []any{x.BlueprintID.Or("?"), x.PublicIPAddress.Or("?"), x.HTTPTokens.Or("?"), x.AutoSnapshot.Or("?"), x.Ports.Or(nil), x.Ports.Known(), x.Tags.Or(nil)}
		case *lightsail.Database:
			out[x.ID] = []any{x.Engine.Or("?"), x.EngineVersion.Or("?"), x.PubliclyAccessible.Or(false), x.BackupRetentionEnabled.Or(true)}
		case *lightsail.Bucket:
			out[x.ID] = []any{x.GetObject.Or("?"), x.AllowPublicOverrides.Or(false), x.ReadonlyAccessAccounts.Or(nil), x.ObjectVersioning.Or("?"), x.AccessLogEnabled.Or(false)}
		case *lightsail.ContainerService:
			out[x.ID] = []any{x.Disabled.Known(), x.PublicEndpoint.Or("?"), x.Secrets.Or(nil), x.Secrets.Known()}
		}
	}
	return out
}

func TestResources(t *testing.T) {
	s := scan(t, localstack.Options{PageSize: 1})
	want := map[string]any{
		"blog": []any{"debian_12", "203.0.113.9", "required", "Disabled", []lightsail.Port{
			{Protocol: "tcp", FromPort: 22, ToPort: 22, Aliases: []string{"lightsail-connect"}}, {Protocol: "tcp", FromPort: 443, ToPort: 443, CIDRs: []string{"0.0.0.0/0", "::/0"}},
		}, true, map[string]string{"env": "prod"}},
		"terse": []any{"?", "", "?", "", []lightsail.Port(nil), false, map[string]string{}},
		"db":    []any{"mysql", "8.4.6", true, false},
		"media": []any{"private", true, []string{"222233334444"}, "Enabled", true},
		"shop":  []any{true, "web", []lightsail.Secret{{Container: "web", Variable: "DB_PASSWORD", Kinds: []secrets.Finding{{Kind: "assigned-secret", Line: 1}}}}, true},
		"empty": []any{false, "", []lightsail.Secret(nil), true},
	}
	empty := cmp.FilterValues(func(a, b []string) bool { return len(a) == 0 && len(b) == 0 }, cmp.Ignore())
	if diff := cmp.Diff(want, described(s), empty); diff != "" {
		t.Error(diff)
	}
	calls := map[string]int{"Lightsail.GetInstances": 2, "Lightsail.GetRelationalDatabases": 1, "Lightsail.GetBuckets": 1, "Lightsail.GetContainerServices": 1}
	if diff := cmp.Diff(calls, s.Calls); diff != "" {
		t.Error(diff)
	}
}

func TestDenied(t *testing.T) {
	s := scan(t, localstack.Options{Faults: localstack.Faults{Denied: []string{"lightsail:*"}}})
	if len(s.Coverage) != len(lightsail.Collectors) {
		t.Errorf("coverage of %d kinds", len(s.Coverage))
	}
	for _, c := range s.Coverage {
		if c.Status != inventory.Unread || c.Gap.Class != inventory.Denied {
			t.Errorf("coverage %+v", c)
		}
	}
}
