// Package localstack is AWS on loopback: an embedded endpoint that answers the read operations that Demarc's
// collectors declare, in AWS's own wire protocols, from a folder of JSON. Real SDK clients and the stock AWS CLI
// work against it over HTTP.
//
// # An account is a folder
//
// Every answer is a file in exactly the form that `aws ... --output json` prints, so that an answer can be
// pasted in:
//
//	global/sts/GetCallerIdentity.json                  who calls, and which account this is (required)
//	global/iam/GetAccountAuthorizationDetails.json     PLACE/SERVICE/OPERATION.json: the whole list, all pages
//	eu-central-1/ec2/DescribeInstances.json            PLACE is a region, or global for what is the same everywhere
//	eu-central-1/kms/DescribeKey/KEYID.json            OPERATION/RESOURCE.json: one resource's answer
//	global/s3/GetBucketPolicy/BUCKET.json
//	global/s3/GetBucketPolicy/_default.json            for every resource without a file of its own
//	endpoint.json                                      {"Denied": ["kms:ListGrants"]}: what the caller may not do
//
// SERVICE is the SDK's service id in lower case without blanks (ec2, s3control, cloudwatch). RESOURCE is the value
// that the request asks with, and for an ARN or URL the part that names the resource (see FileName):
// arn:aws:iam::111122223333:saml-provider/Okta is Okta.json. Where a request names two things (a snapshot and an
// attribute), OPERATION/RESOURCE/ATTRIBUTE.json is tried before OPERATION/RESOURCE.json.
//
// In place of an output a file may hold an error:
//
//	{"Error": {"Code": "NoSuchBucketPolicy", "Message": "The bucket policy does not exist", "Status": 404}}
//
// Status may be left out where the service's model has it. A string or blob may be "file://NAME", the content of
// a file beside it that does not end in .json (a credential report as CSV). A policy document may be an object
// where AWS sends it as text. Times are written as the CLI prints them.
//
// Files are checked against the service's model when they are read: an unknown member or a wrong type is an
// error that names file and member. Nothing else needs to be there: a list without a file is empty, a resource
// without a file gets AWS's documented error where nothing is configured (NoSuchBucketPolicy), AWS's own default
// (the folder base/ has them) or an empty output. Operations outside the table of wire models answer 501.
//
// # What the endpoint does by itself
//
// The signature's scope says the region and service; any credentials are accepted. Lists page as AWS pages them,
// with opaque tokens bound to their request. Filters and id lists that AWS applies are applied; a parameter that
// the endpoint does not understand is refused with its name, never silently ignored. EC2 leaves out resources
// that an AWS service operates unless IncludeManagedResources is set. S3 knows which bucket is where and answers
// 404 and 301 accordingly. AssumeRole gives a session in any served account. A region that DescribeRegions lists
// as not opted in refuses the credentials.
//
// Options.Times makes an account many times as large without holding it: see scaled and renamer. Faults make it
// slow, throttled, denied, broken or expired.
package localstack
