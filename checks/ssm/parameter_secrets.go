package ssm

import (
	"strings"

	"demarc/checks"
	"demarc/inventory/responsibility"
	"demarc/inventory/ssm"
)

// ParameterSecretsEncrypted finds parameters whose name promises a secret and whose type keeps it as plain text.
var ParameterSecretsEncrypted = &checks.Check[ssm.Parameter]{
	Meta: checks.Meta{
		ID: "ssm-parameter-secrets-encrypted", Title: "Parameters that are named as secrets are of type SecureString", Duty: responsibility.SecretsHandling, Severity: checks.High, Since: "0.1",
		Why:  "A String parameter is plain text to everybody who may read parameters, and it stands in the history and in exports. A SecureString also needs the right to decrypt with its key, which can be given and taken away apart.",
		Fix:  "Rotate the secret, and store the new one with aws ssm put-parameter --name PARAMETER --type SecureString --overwrite --value file://secret",
		Refs: []string{"https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html"},
	},
	Run: func(v *checks.View[ssm.Parameter]) checks.Verdict {
		kind, known := checks.Read(v, v.Resource.ParameterType)
		switch word := secretWord(v.Resource.ID); {
		case word == "":
			return v.NotApplicable("nothing in the name says that it is a secret")
		case known && kind != "SecureString":
			return v.Fail("the name ends in %q, and the type is %s", word, kind)
		}
		return v.Pass("the type is %s", kind)
	},
	Cases: []checks.Case[ssm.Parameter]{
		{Name: "encrypted", Given: parameter("/booking/db-password", "SecureString"), Want: checks.Pass},
		{Name: "plain", Given: parameter("/booking/db-password", "String"), Want: checks.Fail},
		{Name: "plainList", Given: parameter("/booking/API_KEY", "StringList"), Want: checks.Fail},
		{Name: "noSecret", Given: parameter("/booking/db-password-length", "String"), Want: checks.NotApplicable},
		{Name: "typeNotSaid", Given: parameter("/booking/db-password", ""), Want: checks.Unknown},
	},
}

// secretWord returns the word in which the last part of a parameter's name ends, if that is one for a secret. Words at
// the end only: "password-length" and "token_url" are about a secret.
func secretWord(name string) string {
	last := strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])
	plain := strings.NewReplacer("-", "", "_", "", ".", "").Replace(last)
	for _, w := range []string{"password", "passwd", "passphrase", "secret", "apikey", "secretkey", "privatekey", "accesskey", "authtoken", "accesstoken", "apitoken"} {
		if strings.HasSuffix(plain, w) {
			return w
		}
	}
	return ""
}
