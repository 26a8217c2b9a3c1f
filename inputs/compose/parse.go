package compose

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Files are the Compose files of one file system, each parsed once, whoever asks. They
// must stay as they are meanwhile. It is not for concurrent use.
type Files struct {
	fsys   fs.FS
	parsed map[string]*parsed
}

// NewFiles returns the Compose files of a file system, of which nothing is read yet.
func NewFiles(fsys fs.FS) *Files { return &Files{fsys, map[string]*parsed{}} }

// parsed is a file as YAML documents, which are not changed.
type parsed struct {
	documents []*yaml.Node
	lines     []string
	err       error // where it cannot be read
	wrong     int   // the line at which it is not YAML; 0 for none

	// What Overview says of it, once somebody has asked: each of a folder's files is held
	// against each other one.
	outline *Outline
	unclear error
}

func (p *parsed) ok() bool { return p.err == nil && p.wrong == 0 }

func (f *Files) of(file string) *parsed {
	p := f.parsed[file]
	if p != nil {
		return p
	}
	p = &parsed{}
	f.parsed[file] = p
	src, err := tree.ReadRegular(f.fsys, file, maxFile)
	if err != nil {
		p.err = err
		return p
	}
	p.lines = strings.Split(string(src), "\n")
	p.documents, p.wrong = decode(src)
	return p
}

// parse returns the YAML documents of a file. It reports what is wrong once a file.
func (l *loader) parse(file located) *parsed {
	p := l.of(file.path)
	if l.told[file.path] {
		return p
	}
	l.told[file.path] = true
	if p.err != nil {
		at := file.at
		if at.IsZero() {
			at = document.Location{File: file.path}
		}
		l.fail(CodeRead, at, file.path+" cannot be read: "+p.err.Error())
		return p
	}
	l.project.Files = append(l.project.Files, file.path)
	if p.wrong > 0 {
		l.reportSyntax(file.path, p)
	}
	return p
}

// reportSyntax says that a file is not YAML: a template, or a mistake.
func (l *loader) reportSyntax(file string, p *parsed) {
	at := document.Location{File: file, Line: p.wrong}
	if tree.IsTemplate(strings.Join(p.lines, "\n")) {
		l.warn(CodeTemplated, at, tree.TemplateMessage)
		return
	}
	l.fail(CodeSyntax, at, "not valid YAML")
}

// isPlaceholder tells whether a value is to be filled in by Jinja or
// cookiecutter: "{{ name }}". One that a program reads as Go's templates are
// written, such as a log format with "{{.Level}}" or "{{json .}}", is not.
func isPlaceholder(s string) bool {
	_, rest, open := strings.Cut(s, "{{")
	inner, _, closed := strings.Cut(rest, "}}")
	inner = strings.Trim(inner, "- ")
	ofGo := strings.HasPrefix(inner, ".") || strings.Contains(inner, " .")
	return open && closed && inner != "" && !ofGo || strings.Contains(s, "{%") && strings.Contains(s, "%}")
}

// decode returns the documents of a file, or the line at which it is not YAML.
// The parser's own message is dropped: it may quote the file.
func decode(src []byte) (documents []*yaml.Node, line int) {
	d := yaml.NewDecoder(bytes.NewReader(src))
	for {
		n := new(yaml.Node)
		err := d.Decode(n)
		if errors.Is(err, io.EOF) {
			return documents, 0
		}
		if err != nil {
			return nil, errorLine(err.Error(), src)
		}
		documents = append(documents, n)
	}
}

// errorLine returns the line at which the YAML parser stops: the one that its
// error names, or that of the anchor or character that the error is about.
func errorLine(message string, src []byte) int {
	_, rest, _ := strings.Cut(message, "line ")
	digits, _, _ := strings.Cut(rest, ":")
	if n, err := strconv.Atoi(digits); err == nil && n > 0 {
		return min(n, 1+bytes.Count(src, []byte("\n")))
	}
	at := bytes.IndexFunc(src, notYAML)
	if _, anchor, ok := strings.Cut(message, "unknown anchor '"); ok {
		anchor, _, _ = strings.Cut(anchor, "'")
		at = bytes.Index(src, []byte("*"+anchor))
	}
	return 1 + bytes.Count(src[:max(at, 0)], []byte("\n"))
}

// notYAML tells whether a character cannot stand in YAML, or is none at all.
func notYAML(c rune) bool {
	return c == utf8.RuneError || c < ' ' && c != '\t' && c != '\n' && c != '\r' || 0x7f <= c && c < 0xa0 && c != 0x85
}

// converter makes nodes of the YAML nodes of one document.
type converter struct {
	src    *source
	done   map[*yaml.Node]*node // nil while a node is being converted
	merged int                  // entries that merge keys have brought
	fault  *fault
}

// fault is what makes a document unusable.
type fault struct {
	code, message string
	at            document.Location
}

// convert returns the top of a document, or a fault.
func convert(src *source, doc *yaml.Node) (*node, *fault) {
	c := &converter{src: src, done: map[*yaml.Node]*node{}}
	top := &node{src: src}
	if len(doc.Content) > 0 {
		top = c.node(doc.Content[0], 0)
	}
	if c.fault == nil && top.size > maxNodes {
		c.refuse(doc, CodeLimit, "the file has more than "+strconv.Itoa(maxNodes)+" nodes with its aliases expanded")
	}
	return top, c.fault
}

// refuse keeps the first fault.
func (c *converter) refuse(y *yaml.Node, code, message string) {
	if c.fault == nil {
		c.fault = &fault{code, message, c.place(y)}
	}
}

func (c *converter) place(y *yaml.Node) document.Location {
	return document.Location{File: c.src.file, Line: y.Line, Column: y.Column}
}

// node converts y. Every YAML node is converted once: aliases share the result.
func (c *converter) node(y *yaml.Node, depth int) *node {
	for y.Kind == yaml.AliasNode {
		y = y.Alias
	}
	n, seen := c.done[y]
	if n != nil {
		return n
	}
	stop := &node{src: c.src, at: c.place(y)}
	if seen {
		c.refuse(y, CodeCycle, "an alias stands inside its own anchor")
	}
	if depth > maxDepth {
		c.refuse(y, CodeLimit, "nested more than "+strconv.Itoa(maxDepth)+" levels deep")
	}
	if c.fault != nil {
		return stop
	}
	c.done[y] = nil
	n = stop
	n.size = 1
	switch y.Kind {
	case yaml.ScalarNode:
		c.scalar(n, y)
	case yaml.SequenceNode:
		c.list(n, y, depth)
	case yaml.MappingNode:
		c.mapping(n, y, depth)
	}
	switch y.Tag {
	case "!reset":
		n.mark, n.marked = reset, true
	case "!override":
		n.mark, n.marked = override, true
	}
	c.done[y] = n
	return n
}

func (c *converter) list(n *node, y *yaml.Node, depth int) {
	n.kind = list
	for _, child := range y.Content {
		item := c.node(child, depth+1)
		if item.mark == reset {
			continue
		}
		n.items = append(n.items, item)
		n.grow(item)
	}
}

// grow counts the nodes below n. The sum cannot overflow: it stops far below.
func (n *node) grow(child *node) {
	n.size = min(n.size+child.size, maxNodes+1)
	n.marked = n.marked || child.marked
}

// mapping converts the keys of y, then those that "<<" brings and y does not
// have; where several bring one, the first does.
func (c *converter) mapping(n *node, y *yaml.Node, depth int) {
	n.kind = mapping
	n.entries = make([]entry, 0, len(y.Content)/2)
	seen := make(map[string]bool, len(y.Content)/2)
	var merges []*yaml.Node
	for i := 0; i+1 < len(y.Content); i += 2 {
		key, value := y.Content[i], y.Content[i+1]
		for key.Kind == yaml.AliasNode {
			key = key.Alias
		}
		if key.ShortTag() == "!!merge" {
			merges = append(merges, value)
			continue
		}
		if !c.checkKey(key, seen) {
			return
		}
		seen[key.Value] = true
		child := c.node(value, depth+1)
		n.entries = append(n.entries, entry{key: key.Value, at: c.keyPlace(key), value: child})
		n.grow(child)
	}
	for _, m := range merges {
		c.merge(n, m, seen, depth)
	}
	if y.Anchor != "" && definesProgram(n) {
		n.likes = append(n.likes, "&"+y.Anchor)
	}
}

// definesProgram tells whether a mapping says what a container runs or with which
// variables. One of networks or limits alone is shared by services of any kind.
func definesProgram(n *node) bool {
	return slices.ContainsFunc(n.entries, func(e entry) bool {
		switch e.key {
		case "image", "build", "command", "entrypoint", "environment", "env_file":
			return true
		}
		return false
	})
}

// checkKey tells whether a mapping may have a key beside those seen.
func (c *converter) checkKey(key *yaml.Node, seen map[string]bool) bool {
	switch {
	case key.Kind != yaml.ScalarNode && tree.IsTemplate(strings.Join(c.src.lines, "\n")):
		c.refuse(key, CodeTemplated, tree.TemplateMessage)
	case key.Kind != yaml.ScalarNode || key.ShortTag() != "!!str":
		c.refuse(key, CodeShape, "a key must be a text: compose refuses the file; put the key in quotes")
	case seen[key.Value]:
		c.refuse(key, CodeShape, "the key stands in this mapping a second time: compose refuses the file")
	default:
		return true
	}
	return false
}

// merge adds what "<<: m" brings.
func (c *converter) merge(n *node, m *yaml.Node, seen map[string]bool, depth int) {
	from := c.node(m, depth+1)
	if from.size > maxNodes {
		return // the document is refused as a whole
	}
	maps := []*node{from}
	if from.kind == list {
		maps = from.items
	}
	for _, source := range maps {
		if source.kind != mapping && c.fault == nil {
			c.refuse(m, CodeShape, `"<<" merges mappings only`)
			return
		}
		if c.merged += len(source.entries); c.merged > maxNodes {
			c.refuse(m, CodeLimit, `"<<" merges more than is read here`)
			return
		}
		for _, e := range source.entries {
			if !seen[e.key] {
				seen[e.key] = true
				n.entries = append(n.entries, e)
				n.grow(e.value)
			}
		}
		for _, like := range source.likes {
			if !slices.Contains(n.likes, like) {
				n.likes = append(n.likes, like)
			}
		}
	}
}
