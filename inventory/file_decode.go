package inventory

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"
)

// decoders decode resource lines on all processors while the file is still being unpacked.
type decoders struct {
	types map[string]*Type
	work  chan batch
	batch batch
	out   []Resource
	mu    sync.Mutex
	err   error
	wg    sync.WaitGroup
	next  int
	once  sync.Once
}

type batch struct {
	at    int // index of the first resource
	line  int // its line number
	lines [][]byte
}

const batchSize = 256

func newDecoders(types map[string]*Type) *decoders {
	d := &decoders{types: types, work: make(chan batch, 4)}
	for range runtime.GOMAXPROCS(0) {
		d.wg.Go(func() {
			for b := range d.work {
				d.decode(b)
			}
		})
	}
	return d
}

func (d *decoders) add(n int, line []byte) {
	if len(d.batch.lines) == 0 {
		d.batch = batch{at: d.next, line: n, lines: make([][]byte, 0, batchSize)}
	}
	d.batch.lines = append(d.batch.lines, line)
	d.next++
	if len(d.batch.lines) == batchSize {
		d.flush()
	}
}

func (d *decoders) flush() {
	if len(d.batch.lines) > 0 {
		d.work <- d.batch
		d.batch = batch{}
	}
}

func (d *decoders) stop() {
	d.once.Do(func() { close(d.work) })
	d.wg.Wait()
}

func (d *decoders) wait() ([]Resource, error) {
	d.flush()
	d.stop()
	return d.out, d.err
}

func (d *decoders) decode(b batch) {
	rs := make([]Resource, len(b.lines))
	for i, line := range b.lines {
		r, err := d.one(line)
		if err != nil {
			d.mu.Lock()
			if d.err == nil {
				d.err = fmt.Errorf("line %d: %w", b.line+i, err)
			}
			d.mu.Unlock()
			return
		}
		rs[i] = r
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if need := b.at + len(rs); need > len(d.out) {
		d.out = append(d.out, make([]Resource, need-len(d.out))...)
	}
	copy(d.out[b.at:], rs)
}

func (d *decoders) one(line []byte) (Resource, error) {
	const open, middle = `{"kind":"`, `","resource":`
	i := bytes.Index(line, []byte(middle))
	if !bytes.HasPrefix(line, []byte(open)) || i < 0 || line[len(line)-1] != '}' {
		return nil, errors.New("not a resource line")
	}
	t, ok := d.types[string(line[len(open):i])]
	if !ok {
		return nil, fmt.Errorf("kind %q is not known to this build: was the file written by another version?", line[len(open):i])
	}
	r := t.New()
	if err := json.Unmarshal(line[i+len(middle):len(line)-1], r); err != nil {
		return nil, fmt.Errorf("%s: %w", t.Kind, err)
	}
	return r, nil
}
