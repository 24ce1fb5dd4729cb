package access

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecideWellKnown are policies as AWS's guides and consoles write them, and the mistakes around them. OWN is the
// account of the resource, BUCKET both of its ARNs, GITHUB and EKS identity providers of the account.
func TestDecideWellKnown(t *testing.T) {
	short := strings.NewReplacer("OWN", "111122223333", "BUCKET", `"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]`,
		"GITHUB", `"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"},"Action":"sts:AssumeRoleWithWebIdentity"`,
		"EKS", `"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC"},"Action":"sts:AssumeRoleWithWebIdentity"`,
		"COGNITO", `"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRoleWithWebIdentity"`,
		"GET", `"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"`)
	type want struct {
		Class          Class
		Accounts, Orgs []string
	}
	const bucket, key, role, function = "s3.bucket", "kms.key", "iam.role", "lambda.function"
	for name, c := range map[string]struct {
		kind, statements string
		want             want
	}{
		"kms_default":              {key, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::OWN:root"},"Action":"kms:*","Resource":"*"}`, want{Class: ClassSameAccount}},
		"kms_other_account":        {key, `{"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::OWN:root","arn:aws:iam::444455556666:role/x"]},"Action":"kms:*","Resource":"*"}`, want{ClassCrossAccount, []string{"444455556666"}, nil}},
		"kms_aws_managed":          {key, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com","kms:CallerAccount":"OWN"}}}`, want{Class: ClassSameAccount}},
		"kms_via_service_only":     {key, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:ViaService":"s3.us-east-1.amazonaws.com"}}}`, want{Class: ClassAnyAWS}},
		"sns_default":              {"sns.topic", `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:Publish","Resource":"*","Condition":{"StringEquals":{"AWS:SourceOwner":"OWN"}}}`, want{Class: ClassSameAccount}},
		"sns_bucket_any_region":    {"sns.topic", `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"SNS:Publish","Resource":"*","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:*:*:my-bucket"}}}`, want{Class: ClassFixedPrincipal}},
		"s3_perimeter":             {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"StringNotEqualsIfExists":{"aws:PrincipalOrgID":"o-abcdefghij"},"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`, want{ClassOrg, nil, []string{"o-abcdefghij"}}},
		"s3_only_services":         {bucket, `{GET,"Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"}}}`, want{Class: ClassServiceUnbounded}},
		"s3_only_own_services":     {bucket, `{GET,"Condition":{"Bool":{"aws:PrincipalIsAWSService":"true"},"StringEquals":{"aws:SourceAccount":"OWN"}}}`, want{Class: ClassServiceBounded}},
		"s3_only_one_service":      {bucket, `{GET,"Condition":{"StringEquals":{"aws:PrincipalServiceName":"logging.s3.amazonaws.com"}}}`, want{Class: ClassServiceUnbounded}},
		"s3_never_a_service":       {bucket, `{GET,"Condition":{"Bool":{"aws:PrincipalIsAWSService":"false"},"Null":{"aws:PrincipalAccount":"true"}}}`, want{Class: ClassNone}},
		"s3_deny_outside_org":      {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-abcdefghij"}}}`, want{ClassOrg, nil, []string{"o-abcdefghij"}}},
		"s3_deny_outside_endpoint": {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}`, want{Class: ClassNetwork}},
		"s3_deny_outside_network":  {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}`, want{Class: ClassNetwork}},
		"s3_deny_one_address":      {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.7"}}}`, want{Class: ClassPublic}},
		"s3_deny_without_tls":      {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`, want{Class: ClassPublic}},
		"s3_deny_everything":       {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET}`, want{Class: ClassNone}},
		"s3_deny_bucket_only":      {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"}`, want{Class: ClassPublic}},
		"s3_deny_all_but_account":  {bucket, `{GET},{"Effect":"Deny","NotPrincipal":{"AWS":"444455556666"},"Action":"s3:*",BUCKET}`, want{ClassCrossAccount, []string{"444455556666"}, nil}},
		"s3_contradiction":         {bucket, `{GET,"Condition":{"StringEquals":{"aws:PrincipalAccount":"444455556666"},"StringNotLike":{"aws:PrincipalAccount":"4*"}}}`, want{Class: ClassNone}},
		"s3_other_bucket":          {bucket, `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::c/*"}`, want{Class: ClassNone}},
		"s3_origin_control":        {bucket, `{"Effect":"Allow","Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::OWN:distribution/E1"}}}`, want{Class: ClassServiceBounded}},
		"s3_origin_identity":       {bucket, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, want{Class: ClassFixedPrincipal}},
		"s3_canonical_user":        {bucket, `{"Effect":"Allow","Principal":{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}`, want{Class: ClassFixedPrincipal}},
		"s3_load_balancer_logs":    {bucket, `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::127311923021:root"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}`, want{ClassCrossAccount, []string{"127311923021"}, nil}},
		"s3_old_trail":             {bucket, `{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}}`, want{Class: ClassServiceUnbounded}},
		"s3_org_trail":             {bucket, `{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*","Condition":{"StringEquals":{"aws:SourceOrgID":"o-abcdefghij"}}}`, want{ClassServiceBounded, nil, []string{"o-abcdefghij"}}},
		"s3_org_paths":             {bucket, `{GET,"Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-abcdefghij/r-ab12/ou-1/*"}}}`, want{ClassOrg, nil, []string{"o-abcdefghij"}}},
		"s3_org_paths_for_all":     {bucket, `{GET,"Condition":{"ForAllValues:StringLike":{"aws:PrincipalOrgPaths":"o-abcdefghij/r-ab12/ou-1/*"}}}`, want{Class: ClassPublic}},
		"s3_user_ids":              {bucket, `{GET},{"Effect":"Deny","Principal":"*","Action":"s3:*",BUCKET,"Condition":{"StringNotLike":{"aws:userId":["AROAEXAMPLEID:*","OWN"]}}}`, want{Class: ClassFixedPrincipal}},
		"s3_unknown_key":           {bucket, `{GET,"Condition":{"StringEquals":{"aws:SomethingNew":"x"}}}`, want{Class: ClassUnknown}},
		"s3_own_account_variable":  {bucket, `{GET,"Condition":{"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}}}`, want{Class: ClassSameAccount}},
		"s3_own_org_variable":      {bucket, `{GET,"Condition":{"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}}`, want{ClassOrg, nil, []string{"o-myownorg99"}}},
		"s3_tag_variable":          {bucket, `{GET,"Condition":{"StringEquals":{"aws:PrincipalTag/team":"${aws:ResourceTag/team}"}}}`, want{Class: ClassPublic}},
		"function_bucket_only":     {function, `{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*","Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}`, want{Class: ClassFixedPrincipal}},
		"function_bucket_account":  {function, `{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"lambda:InvokeFunction","Resource":"*","Condition":{"StringEquals":{"AWS:SourceAccount":"OWN"},"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::bucket"}}}`, want{Class: ClassServiceBounded}},
		"function_url":             {function, `{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}}`, want{Class: ClassPublic}},
		"function_url_signed":      {function, `{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl","Resource":"*","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"AWS_IAM"}}}`, want{Class: ClassAnyAWS}},
		"function_everyone":        {function, `{"Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction","Resource":"*"}`, want{Class: ClassAnyAWS}},
		"role_github_any":          {role, `{GITHUB,"Condition":{"StringEquals":{"token.actions.githubusercontent.com:aud":"sts.amazonaws.com"}}}`, want{Class: ClassAnyAWS}},
		"role_github_owner":        {role, `{GITHUB,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:org/*"}}}`, want{Class: ClassSameAccount}},
		"role_github_any_owner":    {role, `{GITHUB,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:*/infra:*"}}}`, want{Class: ClassAnyAWS}},
		"role_github_owner_prefix": {role, `{GITHUB,"Condition":{"StringLike":{"token.actions.githubusercontent.com:sub":"repo:org*"}}}`, want{Class: ClassAnyAWS}},
		"role_github_for_all":      {role, `{GITHUB,"Condition":{"ForAllValues:StringLike":{"token.actions.githubusercontent.com:sub":"repo:org/*"}}}`, want{Class: ClassAnyAWS}},
		"role_eks_account":         {role, `{EKS,"Condition":{"StringEquals":{"oidc.eks.us-east-1.amazonaws.com/id/ABC:sub":"system:serviceaccount:ns:sa"}}}`, want{Class: ClassSameAccount}},
		"role_cognito_pool":        {role, `{COGNITO,"Condition":{"StringEquals":{"cognito-identity.amazonaws.com:aud":"us-east-1:12345678"}}}`, want{Class: ClassSameAccount}},
		"role_cognito_any":         {role, `{COGNITO}`, want{Class: ClassAnyAWS}},
		"role_saml":                {role, `{"Effect":"Allow","Principal":{"Federated":"arn:aws:iam::OWN:saml-provider/okta"},"Action":"sts:AssumeRoleWithSAML","Condition":{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}}`, want{Class: ClassSameAccount}},
		"role_web_identity_action": {role, `{"Effect":"Allow","Principal":{"Federated":"cognito-identity.amazonaws.com"},"Action":"sts:AssumeRole"}`, want{Class: ClassNone}},
		"role_external_id":         {role, `{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"sts:ExternalId":"x"}}}`, want{Class: ClassAnyAWS}},
		"role_third_party":         {role, `{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole"}`, want{ClassCrossAccount, []string{"444455556666"}, nil}},
		"role_service":             {role, `{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}`, want{Class: ClassServiceUnbounded}},
		"kms_in_china":             {key, `{"Effect":"Allow","Principal":{"AWS":["arn:aws-cn:iam::OWN:root","arn:aws-cn:iam::444455556666:root"]},"Action":"kms:*","Resource":"*"}`, want{ClassCrossAccount, []string{"444455556666"}, nil}},
		"s3_some_source_account":   {bucket, `{GET,"Condition":{"Null":{"aws:SourceAccount":"false"},"StringEquals":{"aws:SourceAccount":"OWN"}}}`, want{Class: ClassSameAccount}},
		"api_network":              {"apigateway.restapi", `{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"},{"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*","Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}}`, want{Class: ClassNetwork}},
	} {
		t.Run(name, func(t *testing.T) {
			rp := ResourcePolicy{Type: c.kind, AccountID: "111122223333", OrgID: "o-myownorg99",
				Document: mustParse(t, `{"Version":"2012-10-17","Statement":[`+short.Replace(c.statements)+`]}`)}
			if c.kind == bucket {
				rp.ARN = "arn:aws:s3:::b"
			}
			d := Decide(rp)
			if diff := cmp.Diff(c.want, want{d.Class, d.Accounts, d.Orgs}); diff != "" {
				t.Errorf("%s\n%s", diff, d.Why)
			}
		})
	}
}

// TestDecideWithoutKey asks who can assume a role without an external id.
func TestDecideWithoutKey(t *testing.T) {
	for name, c := range map[string]struct {
		condition string
		want      Class
	}{
		"asked_for":     {`{"StringEquals":{"sts:ExternalId":"x"}}`, ClassNone},
		"not_asked_for": {`{}`, ClassCrossAccount},
		"if_there":      {`{"StringEqualsIfExists":{"sts:ExternalId":"x"}}`, ClassCrossAccount},
		"negated":       {`{"StringNotEquals":{"sts:ExternalId":"x"}}`, ClassCrossAccount},
	} {
		t.Run(name, func(t *testing.T) {
			doc := mustParse(t, `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"444455556666"},"Action":"sts:AssumeRole","Condition":`+c.condition+`}}`)
			if d := Decide(ResourcePolicy{Type: "iam.role", AccountID: "111122223333", Document: doc, Without: []string{"sts:ExternalId"}}); d.Class != c.want {
				t.Errorf("got %s, want %s; %s", d.Class, c.want, d.Why)
			}
		})
	}
}

func TestDecideWithoutPolicy(t *testing.T) {
	if d := Decide(ResourcePolicy{Type: "s3.bucket"}); d.Class != ClassNone || d.Witness != nil || d.Why == "" {
		t.Errorf("got %+v", d)
	}
}
