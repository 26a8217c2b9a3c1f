package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// How long a run takes from nothing to its verdict, and beside it how long the
// smallest Go program takes, so that one run gives the ratio on any machine.
func BenchmarkCold(b *testing.B) {
	dir := b.TempDir()
	hello := filepath.Join(dir, "hello.go")
	if err := os.WriteFile(hello, []byte("package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"), 0o644); err != nil {
		b.Fatal(err)
	}
	programs := map[string]string{"hello": build(b, dir, "hello", hello), "djgate": build(b, dir, "djgate", ".")}
	for _, run := range []struct {
		name, program string
		args          []string
		exit          int
	}{
		{"hello", "hello", nil, 0},
		{"version", "djgate", []string{"version"}, 0},
		{"inspect", "djgate", []string{"inspect", "../../examples/shop", "--output-dir", filepath.Join(dir, "documents")}, 0},
		{"check", "djgate", []string{"check", "../../examples/shop"}, 1},
	} {
		b.Run(run.name, func(b *testing.B) {
			var memory int64
			for b.Loop() {
				c := exec.Command(programs[run.program], run.args...)
				err := c.Run()
				var exit *exec.ExitError
				if err != nil && !errors.As(err, &exit) || c.ProcessState.ExitCode() != run.exit {
					b.Fatalf("%s: %v, want exit code %d", run.name, err, run.exit)
				}
				memory = max(memory, maxResident(c.ProcessState))
			}
			if run.program == "djgate" { // below that of this test itself, the kernel reports this test's
				b.ReportMetric(float64(memory)/1e6, "MB-peak")
			}
		})
	}
}

// build makes a program as it is released: without C, without symbols.
func build(b *testing.B, dir, name, what string) string {
	b.Helper()
	program := filepath.Join(dir, name)
	c := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, what)
	c.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}
