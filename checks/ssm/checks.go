// Package ssm judges what an account keeps in Systems Manager: the patch state of its nodes, its documents and
// parameters, and its settings. What the nodes mean for EC2 instances is judged in package ec2.
package ssm

import "demarc/checks"

// Checks lists every check of Systems Manager, sorted by id.
var Checks = []checks.Checker{
	DocumentNotPublic,
	DocumentShared,
	NodeAgentCurrent,
	NodePatchCompliant,
	ParameterSecretsEncrypted,
	SettingsAutomationLogging,
	SettingsPublicSharing,
}
