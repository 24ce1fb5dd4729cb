package seed

import (
	"crypto/rand"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// A statement is one of a policy, by the names of the policy language.
type statement map[string]any

// document is the JSON text of a policy.
func document(statements ...statement) *string {
	b, err := json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": statements})
	if err != nil {
		panic(err) // maps of strings always marshal
	}
	return aws.String(string(b))
}

func trustService(service string) *string {
	return document(statement{"Effect": "Allow", "Principal": map[string]any{"Service": service}, "Action": "sts:AssumeRole"})
}

// random is a password that meets every policy and that nobody will know.
func random() string { return rand.Text() + "aA1!" }
