package makefile

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

// environment is that of make in these tests; variables of which it matters whether
// commands have them begin with V.
var environment = map[string]string{"V_MODE": "live", "V_SPACE": "a b", "V_EMPTY": ""}

func lookup(name string) (document.Text, bool, bool) {
	if name == "PATH" || name == "HOME" {
		return document.Text{}, false, false
	}
	v, ok := environment[name]
	return document.NewText(v), ok, true
}

// oracle asks make itself: its shell writes down what it is given.
type oracle struct{ dir, make, record string }

func newOracle(t *testing.T) *oracle {
	t.Helper()
	program, err := exec.LookPath("make")
	if err != nil {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("no make on PATH")
		}
		t.Skip("no make on PATH: what it runs is not compared")
	}
	o := &oracle{dir: t.TempDir(), make: program}
	o.record = filepath.Join(o.dir, "record")
	o.write(t, "sh", "#!/bin/sh\n{ printf '%s\\n' \"$2\"; env | grep ^V | LC_ALL=C sort; echo; } >>"+o.record+"\n")
	if err := os.Chmod(filepath.Join(o.dir, "sh"), 0o700); err != nil {
		t.Fatal(err)
	}
	return o
}

func (o *oracle) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// runs returns what make runs, each line with the variables that it has.
func (o *oracle) runs(t *testing.T, args []string) (string, error) {
	t.Helper()
	os.Remove(o.record)
	c := exec.Command(o.make, append([]string{"SHELL=" + filepath.Join(o.dir, "sh")}, args...)...)
	c.Dir = o.dir
	for name, value := range environment {
		c.Env = append(c.Env, name+"="+value)
	}
	c.Env = append(c.Env, "PATH="+os.Getenv("PATH"))
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	err := c.Run()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, said.String())
	}
	got, _ := os.ReadFile(o.record)
	return string(got), err
}

// reads returns what the package says in the same form. certain is false where
// anything is not known.
func (o *oracle) reads(args []string) (text string, certain bool, err error) {
	fsys := os.DirFS(o.dir)
	open := func(name string) (string, bool) {
		_, err := os.Stat(filepath.Join(o.dir, name))
		return name, err == nil
	}
	r, err := Read(fsys, "Makefile", Parse(args), Given{Lookup: lookup, Open: open})
	if err != nil {
		return "", false, err
	}
	certain = len(r.Opaque) == 0
	var b strings.Builder
	for _, l := range r.Lines {
		env := map[string]string{}
		for k, v := range environment {
			env[k] = v
		}
		for _, e := range l.Exports {
			if e.Unset {
				delete(env, e.Name)
				continue
			}
			certain = certain && (e.Known && e.Certain || !strings.HasPrefix(e.Name, "V"))
			env[e.Name] = e.Value.Reveal()
		}
		fmt.Fprintf(&b, "%s\n", l.Text)
		var vars []string
		for k, v := range env {
			if strings.HasPrefix(k, "V") {
				vars = append(vars, k+"="+v+"\n")
			}
		}
		slices.Sort(vars)
		b.WriteString(strings.Join(vars, "") + "\n")
		certain = certain && l.Certain && !strings.Contains(l.Text, "$(:)")
	}
	return b.String(), certain, nil
}

// filledIn puts the values of the environment in the place of "${NAME}".
func filledIn(text string) string {
	for name, value := range environment {
		text = strings.ReplaceAll(text, "'\"${"+name+"}\"'", value)
		text = strings.ReplaceAll(text, "${"+name+"}", value)
	}
	return text
}

// What is read is what make runs: each case is a Makefile, and the arguments of make
// in its first line.
func TestAgainstMake(t *testing.T) {
	o := newOracle(t)
	o.write(t, "here.txt", "")
	o.write(t, "more.mk", "V_MORE = from more\nmore:\n\techo more $(V_MORE)\n")
	o.write(t, ".env", "V_FILE=one\nexport V_TWO=\"2\"\n")
	src, err := os.ReadFile("testdata/makefiles")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(src), "\n=== ")[1:] {
		head, text, _ := strings.Cut(c, "\n")
		args, wants, _ := strings.Cut(head, "|")
		o.write(t, "Makefile", text)
		want, err := o.runs(t, strings.Fields(args))
		if err != nil {
			t.Errorf("%s: %v\n%s", head, err, text)
			continue
		}
		got, certain, err := o.reads(strings.Fields(args))
		switch {
		case err != nil:
			t.Errorf("%s: %v\n%s", head, err, text)
		case strings.TrimSpace(wants) == "unknown":
			if certain {
				t.Errorf("%s: certain\n%s\ngot\n%s", head, text, got)
			}
		case !certain || filledIn(got) != filledIn(want):
			t.Errorf("%s: certain %v\n%s\ngot\n%s\nwant\n%s", head, certain, text, got, want)
		}
	}
}

// pieces are lines that random Makefiles are made of.
var pieces = []string{
	"V_A = one", "V_A := $(V_B) two", "V_B ?= three", "V_A += four", "export V_A", "export V_B := five $(V_A)", "unexport V_B", "V_MODE = own", "V_MODE ?= other", "V_EMPTY += six",
	"ifeq ($(V_MODE),live)", "ifdef V_A", "ifneq \"$(V_B)\" \"\"", "else", "endif", "endif", "export", "override V_A = seven", "a: V_A = eight", "b: export V_C = $@", "a: V_B += nine",
	"a: b", "b: c", "c d: e", "d: | a", ".PHONY: a b", "a::", "%.o: %.txt", "%: %.c", "include more.mk", "-include .env", "define LINES_", "endef", "V_E = $(filter o%,$(V_A)) $(words $(V_B))",
	"$(if $(V_A),a,b): e", "V_F = $(patsubst %e,<%>,$(V_A)) $(V_B:e=E)",
	"\t@echo a $(V_A) $@ $^", "\t-echo '$(V_MODE)' $< $*", "\techo $$V_B \\", "\techo \"$(LINES_)\" $(or $(V_X),none)", "\t$(LINES_)", "\t# nothing", "", "# comment \\",
}

// Random Makefiles: what is certain is what make runs.
func TestRandomAgainstMake(t *testing.T) {
	o := newOracle(t)
	o.write(t, "more.mk", "V_MORE = from more\nmore:\n\techo more $(V_MORE)\n")
	o.write(t, ".env", "V_FILE=one\nexport V_TWO=\"2\"\n")
	r := rand.New(rand.NewPCG(1, 2))
	rounds, sure, refused := 150, 0, 0
	if testing.Short() {
		rounds = 50
	}
	for range rounds {
		text, open := "", 0
		for range 4 + r.IntN(14) {
			p := pieces[r.IntN(len(pieces))]
			switch {
			case strings.HasPrefix(p, "if"):
				open++
			case p == "endif" && open == 0 || p == "else" && open == 0 || p == "endef":
				continue
			case p == "endif":
				open--
			case strings.HasPrefix(p, "define"):
				p += "\necho x\n@echo $(V_A) y\nendef"
			case strings.HasPrefix(p, "\t") && r.IntN(3) > 0 && text == "":
				p = "a:\n" + p
			}
			text += p + "\n"
		}
		text += strings.Repeat("endif\n", open) + "a b c d e f:\n\techo $@ $(V_A) $(LINES_) $(V_E) $(V_F)\n"
		o.write(t, "Makefile", text)
		args := [][]string{nil, {"a"}, {"b", "V_A=set"}, {"c", "a"}}[r.IntN(4)]
		want, err := o.runs(t, args)
		if err != nil {
			refused++
			continue
		}
		got, certain, err := o.reads(args)
		if err != nil || !certain {
			continue
		}
		sure++
		if filledIn(got) != filledIn(want) {
			t.Fatalf("%v\n%s\ngot\n%s\nwant\n%s", args, text, got, want)
		}
	}
	t.Logf("%d of %d are certain, make refuses %d", sure, rounds, refused)
	if sure < rounds/4 {
		t.Error("too few to tell anything")
	}
}
