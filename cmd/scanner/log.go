package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"golang.org/x/term"

	"demarc/inventory/collect"
	"demarc/report/terminal"
)

// isTerminal reports whether a stream is a terminal. Only files can be.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// widthOf returns how many characters fit a line of a stream.
func (a *app) widthOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok && isTerminal(f) {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return max(n, terminal.MinWidth)
		}
	}
	return 120
}

// paint reports whether a stream gets colours.
func (a *app) paint(w io.Writer) bool {
	return terminal.Colors(a.global.color).On(a.getenv, isTerminal(w))
}

// newLogger returns the logger of a command and the progress that shares its stream.
func (a *app) newLogger() (zerolog.Logger, *progress) {
	p := &progress{w: a.stderr}
	tty := isTerminal(a.stderr)
	p.live = tty && !a.global.noProgress && a.env["CI"] == "" && a.env["TERM"] != "dumb"
	p.quiet = a.global.noProgress
	var w io.Writer = p
	if f := a.global.logFormat; f == "console" || f == "auto" && (tty || a.env["CI"] != "") {
		w = zerolog.ConsoleWriter{Out: p, NoColor: !a.paint(a.stderr), PartsExclude: []string{zerolog.TimestampFieldName}}
	}
	level, err := zerolog.ParseLevel(a.global.logLevel)
	if err != nil {
		level = zerolog.Disabled
	}
	log := zerolog.New(w).Level(level).With().Timestamp().Logger()
	p.log = log
	return log, p
}

// progressEvery is how often a log line tells of progress where no line can be redrawn.
const progressEvery = 20 * time.Second

// progress shows how far a scan is: as one line that is redrawn on a terminal, as a log line now and then elsewhere.
// Log lines go through it, so that the two do not mix.
type progress struct {
	mu    sync.Mutex
	w     io.Writer
	log   zerolog.Logger
	live  bool
	quiet bool
	line  string
	last  time.Time
}

const clearLine = "\r\x1b[K"

// Write writes log lines above the line of progress.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line != "" {
		io.WriteString(p.w, clearLine)
	}
	n, err := p.w.Write(b)
	if p.line != "" {
		io.WriteString(p.w, p.line)
	}
	return n, err
}

// begin starts the time after which a first log line tells of progress.
func (p *progress) begin(now time.Time) { p.last = now }

// event is told of each finished collector.
func (p *progress) event(e collect.Event) {
	if p.quiet {
		return
	}
	p.mu.Lock()
	if p.live {
		where := e.Region
		if where == "" {
			where = "global"
		}
		p.line = terminal.Clean(fmt.Sprintf("%d of %d  %s  %s", e.Done, e.Total, where, e.Collector))
		if len(p.line) > terminal.MinWidth {
			p.line = p.line[:terminal.MinWidth]
		}
		io.WriteString(p.w, clearLine+p.line)
		p.mu.Unlock()
		return
	}
	due := time.Since(p.last) >= progressEvery
	if due {
		p.last = time.Now()
	}
	p.mu.Unlock()
	if due {
		p.log.Info().Int("done", e.Done).Int("total", e.Total).Str("collector", e.Collector).Msg("collecting")
	}
}

// end removes the line of progress.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.line != "" {
		io.WriteString(p.w, clearLine)
		p.line = ""
	}
}
