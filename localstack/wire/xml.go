package wire

import (
	"bytes"
	"encoding/xml"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

const xmlHeader = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// s3Namespace is not in S3's service model, but in every answer of S3.
const s3Namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

// xmlWriter writes values as XML elements after a model.
type xmlWriter struct {
	buf bytes.Buffer
	// millis writes times with three decimals always; ec2 names list members "item".
	millis bool
}

// xmlAnswer is the body of the ec2 and query protocols.
func (r *Request) xmlAnswer(output map[string]any, requestID string) []byte {
	op := r.Operation
	w := &xmlWriter{millis: r.Protocol == EC2}
	w.buf.WriteString(xmlHeader)
	w.open(op.Name+"Response", `xmlns="`+r.Service.Namespace+`"`)
	if r.Protocol == EC2 {
		w.text("requestId", requestID)
		w.members(op.Output, output)
	} else {
		wrapper := op.Wrapper
		if wrapper == "" {
			wrapper = op.Name + "Result"
		}
		w.open(wrapper, "")
		w.members(op.Output, output)
		w.close(wrapper)
		w.open("ResponseMetadata", "")
		w.text("RequestId", requestID)
		w.close("ResponseMetadata")
	}
	w.close(op.Name + "Response")
	return w.buf.Bytes()
}

// restXML is the body of an answer whose members stand in one root element.
func (r *Request) restXML(body map[string]any) []byte {
	shape := r.Operation.Output
	w := &xmlWriter{millis: true}
	namespace := r.Service.Namespace
	if r.Service.ID == "S3" {
		namespace = s3Namespace
	}
	attribute := ""
	if namespace != "" {
		attribute = `xmlns="` + namespace + `"`
	}
	w.buf.WriteString(xmlHeader)
	if payload := shape.Members[shape.Payload]; payload != nil {
		root := payload.wire()
		content, _ := body[shape.Payload].(map[string]any)
		w.open(root, attribute)
		w.members(payload.Shape, content)
		w.close(root)
		return w.buf.Bytes()
	}
	if r.Operation.Name == "GetBucketLocation" && r.Service.ID == "S3" {
		// The one answer of S3 whose root element is the value itself; empty for us-east-1.
		location, _ := body["LocationConstraint"].(string)
		w.open("LocationConstraint", attribute)
		w.escape(location)
		w.close("LocationConstraint")
		return w.buf.Bytes()
	}
	root := rootElement(r.Operation)
	w.open(root, attribute)
	w.members(shape, body)
	w.close(root)
	return w.buf.Bytes()
}

// rootElement is the name that S3's reference gives to the root; models do not keep it and clients do not read it.
func rootElement(op *Operation) string {
	switch op.Name {
	case "ListBuckets":
		return "ListAllMyBucketsResult"
	case "GetBucketAcl":
		return "AccessControlPolicy"
	case "GetBucketVersioning":
		return "VersioningConfiguration"
	case "GetBucketLogging":
		return "BucketLoggingStatus"
	case "GetBucketWebsite":
		return "WebsiteConfiguration"
	case "GetBucketCors":
		return "CORSConfiguration"
	case "GetBucketTagging":
		return "Tagging"
	case "GetBucketLifecycleConfiguration":
		return "LifecycleConfiguration"
	case "GetBucketNotificationConfiguration":
		return "NotificationConfiguration"
	}
	if op.Output.LocationName != "" {
		return op.Output.LocationName
	}
	return op.Name + "Result"
}

func (w *xmlWriter) members(shape *Shape, v map[string]any) {
	for _, key := range sortedKeys(v) {
		m := shape.Members[key]
		if m != nil && !m.Attribute && v[key] != nil {
			w.member(m, v[key])
		}
	}
}

// member writes a member under its wire name.
func (w *xmlWriter) member(m *Member, v any) {
	switch m.Shape.Kind {
	case List:
		w.list(m, v)
	case Map:
		w.mapping(m, v)
	default:
		w.element(m, m.wire(), v)
	}
}

func (w *xmlWriter) list(m *Member, v any) {
	items, _ := v.([]any)
	item := m.Shape.Item
	itemName := item.WireName
	if m.flattened() {
		if itemName == "" {
			itemName = m.wire()
		}
		for _, i := range items {
			w.part(item, itemName, i)
		}
		return
	}
	if itemName == "" {
		itemName = "member"
	}
	w.open(m.wire(), "")
	for _, i := range items {
		w.part(item, itemName, i)
	}
	w.close(m.wire())
}

func (w *xmlWriter) mapping(m *Member, v any) {
	entries, _ := v.(map[string]any)
	entry := "entry"
	if m.flattened() {
		entry = m.wire()
	} else {
		w.open(m.wire(), "")
	}
	keyName, valueName := "key", "value"
	if n := m.Shape.Key.WireName; n != "" {
		keyName = n
	}
	if n := m.Shape.Value.WireName; n != "" {
		valueName = n
	}
	for _, k := range sortedKeys(entries) {
		w.open(entry, "")
		w.text(keyName, k)
		w.part(m.Shape.Value, valueName, entries[k])
		w.close(entry)
	}
	if !m.flattened() {
		w.close(m.wire())
	}
}

// part writes a list item or map value, which takes its name from outside.
func (w *xmlWriter) part(m *Member, elementName string, v any) {
	if m.Shape.Kind == List || m.Shape.Kind == Map {
		named := *m
		named.WireName = elementName
		w.member(&named, v)
		return
	}
	w.element(m, elementName, v)
}

// element writes a structure or a scalar.
func (w *xmlWriter) element(m *Member, elementName string, v any) {
	content, ok := v.(map[string]any)
	if !ok {
		w.open(elementName, "")
		w.escape(w.scalar(m, v))
		w.close(elementName)
		return
	}
	var attributes []string
	if m.Shape.Prefix != "" {
		attributes = append(attributes, "xmlns:"+m.Shape.Prefix+`="`+m.Shape.URI+`"`)
	}
	for _, key := range sortedKeys(content) {
		if a := m.Shape.Members[key]; a != nil && a.Attribute {
			var value bytes.Buffer
			_ = xml.EscapeText(&value, []byte(formatText(content[key], "", false))) // a Buffer does not fail
			attributes = append(attributes, a.wire()+`="`+value.String()+`"`)
		}
	}
	w.open(elementName, strings.Join(attributes, " "))
	w.members(m.Shape, content)
	w.close(elementName)
}

// scalar is the text of a value. IAM sends policy documents percent-encoded after RFC 3986.
func (w *xmlWriter) scalar(m *Member, v any) string {
	if text, ok := v.(string); ok && m.Shape.Name == "policyDocumentType" {
		return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
	}
	format := iso8601
	if _, ok := v.(time.Time); ok {
		format = m.format(iso8601)
	}
	return formatText(v, format, w.millis)
}

func (w *xmlWriter) open(element, attributes string) {
	w.buf.WriteByte('<')
	w.buf.WriteString(element)
	if attributes != "" {
		w.buf.WriteByte(' ')
		w.buf.WriteString(attributes)
	}
	w.buf.WriteByte('>')
}

func (w *xmlWriter) close(element string) {
	w.buf.WriteString("</")
	w.buf.WriteString(element)
	w.buf.WriteByte('>')
}

func (w *xmlWriter) text(element, text string) {
	w.open(element, "")
	w.escape(text)
	w.close(element)
}

func (w *xmlWriter) escape(text string) {
	_ = xml.EscapeText(&w.buf, []byte(text)) // a Buffer does not fail
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
