package process

import (
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/container"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/script"
)

// What runners of tasks start, as the programs themselves have told: testdata/runners.py
// writes what stands behind the arrows. Behind "~>" some of that is left open here.
func TestRunners(t *testing.T) {
	all, err := filepath.Glob("testdata/runners/*.txtar")
	if err != nil || len(all) == 0 {
		t.Fatalf("no runners: %v", err)
	}
	lines, open := 0, 0
	for _, file := range all {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		last := len(a.Files) - 1
		want := string(a.Files[last].Data)
		a.Files = append(a.Files[:last], txtar.File{Name: "shop/wsgi.py"})
		fsys, err := txtar.FS(a)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(want) {
			command, told, exact := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
			if !exact {
				command, told, _ = strings.Cut(command, " ~> ")
				open++
			}
			lines++
			got, ok := runs(fsys, a, command)
			if ok != exact && got == told || got != told && (exact || !fits(got, told)) {
				t.Errorf("%s: %s\ngot  %s\nwant %s", filepath.Base(file), command, got, told)
			}
		}
	}
	t.Logf("%d command lines, %d of them left open in part", lines, open)
}

// runs is what a command line starts, as the programs tell it, in which "?" stands for
// what is not known; false where anything is not.
func runs(fsys fs.FS, a *txtar.Archive, command string) (string, bool) {
	var names []string
	for _, file := range a.Files {
		names = append(names, file.Name)
	}
	f := following(fsys, document.Location{}, names...)
	f.source, f.Closed = ".", true
	f.Env = map[string]document.Variable{"V_BASE": {Name: "V_BASE", State: document.Known, Text: document.NewText("base")}}
	p := &Process{}
	f.line(p, command, script.Command{Certain: true, At: document.Location{File: "command", Line: 1}})
	if len(p.Argv) == 0 {
		if p.Lost+p.Absent+p.Untold != "" {
			return "?", false
		}
		return "nothing", true
	}
	words := []string{"?"}
	if p.Here.Told == container.Project {
		words[0] = path.Clean(p.Here.Source)
	}
	words = append(words, variablesOf(p)...)
	for _, w := range p.Argv {
		words = append(words, shown(w))
	}
	text := strings.Join(words, " ")
	return text, !strings.Contains(text, "?")
}

// variablesOf are those that the process gets, but for the one that all have.
func variablesOf(p *Process) []string {
	env := map[string]string{}
	for _, e := range p.Sets() {
		_, set := env[e.Variable.Name]
		switch {
		case e.Optional && (set || e.Variable.Name == "V_BASE"):
		case e.Variable.State == document.Unset:
			delete(env, e.Variable.Name)
		case e.Variable.State == document.Known:
			env[e.Variable.Name] = shown(e.Variable.Text.Reveal())
		default:
			env[e.Variable.Name] = "?"
		}
	}
	var out []string
	for name, value := range env {
		if strings.HasPrefix(name, "V_") && name+value != "V_BASEbase" {
			out = append(out, name+"="+value)
		}
	}
	slices.Sort(out)
	if p.Lost != "" {
		out = append(out, "?")
	}
	return out
}

var (
	plainWord = regexp.MustCompile(`^[\w@%+=:,./-]+$`)
	computed  = regexp.MustCompile(`\$\([^)]*\)|\$\{\w*\}`)
)

// shown is a word as Python's shlex.quote writes it.
func shown(w string) string {
	if computed.MatchString(w) {
		return computed.ReplaceAllString(w, "?")
	}
	if plainWord.MatchString(w) {
		return w
	}
	return "'" + strings.ReplaceAll(w, "'", `'"'"'`) + "'"
}

// fits tells whether what is known is what the programs told: "?" is any text, and as a
// word before the program any variables besides.
func fits(got, told string) bool {
	if before, after, ok := strings.Cut(got, " gunicorn"); ok && strings.HasSuffix(before, " ?") {
		given, argv, _ := strings.Cut(told, " gunicorn")
		for word := range strings.FieldsSeq(strings.TrimSuffix(before, " ?")) {
			if !strings.HasSuffix(word, "?") && !strings.Contains(" "+given+" ", " "+word+" ") {
				return false
			}
		}
		got, told = after, argv
	}
	pattern := strings.ReplaceAll(regexp.QuoteMeta(got), `\?`, `.*`)
	pattern = strings.ReplaceAll(strings.ReplaceAll(pattern, " .* ", ".*"), " .*", ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(told)
}
