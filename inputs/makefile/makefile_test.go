package makefile

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/djgate/djgate/inputs/document"
)

// written is a recipe in one text: its lines with what make sets for them.
func written(r *Recipe) string {
	var out []string
	for _, l := range r.Lines {
		text := l.Text
		for _, e := range l.Exports {
			switch {
			case e.Unset:
				text += " [-" + e.Name + "]"
			case e.Known && e.Certain:
				text += " [" + e.Name + "=" + e.Value.Reveal() + "]"
			case e.Default:
				text += " [" + e.Name + "?=" + e.Value.Reveal() + "]"
			default:
				text += " [" + e.Name + "?]"
			}
		}
		if !l.Certain {
			text += " ?"
		}
		out = append(out, fmt.Sprintf("%d %s", l.At.Line, text))
	}
	for _, at := range r.Opaque {
		out = append(out, fmt.Sprintf("%d opaque", at.Line))
	}
	return strings.Join(out, "\n")
}

// In an environment that is open it is not known which variables make finds there.
func TestOpen(t *testing.T) {
	for _, c := range []struct{ args, src, want string }{
		{"run", "run:\n\tgunicorn shop.wsgi", "2 gunicorn shop.wsgi"},
		{"run", "PORT ?= 8000\nrun:\n\tgunicorn -b :$(PORT) '$(PORT)'", "3 gunicorn -b :${PORT-8000} ''\"${PORT-8000}\"''"},
		{"run", "export PORT ?= 8000\nrun:\n\techo", "3 echo [PORT?=8000]"},
		{"run", "MODE = live\nrun:\n\techo $(MODE)", "3 echo live [MODE?]"},
		{"run", "export MODE = live\nrun:\n\techo $(MODE)", "3 echo live [MODE=live]"},
		{"run MODE=x", "export MODE = live\nrun:\n\techo $(MODE)", "3 echo x [MODE=x]"},
		{"run", "unexport SECRET\nrun:\n\techo", "3 echo [-SECRET]"},
		{"run", "export URL = db://$(HOST)/$(NAME)\nrun:\n\techo '$(HOST)'", "3 echo ''\"${HOST}\"'' [URL?]"},
		{"run", "NOW := $(shell date)\nrun:\n\techo \"$(NOW)\" '$(NOW)'", "3 echo \"$(:)\" ''\"$(:)\"'' [NOW?]"},
		{"run", "ifeq ($(MODE),live)\nrun:\n\techo live\nelse\nrun:\n\techo else\nendif", "3 echo live ?\n6 echo else ?"},
		{"run", "ifdef MODE\nA = 1\nendif\nrun:\n\techo $(A)", "5 echo $(:) [A?]"},
		{"run", "include absent.mk\nrun:\n\techo", "3 echo\n1 opaque"},
		{"run", "run: $(wildcard *.x)\n\techo", "2 echo\n1 opaque"},
		{"run", "SHELL = /usr/bin/python3\nrun:\n\tprint(1)", "2 opaque"},
		{"run", "run: absent.txt\n\techo", "2 echo\n1 opaque"},
		{"-C app -f other.mk -j 4 run A=1 -k", "run:\n\techo $(A)", "2 echo 1 [A=1]"},
	} {
		fsys := fstest.MapFS{"Makefile": {Data: []byte(c.src + "\n")}}
		r, err := Read(fsys, "Makefile", Parse(strings.Fields(c.args)), Given{})
		if err != nil {
			t.Errorf("%s: %v", c.src, err)
			continue
		}
		if got := written(r); got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.src, got, c.want)
		}
	}
}

func TestParse(t *testing.T) {
	for line, want := range map[string]string{
		"":                        "{  [] [] false}",
		"-C app serve":            "{app  [serve] [] false}",
		"-Capp -C.. serve":        "{app/..  [serve] [] false}",
		"--directory=app -sf x a": "{app x [a] [] false}",
		"--file x -j4 -j 4 -j a":  "{ x [a] [] false}",
		"A=1 B:=2 a":              "{  [a] [{A 1} {B 2}] false}",
		"-n a":                    "{  [a] [] true}",
		"--dry-run a":             "{  [a] [] true}",
		"-l 2.5 -Otarget -- a":    "{  [a] [] false}",
	} {
		if got := fmt.Sprint(Parse(strings.Fields(line))); got != want {
			t.Errorf("%q: got %s, want %s", line, got, want)
		}
	}
}

// A file that cannot be followed is an error, soon and without its text.
func TestHostile(t *testing.T) {
	const canary = "c4n4ry"
	doubled := "A0 = xxxxxxxx\n"
	for i := range 60 {
		doubled += fmt.Sprintf("A%d = $(A%d)$(A%d)\n", i+1, i, i)
	}
	chain := ""
	for i := range 5000 {
		chain += fmt.Sprintf("t%d: t%d t%d\n", i, i+1, i+2)
	}
	for name, c := range map[string]struct {
		src  string
		want error
	}{
		"no rule":       {"run:\n\techo " + canary, ErrNoRule},
		"no default":    {"A = " + canary, ErrGoal},
		"too large":     {strings.Repeat("# "+canary+"\n", 1<<16), nil},
		"itself":        {"A = $(A)" + canary + "\ngoal:\n\techo $(A)", nil},
		"doubled":       {doubled + "goal:\n\techo $(A60)", nil},
		"deep":          {strings.Repeat("$(", 100_000), ErrNoRule},
		"deep brackets": {"goal: ; " + strings.Repeat("$((", 50_000), nil},
		"chain":         {"goal: t0\n" + chain, nil},
		"patterns":      {strings.Repeat("%a: b%\n\techo\nb%: %a\n\techo\n", 2000) + "goal: xa\n", nil},
		"circle":        {"goal: a\na: goal\n\techo", nil},
		"includes":      {"include Makefile\ngoal:\n\techo", nil},
		"conditionals":  {strings.Repeat("ifdef A\n", 20_000) + "goal:\n\techo", nil},
		"no text":       {"goal:\n\techo \x00\x01", nil},
		"lines":         {"goal:\n" + strings.Repeat("\techo\n", 20_000), ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			args := []string{"goal"}
			if c.want == ErrGoal {
				args = nil
			}
			fsys := fstest.MapFS{"Makefile": {Data: []byte(c.src)}}
			open := func(name string) (string, bool) { return name, true }
			_, err := Read(fsys, "Makefile", Parse(args), Given{Open: open, Lookup: func(string) (document.Text, bool, bool) { return document.Text{}, false, true }})
			if c.want != nil && !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), canary) {
				t.Errorf("it shows the file: %v", err)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}
