package access

import (
	"slices"
	"strings"
)

// service is the part of Type that names the service.
func (rp *ResourcePolicy) service() string {
	t := lower(rp.Type)
	if i := strings.IndexAny(t, "._"); i >= 0 {
		t = t[:i]
	}
	return t
}

func (rp *ResourcePolicy) partition() string {
	if rp.Partition != "" {
		return rp.Partition
	}
	if a := parseARN(rp.ARN); a.ok {
		return a.partition
	}
	return partitionOf(rp.Document)
}

// partitionOf is the partition of the first principal that a policy lets in by its ARN; a policy has principals of its own
// partition only.
func partitionOf(d *Document) string {
	if d != nil {
		for i := range d.Statements {
			if p := d.Statements[i].Principal; p != nil && d.Statements[i].Effect == Allow {
				for _, e := range p.Entries {
					if a := parseARN(e.Text); a.ok && a.partition != "" && !strings.ContainsAny(a.partition, "*?") {
						return a.partition
					}
				}
			}
		}
	}
	return "aws"
}

// unsigned are services that accept requests without a signature where the policy allows everyone. The services that
// are not here authenticate every caller, so that "*" means every AWS account.
var unsigned = []string{"", "apigateway", "es", "execute-api", "generic", "glacier", "lambda", "mediastore", "opensearch", "s3", "sns", "sqs", "vpc", "vpce"}

func (rp *ResourcePolicy) anonymous() bool { return slices.Contains(unsigned, rp.service()) }

// ownOrg stands for the resource's organization where its id is not known.
const ownOrg = "o-ownorg0000"

// lacks reports whether only requests without the key are asked about.
func (rp *ResourcePolicy) lacks(key string) bool {
	return slices.ContainsFunc(rp.Without, func(k string) bool { return lower(k) == key })
}

// own is the value that a key about the resource has when a policy uses it as a variable; "" for other keys.
func (rp *ResourcePolicy) own(key string) string {
	switch key {
	case "aws:resourceaccount", "s3:resourceaccount":
		return firstOf(rp.AccountID, "000000000000")
	case "aws:resourceorgid":
		return firstOf(rp.OrgID, ownOrg)
	}
	return ""
}

// resources are the ARNs that the policy can speak of: the resource and what lies below it.
func (rp *ResourcePolicy) resources() []glob {
	if rp.ARN == "" || rp.service() == "iam" {
		return nil
	}
	return []glob{literal(rp.ARN), append(literal(rp.ARN+"/"), anyRun), append(literal(rp.ARN+":"), anyRun)}
}
