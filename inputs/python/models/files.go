package models

import (
	"strings"
	"unicode/utf8"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/value"
)

// noSuchFile is what Python says of a file that is not there, without its name.
const noSuchFile = "[Errno 2] No such file or directory: ..."

// absolute is a path from the root: a relative one begins in the working
// directory of the process. It is unknown where that is.
func absolute(t *value.Thread, path string, tr *value.Trace) (string, *value.Unknown) {
	if strings.HasPrefix(path, "/") {
		return path, nil
	}
	if dir := t.Host.Dir(); dir != "" && !t.Moved {
		return joinPath(dir, path), nil
	}
	return "", unknown(t, "the working directory is not known", tr)
}

// readFile returns the content of a file. It is unknown where the path is, or
// where it cannot be known whether the file ships with the code.
func readFile(t *value.Thread, path string, tr *value.Trace) (content []byte, u *value.Unknown, err error) {
	if path, u = absolute(t, path, tr); u != nil {
		return nil, u, nil
	}
	path = normPath(path)
	content, present := t.Host.ReadFile(path)
	switch onMachine(t, path, present) {
	case value.Yes:
		return content, nil, t.Alloc(len(content))
	case value.No:
		return nil, nil, t.RaiseClass(value.Exceptions()["FileNotFoundError"], noSuchFile, tr)
	}
	if missing := value.Exceptions()["FileNotFoundError"]; takenAbsent(t, path) && t.Handling(missing) {
		return nil, nil, t.RaiseClass(missing, noSuchFile, tr.Under(withoutFile(t, path)))
	}
	return nil, unknown(t, "the content of "+t.Host.Display(path)+" is not known", tr), nil
}

// isModule tells whether a path is that of a Python module. One that may be there,
// and without which the settings load, is an optional override: it is taken as absent.
func isModule(path string) bool { return strings.HasSuffix(path, ".py") }

// isEnvFile tells whether a path is that of an env file beside the code, where a machine
// has its own: what it would set are variables that nothing here sets.
func isEnvFile(t *value.Thread, path string) bool {
	_, name := splitPath(path)
	return strings.HasPrefix(name, ".env") && inProject(t, path)
}

// onMachine is whether a file is there that the project does not have: an env file may be
// made on the machine, and a module that an ignore rule names.
func onMachine(t *value.Thread, path string, present value.Truth) value.Truth {
	if present == value.No && (isEnvFile(t, path) || isModule(path) && !t.Host.Lacks(path)) {
		return value.Maybe
	}
	return present
}

// takenAbsent tells whether a file that may be there, and without which the settings load,
// is taken as absent: a module, an env file, and what the project would hold.
func takenAbsent(t *value.Thread, path string) bool {
	return isModule(path) || isEnvFile(t, path) || t.Host.Lacks(path)
}

// The codes of notes on what is taken as absent: a module, which may override any
// setting where it is, and anything else, on which rests what says so.
const (
	overrideAbsent = "override-absent"
	assumedAbsent  = "assumed-absent"
)

// withoutFile is what rests on it that a file which may be there is not; a note says so.
func withoutFile(t *value.Thread, path string) *value.Trace {
	file, code := t.Host.Display(path), assumedAbsent
	if isModule(path) {
		code = overrideAbsent
	}
	t.Note(code, file, t.At)
	return &value.Trace{Assumes: []string{file}}
}

// readText is readFile as text, with Python's universal newlines.
func readText(t *value.Thread, path string, tr *value.Trace) (value.Value, error) {
	content, u, err := readFile(t, path, tr)
	if err != nil {
		return nil, err
	}
	if u != nil {
		return typed(u, value.StrClass), nil
	}
	if !utf8.Valid(content) {
		return nil, t.Raise("UnicodeDecodeError", "'utf-8' codec can't decode bytes")
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(content))
	return value.NewStr(text, fileTrace(t, path, tr)), nil
}

// fileTrace is the trace of what a file holds.
func fileTrace(t *value.Thread, path string, tr *value.Trace) *value.Trace {
	at := value.Place{File: t.Host.Display(path), Line: 1, Column: 1}
	own := &value.Trace{At: at, Origin: document.OriginFile, Steps: []document.Step{{Kind: document.StepFile, At: t.At, Name: at.File}}}
	return own.Under(tr)
}

// openFile calls open with the path in front of the other arguments.
func openFile(t *value.Thread, path value.Value, rest *value.Call) (value.Value, error) {
	c := *rest
	c.Args = append([]value.Value{path}, rest.Args...)
	return openBuiltin(t, &c)
}
