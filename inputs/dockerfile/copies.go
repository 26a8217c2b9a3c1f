package dockerfile

import (
	"path"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"mvdan.cc/sh/v3/syntax"
)

// copy notes a COPY or ADD. Contents that stand in the file itself are no sources.
func (b *builder) copy(from string, c instructions.SourcesAndDest, r []parser.Range) {
	if len(c.SourcePaths) == 0 {
		return
	}
	out := Copy{From: b.text(from), Dest: b.absolute(b.text(c.DestPath)), At: b.at(r)}
	for _, s := range c.SourcePaths {
		out.Sources = append(out.Sources, b.text(s))
	}
	b.image.Copies = append(b.image.Copies, out)
}

// run notes what a RUN copies by cp and mv, as far as it is certain to do so: at
// its top level and after &&, which ends the build where it fails.
func (b *builder) run(c *instructions.RunCommand) {
	text := strings.Join(c.CmdLine, " ")
	if !c.PrependShell && len(c.CmdLine) > 0 {
		b.copyCommand(c.CmdLine, c)
		return
	}
	if len(c.Files) == 1 && strings.HasPrefix(text, "<<") { // a script in place of a command
		text = c.Files[0].Data
	}
	if !strings.Contains(text, "cp ") && !strings.Contains(text, "mv ") || strings.Count(text, "(") > maxDepth {
		return
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return
	}
	workdir := b.image.Workdir
	for _, s := range file.Stmts {
		b.statement(s, c, 0)
	}
	b.image.Workdir = workdir
}

func (b *builder) statement(s *syntax.Stmt, c *instructions.RunCommand, depth int) {
	switch cmd := s.Cmd.(type) {
	case *syntax.BinaryCmd:
		if cmd.Op == syntax.AndStmt && depth < maxDepth {
			b.statement(cmd.X, c, depth+1)
			b.statement(cmd.Y, c, depth+1)
		}
	case *syntax.CallExpr:
		var words []string
		for _, w := range cmd.Args {
			words = append(words, b.shellWord(w.Parts))
		}
		b.copyCommand(words, c)
	}
}

// shellWord returns a word of a RUN, with the variables of the build; the whole
// is "" where the shell computes it.
func (b *builder) shellWord(parts []syntax.WordPart) string {
	var out strings.Builder
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Lit:
			out.WriteString(p.Value)
		case *syntax.SglQuoted:
			out.WriteString(p.Value)
		case *syntax.DblQuoted:
			out.WriteString(b.shellWord(p.Parts))
		case *syntax.ParamExp:
			v, ok := b.vars[p.Param.Value]
			if !ok || !v.known() || p.Exp != nil || p.Slice != nil || p.Repl != nil {
				return ""
			}
			out.WriteString(v.text)
		default:
			return ""
		}
		if out.Len() > maxValue {
			return ""
		}
	}
	return out.String()
}

// copyCommand notes cp and mv, and follows cd.
func (b *builder) copyCommand(words []string, c *instructions.RunCommand) {
	if len(words) == 2 && words[0] == "cd" && words[1] != "" {
		b.image.Workdir = path.Clean(b.absolute(words[1]))
	}
	if len(words) < 3 || path.Base(words[0]) != "cp" && path.Base(words[0]) != "mv" {
		return
	}
	out := Copy{Run: true, At: b.at(c.Location())}
	for _, w := range words[1:] {
		if w == "" {
			return
		}
		if !strings.HasPrefix(w, "-") {
			out.Sources = append(out.Sources, b.absolute(w))
		}
	}
	if n := len(out.Sources); n > 1 {
		out.Dest, out.Sources = out.Sources[n-1], out.Sources[:n-1]
		b.image.Copies = append(b.image.Copies, out)
	}
}
