package compose

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// A config whose text stands in the file is a file of the container, as compose
// replaces its variables; a line that this changes is known, its columns are not.
func TestContent(t *testing.T) {
	fsys, names := files(t, `
-- compose.yaml --
services:
  web:
    image: x
    configs:
      - {source: block, target: /app/a.py}
      - {source: quoted, target: /app/b.py}
      - {source: open, target: /app/c.py}
      - {source: fallback, target: /app/d.py}
configs:
  block:
    content: |
      X = 1
      Y = "$$a${NAME}"
  quoted: {content: "X = 1\nY = 2\n"}
  open: {content: "X = '${SECRET}'"}
  fallback: {content: "X = '${SECRET:-1}'"}
-- .env --
NAME=b
`)
	p, _ := Read(fsys, names, Options{})
	var got []string
	for _, f := range p.Workloads[0].Placed {
		if f.Inset == nil {
			got = append(got, f.Target+" <"+f.Source+">")
			continue
		}
		at := []document.Location{{File: f.Source, Line: 1, Column: 1}, {File: f.Source, Line: 2, Column: 5}}
		document.Resettle(&at, map[string]*document.Inset{f.Inset.Name: f.Inset})
		got = append(got, fmt.Sprintf("%s %q %d:%d %d:%d", f.Target, f.Inset.Text.Reveal(), at[0].Line, at[0].Column, at[1].Line, at[1].Column))
	}
	want := `/app/a.py "X = 1\nY = \"$ab\"\n" 12:7 13:1
/app/b.py "X = 1\nY = 2\n" 14:21 14:21
/app/c.py <>
/app/d.py <>`
	if got := strings.Join(got, "\n"); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
