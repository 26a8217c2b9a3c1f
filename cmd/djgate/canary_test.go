package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// Secrets never leave memory. Each archive in testdata/canary is a project whose
// secrets are written @name@; the test puts a random-looking text there, runs
// every command, and wants no eight characters of it in anything written. The
// comment of an archive holds flags for all commands ("flags: --set A=@b@"), and
// texts that are no secret and must be shown ("shows: text"), so that a project
// that is not read at all does not pass for one that is kept.

var placeholder = regexp.MustCompile(`@[a-z0-9]+@`)

// window is how many characters of a secret, one after the other, are a leak.
const window = 8

// planted is a project with canaries in the place of its secrets.
type planted struct {
	dir, season  string
	canaries     map[string]string // canary -> its name
	flags, shows []string
	names        []string // of settings
}

var upperName = regexp.MustCompile(`(?m)^ *([A-Z][A-Z0-9_]+)\b.*=`)

func plant(t *testing.T, file, season string) *planted {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &planted{dir: t.TempDir(), season: season, canaries: map[string]string{}}
	for _, f := range archive.Files {
		src := p.grow(file, string(f.Data))
		at := filepath.Join(p.dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(src), 0o644); err != nil {
			t.Fatal(err)
		}
		for _, m := range upperName.FindAllStringSubmatch(src, -1) {
			p.names = append(p.names, m[1])
		}
	}
	for line := range strings.Lines(p.grow(file, string(archive.Comment))) {
		line = strings.TrimSpace(line)
		if flags, ok := strings.CutPrefix(line, "flags: "); ok {
			p.flags = append(p.flags, strings.Fields(strings.ReplaceAll(flags, "$DIR", p.dir))...)
		}
		if text, ok := strings.CutPrefix(line, "shows: "); ok {
			p.shows = append(p.shows, text)
		}
	}
	return p
}

// grow writes a canary for every placeholder: letters and digits alone, so that
// no format quotes any of it, the same for the same name in one season.
func (p *planted) grow(file, src string) string {
	return placeholder.ReplaceAllStringFunc(src, func(name string) string {
		sum := sha256.Sum256([]byte(p.season + filepath.Base(file) + name))
		canary := "c" + hex.EncodeToString(sum[:])[:31]
		p.canaries[canary] = name
		return canary
	})
}

// leaks names the canaries of which the output holds a part.
func (p *planted) leaks(output string) []string {
	var out []string
	output = strings.ToLower(output)
	for canary, name := range p.canaries {
		for i := 0; i+window <= len(canary); i++ {
			if at := strings.Index(output, canary[i:i+window]); at >= 0 {
				out = append(out, name+": "+output[max(0, at-80):min(len(output), at+len(canary)+20)])
				break
			}
		}
	}
	slices.Sort(out)
	return out
}

// commands are all that read a project, with every format.
func (p *planted) commands(out string) [][]string {
	commands := [][]string{
		{"check", "--severity", "info", "--show-suppressed"},
		{"check", "-o", "json", "-o", "text=" + filepath.Join(out, "check.txt"), "--severity", "info", "--collection", "checklist",
			"--collection", "advice", "--collection", "system-checks"},
		{"check", "--quiet", "--strict", "--all-findings"},
		append([]string{"check", "--severity", "info", "--show-suppressed"}, everyFormat(out)...),
		{"baseline", "-o", filepath.Join(out, "baseline.json")},
		{"targets"},
		{"targets", "-o", "json"},
		{"settings"},
		{"settings", "--all"},
		{"settings", "-o", "json"},
		{"settings", "--diff"},
		{"settings", "--diff", "-o", "json", "--all"},
		{"inspect"},
		{"inspect", "--output-dir", filepath.Join(out, "documents")},
		{"init", "--dry-run"},
		{"init", "--dry-run", "--settings", "--proxy", "nginx"},
		{"checklist"},
		{"checklist", "-o", "json", "-o", "markdown=" + filepath.Join(out, "checklist.md")},
	}
	for i := range commands {
		commands[i] = append(append(commands[i], p.flags...), p.dir)
	}
	show := append(append([]string{"settings"}, p.flags...), p.dir)
	parts := []string{"DATABASES.default", "DATABASES.default.PASSWORD", "SHARED_TOKEN[0]"}
	for _, names := range [][]string{p.names, parts, append(parts, "-o", "json")} {
		commands = append(commands, append(slices.Clone(show), names...))
	}
	return commands
}

// everyFormat are the flags that write all formats.
func everyFormat(out string) []string {
	var flags []string
	for name := range report.Formats() {
		flags = append(flags, "-o", name+"="+filepath.Join(out, name))
	}
	return flags
}

// diffs compare the project with one that holds other secrets.
func (p *planted) diffs(old string) [][]string {
	return [][]string{
		{"diff", "--all-environments", "--all-findings", "--severity", "info", old, p.dir},
		{"diff", "--all-environments", "-o", "json", old, p.dir},
		{"diff", "--all-environments", "-o", "markdown", "--all-findings", old, p.dir},
	}
}

func TestCanaries(t *testing.T) {
	files, err := filepath.Glob("testdata/canary/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no projects: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			p, old := plant(t, file, ""), plant(t, file, "last year")
			out := t.TempDir()
			var all strings.Builder
			for _, args := range append(p.commands(out), p.diffs(old.dir)...) {
				var stdout, stderr bytes.Buffer
				run(args, strings.NewReader(""), &stdout, &stderr)
				p.report(t, strings.Join(args, " "), stdout.String(), stderr.String())
				old.report(t, strings.Join(args, " "), stdout.String(), stderr.String())
				all.WriteString(stdout.String() + stderr.String())
			}
			p.report(t, "files", written(t, out))
			p.report(t, "colour", colored(t, p.dir))
			for _, text := range p.shows {
				if !strings.Contains(all.String(), text) {
					t.Errorf("%q is shown nowhere", text)
				}
			}
		})
	}
}

func (p *planted) report(t *testing.T, what string, outputs ...string) {
	t.Helper()
	for _, output := range outputs {
		for _, leak := range p.leaks(output) {
			t.Errorf("%s shows %s", what, leak)
		}
	}
}

// written is all that lies in a folder.
func written(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(filepath.Join(dir, name))
		all.Write(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// colored is the text report as a terminal shows it.
func colored(t *testing.T, dir string) string {
	t.Helper()
	project, err := tree.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer project.Close()
	o, err := djgate.Check(t.Context(), project, djgate.Options{Inputs: inputs.Options{AsOf: "2026-01-01", Options: targets.Options{Root: project.Path(), All: true}}})
	if err != nil {
		t.Fatal(err)
	}
	format, err := report.Find("text")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format(&b, o.Report, report.Options{Show: evaluator.Info, ShowSuppressed: true, Color: true, Width: 80}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
