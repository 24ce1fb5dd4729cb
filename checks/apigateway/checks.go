// Package apigateway judges the REST APIs of Amazon API Gateway and their stages.
package apigateway

import "demarc/checks"

// Checks lists every check of API Gateway, sorted by id.
var Checks = []checks.Checker{
	APICacheEncrypted,
	APIClientCertificate,
	APIExecutionLog,
	APINoSecrets,
	APIPolicyNotPublic,
	APIPolicyTrustedAccounts,
	APIPrivate,
	APITracing,
	APIWebACL,
}
