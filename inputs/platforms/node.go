package platforms

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file holds the tree that YAML, JSON and TOML files are read into.

// Bounds on hostile files.
const (
	maxFile  = 512 << 10 // bytes
	maxNodes = 20_000    // of a file, with what aliases repeat
	maxDepth = 40
)

// node is a value with its place. A missing one is nil, and has nothing.
type node struct {
	at    document.Location
	kind  kind
	text  string // of a scalar, as written
	pairs []pair // of a mapping
	items []*node
}

type pair struct {
	key   string
	at    document.Location
	value *node
}

type kind int

const (
	null kind = iota
	text
	number
	truth // true or false
	mapping
	sequence
)

// get follows keys of mappings; nil where there is nothing.
func (n *node) get(keys ...string) *node {
	for _, key := range keys {
		var found *node
		for _, p := range n.members() {
			if p.key == key {
				found = p.value
			}
		}
		n = found
	}
	if n == nil || n.kind == null {
		return nil
	}
	return n
}

func (n *node) members() []pair {
	if n == nil {
		return nil
	}
	return n.pairs
}

func (n *node) elements() []*node {
	if n == nil {
		return nil
	}
	return n.items
}

// value is the text of a scalar; "" for anything else.
func (n *node) value() string {
	if n == nil {
		return ""
	}
	return n.text
}

// place is where the node is; of a missing one, where what holds it is.
func (n *node) place(otherwise document.Location) document.Location {
	if n == nil {
		return otherwise
	}
	return n.at
}

func (n *node) is(word string) bool {
	return n != nil && n.kind != mapping && n.kind != sequence && n.text == word
}

// words are the scalars of a sequence.
func (n *node) words() []string {
	var out []string
	for _, item := range n.elements() {
		out = append(out, item.value())
	}
	return out
}

// loader reads the files of one app.
type loader struct {
	fsys        fs.FS
	severity    string // of a file that cannot be read
	diagnostics []document.Diagnostic
}

func (l *loader) report(code string, at document.Location, message string) {
	l.diagnostics = append(l.diagnostics, document.Diagnostic{Code: code, Severity: l.severity, At: at, Message: message})
}

// open reads a file by the format that its name says; nil where that cannot be.
func (l *loader) open(file string) *node {
	src, err := tree.ReadRegular(l.fsys, file, maxFile)
	if err != nil {
		l.report(CodeRead, document.Location{File: file}, file+" cannot be read: "+err.Error())
		return nil
	}
	var n *node
	var line int
	switch path.Ext(file) {
	case ".toml":
		n, line = parseTOML(file, src)
	case ".json":
		n, line = parseYAML(file, asYAML(src))
	default:
		n, line = parseYAML(file, src)
	}
	if line > 0 {
		l.report(CodeSyntax, document.Location{File: file, Line: line}, "the file cannot be read as "+format(file)+" from here on")
		return nil
	}
	return n
}

func format(file string) string {
	switch path.Ext(file) {
	case ".toml":
		return "TOML"
	case ".json":
		return "JSON"
	}
	return "YAML"
}

var surrogate = pattern.New(`\\u[dD][89a-fA-F][0-9a-fA-F]{2}`)

// asYAML makes YAML of JSON, at the same places: YAML takes neither tabs before a
// token nor halves of characters.
func asYAML(src []byte) []byte {
	return surrogate.ReplaceAll(bytes.ReplaceAll(src, []byte("\t"), []byte(" ")), []byte(`\ufffd`))
}

// named tells whether a file has a name, with words before its extension or none:
// fly.toml, fly.staging.toml, fly-staging.toml.
func named(file, name string, extensions ...string) bool {
	base := path.Base(file)
	for _, ext := range extensions {
		stem, ok := strings.CutSuffix(base, ext)
		if rest, has := strings.CutPrefix(stem, name); ok && has && (rest == "" || strings.ContainsRune(".-_", rune(rest[0]))) {
			return true
		}
	}
	return false
}
