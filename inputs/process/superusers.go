package process

import (
	"path"
	"slices"

	"github.com/djgate/djgate/inputs/code"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds accounts of administrators that a start makes with a password in clear.

// superusers looks through what a command of manage.py runs: the text that a shell is
// given, or the module of a command of the project.
func (f *Follower) superusers(p *Process, args []string) {
	switch name := args[0]; {
	case name == "shell" || name == "shell_plus":
		text := f.input
		if given := option(args, "-c", option(args, "--command", "")); given != "" {
			text = f.word(given)
		}
		f.administrators(p, "manage.py "+name, text.Text, text.At)
	case identifier(name):
		if file, ok := f.commandFile(name); ok {
			f.administratorsOf(p, "manage.py "+name, file)
		}
	}
}

// word is the word of the command that has a text; the place is that of the command, where
// it is part of another one.
func (f *Follower) word(text string) script.Word {
	i := slices.IndexFunc(f.words, func(w script.Word) bool { return w.Text == text && !w.At.IsZero() })
	if i < 0 {
		return script.Word{Text: text, At: f.At}
	}
	return f.words[i]
}

// commandFile is the module of a command of manage.py, if one file of the project is.
func (f *Follower) commandFile(name string) (string, bool) {
	var found []string
	for _, file := range f.Files.named(name + ".py") {
		dir := path.Dir(file)
		if path.Base(dir) == "commands" && path.Base(path.Dir(dir)) == "management" {
			found = append(found, file)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

func (f *Follower) administratorsOf(p *Process, name, file string) {
	if text, err := tree.ReadText(f.FS, file, maxPython); err == nil {
		f.administrators(p, name, text, document.Location{File: file, Line: 1, Column: 1})
	}
}

func (f *Follower) administrators(p *Process, name, text string, at document.Location) {
	for _, s := range code.Superusers(text, at) {
		s.By, s.Certain = name, true
		p.Superusers = append(p.Superusers, s)
	}
}
