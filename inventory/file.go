package inventory

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// FileFormat and FileVersion stand in the first line of every snapshot file. The version grows when an older scanner
// would misread a newer file.
const (
	FileFormat  = "demarc-snapshot"
	FileVersion = 1
)

// ErrNotSnapshot means that a file is something else than a snapshot.
var ErrNotSnapshot = errors.New("not a snapshot written by `scanner collect`")

// ErrNewer means that a file was written by a newer scanner.
var ErrNewer = errors.New("the snapshot was written by a newer scanner: update this one")

// ErrTruncated means that a file ends before the snapshot does.
var ErrTruncated = errors.New("the snapshot is cut off or damaged: collect it again")

// The file is gzip over lines of JSON: a head, the coverage, the resources, and a tail that says how many there were.
type (
	fileHead struct {
		Format  string `json:"format"`
		Version int    `json:"version"`
		Header
	}
	fileCoverage struct {
		Coverage *Coverage `json:"coverage"`
	}
	fileResource struct {
		Kind     Kind     `json:"kind"`
		Resource Resource `json:"resource"`
	}
	fileTail struct {
		End       bool `json:"end"`
		Resources int  `json:"resources"`
	}
)

// Write writes a sealed snapshot. The same snapshot always gives the same bytes.
func (s *Snapshot) Write(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	e := json.NewEncoder(z)
	e.SetEscapeHTML(false)
	if err := e.Encode(fileHead{FileFormat, FileVersion, s.Header}); err != nil {
		return err
	}
	for i := range s.Coverage {
		if err := e.Encode(fileCoverage{&s.Coverage[i]}); err != nil {
			return err
		}
	}
	for _, r := range s.Resources {
		if err := e.Encode(fileResource{r.Type().Kind, r}); err != nil {
			return fmt.Errorf("%s %s: %w", r.Type().Kind, r.Identity().ID, err)
		}
	}
	if err := e.Encode(fileTail{true, len(s.Resources)}); err != nil {
		return err
	}
	return z.Close()
}

// Save writes a snapshot to a file that only its owner can read. The file appears whole or not at all.
func (s *Snapshot) Save(path string) error {
	return WriteFile(path, s.Write)
}

// WriteFile writes a file of mode 0600 through write, under a temporary name beside it until it is whole.
func WriteFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	b := bufio.NewWriterSize(f, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// Load reads the snapshot in a file. types lists the resource types that this build knows.
func Load(path string, types []*Type) (*Snapshot, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	s, err := Read(f, types)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Read reads what Write wrote. It returns ErrNotSnapshot, ErrNewer, ErrTruncated, or an error that names the line.
func Read(r io.Reader, types []*Type) (*Snapshot, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, ErrNotSnapshot
	}
	lines := bufio.NewReaderSize(z, 1<<20)
	var head fileHead
	first, err := readLine(lines)
	if err != nil {
		return nil, cutOr(err, ErrNotSnapshot)
	}
	if json.Unmarshal(first, &struct {
		Format  *string `json:"format"`
		Version *int    `json:"version"`
	}{&head.Format, &head.Version}) != nil || head.Format != FileFormat {
		return nil, ErrNotSnapshot
	}
	if head.Version > FileVersion {
		return nil, fmt.Errorf("%w (its format is %d, this build reads up to %d)", ErrNewer, head.Version, FileVersion)
	}
	if err := strict(first, &head); err != nil {
		return nil, fmt.Errorf("line 1: %w", err)
	}
	s := &Snapshot{Header: head.Header}
	if err := s.readBody(lines, types); err != nil {
		return nil, err
	}
	s.Seal()
	return s, nil
}

func (s *Snapshot) readBody(lines *bufio.Reader, types []*Type) error {
	byKind := make(map[string]*Type, len(types))
	for _, t := range types {
		byKind[string(t.Kind)] = t
	}
	d := newDecoders(byKind)
	defer d.stop()
	for n := 2; ; n++ {
		line, err := readLine(lines)
		if err != nil {
			return cutOr(err, fmt.Errorf("line %d: %w", n, err))
		}
		switch {
		case bytes.HasPrefix(line, []byte(`{"kind":`)):
			d.add(n, line)
		case bytes.HasPrefix(line, []byte(`{"coverage":`)):
			var c fileCoverage
			if err := strict(line, &c); err != nil || c.Coverage == nil {
				return fmt.Errorf("line %d: coverage: %w", n, cmpErr(err))
			}
			s.Coverage = append(s.Coverage, *c.Coverage)
		default:
			var tail fileTail
			if err := strict(line, &tail); err != nil || !tail.End {
				return fmt.Errorf("line %d: %w", n, cmpErr(err))
			}
			if s.Resources, err = d.wait(); err != nil {
				return err
			}
			if tail.Resources != len(s.Resources) {
				return fmt.Errorf("%w: it promises %d resources and holds %d", ErrTruncated, tail.Resources, len(s.Resources))
			}
			if _, err := lines.ReadByte(); err != io.EOF {
				return ErrTruncated
			}
			return nil
		}
	}
}

func cmpErr(err error) error {
	if err != nil {
		return err
	}
	return errors.New("not a line of a snapshot")
}

// cutOr returns ErrTruncated for an input that ends too early or fails its checksum, and other for the rest.
func cutOr(err, other error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		return ErrTruncated
	}
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) {
		return ErrTruncated
	}
	return other
}

func strict(b []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	return d.Decode(v)
}

func readLine(r *bufio.Reader) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err == nil {
		return bytes.Clone(line[:len(line)-1]), nil
	}
	if !errors.Is(err, bufio.ErrBufferFull) {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	rest, err := r.ReadBytes('\n')
	if err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return append(bytes.Clone(line), rest[:len(rest)-1]...), nil
}
