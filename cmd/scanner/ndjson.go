package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxLine is how long a line of questions may be, in bytes. The longest policy that is looked at has a megabyte, and may
// stand in the line as a string with escapes. What is longer is skipped without being kept.
const maxLine = 4 << 20

// maxInFlight bounds how many lines are held at a time, whatever the machine.
const maxInFlight = 8

// questions describes one kind of line: the fields that it must have, one of each list, and what answers it.
type questions struct {
	fields [][]string
	answer func(line []byte) (any, error)
}

// An asked is one line on its way from the reader to the writer.
type asked struct {
	number int
	text   []byte
	err    error
	answer chan answered
}

type answered struct {
	line []byte
	bad  bool
}

// A badLine is the answer to a line that is no question.
type badLine struct {
	ID    string `json:"id"`
	Line  int    `json:"line"`
	Error string `json:"error"`
}

// answerLines answers each line of standard input by one line on standard output, in order. Answers are held back only
// while more of them are at hand. A line that is no question is answered by an error, and is a mistake in the end.
func (a *app) answerLines(ctx context.Context, q questions) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	order := make(chan *asked, maxInFlight)
	read := make(chan error, 1)
	// The reader may outlive this call, blocked on its input; it then ends with the process.
	go func() { read <- q.read(ctx, a.stdin, order) }()

	out := bufio.NewWriter(a.stdout)
	total, bad, first := 0, 0, 0
	for {
		var next *asked
		select {
		case next = <-order:
		default:
			if err := out.Flush(); err != nil {
				return fmt.Errorf("the answers could not be written: %w", err)
			}
			select {
			case next = <-order:
			case <-ctx.Done():
				return errInterrupted()
			}
		}
		if next == nil {
			break
		}
		var got answered
		select {
		case got = <-next.answer:
		default:
			if err := out.Flush(); err != nil {
				return fmt.Errorf("the answers could not be written: %w", err)
			}
			got = <-next.answer
		}
		total++
		if got.bad {
			if bad++; first == 0 {
				first = next.number
			}
		}
		if _, err := out.Write(append(got.line, '\n')); err != nil {
			return fmt.Errorf("the answers could not be written: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("the answers could not be written: %w", err)
	}
	switch err := <-read; {
	case errors.Is(err, context.Canceled):
		return errInterrupted()
	case err != nil:
		return fmt.Errorf("standard input could not be read: %w", err)
	}
	if bad > 0 {
		return usagef("%d of %s could not be read, the first of them line %d; the answer to each says why", bad, plural(total, "line"), first)
	}
	return nil
}

func errInterrupted() error {
	return &exitError{exitIncomplete, errors.New("interrupted before the input ended")}
}

// read sends the lines of r, each with somebody at work on its answer, and closes order at the end.
func (q questions) read(ctx context.Context, r io.Reader, order chan<- *asked) error {
	defer close(order)
	free := make(chan struct{}, min(runtime.GOMAXPROCS(0), maxInFlight))
	in := bufio.NewReaderSize(r, 64<<10)
	for number := 1; ; number++ {
		text, tooLong, err := readLine(in)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if len(bytes.TrimSpace(text)) > 0 || tooLong {
			x := &asked{number: number, text: text, answer: make(chan answered, 1)}
			if tooLong {
				x.err = fmt.Errorf("the line is longer than %d bytes; no policy is", maxLine)
			}
			select {
			case free <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			go func() {
				x.answer <- q.reply(x)
				<-free
			}()
			select {
			case order <- x:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
	}
}

// readLine reads up to the end of a line. Of a line that is too long nothing is kept.
func readLine(in *bufio.Reader) (text []byte, tooLong bool, err error) {
	for {
		part, err := in.ReadSlice('\n')
		if len(text)+len(part) > maxLine {
			text, tooLong = nil, true
		}
		if !tooLong {
			text = append(text, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return text, tooLong, err
		}
	}
}

// reply answers one line.
func (q questions) reply(x *asked) answered {
	var id string
	answer, err := any(nil), x.err
	if err == nil {
		id, err = q.check(x.text)
	}
	if err == nil {
		answer, err = q.answer(x.text)
	}
	if err != nil {
		answer = badLine{id, x.number, fmt.Sprintf("line %d: %s", x.number, lineError(err))}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(answer); err != nil {
		// Answers are plain structs of text and numbers, so this does not happen; it must not pass for an answer if it does.
		return answered{fmt.Appendf(nil, `{"line":%d,"error":"the answer could not be written"}`, x.number), true}
	}
	return answered{bytes.TrimSpace(b.Bytes()), err != nil}
}

// check looks at what every line must be, and returns its id.
func (q questions) check(line []byte) (id string, err error) {
	if i := firstInvalid(line); i >= 0 {
		return "", fmt.Errorf("byte %d is not valid UTF-8", i+1)
	}
	var have map[string]json.RawMessage
	if err := json.Unmarshal(line, &have); err != nil {
		return "", err
	}
	if raw, ok := have["id"]; ok {
		if err := json.Unmarshal(raw, &id); err != nil {
			return "", errors.New(`"id" must be a string`)
		}
	}
	for _, alternatives := range q.fields {
		if !slices.ContainsFunc(alternatives, func(f string) bool { raw, ok := have[f]; return ok && string(raw) != "null" }) {
			return id, fmt.Errorf("the field %q is missing", alternatives[0])
		}
	}
	return id, nil
}

// firstInvalid returns the offset of the first byte that is not UTF-8, or -1.
func firstInvalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// lineError says what is wrong with a line in its own terms, not in those of the decoder.
func lineError(err error) string {
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("not JSON at byte %d: %s", syntax.Offset, syntax)
	case errors.As(err, &wrong) && wrong.Field == "":
		return fmt.Sprintf("a question is a JSON object, and this is of type %s", wrong.Value)
	case errors.As(err, &wrong):
		return fmt.Sprintf("the field %q cannot be of type %s", wrong.Field, wrong.Value)
	}
	return strings.TrimPrefix(err.Error(), "json: ")
}
