package localstack

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"demarc/localstack/wire"
)

// scope is the credential scope of a signature: who signs, for which region and service.
type scope struct {
	accessKey, region, service string
}

// identity is who calls.
type identity struct {
	account, arn, userID string
}

// sessions holds the roles that were assumed, by access key id.
type sessions struct {
	mu    sync.Mutex
	byKey map[string]identity
	next  int
}

// parseScope reads the scope from the Authorization header or from a presigned URL. Signatures are not
// verified: every secret is right, as there is nothing here to protect.
func parseScope(r *http.Request) (scope, bool) {
	credential := r.URL.Query().Get("X-Amz-Credential")
	if header := r.Header.Get("Authorization"); credential == "" {
		_, rest, ok := strings.Cut(header, "Credential=")
		if !ok {
			return scope{}, false
		}
		credential, _, _ = strings.Cut(rest, ",")
	}
	parts := strings.Split(strings.TrimSpace(credential), "/")
	if len(parts) == 4 && strings.Contains(r.Header.Get("Authorization"), "AWS4-ECDSA") {
		return scope{parts[0], "", parts[2]}, true
	}
	if len(parts) < 5 {
		return scope{}, false
	}
	return scope{parts[0], parts[2], parts[3]}, true
}

// identify returns the caller behind an access key: an assumed role's session or the account's own caller.
func (e *Endpoint) identify(s scope) identity {
	e.sessions.mu.Lock()
	defer e.sessions.mu.Unlock()
	if id, ok := e.sessions.byKey[s.accessKey]; ok {
		return id
	}
	return identity{account: e.home.ID, arn: e.home.ARN, userID: e.home.UserID}
}

// assumeRole answers STS AssumeRole: any role of a served account can be assumed, unless the account's folder
// has an error file for it.
func assumeRole(c *call) (map[string]any, *wire.Error) {
	role, _ := c.Input["RoleArn"].(string)
	session, _ := c.Input["RoleSessionName"].(string)
	parts := strings.SplitN(role, ":", 6)
	if len(parts) != 6 || !strings.HasPrefix(parts[5], "role/") {
		return nil, &wire.Error{Code: "ValidationError", Message: role + " is invalid", Status: http.StatusBadRequest}
	}
	target := c.endpoint.accounts[parts[4]]
	if target == nil {
		return nil, c.accessDenied("sts:AssumeRole", role)
	}
	if got, _ := target.find(c.Operation, c.region, []string{FileName(role)}); got != nil {
		if got.err != nil {
			return nil, got.err
		}
		return got.output, nil
	}
	name := role[strings.LastIndexByte(role, '/')+1:]
	lifetime := time.Hour
	if seconds, ok := c.Input["DurationSeconds"].(int64); ok {
		lifetime = time.Duration(seconds) * time.Second
	}
	s := &c.endpoint.sessions
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey == nil {
		s.byKey = map[string]identity{}
	}
	s.next++
	key := fmt.Sprintf("ASIADEMARC%010d", s.next)
	id := identity{
		account: parts[4],
		arn:     fmt.Sprintf("arn:%s:sts::%s:assumed-role/%s/%s", parts[1], parts[4], name, session),
		userID:  fmt.Sprintf("AROADEMARCLOOPBACK%03d:%s", s.next%1000, session),
	}
	s.byKey[key] = id
	return map[string]any{
		"Credentials": map[string]any{
			"AccessKeyId":     key,
			"SecretAccessKey": "loopback-only",
			"SessionToken":    "loopback-only",
			"Expiration":      c.endpoint.options.Now().Add(lifetime).UTC().Truncate(time.Second),
		},
		"AssumedRoleUser":  map[string]any{"Arn": id.arn, "AssumedRoleId": id.userID},
		"PackedPolicySize": int64(0),
	}, nil
}

func callerIdentity(c *call) (map[string]any, *wire.Error) {
	return map[string]any{"Account": c.caller.account, "Arn": c.caller.arn, "UserId": c.caller.userID}, nil
}
