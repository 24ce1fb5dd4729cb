package localstack_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"demarc/localstack"

	"github.com/google/go-cmp/cmp"
)

// signed builds a request with a credential scope; the signature itself is never looked at.
func signed(method, target, service, body string) *http.Request {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/eu-central-1/"+service+"/aws4_request, SignedHeaders=host, Signature=0")
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return r
}

// post sends a form and returns the body of the answer.
func post(t *testing.T, e *localstack.Endpoint, service, form string) string {
	t.Helper()
	w := httptest.NewRecorder()
	e.ServeHTTP(w, signed("POST", "/", service, form))
	return w.Body.String()
}

// TestWire compares whole answers, byte by byte, with what AWS sends.
func TestWire(t *testing.T) {
	const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	const id = "00000001-de3a-4c0d-8a57-000000000001"
	const host = "00000001DE3A4C0D8A57000000000001="
	for name, test := range map[string]struct {
		request func() *http.Request
		status  int
		header  map[string]string
		body    string
	}{
		"ec2": {
			request: func() *http.Request {
				return signed("POST", "/", "ec2", "Action=DescribeSnapshots&Version=2016-11-15&Owner.1=self")
			},
			status: 200, header: map[string]string{"Content-Type": "text/xml;charset=UTF-8", "X-Amzn-Requestid": id},
			body: xmlHead + `<DescribeSnapshotsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15"><requestId>` + id + `</requestId><snapshotSet><item>` +
				`<description>daily &lt;&amp;&gt; &#34;quoted&#34;</description><encrypted>true</encrypted><ownerId>111122223333</ownerId>` +
				`<snapshotId>snap-00000000000000001</snapshotId><startTime>2026-10-02T00:00:00.000Z</startTime><status>completed</status>` +
				`<volumeId>vol-00000000000000001</volumeId><volumeSize>8</volumeSize></item></snapshotSet></DescribeSnapshotsResponse>`,
		},
		"ec2_error": {
			request: func() *http.Request {
				return signed("POST", "/", "ec2", "Action=DescribeVolumes&Version=2016-11-15&VolumeId.1=vol-0dead")
			},
			status: 400, header: map[string]string{"Content-Type": "text/xml;charset=UTF-8"},
			body: xmlHead + `<Response><Errors><Error><Code>InvalidVolume.NotFound</Code><Message>The volume &#39;vol-0dead&#39; does not exist.</Message></Error></Errors><RequestID>` + id + `</RequestID></Response>`,
		},
		"ec2_unknown_parameter": {
			request: func() *http.Request {
				return signed("POST", "/", "ec2", "Action=DescribeVolumes&Version=2016-11-15&Volumes.1=x")
			},
			status: 400, header: map[string]string{"Content-Type": "text/xml;charset=UTF-8"},
			body: xmlHead + `<Response><Errors><Error><Code>UnknownParameter</Code><Message>The parameter Volumes.1 is not recognized</Message></Error></Errors><RequestID>` + id + `</RequestID></Response>`,
		},
		"query": {
			request: func() *http.Request {
				return signed("POST", "/", "iam", "Action=ListSAMLProviders&Version=2010-05-08")
			},
			status: 200, header: map[string]string{"Content-Type": "text/xml", "X-Amzn-Requestid": id},
			body: xmlHead + `<ListSAMLProvidersResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ListSAMLProvidersResult><SAMLProviderList><member>` +
				`<Arn>arn:aws:iam::111122223333:saml-provider/Okta</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><ValidUntil>2030-01-01T00:00:00Z</ValidUntil>` +
				`</member></SAMLProviderList></ListSAMLProvidersResult><ResponseMetadata><RequestId>` + id + `</RequestId></ResponseMetadata></ListSAMLProvidersResponse>`,
		},
		"query_map": {
			request: func() *http.Request {
				return signed("GET", "/?Action=GetAccountSummary&Version=2010-05-08", "iam", "")
			},
			status: 200, header: map[string]string{"Content-Type": "text/xml"},
			body: xmlHead + `<GetAccountSummaryResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetAccountSummaryResult><SummaryMap>` +
				`<entry><key>AccountMFAEnabled</key><value>1</value></entry><entry><key>Users</key><value>2</value></entry><entry><key>UsersQuota</key><value>5000</value></entry>` +
				`</SummaryMap></GetAccountSummaryResult><ResponseMetadata><RequestId>` + id + `</RequestId></ResponseMetadata></GetAccountSummaryResponse>`,
		},
		"query_error": {
			request: func() *http.Request {
				return signed("POST", "/", "iam", "Action=GetAccountPasswordPolicy&Version=2010-05-08")
			},
			status: 404, header: map[string]string{"Content-Type": "text/xml", "X-Amzn-Requestid": id},
			body: `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>` +
				`<Message>The Password Policy with domain name 111122223333 cannot be found.</Message></Error><RequestId>` + id + `</RequestId></ErrorResponse>`,
		},
		"rest_xml": {
			request: func() *http.Request { return signed("GET", "/corp-data?acl", "s3", "") },
			status:  200, header: map[string]string{"Content-Type": "application/xml", "X-Amz-Request-Id": id, "X-Amz-Id-2": host},
			body: xmlHead + `<AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><AccessControlList>` +
				`<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>75aa</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>` +
				`<Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AllUsers</URI></Grantee><Permission>READ</Permission></Grant>` +
				`</AccessControlList><Owner><ID>75aa</ID></Owner></AccessControlPolicy>`,
		},
		"rest_xml_flattened": {
			request: func() *http.Request { return signed("GET", "/corp-data?lifecycle", "s3", "") },
			status:  200, header: map[string]string{"Content-Type": "application/xml"},
			body: xmlHead + `<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>365</Days></Expiration>` +
				`<Filter><Prefix></Prefix></Filter><ID>old</ID><Status>Enabled</Status></Rule></LifecycleConfiguration>`,
		},
		"rest_xml_location": {
			request: func() *http.Request { return signed("GET", "/corp-data?location", "s3", "") },
			status:  200, header: map[string]string{"Content-Type": "application/xml"},
			body: xmlHead + `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">eu-central-1</LocationConstraint>`,
		},
		"rest_xml_error": {
			request: func() *http.Request { return signed("GET", "/corp-site?policy", "s3", "") },
			status:  404, header: map[string]string{"Content-Type": "application/xml", "X-Amz-Request-Id": id},
			body: xmlHead + `<Error><Code>NoSuchBucketPolicy</Code><Message>The bucket policy does not exist</Message><BucketName>corp-site</BucketName><RequestId>` + id + `</RequestId><HostId>` + host + `</HostId></Error>`,
		},
		"rest_xml_head_error": {
			request: func() *http.Request { return signed("HEAD", "/absent", "s3", "") },
			status:  404, header: map[string]string{"Content-Type": "application/xml", "X-Amz-Request-Id": id},
		},
		"rest_xml_wrapped_error": {
			request: func() *http.Request {
				r := signed("GET", "/v20180820/accesspoint/ap/policy", "s3", "")
				r.Header.Set("X-Amz-Account-Id", "111122223333")
				return r
			},
			status: 404, header: map[string]string{"Content-Type": "application/xml"},
			body: xmlHead + `<ErrorResponse><Error><Code>NoSuchAccessPointPolicy</Code><Message>The specified accesspoint policy does not exist</Message></Error><RequestId>` + id + `</RequestId><HostId>` + host + `</HostId></ErrorResponse>`,
		},
		"json_1_1": {
			request: func() *http.Request {
				return target(signed("POST", "/", "kms", `{"KeyId":"0a1b2c3d-0000-4000-8000-000000000001"}`), "TrentService.GetKeyRotationStatus", "1.1")
			},
			status: 200, header: map[string]string{"Content-Type": "application/x-amz-json-1.1", "X-Amzn-Requestid": id},
			body: `{"KeyId":"0a1b2c3d-0000-4000-8000-000000000001","KeyRotationEnabled":true,"NextRotationDate":1803891600,"RotationPeriodInDays":365}`,
		},
		"json_1_1_error": {
			request: func() *http.Request {
				return target(signed("POST", "/", "kms", `{"KeyId":"none"}`), "TrentService.DescribeKey", "1.1")
			},
			status: 400, header: map[string]string{"Content-Type": "application/x-amz-json-1.1"},
			body: `{"__type":"NotFoundException","message":"The key does not exist"}`,
		},
		"json_1_1_unknown_member": {
			request: func() *http.Request {
				return target(signed("POST", "/", "kms", `{"Key":"none"}`), "TrentService.DescribeKey", "1.1")
			},
			status: 400, header: map[string]string{"Content-Type": "application/x-amz-json-1.1"},
			body: `{"__type":"SerializationException","message":"Key: unknown member; DescribeKeyRequest has GrantTokens, KeyId"}`,
		},
		"json_1_0": {
			request: func() *http.Request {
				return target(signed("POST", "/", "sqs", `{"QueueNamePrefix":"aud"}`), "AmazonSQS.ListQueues", "1.0")
			},
			status: 200, header: map[string]string{"Content-Type": "application/x-amz-json-1.0"},
			body: `{"QueueUrls":["https://sqs.eu-central-1.amazonaws.com/111122223333/audit"]}`,
		},
		"json_1_0_query_code": {
			request: func() *http.Request {
				return target(signed("POST", "/", "sqs", `{"NextToken":"forged"}`), "AmazonSQS.ListQueues", "1.0")
			},
			status: 400, header: map[string]string{"X-Amzn-Query-Error": "ValidationException;Sender"},
			body: `{"__type":"ValidationException","message":"The token in NextToken is not valid"}`,
		},
		"json_1_0_some_attributes": {
			request: func() *http.Request {
				return target(signed("POST", "/", "sqs", `{"QueueUrl":"https://sqs.eu-central-1.amazonaws.com/111122223333/audit","AttributeNames":["Policy"]}`), "AmazonSQS.GetQueueAttributes", "1.0")
			},
			status: 400, header: map[string]string{"X-Amzn-Query-Error": "InvalidAttributeName;Sender"},
			body: `{"__type":"InvalidAttributeName","message":"this endpoint answers all attributes at once: ask for All"}`,
		},
		"rest_json_error": {
			request: func() *http.Request { return signed("GET", "/2015-03-31/functions?MaxItems=0", "lambda", "") },
			status:  403, header: map[string]string{"Content-Type": "application/json", "X-Amzn-Errortype": "AccessDeniedException"},
			body: `{"message":"User: arn:aws:sts::111122223333:assumed-role/Auditor/scanner is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based policy allows the lambda:ListFunctions action"}`,
		},
		"unsigned": {
			request: func() *http.Request {
				r := signed("POST", "/", "ec2", "Action=DescribeVolumes&Version=2016-11-15")
				r.Header.Del("Authorization")
				return r
			},
			status: 403, header: map[string]string{"Content-Type": "text/xml"},
			body: `<ErrorResponse><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code><Message>Request is missing Authentication Token</Message></Error><RequestId>` + id + `</RequestId></ErrorResponse>`,
		},
		"service_not_served": {
			request: func() *http.Request {
				return target(signed("POST", "/", "guardduty", `{}`), "GuardDuty_20171128.ListDetectors", "1.1")
			},
			status: 501, header: map[string]string{"Content-Type": "application/x-amz-json-1.1"},
			body: `{"__type":"NotImplemented","message":"this endpoint does not serve ListDetectors; add it to localstack/wire/operations.txt"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{})
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			e.ServeHTTP(w, test.request())
			got := map[string]string{}
			for k := range test.header {
				got[k] = w.Header().Get(k)
			}
			if w.Code != test.status {
				t.Errorf("status %d, want %d", w.Code, test.status)
			}
			if diff := cmp.Diff(test.header, got); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(test.body, w.Body.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func target(r *http.Request, operation, version string) *http.Request {
	r.Header.Set("X-Amz-Target", operation)
	r.Header.Set("Content-Type", "application/x-amz-json-"+version)
	return r
}

func TestLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{Faults: localstack.Faults{Latency: 3 * time.Second}})
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		post(t, e, "sts", "Action=GetCallerIdentity&Version=2011-06-15")
		if got := time.Since(start); got != 3*time.Second {
			t.Errorf("answered after %v", got)
		}
	})
}

func TestServeRefusesPublicAddresses(t *testing.T) {
	e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := e.Serve(l); err == nil || !strings.Contains(err.Error(), "127.0.0.1") {
		t.Errorf("serving on %s: %v, want a refusal that says what to do", l.Addr(), err)
	}
}

func TestServeUntilClose(t *testing.T) {
	for name, closeFirst := range map[string]bool{"serve_first": false, "close_first": true} {
		t.Run(name, func(t *testing.T) {
			e, err := localstack.New(os.DirFS("testdata/account"), localstack.Options{})
			if err != nil {
				t.Fatal(err)
			}
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			if closeFirst {
				if err := e.Close(); err != nil {
					t.Fatal(err)
				}
			}
			served := make(chan error, 1)
			go func() { served <- e.Serve(l) }()
			if !closeFirst {
				client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
				response, err := client.Post("http://"+l.Addr().String(), "text/plain", strings.NewReader(""))
				if err != nil {
					t.Fatal(err)
				}
				response.Body.Close()
				if err := e.Close(); err != nil {
					t.Error(err)
				}
			}
			if err := <-served; err != nil {
				t.Errorf("Serve after Close: %v", err)
			}
		})
	}
}
