package access

import (
	"strings"

	"demarc/checks/access/catalog"
)

// keyKind says what a condition key tells about the caller.
type keyKind uint8

const (
	// keyUnknown: not known to this package; whether it keeps strangers out cannot be said.
	keyUnknown keyKind = iota
	// keyFree: the caller chooses the value, or it says nothing about who calls.
	keyFree
	// keyNetwork: the network that the request comes from. A stranger does not come from a named network.
	keyNetwork
	// keyVia: the account or organisation of an access point or VPC endpoint on the way.
	keyVia
	// keyIdentity: a unique id of a principal.
	keyIdentity
	// keyToken: a secret that the owner of the resource shares with one customer of a service.
	keyToken
)

// keyKinds are the keys that restrict or notably do not restrict who calls. Sources: IAM reference "Global condition
// context keys"; S3 user guide "The meaning of public" (VPC, VPC endpoint, IP, data access points, userid); SNS, EFS and
// Lambda reference pages. Keys that the caller model fixes itself (aws:PrincipalArn and its kind) are in world.go.
var keyKinds = map[string]keyKind{
	"aws:sourcevpc":                            keyNetwork,
	"aws:sourcevpcarn":                         keyNetwork,
	"aws:sourcevpce":                           keyNetwork,
	"aws:sourceip":                             keyNetwork,
	"aws:vpcsourceip":                          keyNetwork,
	"aws:ec2instancesourcevpc":                 keyNetwork,
	"aws:ec2instancesourceprivateipv4":         keyNetwork,
	"ec2:sourceinstancearn":                    keyNetwork,
	"s3:accesspointnetworkorigin":              keyNetwork,
	"elasticfilesystem:accessedviamounttarget": keyNetwork,
	"aws:vpceaccount":                          keyVia,
	"aws:vpceorgid":                            keyVia,
	"aws:vpceorgpaths":                         keyVia,
	"s3:dataaccesspointaccount":                keyVia,
	"s3:dataaccesspointarn":                    keyVia,
	"aws:userid":                               keyIdentity,
	"ec2:instanceid":                           keyIdentity,
	"lambda:eventsourcetoken":                  keyToken,
	"lambda:sourcefunctionarn":                 keyIdentity,
	"glue:credentialissuingservice":            keyFree,
	"aws:calledvia":                            keyFree,
	"aws:calledviafirst":                       keyFree,
	"aws:calledvialast":                        keyFree,
	"aws:chatbotsourcearn":                     keyFree,
	"aws:currenttime":                          keyFree,
	"aws:epochtime":                            keyFree,
	"aws:federatedprovider":                    keyFree,
	"aws:multifactorauthage":                   keyFree,
	"aws:multifactorauthpresent":               keyFree,
	"aws:principaltype":                        keyFree,
	"aws:referer":                              keyFree,
	"aws:requestedregion":                      keyFree,
	"aws:resourceaccount":                      keyFree,
	"aws:resourceorgid":                        keyFree,
	"aws:resourceorgpaths":                     keyFree,
	"aws:securetransport":                      keyFree,
	"aws:signinsessionarn":                     keyFree,
	"aws:sourceidentity":                       keyFree,
	"aws:tagkeys":                              keyFree,
	"aws:tokenissuetime":                       keyFree,
	"aws:useragent":                            keyFree,
	"aws:username":                             keyFree,
	"aws:viaawsservice":                        keyFree,
	"aws:assumedroot":                          keyFree,
}

// kindOf classifies a lower-case key. Keys of a service that the catalogue knows describe the request (a prefix, an ACL, an
// encryption context), which its caller chooses.
func kindOf(key string) keyKind {
	if k, ok := keyKinds[key]; ok {
		return k
	}
	prefix, _, _ := strings.Cut(key, ":")
	switch {
	case strings.HasPrefix(key, "aws:requesttag/"), strings.HasPrefix(key, "aws:resourcetag/"), strings.HasPrefix(key, "aws:principaltag/"):
		return keyFree
	case prefix == "saml" || prefix == "aws":
		return keyUnknown
	}
	if _, ok := catalog.KeyType(key); ok && !strings.Contains(prefix, ".") {
		return keyFree
	}
	return keyUnknown
}

// strangers are values of a key that no policy means: what a caller from elsewhere has. Two of each, so that a pattern
// that happens to name one does not hide the other.
func strangers(key string) []string {
	switch key {
	case "aws:sourcevpc", "aws:ec2instancesourcevpc":
		return []string{"vpc-0f1e2d3c4b5a69788", "vpc-a5c3e1d2"}
	case "aws:sourcevpce":
		return []string{"vpce-0f1e2d3c4b5a69788", "vpce-a5c3e1d2"}
	case "aws:sourceip":
		return []string{"198.51.100.77", "192.0.2.66", "2001:db8:77::66"}
	case "aws:userid":
		return []string{"AROASTRANGERSTRANGER1:stranger", "AIDASTRANGERSTRANGER2"}
	case "elasticfilesystem:accessedviamounttarget":
		return []string{"false"}
	case "s3:accesspointnetworkorigin":
		return []string{"Internet"}
	}
	return []string{"stranger", "elsewhere-1"}
}
