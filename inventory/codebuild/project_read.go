package codebuild

import (
	"cmp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/codebuild/types"

	"demarc/inventory"
	"demarc/inventory/collect"
	"demarc/inventory/secrets"
)

func newProject(s *collect.Scan, x *types.Project) *Project {
	p := &Project{Ref: identity(s, *x.Name, "project/"+*x.Name, x.Arn, x.Tags)}
	p.Sources, p.Artifacts, p.Cache = sources(x), artifacts(x), inventory.Known(Cache{Type: string(types.CacheTypeNoCache)})
	if c := x.Cache; c != nil {
		p.Cache = inventory.Known(Cache{string(c.Type), aws.ToString(c.Location)})
	}
	p.EncryptionKey = inventory.Known(aws.ToString(x.EncryptionKey))
	p.readEnvironment(x.Environment)
	p.ServiceRole = inventory.FromPtr(x.ServiceRole)
	p.Logs, p.Webhook = inventory.Known(logs(x.LogsConfig)), inventory.Known(webhook(x.Webhook))
	p.ProjectVisibility = inventory.FromEnum(x.ProjectVisibility)
	p.VPCID = inventory.Known("")
	if x.VpcConfig != nil {
		p.VPCID = inventory.Known(aws.ToString(x.VpcConfig.VpcId))
	}
	return p
}

func (p *Project) readEnvironment(e *types.ProjectEnvironment) {
	if e == nil {
		text := inventory.FromPtr[string](nil)
		p.EnvironmentType, p.Image, p.PrivilegedMode, p.Variables = text, text, inventory.FromPtr[bool](nil), inventory.FromPtr[[]secrets.Variable](nil)
		return
	}
	p.EnvironmentType, p.Image = inventory.FromEnum(e.Type), inventory.FromPtr(e.Image)
	p.PrivilegedMode = inventory.Known(aws.ToBool(e.PrivilegedMode)) // off unless it was asked for (API reference, ProjectEnvironment)
	var list []secrets.Variable
	for _, v := range e.EnvironmentVariables {
		// Without a type a variable is plain text (API reference, EnvironmentVariable).
		if v.Type == "" || v.Type == types.EnvironmentVariableTypePlaintext {
			list = append(list, secrets.VariableOf(aws.ToString(v.Name), aws.ToString(v.Value)))
		}
	}
	slices.SortFunc(list, func(a, b secrets.Variable) int { return cmp.Compare(a.Name, b.Name) })
	p.Variables = inventory.Known(list)
}

func sources(x *types.Project) inventory.Fact[[]Source] {
	if x.Source == nil {
		return inventory.FromPtr[[]Source](nil)
	}
	list := []Source{source(x.Source)}
	for i := range x.SecondarySources {
		list = append(list, source(&x.SecondarySources[i]))
	}
	return inventory.Known(list)
}

func source(x *types.ProjectSource) Source {
	out := Source{SourceIdentifier: aws.ToString(x.SourceIdentifier), Type: string(x.Type), InsecureSSL: aws.ToBool(x.InsecureSsl)}
	out.Location, out.Credentials = address(aws.ToString(x.Location))
	return out
}

// address takes the credentials out of a repository's address, and says of what kinds they are. A user without a
// password is none: Bitbucket's own addresses have one.
func address(text string) (clean string, kinds []string) {
	// Each parameter is a line of its own: package secrets reads a line from its start.
	found, _ := secrets.Find([]byte(strings.NewReplacer("?", "\n", "&", "\n").Replace(text)))
	kinds = secrets.Kinds(found)
	clean, _, _ = strings.Cut(text, "?")
	clean, _, _ = strings.Cut(clean, "#")
	if scheme, rest, ok := strings.Cut(clean, "://"); ok {
		host, path, _ := strings.Cut(rest, "/")
		if at := strings.LastIndexByte(host, '@'); at >= 0 {
			if _, password, _ := strings.Cut(host[:at], ":"); password != "" && !slices.Contains(kinds, secrets.ConnectionString) {
				kinds = append(kinds, secrets.ConnectionString)
				slices.Sort(kinds)
			}
			clean = scheme + "://" + host[at+1:] + "/" + path
		}
	}
	if left, _ := secrets.Find([]byte(clean)); len(left) > 0 {
		clean = ""
	}
	return clean, kinds
}

func artifacts(x *types.Project) inventory.Fact[[]Artifact] {
	if x.Artifacts == nil {
		return inventory.FromPtr[[]Artifact](nil)
	}
	var list []Artifact
	for _, a := range append([]types.ProjectArtifacts{*x.Artifacts}, x.SecondaryArtifacts...) {
		list = append(list, Artifact{string(a.Type), aws.ToString(a.Location), aws.ToBool(a.EncryptionDisabled)})
	}
	return inventory.Known(list)
}

func logs(x *types.LogsConfig) Logs {
	l := Logs{CloudWatchLogsStatus: string(types.LogsConfigStatusTypeEnabled), S3LogsStatus: string(types.LogsConfigStatusTypeDisabled)}
	if x == nil {
		return l
	}
	if c := x.CloudWatchLogs; c != nil {
		l.CloudWatchLogsStatus = string(c.Status)
	}
	if b := x.S3Logs; b != nil {
		l.S3LogsStatus, l.S3LogsLocation, l.S3LogsEncryptionDisabled = string(b.Status), aws.ToString(b.Location), aws.ToBool(b.EncryptionDisabled)
	}
	return l
}

func webhook(x *types.Webhook) *Webhook {
	if x == nil {
		return nil
	}
	w := &Webhook{BranchFilter: aws.ToString(x.BranchFilter)}
	for _, group := range x.FilterGroups {
		var filters []Filter
		for _, f := range group {
			filters = append(filters, Filter{string(f.Type), aws.ToString(f.Pattern), aws.ToBool(f.ExcludeMatchedPattern)})
		}
		w.FilterGroups = append(w.FilterGroups, filters)
	}
	if p := x.PullRequestBuildPolicy; p != nil {
		w.RequiresCommentApproval = string(p.RequiresCommentApproval)
	}
	return w
}
