// Package script reads shell scripts without running them: which variables they
// export, which commands they may run, which files they source.
//
// A script is read as Bash, of which sh is a part. Conditions are decided where
// the arguments and the environment that are given decide them: then the branch
// that is taken counts and the others are left out. Elsewhere every branch is
// read, and nothing in it is certain. What cannot be followed is listed as opaque.
package script

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"github.com/djgate/djgate/inputs/document"
)

// Script is what a script may do.
type Script struct {
	// Exports are the variables that it sets for the commands after them, in
	// the order of the script.
	Exports []Export
	// Commands are the simple commands that it may run, in the order of the
	// script, without those of the shell itself (echo, cd, test, ...).
	Commands []Command
	// Writes are the files that its redirections may write, in the order of the script.
	Writes []Write
	// Opaque are the places where it may set variables in a way that is not
	// followed here: eval, export $(...), a file that it sources and that is not
	// here. With none, Exports are all that it sets.
	Opaque []document.Location
	// FromFiles are the places where it sets variables, whose names are computed, to
	// the contents of files: NAME to that of the file in NAME_FILE, for all of them.
	FromFiles []document.Location
	// UsesArgs: it runs the arguments that it is given ("$@").
	UsesArgs bool
}

// Write is a file that a redirection writes.
type Write struct {
	File Word
	At   document.Location
}

// Export is a variable that a script sets for its commands.
type Export struct {
	Name string
	// Value is the text that it sets if every name in Needs is unset.
	Value document.Text
	// Begins is what the text certainly begins with, where it is not Known.
	Begins string
	// HasValue is false where the text is computed in a way that is not followed.
	HasValue bool
	// Known: Value is the text, whatever the environment. It is HasValue without Needs.
	Known bool
	// Needs are the variables of the environment that decide the text and are
	// not known.
	Needs []string
	// From are the variables of the environment whose known values are in the text.
	From []string
	// File is the path of the file that the text is read from; HasValue is false then.
	File string
	// Default: the script sets it only if the environment does not
	// (NAME=${NAME:-text}, or after a test for its being empty).
	Default bool
	// Fallback: Value is what the script says for the case that all names in Needs are
	// unset (NAME=${OTHER:-text}).
	Fallback bool
	// Unset: the script takes the variable away.
	Unset bool
	// Certain: the statement is run whatever happens before it.
	Certain bool
	// At is the place of the value, KeyAt that of the name.
	At, KeyAt document.Location
	program   string // the value is the path of this program, by $(which NAME)
}

// Command is a simple command.
type Command struct {
	Words []Word
	// Env are the variables of VAR=x command, and of env VAR=x command; one of
	// env -u VAR is Unset.
	Env []Export
	// Bare: it has no variable but those of Env (env -i).
	Bare bool
	// User is the user that gosu or its like gives it, as a Word's text; "" for none.
	User string
	// Dir is where it is run, by cd: below the folder in which the script starts, or an
	// absolute path; "$()" where that is not known, "" for where the script starts.
	Dir string
	// Runner is the tool of Python projects that runs it (pdm, poetry, uv, ...), which has
	// scripts of its own under names; "" for none.
	Runner string
	// Input is the text on its standard input, where that stands in the script: a here
	// document, or what echo and cat hand on by a pipe. Without one it is no Word.
	Input Word
	// Exec: it replaces the shell, so nothing after it is run.
	Exec bool
	// Certain: as for Export.
	Certain bool
	At      document.Location
}

// Word is a word of a command.
type Word struct {
	// Text is the word; "${NAME}" stands in it for a variable, "$1" and "$@" for
	// arguments of the script, and "$()" for what is computed.
	Text string
	// Known: Text is the word.
	Known bool
	// Args: the word is "$@", the arguments of the script.
	Args bool
	// Needs are the variables of the environment that decide the text and are not
	// known. Default: Text is the word if all of them are unset, by ${NAME:-text}.
	Needs   []string
	Default bool
	// At is the place of the text, behind an opening quote; zero where it is not known.
	At document.Location
}

// equal tells whether two words are the same to a program.
func (w Word) equal(o Word) bool { return w.Text == o.Text && w.Known == o.Known && w.Args == o.Args }

// Texts returns the texts of the command's words.
func (c Command) Texts() []string {
	out := make([]string, len(c.Words))
	for i, w := range c.Words {
		out[i] = w.Text
	}
	return out
}

// Given is what is known of the process that runs a script. The zero of it knows
// nothing.
type Given struct {
	// Args are the arguments of the script; nil where they are not known.
	Args []Word
	// Lookup finds a variable of the environment; known is false where it cannot
	// be told whether it is set, and to what.
	Lookup func(name string) (text document.Text, set, known bool)
	// Open finds the file that the process has under a path.
	Open func(path string) (file string, ok bool)
}

// Bounds on hostile scripts: the parser is recursive.
const (
	maxFile     = 64 << 10 // bytes
	maxNesting  = 256      // open brackets
	maxDepth    = 100      // of statements
	maxCommands = 2000
	maxValue    = 64 << 10 // bytes
	maxNames    = 32       // names that are kept of those that decide a value
	maxSteps    = 20_000   // statements that are read, those of loops and functions each time
	maxCalls    = 16       // functions and sourced files inside one another
	maxRounds   = 64       // of a loop over words
)

// The reasons for which there is no Script, each wrapped with file and line.
var (
	ErrTooLarge = errors.New("larger or nested deeper than a script that is read here")
	ErrNotShell = errors.New("not a shell script")
	ErrSyntax   = errors.New("not valid shell syntax")
	ErrTemplate = errors.New("a template: its {% %} are not filled in")
)

// Read reads a script. The error says file and line, and wraps one of the
// errors above or that of fsys; it holds no text of the script.
func Read(fsys fs.FS, name string, g Given) (*Script, error) {
	src, err := load(fsys, name)
	if err != nil {
		return nil, err
	}
	return parse(fsys, name, src, g)
}

// Is tells whether a file is a shell script.
func Is(fsys fs.FS, name string) bool {
	_, err := load(fsys, name)
	return err == nil
}

// load returns the text of a shell script.
func load(fsys fs.FS, name string) (string, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	case err != nil || !info.Mode().IsRegular():
		return "", fmt.Errorf("%s: not a readable file", name)
	case info.Size() > maxFile:
		return "", fmt.Errorf("%s: %w", name, ErrTooLarge)
	}
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", fmt.Errorf("%s: not a readable file", name)
	}
	if !isShell(string(src)) {
		return "", fmt.Errorf("%s:1: %w", name, ErrNotShell)
	}
	return string(src), nil
}

// Split reads a shell text, such as the argument of sh -c or a line of a
// Procfile. Places in the result have no file; lines count from 1. fsys holds
// what it sources.
func Split(fsys fs.FS, command string, g Given) (*Script, error) {
	return parse(fsys, "", command, g)
}

// Exec reads a command that no shell starts: its words are as they are, but for
// "${NAME}" in them, which is not known. at is the place of what the result names.
func Exec(argv []string, at document.Location) *Script {
	cmd := Command{Certain: true, At: at}
	for _, a := range argv {
		cmd.Words = append(cmd.Words, Word{Text: a, Known: !strings.Contains(a, "${") && !strings.Contains(a, "$()")})
	}
	cmd.Words = cmd.assignments(cmd.Words)
	s := &Script{}
	cmd, injected := unwrap(cmd)
	if injected {
		s.Opaque = []document.Location{at}
	}
	s.Commands = []Command{cmd}
	return s
}

// isShell tells whether the first line names a shell, or names nothing.
func isShell(src string) bool {
	line, _, _ := strings.Cut(src, "\n")
	interpreter, ok := strings.CutPrefix(line, "#!")
	if !ok {
		return true
	}
	for _, word := range strings.Fields(interpreter) {
		if slices.Contains([]string{"sh", "bash", "dash", "ash", "ksh", "mksh", "with-contenv", "busybox"}, path.Base(word)) {
			return true
		}
	}
	return false
}

// parse reads a script.
func parse(fsys fs.FS, name, src string, g Given) (*Script, error) {
	file, err := tree(name, src)
	if err != nil {
		return nil, err
	}
	r := &reader{fsys: fsys, given: g, args: g.Args, script: &Script{}, vars: map[string]value{}, exported: map[string]truth{}, all: no,
		functions: map[string]*syntax.Stmt{}}
	r.in(name, src, func() { r.statements(file.Stmts, true, 0) })
	return r.script, nil
}

// tree parses a script of bounded size.
func tree(name, src string) (*syntax.File, error) {
	if len(src) > maxFile || nesting(src) > maxNesting {
		return nil, fmt.Errorf("%s: %w", name, ErrTooLarge)
	}
	if strings.Contains(src, "{%") && strings.Contains(src, "%}") {
		return nil, fmt.Errorf("%s: %w", name, ErrTemplate)
	}
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(src), name)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", name, errorLine(err), ErrSyntax)
	}
	return file, nil
}

// errorLine returns the line that an error of the parser names.
func errorLine(err error) uint {
	var p syntax.ParseError
	var l syntax.LangError
	switch {
	case errors.As(err, &p):
		return p.Pos.Line()
	case errors.As(err, &l):
		return l.Pos.Line()
	}
	return 1
}

// nesting returns how deep brackets are open at most, as far as that can be told
// without parsing.
func nesting(src string) int {
	open, most := 0, 0
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '(', '{', '[':
			open++
			most = max(most, open)
		case ')', '}', ']':
			open = max(open-1, 0)
		}
	}
	return most
}
