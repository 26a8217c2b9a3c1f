package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// copy notes a COPY or ADD. Texts that stand in the Dockerfile are files of the image.
func (b *builder) copy(from string, c instructions.SourcesAndDest, r []parser.Range) {
	out := Copy{From: b.text(from), Dest: b.absolute(b.text(c.DestPath)), At: b.at(r)}
	if dir := b.image.Workdir; dir != "" && out.Dest == path.Clean(dir) && dir != "/" {
		out.Dest += "/" // WORKDIR has made the folder
	}
	for _, s := range c.SourcePaths {
		out.Sources = append(out.Sources, b.text(s))
	}
	if len(out.Sources) > 0 {
		b.image.Copies = append(b.image.Copies, out)
	}
	for _, s := range c.SourceContents {
		b.written(b.inFolder(out.Dest, s.Path), out.At)
	}
}

// inFolder is where a file of that name is, if the path ends as one of a folder.
func (b *builder) inFolder(dest, name string) string {
	if strings.HasSuffix(dest, "/") {
		return path.Join(dest, name)
	}
	return dest
}

// written notes a file that a line writes itself.
func (b *builder) written(name string, at document.Location) {
	if path.IsAbs(name) && !strings.HasPrefix(name, "/dev/") {
		b.image.Copies = append(b.image.Copies, Copy{Dest: name, Run: true, At: at})
	}
}

// changes are the words of commands that change files in a way that is followed.
var changes = pattern.New(`\b(?:cp|mv|ln|rm|make)\s|>`)

// run notes what a RUN does to files, as far as it is certain to do so: at its top
// level and after &&, which ends the build where it fails.
func (b *builder) run(c *instructions.RunCommand) {
	text := strings.Join(c.CmdLine, " ")
	if !c.PrependShell && len(c.CmdLine) > 0 {
		b.command(c.CmdLine, b.at(c.Location()))
		return
	}
	if len(c.Files) == 1 && strings.HasPrefix(text, "<<") { // a script in place of a command
		text = c.Files[0].Data
	} else {
		for _, f := range c.Files { // what the command reads
			text += "\n" + f.Data + f.Name + "\n"
		}
	}
	if !changes.MatchString(text) || strings.Count(text, "(") > maxDepth {
		return
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
	if err != nil {
		return
	}
	workdir := b.image.Workdir
	for _, s := range file.Stmts {
		b.statement(s, b.at(c.Location()), 0)
	}
	b.image.Workdir = workdir
}

func (b *builder) statement(s *syntax.Stmt, at document.Location, depth int) {
	switch cmd := s.Cmd.(type) {
	case *syntax.BinaryCmd:
		if cmd.Op == syntax.AndStmt && depth < maxDepth {
			b.statement(cmd.X, at, depth+1)
			b.statement(cmd.Y, at, depth+1)
		}
	case *syntax.CallExpr:
		var words []string
		for _, w := range cmd.Args {
			words = append(words, b.shellWord(w.Parts))
		}
		b.command(words, at)
		for _, r := range s.Redirs {
			if r.Op == syntax.RdrOut || r.Op == syntax.AppOut || r.Op == syntax.RdrAll || r.Op == syntax.AppAll {
				b.written(b.absolute(b.shellWord(r.Word.Parts)), at)
			}
		}
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

// command notes what cp, mv, ln, rm and make do, and follows cd.
func (b *builder) command(words []string, at document.Location) {
	if len(words) < 2 || slices.Contains(words, "") {
		return
	}
	names, symbolic := b.operands(words[1:])
	n := len(names) - 1
	if n < 0 {
		return
	}
	switch path.Base(words[0]) {
	case "cd":
		b.image.Workdir = path.Clean(names[0])
	case "make":
		for _, name := range names {
			if path.Ext(name) != "" { // a target that is a file
				b.written(name, at)
			}
		}
	case "rm":
		b.image.Copies = append(b.image.Copies, Copy{Sources: names, Run: true, At: at})
	case "cp", "mv", "ln":
		if n == 0 || symbolic && path.Base(words[0]) == "ln" && !path.IsAbs(words[len(words)-n-1]) {
			return // a link that is relative to its own folder
		}
		b.image.Copies = append(b.image.Copies, Copy{Sources: names[:n], Dest: names[n], Run: true, At: at})
		if path.Base(words[0]) == "mv" {
			b.image.Copies = append(b.image.Copies, Copy{Sources: names[:n], Run: true, At: at})
		}
	}
}

// operands are the words of a command that are no options, as paths, with "/." at the
// end of one that means what a folder holds; symbolic: one of the options is -s.
func (b *builder) operands(words []string) (names []string, symbolic bool) {
	for _, w := range words {
		if strings.HasPrefix(w, "-") {
			symbolic = symbolic || strings.Contains(w, "s")
			continue
		}
		name := b.absolute(w)
		if w == "." || strings.HasSuffix(w, "/.") {
			name = strings.TrimSuffix(path.Clean(name), "/") + "/."
		}
		names = append(names, name)
	}
	return names, symbolic
}
