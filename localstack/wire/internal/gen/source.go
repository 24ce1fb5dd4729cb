package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"demarc/localstack/wire"
)

// model is the part of a service model that is read. Everything else (documentation, enum values, patterns) is dropped.
type model struct {
	Metadata struct {
		APIVersion      string          `json:"apiVersion"`
		EndpointPrefix  string          `json:"endpointPrefix"`
		JSONVersion     string          `json:"jsonVersion"`
		Protocol        string          `json:"protocol"`
		Protocols       []string        `json:"protocols"`
		ServiceID       string          `json:"serviceId"`
		SigningName     string          `json:"signingName"`
		TargetPrefix    string          `json:"targetPrefix"`
		XMLNamespace    string          `json:"xmlNamespace"`
		QueryCompatible json.RawMessage `json:"awsQueryCompatible"`
	} `json:"metadata"`
	Operations map[string]operation `json:"operations"`
	Shapes     map[string]shape     `json:"shapes"`

	pages map[string]pagination
}

type operation struct {
	HTTP struct {
		Method       string `json:"method"`
		RequestURI   string `json:"requestUri"`
		ResponseCode int    `json:"responseCode"`
	} `json:"http"`
	Input    *member  `json:"input"`
	Output   *member  `json:"output"`
	Errors   []member `json:"errors"`
	AuthType string   `json:"authtype"`
	Endpoint struct {
		HostPrefix string `json:"hostPrefix"`
	} `json:"endpoint"`
}

type shape struct {
	Type            string            `json:"type"`
	Members         map[string]member `json:"members"`
	Required        []string          `json:"required"`
	Payload         string            `json:"payload"`
	Member          *member           `json:"member"`
	Key             *member           `json:"key"`
	Value           *member           `json:"value"`
	Flattened       bool              `json:"flattened"`
	TimestampFormat string            `json:"timestampFormat"`
	Enum            []string          `json:"enum"`
	Min             *float64          `json:"min"`
	Max             *float64          `json:"max"`
	LocationName    string            `json:"locationName"`
	Document        bool              `json:"document"`
	EventStream     bool              `json:"eventstream"`
	Exception       bool              `json:"exception"`
	Fault           bool              `json:"fault"`
	XMLNamespace    *namespace        `json:"xmlNamespace"`
	Error           struct {
		Code   string `json:"code"`
		Status int    `json:"httpStatusCode"`
	} `json:"error"`
}

type member struct {
	Shape           string     `json:"shape"`
	LocationName    string     `json:"locationName"`
	QueryName       string     `json:"queryName"`
	Location        string     `json:"location"`
	Flattened       bool       `json:"flattened"`
	XMLAttribute    bool       `json:"xmlAttribute"`
	TimestampFormat string     `json:"timestampFormat"`
	ResultWrapper   string     `json:"resultWrapper"`
	HostLabel       bool       `json:"hostLabel"`
	XMLNamespace    *namespace `json:"xmlNamespace"`
}

// namespace is written as an object, or in old models as the bare URI.
type namespace struct {
	Prefix string `json:"prefix"`
	URI    string `json:"uri"`
}

func (n *namespace) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		return json.Unmarshal(data, &n.URI)
	}
	type plain namespace
	return json.Unmarshal(data, (*plain)(n))
}

// entry is one wanted operation; by overrides the identifying members.
type entry struct {
	name string
	by   []string
}

// parseList reads operations.txt. The service id may hold blanks; the operation is the last word.
func parseList(text string) (map[string][]entry, error) {
	wanted := map[string][]entry{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, by, _ := strings.Cut(line, " by ")
		words := strings.Fields(head)
		if len(words) < 2 {
			return nil, fmt.Errorf("line %d: %q is not a service id and an operation", i+1, line)
		}
		id := strings.Join(words[:len(words)-1], " ")
		e := entry{name: words[len(words)-1]}
		for _, m := range strings.Split(by, ",") {
			if m = strings.TrimSpace(m); m != "" {
				e.by = append(e.by, m)
			}
		}
		if slices.ContainsFunc(wanted[id], func(o entry) bool { return o.name == e.name }) {
			return nil, fmt.Errorf("line %d: %s %s is listed twice", i+1, id, e.name)
		}
		wanted[id] = append(wanted[id], e)
	}
	return wanted, nil
}

func fileName(id string) string { return wire.DirName(id) + ".json.gz" }

// findModels reads the newest model of every wanted service.
func findModels(source string, wanted map[string][]entry) (map[string]*model, error) {
	found := map[string]*model{}
	dirs, err := os.ReadDir(source)
	if err != nil {
		return nil, err
	}
	for _, d := range dirs {
		if !d.IsDir() {
			continue
		}
		path := newest(filepath.Join(source, d.Name()))
		if path == "" {
			continue
		}
		m := new(model)
		if err := readJSON(path, m); err != nil {
			return nil, err
		}
		if wanted[m.Metadata.ServiceID] == nil {
			continue
		}
		if m.pages, err = readPages(filepath.Dir(path)); err != nil {
			return nil, err
		}
		found[m.Metadata.ServiceID] = m
	}
	for id := range wanted {
		if found[id] == nil {
			return nil, fmt.Errorf("no model with the service id %q in %s", id, source)
		}
	}
	return found, nil
}

// newest returns the model file of the last version of a service; versions are dates, so names sort.
func newest(dir string) string {
	var last string
	for _, pattern := range []string{"*/service-2.json", "*/service-2.json.gz", "*/api-2.json"} {
		paths, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil {
			continue
		}
		for _, p := range paths {
			if filepath.Dir(p) > filepath.Dir(last) || last == "" {
				last = p
			}
		}
	}
	return last
}

func readPages(dir string) (map[string]pagination, error) {
	var file struct {
		Pagination map[string]pagination `json:"pagination"`
	}
	for _, name := range []string{"paginators-1.json", "paginators-1.json.gz"} {
		err := readJSON(filepath.Join(dir, name), &file)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return file.Pagination, err
		}
	}
	return nil, nil
}

// readJSON reads a JSON file, compressed where its name says so.
func readJSON(path string, into any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if data, err = io.ReadAll(z); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// write stores a model without a time stamp, so that the same input gives the same bytes.
func write(path string, s *wire.Service) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	z, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, buf.Bytes(), 0o644)
}

// indexEntry is what routing must know before a model is loaded.
type indexEntry struct {
	Name    string `json:"name"`
	Signing string `json:"signing"`
	Target  string `json:"target,omitempty"`
	Version string `json:"version"`
}

func writeIndex(path string, index []indexEntry) error {
	data, err := json.MarshalIndent(index, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}
