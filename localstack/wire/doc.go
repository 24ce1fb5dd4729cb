// Package wire speaks AWS's wire protocols from the server's side: it reads the requests that SDKs and the AWS
// CLI send and writes the answers that they expect, for every operation in a table of wire models.
//
// The protocols are those of the service models: ec2 and query (form-encoded requests, XML answers), rest-xml
// (S3, S3 Control), json 1.0 and 1.1, rest-json, and smithy-rpc-v2-cbor. What is said on the wire comes from
// the model alone: names, list wrapping, timestamp formats, headers and error forms. Nothing here knows what
// a service does; that is the business of package localstack.
//
// Values: a structure or map is a map[string]any under the model's own member names (not the wire names),
// a list is a []any, and the scalars are string, bool, int64, float64, []byte and time.Time. A member that
// was not sent is absent from the map.
//
// The table is cut from AWS's public service models by internal/gen; operations.txt lists what is kept.
package wire
