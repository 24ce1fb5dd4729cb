package integration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	sdk "github.com/aws/aws-sdk-go-v2/service/iam"

	"demarc/checks"
	"demarc/inventory"
	"demarc/localstack/seed"
)

// motoS3 are the actions by which moto's authorization knows S3's operations, where they are not AWS's. What it does
// not know it takes for a listing of objects.
var motoS3 = map[string]string{
	"S3.GetBucketEncryption":         "s3:ListBucket",
	"S3.GetBucketOwnershipControls":  "s3:ListBucket",
	"S3.GetBucketPolicyStatus":       "s3:ListBucket",
	"S3.GetObjectLockConfiguration":  "s3:ListBucket",
	"S3.GetPublicAccessBlock":        "s3:ListBucket",
	"S3Control.GetPublicAccessBlock": "s3:GetPublicAccessBlock",
}

// TestDenied denies each declared call in turn, on moto_server with its authorization turned on, to a user that may do
// everything else. What was judged by the call must be unknown and say which action to grant; nothing else may change.
func TestDenied(t *testing.T) {
	if !onMoto(t) {
		t.Skip("SKIPPED: only moto_server can be told to deny calls")
	}
	admin, _ := account(t)
	plan := seed.Demo().In("eu-west-1")
	build(t, admin, plan)
	d := newDenial(t, admin)
	moto(t, "reset-auth", "0")
	t.Cleanup(func() { moto(t, "reset-auth", "inf") })

	d.deny(t, "")
	before := index(judge(d.scan(t, plan.Regions...)))
	calls := planOf(t, suite()...).Calls()
	judged := 0
	for _, call := range calls {
		read := before.reads[call.String()] > 0 || before.lists[call.String()] > 0
		if read {
			judged++
		}
		action := motoS3[call.String()]
		if action == "" {
			action = call.Needs[0]
		}
		t.Run(call.String(), func(t *testing.T) {
			d.deny(t, action)
			after := index(judge(d.scan(t, plan.Regions...)))
			unknown := compare(t, call, before, after)
			if read && !after.names(call) {
				t.Errorf("neither an unknown nor the coverage says that %s is to be granted", call.Needs[0])
			}
			t.Logf("%d results became unknown", unknown)
		})
	}
	t.Logf("denied %d calls, each in turn; %d of them bring what checks judge by on moto", len(calls), judged)
}

// denial is a user from whom single actions are taken.
type denial struct {
	admin *sdk.Client // may do everything
	user  aws.Config
}

const denialUser = "demarc-scanner"

func newDenial(t *testing.T, admin aws.Config) *denial {
	t.Helper()
	client := sdk.NewFromConfig(admin)
	key := func(user string) aws.Config {
		if _, err := client.CreateUser(t.Context(), &sdk.CreateUserInput{UserName: &user}); err != nil {
			t.Fatal(err)
		}
		out, err := client.CreateAccessKey(t.Context(), &sdk.CreateAccessKeyInput{UserName: &user})
		if err != nil {
			t.Fatal(err)
		}
		cfg := admin.Copy()
		cfg.Credentials = credentials.NewStaticCredentialsProvider(aws.ToString(out.AccessKey.AccessKeyId), aws.ToString(out.AccessKey.SecretAccessKey), "")
		return cfg
	}
	d := &denial{admin: client, user: key(denialUser)}
	keeper := key("demarc-keeper")
	d.put(t, "demarc-keeper", "")
	d.admin = sdk.NewFromConfig(keeper)
	return d
}

// deny lets the user do everything but one action; "" takes nothing.
func (d *denial) deny(t *testing.T, action string) {
	t.Helper()
	d.put(t, denialUser, action)
}

func (d *denial) put(t *testing.T, user, action string) {
	t.Helper()
	doc := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}`
	if action != "" {
		doc += fmt.Sprintf(`,{"Effect":"Deny","Action":%q,"Resource":"*"}`, action)
	}
	if _, err := d.admin.PutUserPolicy(t.Context(), &sdk.PutUserPolicyInput{UserName: &user, PolicyName: aws.String("all-but"), PolicyDocument: aws.String(doc + "]}")}); err != nil {
		t.Fatal(err)
	}
}

func (d *denial) scan(t *testing.T, regions ...string) *inventory.Snapshot {
	t.Helper()
	return scan(t, d.user, regions...)
}

// indexed is a ledger by what identifies a result: check, kind, region and resource.
type indexed struct {
	ledger  *checks.Ledger
	results map[string]*checks.Result
	reads   map[string]int // results by the calls that their evidence came from
	lists   map[string]int // rows by the call that lists them
}

func index(l *checks.Ledger) *indexed {
	x := &indexed{l, map[string]*checks.Result{}, map[string]int{}, map[string]int{}}
	for i := range l.Results {
		r := &l.Results[i]
		x.results[resultKey(l, r)] = r
		for _, e := range r.Evidence {
			if e.Gap == nil {
				x.reads[e.Call]++
			}
		}
	}
	for i := range l.Rows {
		x.lists[l.Rows[i].Resource.Type().List.String()]++
	}
	return x
}

func resultKey(l *checks.Ledger, r *checks.Result) string {
	row := l.Resource(r)
	if row == nil {
		return r.Check.ID + " on all of " + string(r.Coverage.Kind) + " in " + r.Coverage.Region
	}
	ref := row.Resource.Identity()
	return r.Check.ID + " on " + string(row.Resource.Type().Kind) + " " + ref.Region + " " + ref.ID
}

// compare holds the guarantees (but for AWS's own keys: moto says of them that KeyManager is CUSTOMER, so that without
// their aliases they look like the account's): nothing becomes pass, what changes is unknown for the denied call, and what was judged
// by the call does not stay judged. It returns how many results became unknown.
func compare(t *testing.T, call *inventory.Call, before, after *indexed) (unknown int) {
	t.Helper()
	for key, was := range before.results {
		if row := before.ledger.Resource(was); row != nil && row.Resource.Identity().ID == denialUser {
			continue // its policy is what the test changes, and moto's names of actions are not all AWS's
		}
		is := after.results[key]
		read := slices.ContainsFunc(was.Evidence, func(e checks.Evidence) bool {
			return e.Call == call.String() && e.Gap == nil && (e.Resource != "" || is == nil || !implied(after.ledger.Resource(is), call))
		})
		switch {
		case is == nil && !vanished(after.ledger, before.ledger.Resource(was)):
			t.Errorf("%s was %s, and is gone with nothing to say why", key, was.Status)
		case is == nil:
		case is.Status == checks.Unknown && was.Status != checks.Unknown:
			unknown++
			if is.Gap == nil || is.Gap.Class == inventory.Omitted {
				t.Errorf("%s was %s and is unknown for another reason: %s", key, was.Status, is.Message)
			}
		case is.Status != was.Status:
			t.Errorf("%s was %s and is %s", key, was.Status, is.Status)
		case is.Status == checks.Pass && read:
			t.Errorf("%s was judged by the denied call and still passes", key)
		}
	}
	for key, is := range after.results {
		ours := call.Op != "ListAliases" || !strings.Contains(key, " on kms.key ")
		if before.results[key] == nil && is.Status != checks.Unknown && ours {
			t.Errorf("%s is new, and is %s", key, is.Status)
		}
	}
	return unknown
}

// names reports whether an unknown says that a call's action is to be granted, or the coverage does: a check that has
// seen a violation already may fail without a listing that it asked for.
func (x *indexed) names(call *inventory.Call) bool {
	says := func(g *inventory.Gap) bool {
		return g != nil && g.Class == inventory.Denied && slices.Contains(g.Needs, call.Needs[0])
	}
	for _, r := range x.results {
		if r.Status == checks.Unknown && says(r.Gap) {
			return true
		}
	}
	return slices.ContainsFunc(x.ledger.Coverage, func(c inventory.Coverage) bool { return says(c.Gap) })
}

// implied reports whether a resource knows all that a denied call would have brought: S3's ACLs have no effect where
// the bucket's owner owns everything, so that the collector did not ask.
func implied(row *checks.Row, call *inventory.Call) bool {
	known := false
	for _, f := range facts(row.Resource) {
		if f.source == call.String() {
			if f.gap != nil {
				return false
			}
			known = true
		}
	}
	return known
}

// vanished reports whether a resource is missing because its kind could not be listed, and the coverage says so.
func vanished(after *checks.Ledger, row *checks.Row) bool {
	if row == nil {
		return true // it was itself about a listing
	}
	kind, region := row.Resource.Type().Kind, row.Resource.Identity().Region
	for i := range after.Coverage {
		if c := &after.Coverage[i]; c.Kind == kind && (c.Region == region || c.Region == "") && c.Status != inventory.Complete && c.Gap != nil {
			return true
		}
	}
	return false
}
