package nginx

import (
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// Template says which files are templates of nginx's image, and what replaces
// their variables (20-envsubst-on-templates.sh): only those that the environment
// has, and that Names lists where it is not nil. A variable whose value is not
// known stays, and is then one that nginx does not have.
type Template struct {
	Files map[string]bool // as Files.Read shows them; filled while files are read
	Env   []document.Variable
	Names []string
	// Made are the files that a program makes, by the names under which they are shown.
	Made map[string]*source.Text
}

// envsubst(1) knows these two forms.
var placeholder = pattern.New(`\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))`)

// render returns a file as nginx reads it.
func (t Template) render(file, text string) *source.Text {
	if made := t.Made[file]; made != nil {
		return made
	}
	if !t.Files[file] {
		return source.New(file, text)
	}
	values := map[string]string{}
	for _, v := range t.Env {
		if v.State == document.Known && (t.Names == nil || contains(t.Names, v.Name)) {
			values[v.Name] = v.Text.Reveal()
		}
	}
	return source.Replace(file, text, placeholder, func(groups []string) (string, bool) {
		v, ok := values[groups[1]+groups[2]]
		return v, ok
	})
}
