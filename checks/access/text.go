package access

import "strings"

func lower(s string) string { return strings.ToLower(s) }

// before is s up to the first sep.
func before(s string, sep byte) string {
	if i := strings.IndexByte(s, sep); i >= 0 {
		return s[:i]
	}
	return s
}

// principalType is the value of aws:PrincipalType.
func (c caller) principalType() string {
	switch {
	case c.arn.resource == "root":
		return "Account"
	case strings.HasPrefix(c.arn.resource, "user/"):
		return "User"
	case strings.HasPrefix(c.arn.resource, "federated-user/"):
		return "FederatedUser"
	}
	return "AssumedRole"
}

// userName is the value of aws:username, which only IAM users have.
func (c caller) userName() (string, bool) {
	name, ok := strings.CutPrefix(c.arn.resource, "user/")
	return name[strings.LastIndexByte(name, '/')+1:], ok
}
