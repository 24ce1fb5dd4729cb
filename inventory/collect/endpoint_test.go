package collect_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"go.uber.org/goleak"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/responsibility"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("net/http.(*persistConn).readLoop"), goleak.IgnoreTopFunction("net/http.(*persistConn).writeLoop"), goleak.IgnoreTopFunction("internal/poll.runtime_pollWait"))
}

// The tests run a collector of two made-up kinds through the real IAM client, since it has lists with pages and
// details one by one.
var (
	identityCall = &inventory.Call{Service: "STS", Op: "GetCallerIdentity"}
	regionsCall  = &inventory.Call{Service: "EC2", Op: "DescribeRegions", Needs: []string{"ec2:DescribeRegions"}}
	listUsers    = &inventory.Call{Service: "IAM", Op: "ListUsers", Needs: []string{"iam:ListUsers"}}
	getPolicy    = &inventory.Call{Service: "IAM", Op: "GetUserPolicy", Needs: []string{"iam:GetUserPolicy"}, Absent: []string{"NoSuchEntity"}}

	personType = inventory.Describe[person]("test.person", listUsers, getPolicy).Of(responsibility.IAMUser)
)

type person struct {
	inventory.Ref
	Path   inventory.Fact[string] `json:"Path,omitzero"`
	Policy inventory.Fact[string] `json:"PolicyDocument,omitzero" call:"GetUserPolicy"`
}

func (*person) Type() *inventory.Type { return personType }
func (*person) Classify() inventory.Classification {
	return inventory.Classification{Variant: responsibility.IAMUser}
}

func people(scope collect.Scope) *collect.Collector {
	return &collect.Collector{
		Types: []*inventory.Type{personType}, Scope: scope, Lists: []*inventory.Call{listUsers}, Details: []*inventory.Call{getPolicy},
		Collect: func(ctx context.Context, s *collect.Scan) error {
			c := iam.NewFromConfig(s.Config())
			var all []*person
			var broken error
			for page, err := range collect.Pages(ctx, iam.NewListUsersPaginator(c, &iam.ListUsersInput{})) {
				if broken = err; err != nil {
					break
				}
				for _, u := range page.Users {
					all = append(all, &person{Ref: s.Ref(aws.ToString(u.UserName), "iam", "user/"+aws.ToString(u.UserName)), Path: inventory.FromPtr(u.Path)})
				}
			}
			if s.Wants(getPolicy) {
				s.Each(ctx, len(all), func(ctx context.Context, i int) {
					out, err := c.GetUserPolicy(ctx, &iam.GetUserPolicyInput{UserName: &all[i].ID, PolicyName: aws.String("p")})
					document := ""
					if err == nil {
						document = aws.ToString(out.PolicyDocument)
					}
					all[i].Policy = collect.Answer(s, getPolicy, document, err)
				})
			}
			for _, p := range all {
				s.Emit(p)
			}
			return broken
		},
	}
}

// endpoint answers IAM's query protocol from a function and counts what it is asked.
type endpoint struct {
	*httptest.Server
	mu    sync.Mutex
	asked map[string]int
}

type answer struct {
	status int
	kind   string // content type
	body   string
}

func serve(t *testing.T, f func(op string, form url.Values, n int) answer) *endpoint {
	t.Helper()
	e := &endpoint{asked: map[string]int{}}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(b))
		op := form.Get("Action")
		e.mu.Lock()
		e.asked[op]++
		n := e.asked[op]
		e.mu.Unlock()
		a := f(op, form, n)
		if a.kind == "" {
			a.kind = "text/xml"
		}
		w.Header().Set("Content-Type", a.kind)
		if a.status != 0 {
			w.WriteHeader(a.status)
		}
		_, _ = io.WriteString(w, a.body)
	}))
	t.Cleanup(e.Close)
	return e
}

func (e *endpoint) config(attempts int) aws.Config {
	return aws.Config{Region: "us-east-1", BaseEndpoint: &e.URL, Credentials: credentials.NewStaticCredentialsProvider("a", "b", ""), HTTPClient: collect.NewHTTPClient(), RetryMaxAttempts: attempts}
}

func source(states ...collect.RegionState) collect.Source {
	return collect.Source{
		IdentityCall: identityCall, RegionsCall: regionsCall,
		Identity: func(context.Context, aws.Config) (collect.Identity, error) {
			return collect.Identity{Account: "111122223333", Partition: "aws", ARN: "arn:aws:iam::111122223333:user/eve"}, nil
		},
		Regions: func(context.Context, aws.Config) ([]collect.RegionState, error) { return states, nil },
	}
}

func run(t *testing.T, cfg aws.Config, c *collect.Collector, wants ...*inventory.Call) *inventory.Snapshot {
	t.Helper()
	plan, err := collect.NewPlan([]*collect.Collector{c}, []inventory.Want{{Type: personType, Calls: wants}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := collect.Run(t.Context(), cfg, source(collect.RegionState{Name: "us-east-1", Enabled: true}), plan, collect.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func users(next string, names ...string) answer {
	var b strings.Builder
	b.WriteString(`<ListUsersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListUsersResult><Users>`)
	for _, n := range names {
		fmt.Fprintf(&b, "<member><UserName>%s</UserName><Path>/</Path></member>", n)
	}
	fmt.Fprintf(&b, "</Users><IsTruncated>%t</IsTruncated>", next != "")
	if next != "" && next != "-" {
		fmt.Fprintf(&b, "<Marker>%s</Marker>", next)
	}
	b.WriteString("</ListUsersResult></ListUsersResponse>")
	return answer{body: b.String()}
}

func fault(status int, code, message string) answer {
	return answer{status: status, body: "<ErrorResponse><Error><Code>" + code + "</Code><Message>" + message + "</Message></Error></ErrorResponse>"}
}

func policy(text string) answer {
	return answer{body: "<GetUserPolicyResponse><GetUserPolicyResult><PolicyDocument>" + text + "</PolicyDocument></GetUserPolicyResult></GetUserPolicyResponse>"}
}
