package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"

	"demarc/checks"
)

// config is the file of --config. Every field but Policy stands for the flag of the same name.
type config struct {
	// Policy holds thresholds and requirements; what it leaves out keeps its default.
	Policy checks.Policy `yaml:"policy"`
	// Regions limits the scan.
	Regions []string `yaml:"regions"`
	// Select chooses checks and resources.
	Select struct {
		Checks     []string `yaml:"checks"`
		Duties     []string `yaml:"duties"`
		Levels     []string `yaml:"levels"`
		Services   []string `yaml:"services"`
		Severities []string `yaml:"severities"`
		Frameworks []string `yaml:"frameworks"`
		Tags       []string `yaml:"tags"`
	} `yaml:"select"`
	Profile      string   `yaml:"profile"`
	RoleARN      string   `yaml:"roleArn"`
	ExternalID   string   `yaml:"externalId"`
	FailOn       string   `yaml:"failOn"`
	AllowUnknown *bool    `yaml:"allowUnknown"`
	IncludePass  *bool    `yaml:"includePass"`
	Outputs      []string `yaml:"outputs"`
	LogFormat    string   `yaml:"logFormat"`
	LogLevel     string   `yaml:"logLevel"`
	Color        string   `yaml:"color"`
}

// loadConfig reads a configuration file; the empty path gives the defaults.
func (a *app) loadConfig(path string) (*config, error) {
	c := &config{Policy: *checks.DefaultPolicy()}
	if path == "" {
		return c, nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("--config: %w", err)
	}
	if err := yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(c); err != nil && !errors.Is(err, io.EOF) {
		return nil, usagef("%s: %s", path, yaml.FormatError(err, false, true))
	}
	if err := validPolicy(&c.Policy); err != nil {
		return nil, usagef("%s: policy.%w", path, err)
	}
	return c, nil
}

// flags returns the values of the file by the flag that they stand for.
func (c *config) flags() map[string][]string {
	m := map[string][]string{
		"region": c.Regions, "check": c.Select.Checks, "duty": c.Select.Duties, "level": c.Select.Levels, "service": c.Select.Services,
		"severity": c.Select.Severities, "framework": c.Select.Frameworks, "tag": c.Select.Tags, "output": c.Outputs,
	}
	for flag, v := range map[string]string{
		"profile": c.Profile, "role-arn": c.RoleARN, "external-id": c.ExternalID, "fail-on": c.FailOn,
		"log-format": c.LogFormat, "log-level": c.LogLevel, "color": c.Color,
	} {
		if v != "" {
			m[flag] = []string{v}
		}
	}
	for flag, v := range map[string]*bool{"allow-unknown": c.AllowUnknown, "include-pass": c.IncludePass} {
		if v != nil {
			m[flag] = []string{strconv.FormatBool(*v)}
		}
	}
	return m
}

// validPolicy checks what the types of a policy cannot say.
func validPolicy(p *checks.Policy) error {
	if t := p.Tenancy; t != "" && t != "dedicated" && t != "host" {
		return fmt.Errorf("tenancy: %w", checks.UnknownValue("value", t, []string{"dedicated", "host"}))
	}
	for _, d := range []struct {
		name string
		days checks.Days
	}{
		{"accessKeyMaxAgeDays", p.AccessKeyMaxAge}, {"credentialUnusedDays", p.CredentialUnused}, {"stoppedInstanceDays", p.StoppedInstance},
		{"imageMaxAgeDays", p.ImageMaxAge}, {"certificateRenewalDays", p.CertificateRenewal}, {"rootUnusedDays", p.RootUse},
		{"patchEvidenceFreshDays", p.PatchEvidenceFresh}, {"patchPendingRebootDays", p.PatchPendingReboot}, {"patchApprovalDays", p.PatchApproval},
		{"vulnerabilitySlaDays", p.VulnerabilitySLA}, {"vulnerabilityCriticalSlaDays", p.VulnerabilityCriticalSLA}, {"imageAdoptionDays", p.ImageAdoption},
	} {
		if d.days < 1 {
			return fmt.Errorf("%s: %d is not a number of days; write 1 or more", d.name, d.days)
		}
	}
	if p.PasswordMinLength < 6 || p.PasswordMinLength > 128 {
		return fmt.Errorf("passwordMinLength: %d is outside of what IAM allows, 6 to 128", p.PasswordMinLength)
	}
	if p.PasswordReuse < 0 || p.PasswordReuse > 24 {
		return fmt.Errorf("passwordReusePrevention: %d is outside of what IAM allows, 0 to 24", p.PasswordReuse)
	}
	for _, list := range []struct {
		name  string
		ports []int
	}{{"adminPorts", p.AdminPorts}, {"highRiskPorts", p.HighRiskPorts}, {"publicPorts", p.PublicPorts}} {
		for _, n := range list.ports {
			if n < 0 || n > 65535 {
				return fmt.Errorf("%s: %d is not a port", list.name, n)
			}
		}
	}
	for _, id := range p.TrustedAccounts {
		if len(id) != 12 || strings.Trim(id, "0123456789") != "" {
			return fmt.Errorf("trustedAccounts: %q is not an account id; write its 12 digits", id)
		}
	}
	for _, r := range p.TrustedRegistries {
		if host, _, _ := strings.Cut(r, "/"); !strings.Contains(host, ".") || strings.ContainsAny(r, "*@ ") {
			return fmt.Errorf("trustedRegistries: %q is not a registry or a part of one; write its host and, after a slash, the part: ghcr.io/acme", r)
		}
	}
	if id := p.OrganizationID; id != "" && !strings.HasPrefix(id, "o-") {
		return fmt.Errorf("organizationId: %q is not an organisation's id; it begins with o-", id)
	}
	return nil
}
