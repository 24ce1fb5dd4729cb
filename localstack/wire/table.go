package wire

import (
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:generate go run ./internal/gen

//go:embed models
var models embed.FS

// entry is what routing must know about a service before its model is loaded.
type entry struct {
	Name    string `json:"name"`
	Signing string `json:"signing"`
	Target  string `json:"target,omitempty"`
	Version string `json:"version"`
}

// Table is the set of wire models. A service's model is read when it is first asked for. A Table is safe
// for concurrent use.
type Table struct {
	files fs.FS
	// index is sorted by name, such as "s3control".
	index []entry

	mu     sync.Mutex
	loaded map[string]*Service
}

// NewTable returns the table of the committed models.
func NewTable() (*Table, error) {
	return newTable(models)
}

func newTable(files fs.FS) (*Table, error) {
	data, err := fs.ReadFile(files, "models/index.json")
	if err != nil {
		return nil, fmt.Errorf("the embedded wire models: %w", err)
	}
	t := &Table{files: files, loaded: map[string]*Service{}}
	if err := json.Unmarshal(data, &t.index); err != nil {
		return nil, fmt.Errorf("the embedded wire models, index.json: %w", err)
	}
	return t, nil
}

// DirName is the short name of a service, as used for folders and files: the SDK's service id in lower
// case without blanks, so "S3 Control" is s3control.
func DirName(serviceID string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(serviceID))
}

// Names returns the short names of all services, sorted.
func (t *Table) Names() []string {
	names := make([]string, len(t.index))
	for i, e := range t.index {
		names[i] = e.Name
	}
	return names
}

// Service returns the model of a service by its id or short name. It fails when the service is not in
// the table.
func (t *Table) Service(id string) (*Service, error) {
	name := DirName(id)
	t.mu.Lock()
	defer t.mu.Unlock()
	if s := t.loaded[name]; s != nil {
		return s, nil
	}
	if !slices.ContainsFunc(t.index, func(e entry) bool { return e.Name == name }) {
		return nil, fmt.Errorf("service %q has no wire model: add its operations to localstack/wire/operations.txt and run go generate ./localstack/wire", id)
	}
	s, err := readModel(t.files, "models/"+name+".json.gz")
	if err != nil {
		return nil, err
	}
	t.loaded[name] = s
	return s, nil
}

// Operation returns the model of one operation, such as ("EC2", "DescribeInstances").
func (t *Table) Operation(service, operation string) (*Operation, error) {
	s, err := t.Service(service)
	if err != nil {
		return nil, err
	}
	op := s.Operations[operation]
	if op == nil {
		return nil, fmt.Errorf("operation %s of %s has no wire model: add it to localstack/wire/operations.txt and run go generate ./localstack/wire", operation, s.ID)
	}
	return op, nil
}

func readModel(files fs.FS, path string) (*Service, error) {
	f, err := files.Open(path)
	if err != nil {
		return nil, fmt.Errorf("wire model: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("wire model %s: %w", path, err)
	}
	s := new(Service)
	if err := json.NewDecoder(z).Decode(s); err != nil {
		return nil, fmt.Errorf("wire model %s: %w", path, err)
	}
	if err := s.link(); err != nil {
		return nil, fmt.Errorf("wire model %s: %w", path, err)
	}
	return s, nil
}

// shape finds a shape by name; the empty name is an empty structure.
func (s *Service) shape(name, user string) (*Shape, error) {
	if name == "" {
		return &Shape{Kind: Structure, Name: "Unit"}, nil
	}
	shape := s.Shapes[name]
	if shape == nil {
		return nil, fmt.Errorf("shape %s, which %s uses, is missing", name, user)
	}
	return shape, nil
}
