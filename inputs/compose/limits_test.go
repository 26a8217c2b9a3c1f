package compose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDiagnostics(t *testing.T) {
	deep := strings.Repeat("[", 100) + strings.Repeat("]", 100)
	tests := []struct {
		name, archive, code string
		line                int
	}{
		{"not YAML", "-- compose.yaml --\nservices:\n  web: [\n", CodeSyntax, 2},
		{"template", "-- compose.yaml --\nservices:\n  {{ x }}: [ {{ y }}\n", CodeTemplated, 1},
		{"template as a key", "-- compose.yaml --\nservices:\n  web:\n    image: {{ x }}\n", CodeTemplated, 3},
		{"not a mapping", "-- compose.yaml --\n- a\n", CodeShape, 1},
		{"no services", "-- compose.yaml --\nversion: '3'\n", CodeShape, 0},
		{"version 1", "-- compose.yaml --\n# old\nweb:\n  image: a\n", CodeShape, 2},
		{"duplicate key", "-- compose.yaml --\nservices:\n  web:\n    image: a\n    image: b\n", CodeShape, 4},
		{"key that is a number", "-- compose.yaml --\nservices:\n  web:\n    environment:\n      1: a\n", CodeShape, 4},
		{"alias in its anchor", "-- compose.yaml --\nservices: &a\n  web: *a\n", CodeCycle, 1},
		{"deep", "-- compose.yaml --\nx: " + deep + "\n", CodeLimit, 1},
		{"extends itself", "-- compose.yaml --\nservices:\n  web:\n    extends: web\n", CodeCycle, 3},
		{"extends nothing", "-- compose.yaml --\nservices:\n  web:\n    extends: no\n", CodeMissing, 3},
		{"extends a file outside", "-- compose.yaml --\nservices:\n  web:\n    extends: {file: ../x.yaml, service: a}\n", CodeRefused, 3},
		{"includes a URL", "-- compose.yaml --\ninclude: ['https://example.com/x.git']\nservices:\n  a: {image: x}\n", CodeRefused, 1},
		{"includes itself", "-- compose.yaml --\ninclude: [compose.yaml]\nservices:\n  a: {image: x}\n", CodeCycle, 1},
		{"includes an absolute path", "-- compose.yaml --\ninclude: [/etc/passwd]\nservices:\n  a: {image: x}\n", CodeRefused, 1},
		{"env_file outside", "-- compose.yaml --\nservices:\n  a:\n    env_file: /etc/passwd\n", CodeEnvRefused, 3},
		{"bad interpolation", "-- compose.yaml --\nservices:\n  a:\n    environment: ['A=${b!}']\n", CodeInterpolation, 3},
		{"a variable of no name", "-- compose.yaml --\nservices:\n  a:\n    environment: ['${NAME}=1']\n", CodeShape, 3},
		{"a build argument of no name", "-- compose.yaml --\nservices:\n  a:\n    build: {context: ., args: ['${NAME}=1']}\n", CodeShape, 3},
		{"a variable whose name ends in a blank", "-- compose.yaml --\nservices:\n  a:\n    environment: ['NAME =1']\n", CodeShape, 3},
		{"include that is absent", "-- compose.yaml --\ninclude: [x.yaml]\nservices:\n  a: {image: x}\n", CodeRead, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys, names := files(t, tt.archive)
			_, diagnostics := Read(fsys, names, Options{})
			if len(diagnostics) != 1 || diagnostics[0].Code != tt.code || diagnostics[0].At.Line != tt.line {
				t.Errorf("got %v, want %s at line %d", diagnostics, tt.code, tt.line)
			}
		})
	}
}

// TestBombs reads files that would expand beyond any memory.
func TestBombs(t *testing.T) {
	var aliases strings.Builder
	aliases.WriteString("-- compose.yaml --\nx0: &x0 [a, a, a, a, a, a, a, a]\n")
	for i := range 12 {
		n, p := string(rune('a'+i)), "x0"
		if i > 0 {
			p = string(rune('a' + i - 1))
		}
		aliases.WriteString("x" + n + ": &" + n + " [*" + strings.Join(slices.Repeat([]string{p}, 8), ", *") + "]\n")
	}
	var extends strings.Builder
	extends.WriteString("-- compose.yaml --\nservices:\n  base:\n    environment:\n")
	for i := range 2000 {
		extends.WriteString("      - A" + strings.Repeat("x", i%50) + string(rune('0'+i%10)) + "=1\n")
	}
	for i := range 4000 {
		extends.WriteString("  s" + strings.Repeat("s", i%70) + string(rune('a'+i/70%26)) + string(rune('a'+i/1820)) + ": {extends: base, environment: [B=1]}\n")
	}
	var merges strings.Builder
	merges.WriteString("-- compose.yaml --\nx: &x\n")
	for i := range 20000 {
		fmt.Fprintf(&merges, "  k%d: 1\n", i)
	}
	merges.WriteString("services:\n")
	for i := range 20000 {
		fmt.Fprintf(&merges, "  s%d: {<<: *x}\n", i)
	}
	for name, archive := range map[string]string{"aliases": aliases.String(), "extends": extends.String(), "merges": merges.String()} {
		t.Run(name, func(t *testing.T) {
			fsys, names := files(t, archive)
			_, diagnostics := Read(fsys, names, Options{})
			if !slices.Contains(codes(diagnostics), CodeLimit) {
				t.Errorf("got %v, want %s", codes(diagnostics), CodeLimit)
			}
		})
	}
}

func TestNoTextInDiagnostics(t *testing.T) {
	const canary = "c4n4ry"
	fsys, names := files(t, strings.ReplaceAll(`
-- .env --
A CANARY=CANARY
-- w.env --
B="CANARY
-- compose.yaml --
services:
  web:
    env_file: [w.env]
    command: "CANARY'"
    image: "${CANARY!}"
    ports: [CANARY]
    environment:
      - X=${CANARY!}
      - "CANARY =CANARY"
  other: CANARY
-- compose.b.yaml --
services: {web: "CANARY
`, "CANARY", canary))
	_, diagnostics := Read(fsys, names, Options{})
	if len(diagnostics) < 6 {
		t.Errorf("only %v", codes(diagnostics))
	}
	for _, d := range diagnostics {
		if strings.Contains(d.Message, canary) {
			t.Errorf("%s: %s", d.Code, d.Message)
		}
	}
}
