package nginx

import (
	"regexp"
	"sort"
	"strings"

	"github.com/djgate/djgate/inputs/document"
)

// source is the text of a file as nginx reads it. Where variables of a template
// were replaced, original is the text before, and edits lead back to its places.
type source struct {
	file     string
	text     string
	original string
	edits    []edit
}

// edit is a piece of original that was replaced: from there on, a byte of text
// stands for the byte of original that many further on.
type edit struct {
	end    int // of the replacement in text
	begin  int // of the replacement in text
	origin int // where the piece begins in original
	resume int // where original goes on
}

func newSource(file, text string) *source {
	text = strings.TrimPrefix(text, "\ufeff")
	return &source{file: file, text: text, original: text}
}

// offset maps a byte of text to one of original.
func (s *source) offset(pos int) int {
	i := sort.Search(len(s.edits), func(i int) bool { return s.edits[i].begin > pos }) - 1
	switch {
	case i < 0:
		return min(pos, len(s.original))
	case pos < s.edits[i].end:
		return s.edits[i].origin
	}
	return min(s.edits[i].resume+pos-s.edits[i].end, len(s.original))
}

// envsubst(1) knows these two forms.
var placeholder = regexp.MustCompile(`\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))`)

// maxRendered bounds what the variables of a template may add.
const maxRendered = 4 << 20

// render replaces variables as nginx's image does with *.template: only those
// that the environment has (20-envsubst-on-templates.sh), or that names lists. One
// whose value is not known stays, and is then a variable that nginx does not have.
func render(file, text string, env []document.Variable, names []string) *source {
	s := newSource(file, text)
	values := map[string]string{}
	for _, v := range env {
		if v.State == document.Known {
			values[v.Name] = v.Text.Reveal()
		}
	}
	var out strings.Builder
	last := 0
	for _, m := range placeholder.FindAllStringSubmatchIndex(s.original, -1) {
		name := s.original[max(m[2], m[4]):max(m[3], m[5])]
		value, ok := values[name]
		if !ok || !listed(names, name) || out.Len() > maxRendered {
			continue
		}
		out.WriteString(s.original[last:m[0]])
		begin := out.Len()
		out.WriteString(value)
		s.edits = append(s.edits, edit{begin: begin, end: out.Len(), origin: m[0], resume: m[1]})
		last = m[1]
	}
	out.WriteString(s.original[last:])
	s.text = out.String()
	return s
}

func listed(names []string, name string) bool {
	if names == nil {
		return true
	}
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}
