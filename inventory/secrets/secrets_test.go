package secrets

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Values are put together here, so that no scanner of this repository takes them for real.
const (
	keyID   = "AKIA" + "Q3EGRZ5LJ7YTK2MN"
	session = "ASIA" + "Q3EGRZ5LJ7YTK2MN"
)

func jwt(alg string) string {
	enc := base64.RawURLEncoding.EncodeToString
	return enc([]byte(`{"alg":"`+alg+`","typ":"JWT"}`)) + "." + enc([]byte(`{"sub":"deploy","iat":1}`)) + "." + strings.Repeat("s", 43)
}

func TestFind(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []Finding
	}{
		"empty":                  {"", nil},
		"shell":                  {"#!/bin/bash\nyum -y update\n", nil},
		"keyID":                  {"x\nexport AWS_ACCESS_KEY_ID=" + keyID + "\n", []Finding{{AWSAccessKey, 2}}},
		"sessionKeyID":           {session, []Finding{{AWSAccessKey, 1}}},
		"keyIDOfTheDocs":         {"AKIA" + "IOSFODNN7EXAMPLE", nil},
		"keyIDInsideAWord":       {"X" + keyID, nil},
		"secretKey":              {"aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzQ2vT8mPq1", []Finding{{Assignment, 1}}},
		"rsaKey":                 {"cat > k <<E\n-----BEGIN RSA " + "PRIVATE KEY-----\nMII\n", []Finding{{PrivateKey, 2}}},
		"opensshKey":             {"-----BEGIN OPENSSH " + "PRIVATE KEY-----", []Finding{{PrivateKey, 1}}},
		"pgpKey":                 {"-----BEGIN PGP " + "PRIVATE KEY BLOCK-----", []Finding{{PrivateKey, 1}}},
		"publicKey":              {"-----BEGIN PUBLIC KEY-----", nil},
		"jwt":                    {"curl -H 'Authorization: Bearer " + jwt("HS256") + "'", []Finding{{JSONWebToken, 1}}},
		"unsignedToken":          {jwt("none"), nil},
		"notJSON":                {"eyJ" + strings.Repeat("a", 20) + ".eyJ" + strings.Repeat("b", 20) + "." + strings.Repeat("c", 20), nil},
		"github":                 {"git clone # gh" + "p_" + strings.Repeat("a1", 18), []Finding{{VendorToken, 1}}},
		"slack":                  {"xo" + "xb-123456789012-" + strings.Repeat("a", 24), []Finding{{VendorToken, 1}}},
		"postgres":               {"postgres://app:Tr0ub4dor@db.internal/app", []Finding{{ConnectionString, 1}}},
		"redisWithoutUser":       {"redis://:Tr0ub4dor@cache:6379", []Finding{{ConnectionString, 1}}},
		"urlWithVariable":        {"postgres://app:$DB_PASSWORD@db/app", nil},
		"urlWithoutPassword":     {"https://app@db.internal/x http://host:8080/a@b", nil},
		"exported":               {"export DB_PASSWORD='hunter2-prod'", []Finding{{Assignment, 1}}},
		"bare":                   {"PGPASSWORD=hunter22", []Finding{{Assignment, 1}}},
		"yaml":                   {"  api_key: 8f14e45fceea167a", []Finding{{Assignment, 1}}},
		"json":                   {`{"clientSecret": "8f14e45fceea167a"}`, []Finding{{Assignment, 1}}},
		"properties":             {"spring.datasource.password=hunter22", []Finding{{Assignment, 1}}},
		"fromVariable":           {`DB_PASSWORD="$1"` + "\nDB_PASSWORD=${PW}\nTOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)\nTOKEN=`cat /t`", nil},
		"fromStore":              {"DB_PASSWORD: '{{resolve:secretsmanager:db:SecretString:password}}'\npassword: ssm:/prod/db", nil},
		"aboutASecret":           {"MYSQL_ROOT_PASSWORD_FILE=/run/secrets/root\ntoken_ttl=21600000\nPasswordAuthentication: disabled\nSECRET_ARN=arn:aws:secretsmanager:eu-west-1:1:secret:x", nil},
		"settings":               {"HttpTokens=required\npassword: prompt\ntoken = undefined", nil},
		"placeholders":           {"password=xxxxxxxx\npassword=<password>\napi_key=your-api-key\npassword: ********", nil},
		"comparison":             {`if [ "$PASSWORD" = "something" ]; then`, nil},
		"code":                   {"password = getpass.getpass()\ntoken = os.environ.token\nsecret=/run/secret/file", nil},
		"chpasswd":               {"echo 'ubuntu:hunter22' | sudo chpasswd", []Finding{{Command, 1}}},
		"chpasswdVariable":       {`echo "ubuntu:$PW" | chpasswd`, nil},
		"curlUser":               {"curl -s -u deploy:hunter22 https://repo", []Finding{{Command, 1}}},
		"mysql":                  {"mysql -u root -phunter22 -e 'select 1'", []Finding{{Command, 1}}},
		"mysqlPrompt":            {"mysql -u root -p -e 'select 1'", nil},
		"powershell":             {`$p = ConvertTo-SecureString "hunter22" -AsPlainText -Force`, []Finding{{Command, 1}}},
		"flag":                   {"docker login --username x --password hunter22 reg", []Finding{{Command, 1}}},
		"flagWithAssignmentForm": {"tool --password=hunter22", []Finding{{Command, 1}}},
		"flagStdin":              {"docker login --username x --password-stdin reg", nil},
		"windowsLineEnds":        {"a\r\npassword=hunter22\r\n", []Finding{{Assignment, 2}}},
		"twoKindsInALine":        {keyID + " password=hunter22 password=hunter23", []Finding{{AWSAccessKey, 1}, {Assignment, 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, whole := Find([]byte(tt.text))
			if d := cmp.Diff(tt.want, got); d != "" || !whole {
				t.Errorf("Find (-want +got), whole %v:\n%s", whole, d)
			}
		})
	}
}

func TestFindIsBounded(t *testing.T) {
	many := []byte(strings.Repeat("password=hunter22\n", MaxFindings+1))
	if got, whole := Find(many); len(got) != MaxFindings || whole {
		t.Errorf("many findings: %d, whole %v", len(got), whole)
	}
	long := append(bytes.Repeat([]byte("a\n"), MaxBytes/2), "password=hunter22"...)
	if got, whole := Find(long); len(got) != 0 || whole {
		t.Errorf("a long text: %v, whole %v", got, whole)
	}
	line := append(bytes.Repeat([]byte("a "), maxLine), "password=hunter22"...)
	if got, whole := Find(line); len(got) != 0 || whole {
		t.Errorf("a long line: %v, whole %v", got, whole)
	}
}

// A text stays searched to the same effect whatever bytes surround the secret, and nothing makes the search panic.
func TestFindAmidAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		noise := rapid.SliceOfN(rapid.Byte(), 0, 400).Draw(t, "noise")
		text := append(append([]byte{}, noise...), "\n"+keyID+"\n"...)
		line := bytes.Count(noise, []byte{'\n'}) + 2
		found, _ := Find(text)
		for _, f := range found {
			if f == (Finding{AWSAccessKey, line}) {
				return
			}
		}
		t.Fatalf("the key in line %d is not among %v", line, found)
	})
}
