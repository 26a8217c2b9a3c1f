package process

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/makefile"
	"github.com/djgate/djgate/inputs/script"
)

// This file follows programs that run what a file of the project names: make.

// made follows what make runs for its goals.
func (f *Follower) made(p *Process, args []string) {
	c := makefile.Parse(args)
	if c.Idle {
		return
	}
	f.in(c.Dir, func() { f.making(p, c, args) })
}

func (f *Follower) making(p *Process, c makefile.Command, args []string) {
	file, ok := f.makefile(c)
	if !ok || slices.ContainsFunc(args, func(a string) bool { return strings.Contains(a, "$") }) {
		p.Absent = cmp.Or(p.Absent, "make")
		return
	}
	r, err := makefile.Read(f.FS, file, c, makefile.Given{Lookup: f.lookup, Open: f.open})
	if err != nil {
		p.Absent = cmp.Or(p.Absent, path.Base(file))
		return
	}
	for _, l := range r.Lines {
		f.line(p, l.Text, script.Command{Env: l.Exports, Certain: l.Certain, At: l.At})
	}
	if len(r.Opaque) > 0 && !p.Bare {
		p.Lost = cmp.Or(p.Lost, r.Opaque[0].String())
	}
}

// makefile finds the file that make reads.
func (f *Follower) makefile(c makefile.Command) (string, bool) {
	names := makefile.Names
	if c.File != "" {
		names = []string{c.File}
	}
	return f.first(names)
}

// first finds the first file that is there; in a folder that is not known, one whose
// name no other has.
func (f *Follower) first(names []string) (string, bool) {
	for _, name := range names {
		if f.astray && len(f.Files.named(name)) != 1 {
			continue
		}
		if file, ok := f.find(name); ok {
			return file, true
		}
	}
	return "", false
}

// line follows a text that a program gives to a shell of its own, in the way that a
// command says. The places in it are that of the command.
func (f *Follower) line(p *Process, text string, c script.Command) {
	f.inside(p, c, func(own *Process) {
		s, err := script.Split(f.FS, text, f.given(nil))
		if err != nil {
			own.Lost = c.At.String()
			return
		}
		settle(s, c.At)
		f.run(own, s, nil)
	})
}

// settle gives what a text without a file says the place of that text.
func settle(s *script.Script, at document.Location) {
	put := func(have *document.Location) {
		if have.IsZero() {
			*have = at
		}
	}
	exports := func(list []script.Export) {
		for i := range list {
			put(&list[i].At)
			put(&list[i].KeyAt)
		}
	}
	exports(s.Exports)
	for i := range s.Commands {
		put(&s.Commands[i].At)
		exports(s.Commands[i].Env)
	}
	for i := range s.Writes {
		put(&s.Writes[i].At)
	}
	for i := range s.Opaque {
		put(&s.Opaque[i])
	}
	for i := range s.FromFiles {
		put(&s.FromFiles[i])
	}
}
