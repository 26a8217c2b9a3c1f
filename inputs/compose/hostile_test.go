package compose

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/tree"
	"github.com/djgate/djgate/inputs/tree/treetest"
)

// canary stands where a diagnostic must not show it.
const canary = "c4n4ry"

// hostile makes a project in a folder with all that must not be opened beside it.
func hostile(t *testing.T) *tree.Tree {
	t.Helper()
	top := t.TempDir()
	dir := filepath.Join(top, "project")
	for _, err := range []error{
		os.Mkdir(dir, 0o700),
		os.Mkdir(filepath.Join(dir, "folder"), 0o700),
		os.WriteFile(filepath.Join(top, "outside.env"), []byte("OUTSIDE=1\n"), 0o600),
		os.WriteFile(filepath.Join(top, "outside.yaml"), []byte("services: {web: {environment: [OUTSIDE=1]}}\n"), 0o600),
		os.Symlink(filepath.Join(top, "outside.env"), filepath.Join(dir, "link.env")),
		os.Symlink("../outside.yaml", filepath.Join(dir, "link.yaml")),
		os.Symlink("loop.env", filepath.Join(dir, "loop.env")),
		os.Symlink("/dev/zero", filepath.Join(dir, "zero.env")),
		treetest.FIFO(filepath.Join(dir, "fifo.env")),
		treetest.FIFO(filepath.Join(dir, "fifo.yaml")),
		os.WriteFile(filepath.Join(dir, "ok.env"), []byte("\ufeffOK=1\r\nTWO=2\r\n"), 0o600),
		os.WriteFile(filepath.Join(dir, "nul.env"), []byte("A=1\nB=\x00"+canary+"\n"), 0o600),
		os.WriteFile(filepath.Join(dir, "bad.env"), []byte("A=1\n;"+canary+"\n"), 0o600),
		os.WriteFile(filepath.Join(dir, "latin.env"), []byte("A=1\nB=\xe9"+canary+"\n"), 0o600),
		os.WriteFile(filepath.Join(dir, "large.env"), nil, 0o600),
		os.Truncate(filepath.Join(dir, "large.env"), 100<<20),
		os.WriteFile(filepath.Join(dir, "large.yaml"), nil, 0o600),
		os.Truncate(filepath.Join(dir, "large.yaml"), 100<<20),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	fsys, err := tree.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { fsys.Close() })
	return fsys
}

// TestHostileReferences: nothing outside the project is opened, whatever names
// it; there is one diagnostic at that place, and the rest is read.
func TestHostileReferences(t *testing.T) {
	fsys := hostile(t)
	tests := []struct {
		name, service, top string
		code               string
		at                 string
	}{
		{"absolute env_file", "env_file: [/etc/passwd]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file above", "env_file: [../outside.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file above by detour", "env_file: [folder/../../outside.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file at home", "env_file: ['~/x.env']", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file by a link", "env_file: [link.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file by a link to itself", "env_file: [loop.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file by a link to a device", "env_file: [zero.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file that is a FIFO", "env_file: [fifo.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file that is a folder", "env_file: [folder]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file of 100 MB", "env_file: [large.env]", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file of a URL", "env_file: ['https://example.org/x.env']", "", CodeEnvRefused, "compose.yaml:5"},
		{"env_file with NUL", "env_file: [nul.env]", "", "env-file-refused", "nul.env:2"},
		{"env_file with a bad line", "env_file: [bad.env]", "", "env-file-refused", "bad.env:2"},
		{"env_file not in UTF-8", "env_file: [latin.env]", "", "env-encoding", "latin.env:2"},
		{"label_file above", "label_file: ../outside.env", "", CodeRefused, "compose.yaml:5"},
		{"label_file that is a FIFO", "label_file: fifo.env", "", CodeRead, "compose.yaml:5"},
		{"label_file that is absent", "label_file: no.env", "", CodeRead, "compose.yaml:5"},
		{"extends above", "extends: {file: ../outside.yaml, service: web}", "", CodeRefused, "compose.yaml:5"},
		{"extends by a link", "extends: {file: link.yaml, service: web}", "", CodeRead, "compose.yaml:5"},
		{"extends a FIFO", "extends: {file: fifo.yaml, service: web}", "", CodeRead, "compose.yaml:5"},
		{"extends 100 MB", "extends: {file: large.yaml, service: web}", "", CodeRead, "compose.yaml:5"},
		{"include of a URL", "", "include: ['https://example.org/compose.yaml']", CodeRefused, "compose.yaml:6"},
		{"include of a repository", "", "include: ['git@example.org:a/b.git']", CodeRefused, "compose.yaml:6"},
		{"include of an image", "", "include: ['oci://example.org/a:1']", CodeRefused, "compose.yaml:6"},
		{"include above", "", "include: [../outside.yaml]", CodeRefused, "compose.yaml:6"},
		{"include by a link", "", "include: [link.yaml]", CodeRead, "compose.yaml:6"},
		{"include of a FIFO", "", "include: [fifo.yaml]", CodeRead, "compose.yaml:6"},
		{"include of a device", "", "include: [/dev/zero]", CodeRefused, "compose.yaml:6"},
		{"include with a folder above", "", "include: [{path: ok.yaml, project_directory: ../..}]", CodeRefused, "compose.yaml:6"},
		{"include with an env file above", "", "include: [{path: ok.yaml, env_file: ../outside.env}]", CodeRefused, "compose.yaml:6"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			service := test.service
			if service == "" {
				service = "image: x"
			}
			src := "services:\n  ok:\n    env_file: ok.env\n  web:\n    " + service + "\n" + test.top + "\n"
			fsys := over{fsys, map[string]string{"compose.yaml": src, "ok.yaml": "services: {other: {image: y}}\n"}}
			p, diagnostics := Read(fsys, []string{"compose.yaml"}, Options{})
			if len(diagnostics) != 1 || diagnostics[0].Code != test.code || placeOf(diagnostics[0]) != test.at {
				t.Errorf("got %+v, want one %s at %s", diagnostics, test.code, test.at)
			}
			if strings.Contains(fmt.Sprint(diagnostics), canary) {
				t.Errorf("the diagnostics show the file: %v", diagnostics)
			}
			checkRest(t, p)
		})
	}
}

func placeOf(d document.Diagnostic) string { return fmt.Sprintf("%s:%d", d.At.File, d.At.Line) }

// checkRest demands that what is not hostile was read, and nothing from outside.
func checkRest(t *testing.T, p *Project) {
	t.Helper()
	got := environments(p)
	if got["ok"]["OK"] != "=1" || got["ok"]["TWO"] != "=2" {
		t.Errorf("the service ok has %v", got["ok"])
	}
	if _, leaked := got["web"]["OUTSIDE"]; leaked || len(p.Workloads) < 2 {
		t.Errorf("the services are %v", got)
	}
}

// over is a project with files of its own over those of the folder.
type over struct {
	*tree.Tree
	files map[string]string
}

func (o over) ReadFile(name string) ([]byte, error) {
	if text, ok := o.files[name]; ok {
		return []byte(text), nil
	}
	return o.Tree.ReadFile(name)
}

func (o over) Stat(name string) (os.FileInfo, error) {
	if _, ok := o.files[name]; ok {
		return o.Tree.Stat("ok.env")
	}
	return o.Tree.Stat(name)
}

// TestHostileFiles reads files that are no good Compose files.
func TestHostileFiles(t *testing.T) {
	const service = "services:\n  web:\n    environment:\n      A: one\n"
	tests := []struct {
		name, src string
		code      string // "" where the file is good
		line      int
	}{
		{"byte order mark", "\ufeff" + service, "", 0},
		{"Windows line ends", strings.ReplaceAll(service, "\n", "\r\n"), "", 0},
		{"not UTF-8", service + "      B: \xff\xfe" + canary + "\n", CodeSyntax, 5},
		{"UTF-16", "\xff\xfes\x00e\x00r\x00", CodeShape, 1},
		{"NUL", service + "x: \x00\n", CodeSyntax, 5},
		{"10,000 levels of flow mappings", "x: " + strings.Repeat("{a: ", 10_000) + strings.Repeat("}", 10_000) + "\n" + service, CodeLimit, 1},
		{"10,000 levels without an end", "x: " + strings.Repeat("[", 10_000), CodeSyntax, 1},
		{"10,000 levels of block mappings", levels(10_000), CodeLimit, 66},
		{"a key twice", service + "      A: " + canary + "\n", CodeShape, 5},
		{"a template of a key", service + "      {{ x }}: y\n", CodeTemplated, 5},
		{"a template of a line", service + "{% if x %}\n", CodeTemplated, 5},
		{"a template of a value", "services:\n  web:\n    environment:\n      A: one\n      B: \"{{ x }}\"\n", CodeTemplated, 5},
		{"more than 1 MiB", service + strings.Repeat("# comment\n", 120_000), CodeRead, 0},
		{"an anchor that is not there", "services:\n  web: *no\n", CodeSyntax, 2},
		{"a million aliases", aliases(), CodeLimit, 0},
		{"tabs", "services:\n\tweb: {}\n", CodeSyntax, 2},
		{"a number", "42\n", CodeShape, 1},
		{"nothing", "", CodeShape, 0},
		{"only a comment", "# x\n", CodeShape, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys, _ := files(t, "-- compose.b.yaml --\nservices: {other: {environment: {B: two}}}\n")
			fsys["compose.yaml"] = &fstest.MapFile{Data: []byte(test.src)}
			p, diagnostics := Read(fsys, []string{"compose.yaml", "compose.b.yaml"}, Options{})
			got := environments(p)
			if got["other"]["B"] != "=two" {
				t.Errorf("the other file is not read: %v", got)
			}
			switch {
			case test.code == "":
				if len(diagnostics) > 0 || got["web"]["A"] != "=one" {
					t.Errorf("got %v, %v", got, diagnostics)
				}
			case len(diagnostics) == 0 || diagnostics[0].Code != test.code || diagnostics[0].At.File != "compose.yaml" || test.line > 0 && diagnostics[0].At.Line != test.line:
				t.Errorf("got %.300v, want %s at line %d", diagnostics, test.code, test.line)
			}
			if strings.Contains(fmt.Sprint(diagnostics), canary) {
				t.Errorf("the diagnostics show the file: %v", diagnostics)
			}
		})
	}
}

// levels is a mapping nested n deep in block style.
func levels(n int) string {
	var b strings.Builder
	for i := range n {
		if i*i/2 > 1<<19 {
			break
		}
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// aliases is a mapping that is seven levels of ten aliases.
func aliases() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i <= 7; i++ {
		before := fmt.Sprintf("*a%d", i-1)
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.Join([]string{before, before, before, before, before, before, before, before, before, before}, ", "))
	}
	return b.String()
}
