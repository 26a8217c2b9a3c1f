package kubernetes

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

// TestBuilds reads kustomizations, and what kustomize made of them, and holds both to
// the same. testdata/kustomize/make.go makes the archives; DJGATE_KUSTOMIZE names a
// folder with more of them.
func TestBuilds(t *testing.T) {
	files, _ := filepath.Glob("testdata/kustomize/*.txtar")
	more, _ := filepath.Glob(filepath.Join(os.Getenv("DJGATE_KUSTOMIZE"), "*.txtar"))
	open := 0
	for _, file := range append(files, more...) {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		fsys, err := txtar.FS(a)
		if err != nil {
			t.Fatal(err)
		}
		root, _, _ := strings.Cut(string(a.Comment), "\n")
		got := describe(fsys, Set{Dir: root, Kustomizations: []string{root}})
		if _, err := fs.Stat(fsys, "built.yaml"); err != nil {
			if !strings.Contains(got, "open") {
				t.Errorf("%s: kustomize refuses it, and nothing is open\n%s", file, got)
			}
			continue
		}
		want := describe(fsys, Set{Files: []string{"built.yaml"}})
		switch differences, unknown := compare(got, want); {
		case differences != "":
			t.Errorf("%s:\n%s\n--- got\n%s--- want\n%s", file, differences, got, want)
		case unknown:
			open++
			if !strings.Contains(string(a.Comment), "in part") {
				t.Logf("%s: not all is known\n%s", file, got)
			}
		}
	}
	t.Logf("%d archives, %d known in part", len(files)+len(more), open)
}

// describe shows the workloads of a set, without places.
func describe(fsys fs.FS, set Set) string {
	r, diagnostics := Read(fsys, set)
	var out strings.Builder
	slices.SortStableFunc(r.Workloads, func(a, b *document.Workload) int { return strings.Compare(a.Name, b.Name) })
	for _, w := range r.Workloads {
		fmt.Fprintf(&out, "%s image=%s\n", w.Name, strings.ReplaceAll(w.Image, "${image}", "<not known>"))
		fmt.Fprintf(&out, "%s runs %q %q, exposes %q, called %q, replicas %v\n", w.Name, w.Entrypoint, w.Command, w.Expose, w.Aliases, count(w.Replicas))
		if w.OpenBecause != "" {
			fmt.Fprintf(&out, "%s open: %s\n", w.Name, w.OpenBecause)
		}
		for _, v := range w.Env {
			text := fmt.Sprintf("%q secret %v", v.Text.Reveal(), v.Secret)
			if v.State != document.Known {
				text = "<" + v.Because + ">"
			}
			fmt.Fprintf(&out, "%s %s=%s\n", w.Name, v.Name, text)
		}
		for _, p := range sortedPlaced(w) {
			fmt.Fprintf(&out, "%s has %s: %q\n", w.Name, p.Target, content(fsys, p))
		}
		for _, l := range w.Listeners {
			fmt.Fprintf(&out, "%s listens %s %d %s %v\n", w.Name, l.Name, l.Port, l.Protocol, l.Redirect.Value)
		}
	}
	for _, d := range diagnostics {
		if d.Code == CodeKustomize {
			fmt.Fprintf(&out, "open: %s\n", d.Message)
		}
	}
	return out.String()
}

func count(n *int) string {
	if n == nil {
		return "-"
	}
	return fmt.Sprint(*n)
}

func sortedPlaced(w *document.Workload) []document.Placed {
	return slices.SortedFunc(slices.Values(w.Placed), func(a, b document.Placed) int { return strings.Compare(a.Target, b.Target) })
}

func content(fsys fs.FS, p document.Placed) string {
	if p.Inset != nil {
		return p.Inset.Text.Reveal()
	}
	src, err := fs.ReadFile(fsys, p.Source)
	if err != nil {
		return "<" + p.Source + ">"
	}
	return string(src)
}

// compare tells the lines that differ, but for what is said to be unknown: where an
// object is open, all of it.
func compare(got, want string) (differences string, unknown bool) {
	if strings.Contains(got, "open: ") {
		return "", true
	}
	have := map[string]string{}
	for line := range strings.Lines(got) {
		key, value := keyOf(line)
		have[key] = value
	}
	var out strings.Builder
	for line := range strings.Lines(want) {
		key, value := keyOf(line)
		text, there := have[key]
		delete(have, key)
		switch {
		case there && strings.HasPrefix(text, "<"):
			unknown = unknown || !strings.HasPrefix(value, "<")
		case !there || text != value:
			fmt.Fprintf(&out, "want %sgot  %s\n", line, text)
		}
	}
	for key, value := range have {
		fmt.Fprintf(&out, "got %s=%s\n", key, value)
	}
	return out.String(), unknown
}

func keyOf(line string) (key, value string) {
	if key, value, ok := strings.Cut(line, "="); ok {
		return key, value
	}
	return line, ""
}
