// Package procfile reads Procfiles: one process type a line, "name: command".
// The platform gives the environment; the file shows only what stands before
// the command, as in "web: DEBUG=1 gunicorn shop.wsgi".
package procfile

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile files: the shell parser is recursive.
const (
	maxFile    = 64 << 10 // bytes
	maxLine    = 8 << 10
	maxNesting = 100 // open brackets
)

// The codes of the diagnostics.
const (
	CodeRead      = "procfile-read" // the file is absent or may not be read
	CodeLine      = "procfile-line" // a line is no process
	CodeTemplated = "templated"     // the file is a template of another program
)

// Read returns a workload for each process of a Procfile, in the order of the
// file; of a name that stands there twice, the last one counts. The command is
// {"/bin/sh", "-c", text}; assignments before a single command are its Env.
func Read(fsys fs.FS, path string) ([]*document.Workload, []document.Diagnostic) {
	src, err := tree.ReadText(fsys, path, maxFile)
	if err != nil {
		return nil, []document.Diagnostic{{Code: CodeRead, Severity: "error", At: document.Location{File: path},
			Message: path + " cannot be read: " + err.Error()}}
	}
	var workloads []*document.Workload
	var diagnostics []document.Diagnostic
	for i, line := range strings.Split(strings.TrimPrefix(src, "\ufeff"), "\n") {
		line = strings.TrimRight(line, "\r \t")
		at := document.Location{File: path, Line: i + 1, Column: 1}
		if line == "" || strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") {
			continue
		}
		w, ok := process(line, at)
		if !ok {
			diagnostics = append(diagnostics, refused(src, at, len(diagnostics))...)
			continue
		}
		workloads = slices.DeleteFunc(workloads, func(old *document.Workload) bool { return old.Name == w.Name })
		workloads = append(workloads, w)
	}
	return workloads, diagnostics
}

// refused says what is wrong with a line; of a template that it is one, once.
func refused(src string, at document.Location, before int) []document.Diagnostic {
	switch d := (document.Diagnostic{Severity: "warning", At: at}); {
	case !tree.IsTemplate(src):
		d.Code, d.Message = CodeLine, "not a process: a line of a Procfile is \"name: command\""
		return []document.Diagnostic{d}
	case before == 0:
		d.Code, d.Message = CodeTemplated, tree.TemplateMessage
		return []document.Diagnostic{d}
	}
	return nil
}

// process reads one line.
func process(line string, at document.Location) (*document.Workload, bool) {
	name, rest, ok := strings.Cut(line, ":")
	command := strings.TrimLeft(rest, " \t")
	if !ok || !isName(name) || command == "" || len(line) > maxLine {
		return nil, false
	}
	commandAt := at
	commandAt.Column += utf8.RuneCountInString(line[:len(line)-len(command)])
	return &document.Workload{
		Kind: "procfile", Name: name, At: at,
		Command:     []string{"/bin/sh", "-c", command},
		Dir:         path.Dir(at.File),
		Env:         environment(command, commandAt),
		OpenBecause: "the platform that reads the Procfile sets the environment",
	}, true
}

func isName(s string) bool {
	for _, c := range s {
		if c != '_' && c != '-' && !('0' <= c && c <= '9') && !('a' <= c|0x20 && c|0x20 <= 'z') {
			return false
		}
	}
	return s != ""
}

// environment returns the assignments before the command, in order of name. A
// list of commands has none: each would have its own.
func environment(command string, at document.Location) []document.Variable {
	if strings.Count(command, "(")+strings.Count(command, "{")+strings.Count(command, "[") > maxNesting {
		return nil
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(command), "")
	if err != nil || len(file.Stmts) != 1 {
		return nil
	}
	call, ok := file.Stmts[0].Cmd.(*syntax.CallExpr)
	if !ok || len(call.Args) == 0 {
		return nil
	}
	byName := map[string]document.Variable{}
	for _, a := range call.Assigns {
		if a.Array == nil && a.Index == nil && !a.Append {
			byName[a.Name.Value] = variable(a, command, at)
		}
	}
	var out []document.Variable
	for _, v := range byName {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b document.Variable) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// variable returns what NAME=value sets.
func variable(a *syntax.Assign, command string, at document.Location) document.Variable {
	at.Column += utf8.RuneCountInString(command[:a.Pos().Offset()])
	v := document.Variable{Name: a.Name.Value, State: document.Known, Origin: document.OriginLiteral, At: at,
		Chain: []document.Step{{Kind: document.StepEnvironment, At: at, Name: a.Name.Value}}}
	v.At.Column += utf8.RuneCountInString(v.Name) + 1
	if a.Value == nil {
		return v
	}
	text, needs, ok := literal(a.Value.Parts)
	if !ok {
		v.State, v.Needs, v.Because = document.Unknown, needs, "the shell computes it"
		return v
	}
	v.Text = document.NewText(text)
	return v
}

// literal returns the text of a word that is one; otherwise the variables of the
// environment in it.
func literal(parts []syntax.WordPart) (text string, needs []string, ok bool) {
	var b strings.Builder
	ok = true
	for _, p := range parts {
		switch p := p.(type) {
		case *syntax.Lit:
			ok = ok && !strings.ContainsAny(p.Value, `\`)
			b.WriteString(p.Value)
		case *syntax.SglQuoted:
			ok = ok && !p.Dollar
			b.WriteString(p.Value)
		case *syntax.DblQuoted:
			inner, names, literal := literal(p.Parts)
			b.WriteString(inner)
			needs = append(needs, names...)
			ok = ok && literal && !p.Dollar
		case *syntax.ParamExp:
			ok = false
			if syntax.ValidName(p.Param.Value) {
				needs = append(needs, p.Param.Value)
			}
		default:
			ok = false
		}
	}
	return b.String(), needs, ok
}
