package access

import (
	"fmt"
	"slices"
	"strings"
)

// rcpServices are the services that resource control policies cover (Organizations user guide, "Resource control
// policies", read in November 2026). The list grows, so that for others a matching Deny leaves the answer open.
var rcpServices = []string{"aoss", "cognito-identity", "cognito-idp", "cognito-sync", "dynamodb", "ecr", "es", "events", "kms", "logs", "s3", "secretsmanager", "sqs", "sts"}

// underRCPs reports whether resource control policies apply to the resource.
func (e *evaluation) underRCPs() bool {
	return e.p.account != "" && e.p.account != e.ps.ManagementAccount && !e.p.caller.serviceLinked() && e.p.action != "kms:retiregrant"
}

func (e *evaluation) rcps() {
	if !e.underRCPs() {
		return
	}
	for i, level := range e.ps.RCPs {
		for _, d := range given(level) {
			var o outcome
			for k := range d.Statements {
				if s := &d.Statements[k]; s.Effect == Deny && (s.names(e.p) != matchNone || s.Principal == nil && s.NotPrincipal == nil) {
					o.add(s, 0, s.matches(e.p), matchAll)
				}
			}
			if !slices.Contains(rcpServices, before(e.p.action, ':')) {
				o.deny = min(o.deny, maybe)
			}
			e.stop(o, fmt.Sprintf("resource control policies, level %d", i+1))
		}
	}
}

// Covered reports whether resource control policies cover a kind of resource, named as in ResourcePolicy.Type.
func Covered(kind string) bool {
	service, _, _ := strings.Cut(kind, ".")
	switch service {
	case "iam": // roles, by sts:AssumeRole and its kin
		return true
	case "opensearch":
		service = "es"
	}
	return slices.Contains(rcpServices, service)
}

// withRCPs is the policy with the Deny statements of the resource control policies behind its own, where these cover the
// service of the resource.
func (rp *ResourcePolicy) withRCPs() *Document {
	if len(rp.RCPs) == 0 || !Covered(rp.Type) {
		return rp.Document
	}
	out := *rp.Document
	out.Statements = slices.Clone(out.Statements)
	for _, level := range rp.RCPs {
		for _, d := range given(level) {
			for _, s := range d.Statements {
				if s.Effect != Deny {
					continue
				}
				if s.Principal == nil && s.NotPrincipal == nil {
					s.Principal = &Principals{Everyone: true}
				}
				s.Index = len(out.Statements)
				out.Statements = append(out.Statements, s)
			}
		}
	}
	return &out
}
