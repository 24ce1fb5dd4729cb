package access

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"demarc/checks/access/catalog"
)

// Actions that hand out credentials, and actions that hand out data wholesale. The lists follow public tools
// (cloudsplaining, checkov) and the Service Authorization Reference.
var (
	credentialActions = []string{"chime:CreateApiKey", "codepipeline:PollForJobs", "cognito-identity:GetCredentialsForIdentity",
		"cognito-identity:GetOpenIdToken", "cognito-identity:GetOpenIdTokenForDeveloperIdentity", "connect:GetFederationToken",
		"ec2:GetPasswordData", "gamelift:RequestUploadCredentials", "iam:CreateAccessKey", "iam:CreateLoginProfile",
		"iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential", "iam:UpdateAccessKey", "iam:UpdateLoginProfile",
		"lightsail:DownloadDefaultKeyPair", "lightsail:GetInstanceAccessDetails", "lightsail:GetKeyPair", "lightsail:GetKeyPairs",
		"lightsail:GetRelationalDatabaseMasterUserPassword", "mediapackage:RotateChannelCredentials", "mediapackage:RotateIngestEndpointCredentials",
		"rds-db:connect", "redshift:GetClusterCredentials", "redshift:GetClusterCredentialsWithIAM", "snowball:GetJobUnlockCode",
		"sso:GetRoleCredentials", "storagegateway:DescribeChapCredentials", "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
		"sts:GetFederationToken", "sts:GetSessionToken"}
	dataActions = []string{"rds:CopyDBSnapshot", "rds:CreateDBSnapshot", "s3:GetObject", "secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue",
		"ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"}
	// permissionActions manage permissions although their access level is Write.
	permissionActions = []string{"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateServiceLinkedRole", "iam:PassRole", "iam:UpdateAccessKey",
		"iam:UpdateLoginProfile", "iam:UpdateUser", "ram:CreateResourceShare", "sns:CreateTopic", "sts:AssumeRole"}
	// policyActions change the policy or the sharing of a resource.
	policyActions = []string{"apigateway:UpdateRestApiPolicy", "backup:PutBackupVaultAccessPolicy", "codeartifact:PutDomainPermissionsPolicy",
		"codeartifact:PutRepositoryPermissionsPolicy", "dynamodb:PutResourcePolicy", "ec2:ModifyImageAttribute", "ec2:ModifySnapshotAttribute", "ecr:SetRepositoryPolicy",
		"elasticfilesystem:PutFileSystemPolicy", "es:UpdateDomainConfig", "events:PutPermission", "glacier:SetVaultAccessPolicy", "glue:PutResourcePolicy",
		"iam:UpdateAssumeRolePolicy", "kinesis:PutResourcePolicy", "kms:CreateGrant", "kms:PutKeyPolicy", "lambda:AddLayerVersionPermission", "lambda:AddPermission",
		"logs:PutResourcePolicy", "ram:CreateResourceShare", "rds:ModifyDBClusterSnapshotAttribute", "rds:ModifyDBSnapshotAttribute", "s3:PutAccessPointPolicy",
		"s3:PutBucketAcl", "s3:PutBucketPolicy", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "secretsmanager:PutResourcePolicy", "ses:PutIdentityPolicy",
		"sns:AddPermission", "sns:SetTopicAttributes", "sqs:AddPermission", "sqs:SetQueueAttributes", "ssm:ModifyDocumentPermission"}
	registryPulls = []string{"ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:PutImage", "ecr:InitiateLayerUpload"}
)

// exposures reports what the grants expose, by kind of harm, at the first statement that does it.
func (l *linter) exposures() {
	narrow := l.opts.NarrowResources
	kinds := []struct {
		name, text string
		take       func(g *grantedAction) bool
	}{
		{"credentials_exposure", "hands out credentials", func(g *grantedAction) bool { return g.exposed(narrow) && l.credential(g.Action) }},
		{"data_exfiltration", "lets data be read in bulk", func(g *grantedAction) bool { return g.exposed(narrow) && slices.Contains(dataActions, g.String()) }},
		{"resource_exposure", "can change who has access to resources", func(g *grantedAction) bool {
			return g.exposed(narrow) && (manages(g.Action) || slices.Contains(permissionActions, g.String()))
		}},
		{"infrastructure_modification", "can change or delete any resource of its kind", func(g *grantedAction) bool { return g.exposed(false) && len(g.Resources) > 0 && modifies(g.Action) }},
		{"write_without_constraints", "writes to every resource, though it can be limited", func(g *grantedAction) bool {
			return g.exposed(false) && len(g.Resources) > 0 && g.Access == catalog.Write
		}},
		{"tagging_without_constraints", "tags every resource, though it can be limited", func(g *grantedAction) bool {
			return g.exposed(false) && len(g.Resources) > 0 && g.Access == catalog.Tagging
		}},
		{"missing_resource_constraints", "is allowed on every resource, though it can be limited", func(g *grantedAction) bool { return g.exposed(false) && len(g.Resources) > 0 }},
		{"unrestrictable_actions", "cannot be limited to resources; use a condition", func(g *grantedAction) bool {
			return g.exposed(false) && len(g.Resources) == 0 && (modifies(g.Action) || g.String() == "ecr:GetAuthorizationToken")
		}},
		{"permissions_management", "manages permissions", func(g *grantedAction) bool { return manages(g.Action) && (g.open || g.wild) && !g.conditional }},
		{"resource_star", "is allowed on * though it needs a resource", func(g *grantedAction) bool { return g.star() && needsResource(g.Action) }},
		{"resource_policy_change", "can open resources to others by their policies", func(g *grantedAction) bool {
			return g.star() && !g.conditional && slices.Contains(policyActions, g.String())
		}},
	}
	for _, k := range kinds {
		byStatement := map[*Statement][]string{}
		for i := range l.grants {
			if g := &l.grants[i]; k.take(g) {
				byStatement[g.st] = append(byStatement[g.st], g.String())
			}
		}
		for st, actions := range byStatement {
			slices.Sort(actions)
			l.report(k.name, st, st.actionPos(), actions, fmt.Sprintf("%s %s", list(actions), k.text))
		}
	}
}

// readNames begin the names of actions that only read, whatever level the reference gives them.
var readNames = []string{"Describe", "Get", "List", "Search"}

func reads(a catalog.Action) bool {
	return slices.ContainsFunc(readNames, func(p string) bool { return strings.HasPrefix(a.Name, p) })
}

func modifies(a catalog.Action) bool {
	return (a.Access == catalog.Write || a.Access == catalog.Permissions || a.Access == catalog.Tagging) && !reads(a)
}

func manages(a catalog.Action) bool { return a.Access == catalog.Permissions && !reads(a) }

// star reports whether the grant is for "*" although the statement names its service.
func (g *grantedAction) star() bool {
	return g.open && len(g.st.Resource) > 0 && len(g.st.NotAction) == 0 &&
		!slices.ContainsFunc(g.st.Action, func(v Value) bool { return strings.Trim(v.Text, "*:") == "" })
}

func needsResource(a catalog.Action) bool {
	return slices.ContainsFunc(a.Resources, func(r catalog.Resource) bool { return r.Required })
}

// credential: a registry token opens nothing by itself, only together with permission to pull or push.
func (l *linter) credential(a catalog.Action) bool {
	if a.String() != "ecr:GetAuthorizationToken" {
		return slices.Contains(credentialActions, a.String())
	}
	return slices.ContainsFunc(l.grants, func(g grantedAction) bool { return slices.Contains(registryPulls, g.String()) })
}

// actionPos is where the statement names its first action.
func (s *Statement) actionPos() Pos {
	for _, vs := range [][]Value{s.Action, s.NotAction} {
		if len(vs) > 0 {
			return vs[0].Pos
		}
	}
	return s.Pos
}

// list names up to three things.
func list(names []string) string {
	if len(names) <= 3 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:3], ", "), len(names)-3)
}

// wildcards reports grants that are wide whatever the actions do.
func (l *linter) wildcards() {
	docs := append([]*Document{l.doc}, l.opts.With...)
	if r := Admin(docs...); r.Power == PowerAdmin && !r.Conditional {
		l.report("admin", l.own(r.Statement), Pos{}, nil, r.Why)
	} else if r.Power == PowerAdminLike && !r.Conditional {
		l.report("admin_like", l.own(r.Statement), Pos{}, nil, r.Why)
	}
	for i := range l.doc.Statements {
		s := &l.doc.Statements[i]
		if s.Effect != Allow {
			continue
		}
		for _, v := range s.Action {
			prefix, name, _ := strings.Cut(v.Text, ":")
			if strings.Trim(name, "*") == "" && strings.HasSuffix(v.Text, "*") {
				l.report("service_wildcard", s, v.Pos, nil, "allows every action of "+firstOf(strings.Trim(prefix, "*"), "every service"))
			}
		}
		for _, v := range s.Resource {
			if v.Text == "*" {
				l.report("resource_wildcard", s, v.Pos, nil, "the statement is for every resource")
			}
		}
	}
	l.grantsOn("passrole", "iam:PassRole", func(g *grantedAction) bool { return true }, "can pass a role to a service")
	l.grantsOn("passrole_wildcard", "iam:PassRole", func(g *grantedAction) bool { return g.open && !g.conditional }, "can pass any role to any service")
	l.grantsOn("permissive_assume_role", "sts:AssumeRole", func(g *grantedAction) bool { return !g.conditional && g.st.anyRole() }, "can assume roles of any account")
	l.grantsOn("marketplace_subscribe_wildcard", "aws-marketplace:Subscribe", func(g *grantedAction) bool { return g.open && !g.conditional }, "can buy any product")
	l.fullAccess()
	l.sensitive()
}

// own returns the statement if it is the document's.
func (l *linter) own(s *Statement) *Statement {
	if s == nil || s.Index >= len(l.doc.Statements) || &l.doc.Statements[s.Index] != s {
		return nil
	}
	return s
}

func (l *linter) grantsOn(name, action string, take func(g *grantedAction) bool, text string) {
	for i := range l.grants {
		if g := &l.grants[i]; g.String() == action && take(g) {
			l.report(name, g.st, g.st.actionPos(), []string{action}, text)
		}
	}
}

// anyRole reports whether a resource of the statement names roles of every account.
func (s *Statement) anyRole() bool {
	if s.openResource() {
		return true
	}
	return slices.ContainsFunc(s.Resource, func(v Value) bool {
		a := parseARN(v.Text)
		return a.ok && strings.ContainsAny(a.account, "*?")
	})
}

// fullAccess reports services of which every action is allowed on every resource.
func (l *linter) fullAccess() {
	count := map[string]map[string]*Statement{}
	for i := range l.grants {
		g := &l.grants[i]
		if !g.open || g.conditional {
			continue
		}
		if count[g.Service] == nil {
			count[g.Service] = map[string]*Statement{}
		}
		count[g.Service][g.Name] = g.st
	}
	byStatement := map[*Statement][]string{}
	for _, p := range slices.Sorted(maps.Keys(count)) {
		if len(l.opts.FullAccessTo) > 0 && !slices.Contains(l.opts.FullAccessTo, p) || len(count[p]) < len(catalog.Actions(p)) {
			continue
		}
		first := slices.MinFunc(slices.Collect(maps.Values(count[p])), func(a, b *Statement) int { return cmp.Compare(a.Index, b.Index) })
		byStatement[first] = append(byStatement[first], p)
	}
	for st, services := range byStatement {
		slices.Sort(services)
		l.report("full_service_access", st, st.actionPos(), nil, "allows everything in "+list(services))
	}
}

// sensitive reports grants that overlap with what the caller named as sensitive.
func (l *linter) sensitive() {
	for _, want := range l.opts.Sensitive {
		for i := range l.grants {
			g := &l.grants[i]
			if !strings.EqualFold(g.String(), want.Action) {
				continue
			}
			_, overlap, proven := pick([]demand{{any: loose(g.st.resource), negate: len(g.st.resource) == 0}, {any: []glob{wild(want.Resource)}}})
			if overlap || !proven {
				l.report("sensitive_access", g.st, g.st.actionPos(), []string{g.String()}, fmt.Sprintf("%s reaches %s", want.Action, clip(want.Resource)))
			}
		}
	}
}
