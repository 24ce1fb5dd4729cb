package secrets

import (
	"encoding/base64"
	"encoding/json"
	"strings"
)

// secretWords are the ends of names whose value is a secret, without separators.
func secretWords() []string {
	return []string{
		"password", "passwd", "passphrase", "pwd", "secret", "token", "apikey", "api_key", "api-key", "accesskey", "access_key", "access-key",
		"secretkey", "secret_key", "secret-key", "privatekey", "private_key", "private-key", "masterkey", "master_key", "encryptionkey", "encryption_key", "_pass",
	}
}

// secretName reports whether a name's value is a secret: the name ends in a secret word. What ends otherwise is about
// a secret (PASSWORD_FILE, token_ttl, PasswordAuthentication).
func secretName(name string) bool {
	name = strings.TrimRight(strings.ToLower(name), "0123456789_.-")
	for _, w := range secretWords() {
		if strings.HasSuffix(name, w) {
			return true
		}
	}
	return name == "pass"
}

// assigned reports whether the right side of an assignment is a secret that is written out.
func assigned(value string) bool {
	v := unquote(value)
	if len(v) < 6 || !written(v) {
		return false
	}
	return v != value || !expression(v)
}

// expression reports whether a bare word is code rather than a value: a call, an index, a path of names, a file.
func expression(v string) bool {
	if strings.ContainsAny(v, "([*\\") || strings.HasPrefix(v, "/") || strings.HasPrefix(v, "./") || strings.HasPrefix(v, "~/") {
		return true
	}
	return strings.Contains(v, ".") && !strings.ContainsAny(v, "0123456789!@#%^+=")
}

// written reports whether a value stands there itself: it is no reference, no placeholder, and no word of a setting.
func written(v string) bool {
	low := strings.ToLower(v)
	switch {
	case v == "", strings.ContainsAny(v[:1], "$`<%!{*&["), strings.Contains(v, "${"), strings.Contains(v, "$("), strings.Contains(v, "{{"):
		return false
	case strings.HasPrefix(low, "arn:"), strings.HasPrefix(low, "ssm:"), strings.HasPrefix(low, "vault:"), strings.HasPrefix(low, "http://"), strings.HasPrefix(low, "https://"), strings.HasPrefix(low, "file:"), strings.HasPrefix(low, "env:"):
		return false
	case strings.Trim(low, low[:1]) == "": // xxxx, ****, ....
		return false
	}
	for _, p := range []string{"your", "example", "placeholder", "replace", "redacted", "dummy", "insert"} {
		if strings.HasPrefix(low, p) {
			return false
		}
	}
	for _, w := range []string{"required", "optional", "enabled", "disabled", "undefined", "unset", "prompt", "string", "random", "generate", "generated", "password", "secret", "token", "secretsmanager", "process.env"} {
		if low == w {
			return false
		}
	}
	return true
}

// connection reports whether the password of a URL is written out. Words that documentation puts there are not.
func connection(v string) bool {
	low := strings.ToLower(v)
	return written(v) && low != "pass" && low != "passwd" && low != "pw"
}

func unquote(v string) string {
	if len(v) >= 2 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
		return v[1 : len(v)-1]
	}
	return v
}

// signedToken reports whether a token's header is one of a signed JSON Web Token (RFC 7519).
func signedToken(token string) bool {
	head, _, _ := strings.Cut(token, ".")
	b, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil {
		return false
	}
	var h struct {
		Alg string `json:"alg"`
	}
	return json.Unmarshal(b, &h) == nil && h.Alg != "" && !strings.EqualFold(h.Alg, "none")
}
