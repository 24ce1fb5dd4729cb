package wire

import (
	"encoding/base64"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Timestamp formats of the service models.
const (
	iso8601   = "iso8601"
	unixEpoch = "unixTimestamp"
	rfc822    = "rfc822"
)

// parseText reads a scalar from text: a form value, a query string, a header, a path label.
func parseText(shape *Shape, text string) (any, error) {
	switch shape.Kind {
	case String, Character:
		return text, nil
	case Boolean:
		switch strings.ToLower(text) {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
	case Integer, Long:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n, nil
		}
	case Float, Double:
		if f, err := strconv.ParseFloat(text, 64); err == nil {
			return f, nil
		}
	case Blob:
		if b, err := base64.StdEncoding.DecodeString(text); err == nil {
			return b, nil
		}
	case Timestamp:
		if t, err := parseTime(text); err == nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%q is not a valid %s", clip(text), shape.Kind)
}

// formatText writes a scalar as text, as XML, headers and query strings have it.
func formatText(v any, format string, millis bool) string {
	switch v := v.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return formatFloat(v)
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case time.Time:
		return formatTime(v, format, millis)
	}
	return fmt.Sprint(v)
}

func formatFloat(f float64) string {
	switch {
	case math.IsNaN(f):
		return "NaN"
	case math.IsInf(f, 1):
		return "Infinity"
	case math.IsInf(f, -1):
		return "-Infinity"
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// formatTime writes a time in a model's format; millis asks for three decimals even where they are zero, as
// EC2 and S3 write them.
func formatTime(t time.Time, format string, millis bool) string {
	t = t.UTC()
	switch format {
	case rfc822:
		return t.Format(http.TimeFormat)
	case unixEpoch:
		return strconv.FormatFloat(float64(t.UnixMilli())/1000, 'f', -1, 64)
	}
	if millis || t.Nanosecond() >= int(time.Millisecond) {
		return t.Format("2006-01-02T15:04:05.000Z")
	}
	return t.Format("2006-01-02T15:04:05Z")
}

// timeLayouts are the ways in which AWS and its CLI print times. The CLI prints an offset (+00:00) and,
// where the service sent them, six decimals.
var timeLayouts = [...]string{
	time.RFC3339Nano, "2006-01-02T15:04:05.999999999-0700", "2006-01-02T15:04Z07:00",
	"2006-01-02T15:04:05.999999999", "2006-01-02", http.TimeFormat,
}

func parseTime(text string) (time.Time, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.UTC(), nil
		}
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return epoch(f)
	}
	return time.Time{}, fmt.Errorf("%q is not a time such as 2026-01-31T12:00:00+00:00", clip(text))
}

// epoch converts seconds since 1970; it refuses what no calendar holds.
func epoch(seconds float64) (time.Time, error) {
	if math.IsNaN(seconds) || math.Abs(seconds) > 1e12 {
		return time.Time{}, fmt.Errorf("%v is not a time in seconds since 1970", seconds)
	}
	whole, fraction := math.Modf(seconds)
	return time.Unix(int64(whole), int64(math.Round(fraction*1e3))*1e6).UTC(), nil
}

// clip shortens hostile text for a message.
func clip(text string) string {
	const most = 80
	if len(text) > most {
		return text[:most] + "..."
	}
	return text
}
