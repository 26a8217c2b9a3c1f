package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

func FuzzRead(f *testing.F) {
	f.Add("services:\n  web: &a\n    environment: {A: ${X:-b}, <<: *a}\n    env_file: .env\n    extends: web\n", "A=${B}\n")
	f.Add("include: [compose.yaml, {path: [x], env_file: .env}]\nservices: {a: {ports: ['1-2:3', 80], volumes: ['a:b:c'], build: .}}\n---\nname: ${A}\n", "A\n")
	f.Add("services: {a: {environment: ['A', 'B=$$', !reset x], secrets: [s], command: !override 'a \"b'}}\nsecrets: {s: {file: x}}\n", "")
	f.Fuzz(func(t *testing.T, file, env string) {
		fsys := fstest.MapFS{"compose.yaml": {Data: []byte(file)}, "b.yaml": {Data: []byte(file)}, ".env": {Data: []byte(env)}}
		for _, closed := range []bool{false, true} {
			files := NewFiles(fsys)
			p, _ := files.Read([]string{"compose.yaml", "b.yaml"}, Options{Closed: closed})
			if again, _ := files.Read([]string{"compose.yaml", "b.yaml"}, Options{Closed: closed}); !reflect.DeepEqual(again, p) {
				t.Error("what is read again differs")
			}
			lines := map[string]int{"compose.yaml": strings.Count(file, "\n") + 1, "b.yaml": strings.Count(file, "\n") + 1, ".env": strings.Count(env, "\n") + 1}
			for _, w := range p.Workloads {
				checkVariables(t, w, lines)
			}
		}
		_, _ = Overview(fsys, "compose.yaml")
	})
}

// checkVariables checks what is true of every variable.
func checkVariables(t *testing.T, w *document.Workload, lines map[string]int) {
	t.Helper()
	for _, v := range w.Env {
		if v.State == document.Unknown && (v.Because == "" || v.Text.Reveal() != "") {
			t.Errorf("%q is unknown for no reason, or has a text", v.Name)
		}
		if v.At.Line < 1 || v.At.Line > lines[v.At.File] && !strings.Contains(v.Name, "\u2028") {
			t.Errorf("%q is at %v, in a file of %d lines", v.Name, v.At, lines[v.At.File])
		}
		if len(v.Chain) == 0 {
			t.Errorf("%q comes from nowhere", v.Name)
		}
	}
}

func FuzzTemplate(f *testing.F) {
	for _, s := range []string{"${A:-${B}}", "$$", "${A:?x}y}", "a${B-}\n${C+d}", "${A:-{}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 && strings.Count(text, "{") < maxDepth {
			checkTemplate(t, text, map[string]string{"A": "1", "B": ""})
		}
	})
}

func FuzzWords(f *testing.F) {
	for _, s := range []string{`a "b c" 'd'`, "a $(b c) `d`", `a\ b`, "a 2>b", "("} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, command string) { checkWords(t, command) })
}

// BenchmarkRead reads three files with ten services of twenty variables, and an
// env file of fifty lines.
func BenchmarkRead(b *testing.B) {
	var base, prod, local, env strings.Builder
	base.WriteString("x-env: &env\n  SHARED: ${SHARED:-1}\nservices:\n")
	prod.WriteString("services:\n")
	local.WriteString("services:\n")
	for i := range 10 {
		fmt.Fprintf(&base, "  s%d:\n    image: app:${TAG:-1}\n    env_file: app.env\n    ports: ['80%d:80']\n    environment:\n      <<: *env\n", i, i)
		fmt.Fprintf(&prod, "  s%d:\n    environment:\n", i)
		fmt.Fprintf(&local, "  s%d:\n    environment:\n", i)
		for j := range 20 {
			fmt.Fprintf(&base, "      VAR_%d: ${VAR_%d:-default}\n", j, j)
			if j < 5 {
				fmt.Fprintf(&prod, "      - VAR_%d=${OTHER}\n", j)
				fmt.Fprintf(&local, "      - VAR_%d=%d\n", 10+j, j)
			}
		}
	}
	for i := range 50 {
		fmt.Fprintf(&env, "LINE_%d=value ${VAR_%d}\n", i, i%20)
	}
	fsys := fstest.MapFS{
		"compose.yaml": {Data: []byte(base.String())}, "compose.prod.yaml": {Data: []byte(prod.String())},
		"compose.local.yaml": {Data: []byte(local.String())}, "app.env": {Data: []byte(env.String())},
	}
	b.ReportAllocs()
	for b.Loop() {
		p, diagnostics := Read(fsys, []string{"compose.yaml", "compose.prod.yaml", "compose.local.yaml"}, Options{})
		if len(p.Workloads) != 10 || len(diagnostics) > 0 {
			b.Fatal(diagnostics)
		}
	}
}
