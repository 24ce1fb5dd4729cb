package wire

// Kind is the type of a shape, in the words of AWS's service models.
type Kind string

// The kinds that service models use. Integer and Long are both carried as int64, Float and Double as
// float64, Blob as []byte, Timestamp as time.Time, Document as whatever its JSON holds.
const (
	Structure Kind = "structure"
	List      Kind = "list"
	Map       Kind = "map"
	String    Kind = "string"
	Character Kind = "character"
	Boolean   Kind = "boolean"
	Integer   Kind = "integer"
	Long      Kind = "long"
	Float     Kind = "float"
	Double    Kind = "double"
	Timestamp Kind = "timestamp"
	Blob      Kind = "blob"
	Document  Kind = "document"
)

// Service is the cut-out wire model of one AWS service: only the declared operations and the shapes
// that they reach. It is read-only after loading.
type Service struct {
	// ID is the SDK's service id, such as "S3 Control".
	ID string `json:"id"`
	// Version is the API version, such as "2016-11-15"; query protocols send it with each request.
	Version string `json:"version"`
	// Protocols lists every protocol that the service accepts, the preferred one first, in the words of
	// the service models: ec2, query, rest-xml, rest-json, json, smithy-rpc-v2-cbor.
	Protocols []string `json:"protocols"`
	// Signing is the service name in the signature's credential scope, such as "monitoring".
	Signing string `json:"signing"`
	// Target is the part of X-Amz-Target before the dot; empty for services without the JSON protocol.
	Target string `json:"target,omitempty"`
	// JSONVersion is "1.0" or "1.1" where the JSON protocol is spoken.
	JSONVersion string `json:"json,omitempty"`
	// Namespace is the XML namespace of answers; empty where the service has none in its model.
	Namespace string `json:"xmlns,omitempty"`
	// QueryCompatible says that errors also carry the code of the service's older query API.
	QueryCompatible bool `json:"queryCompatible,omitempty"`
	// Operations by name.
	Operations map[string]*Operation `json:"operations"`
	// Shapes by name, shared by the operations.
	Shapes map[string]*Shape `json:"shapes"`
	// Errors by the code on the wire: those that the operations declare.
	Errors map[string]*ErrorShape `json:"errors,omitempty"`
}

// Operation is one API call of a service.
type Operation struct {
	Method string `json:"method"`
	// URI is the request template of REST protocols, such as "/{Bucket}?acl".
	URI string `json:"uri"`
	// InputName and OutputName are shape names; empty where the operation has none.
	InputName  string `json:"input,omitempty"`
	OutputName string `json:"output,omitempty"`
	// Wrapper is the result element of the query protocol.
	Wrapper string `json:"wrapper,omitempty"`
	// Status is the HTTP status of success; 0 means 200.
	Status int `json:"status,omitempty"`
	// HostPrefix is what clients put before the host, such as "{AccountId}.".
	HostPrefix string `json:"hostPrefix,omitempty"`
	// Unsigned operations are sent without credentials.
	Unsigned bool `json:"unsigned,omitempty"`
	// Page is nil for operations without pages.
	Page *Page `json:"page,omitempty"`
	// Keys are the input members whose values name the resource that is asked for, in order.
	Keys []string `json:"keys,omitempty"`

	Name    string   `json:"-"`
	Service *Service `json:"-"`
	Input   *Shape   `json:"-"`
	Output  *Shape   `json:"-"`
}

// Page tells how an operation pages. All names are members of the input or (dotted) paths in the output.
type Page struct {
	// In is the input member for the token, Out the output path of the next one.
	In  string `json:"in"`
	Out string `json:"out"`
	// Limit is the input member for the page size; empty where the caller cannot choose it.
	Limit string `json:"limit,omitempty"`
	// More is the output path of the flag that says that there is more; empty where only the token says it.
	More string `json:"more,omitempty"`
	// Results are the output paths of the lists (or maps) that are cut into pages, in order.
	Results []string `json:"results"`
}

// Shape is a type of the service's API.
type Shape struct {
	Kind     Kind               `json:"t"`
	Members  map[string]*Member `json:"m,omitempty"`
	Required []string           `json:"r,omitempty"`
	// Payload names the member that is the whole body in REST protocols.
	Payload string `json:"p,omitempty"`
	// Item is the member of a list; Key and Value are those of a map.
	Item  *Member `json:"i,omitempty"`
	Key   *Member `json:"k,omitempty"`
	Value *Member `json:"v,omitempty"`
	// Flattened lists and maps repeat the element of their member instead of wrapping it.
	Flattened bool `json:"f,omitempty"`
	// Format is the timestamp format: iso8601, unixTimestamp, rfc822; empty for the protocol's own.
	Format string `json:"tf,omitempty"`
	// Enum says that the model lists the allowed values; they are not kept.
	Enum bool `json:"e,omitempty"`
	// Min and Max bound numbers; nil where the model has no bound.
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
	// LocationName is the name of the element where the shape is a body of its own.
	LocationName string `json:"n,omitempty"`
	// Prefix and URI declare an XML namespace on the element, such as xsi.
	Prefix string `json:"np,omitempty"`
	URI    string `json:"nu,omitempty"`
	// Event says that the shape is an event stream, which is not served.
	Event bool `json:"ev,omitempty"`

	Name string `json:"-"`
}

// Member is the use of a shape in another one.
type Member struct {
	ShapeName string `json:"s"`
	// WireName is the name on the wire where it differs from the member's name.
	WireName string `json:"n,omitempty"`
	// QueryName is the name in EC2 requests where the rule does not give it.
	QueryName string `json:"q,omitempty"`
	// Location is uri, querystring, header, headers or statusCode; empty for the body.
	Location  string `json:"l,omitempty"`
	Flattened bool   `json:"f,omitempty"`
	Attribute bool   `json:"a,omitempty"`
	Format    string `json:"tf,omitempty"`
	// URI is the XML namespace of the element.
	URI string `json:"nu,omitempty"`

	Name  string `json:"-"`
	Shape *Shape `json:"-"`
}

// ErrorShape is a declared error.
type ErrorShape struct {
	// ShapeName is the model's name of the error, which JSON services send.
	ShapeName string `json:"shape"`
	// Status is the HTTP status; 0 where the model has none.
	Status int `json:"status,omitempty"`
	// Server says that the fault is AWS's.
	Server bool `json:"server,omitempty"`
}

// wire returns the name on the wire.
func (m *Member) wire() string {
	if m.WireName != "" {
		return m.WireName
	}
	return m.Name
}

func (m *Member) flattened() bool { return m.Flattened || m.Shape.Flattened }

// format returns the timestamp format of a member: its own, its shape's, or the protocol's.
func (m *Member) format(otherwise string) string {
	if m.Format != "" {
		return m.Format
	}
	if m.Shape.Format != "" {
		return m.Shape.Format
	}
	return otherwise
}

// link fills the fields that are not in the stored form and reports a name that leads nowhere.
func (s *Service) link() error {
	for name, shape := range s.Shapes {
		shape.Name = name
		for member, m := range shape.Members {
			if err := s.linkMember(m, member, name); err != nil {
				return err
			}
		}
		for role, m := range map[string]*Member{"member": shape.Item, "key": shape.Key, "value": shape.Value} {
			if m == nil {
				continue
			}
			if err := s.linkMember(m, role, name); err != nil {
				return err
			}
		}
	}
	for name, op := range s.Operations {
		op.Name, op.Service = name, s
		var err error
		if op.Input, err = s.shape(op.InputName, name); err != nil {
			return err
		}
		if op.Output, err = s.shape(op.OutputName, name); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) linkMember(m *Member, name, user string) error {
	m.Name = name
	var err error
	m.Shape, err = s.shape(m.ShapeName, user)
	return err
}
