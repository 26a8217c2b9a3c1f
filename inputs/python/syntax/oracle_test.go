package syntax

// This file holds Parse against CPython: the verdict on each file, and the whole
// tree with every position. It needs a CPython and is skipped where there is none.

import (
	"bufio"
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// oracle is the CPython that is compared with: version 3.minor.
type oracle struct {
	python string
	minor  int
	full   string
}

// findOracle takes the newest CPython there is.
func findOracle(t *testing.T) oracle {
	t.Helper()
	var best oracle
	for _, name := range []string{"python3.14", "python3.13", "python3.12", "python3.11", "python3", os.Getenv("DJGATE_PYTHON")} {
		if o, ok := tryOracle(name); ok && o.minor > best.minor {
			best = o
		}
	}
	if best.python == "" {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("no CPython 3.11 or newer on PATH or in DJGATE_PYTHON")
		}
		t.Skip("no CPython 3.11 or newer on PATH or in DJGATE_PYTHON: the trees are not compared")
	}
	t.Logf("compared with CPython %s (%s)", best.full, best.python)
	if best.minor < 12 {
		t.Log("it is older than 3.12: positions in files with f-strings are not compared")
	}
	return best
}

func tryOracle(name string) (oracle, bool) {
	if name == "" {
		return oracle{}, false
	}
	const ask = `import sys; print(sys.implementation.name, "%d.%d.%d" % sys.version_info[:3])`
	out, err := exec.Command(name, "-c", ask).Output()
	version, found := strings.CutPrefix(strings.TrimSpace(string(out)), "cpython 3.")
	if err != nil || !found {
		return oracle{}, false
	}
	minor, _, _ := strings.Cut(version, ".")
	n, err := strconv.Atoi(minor)
	return oracle{python: name, minor: n, full: "3." + version}, err == nil && n >= 11
}

// run gives the paths to the oracle and returns the lines it answers.
func (o oracle) run(t *testing.T, paths []string, args ...string) []string {
	t.Helper()
	cmd := exec.Command(o.python, append([]string{"-B", "testdata/oracle.py"}, args...)...)
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("oracle.py: %v", err)
		return nil
	}
	var lines []string
	s := bufio.NewScanner(bytes.NewReader(out))
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	return lines
}

// judge runs two oracles side by side.
func (o oracle) judge(t *testing.T, paths []string) []string {
	half := len(paths) / 2
	parts := [][]string{paths[:half], paths[half:]}
	answers := make([][]string, len(parts))
	var wait sync.WaitGroup
	for i, part := range parts {
		wait.Go(func() { answers[i] = o.run(t, part) })
	}
	wait.Wait()
	lines := append(answers[0], answers[1]...)
	if len(lines) != len(paths) {
		t.Fatalf("the oracle answered %d of %d files", len(lines), len(paths))
	}
	return lines
}

// names are the characters that the files call by \N{...}.
func (o oracle) names(t *testing.T, paths []string) map[string]string {
	found := map[string]string{}
	for _, line := range o.run(t, paths, "names") {
		name, char, _ := strings.Cut(line, "\t")
		b, err := hex.DecodeString(char)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = string(b)
	}
	return found
}

// tally counts what a comparison found.
type tally struct {
	oracle                           oracle
	names                            map[string]string
	files, rejected, expected        int
	falseReject, falseAccept         int
	trees, positions                 int
	sameLine, sameColumn, sameReport int
}

// compare holds Parse against the oracle on every file. allow has the ends of the
// paths on which they may differ.
func compare(t *testing.T, o oracle, paths []string, allow []string) *tally {
	t.Helper()
	c := &tally{oracle: o, names: o.names(t, paths), files: len(paths)}
	for i, verdict := range o.judge(t, paths) {
		src, err := os.ReadFile(paths[i])
		if err != nil {
			t.Fatal(err)
		}
		before := *c
		if problem := c.file(src, verdict); problem == "" {
			continue
		} else if allowed(allow, paths[i]) {
			*c = before
			c.expected++
		} else {
			t.Errorf("%s: %s", paths[i], problem)
		}
	}
	t.Logf("%d files, %d rejected, %d expected differences; false rejects %d, false accepts %d, trees %d, positions %d; "+
		"of the rejected %d agree in line, %d in column, %d in words",
		c.files, c.rejected, c.expected, c.falseReject, c.falseAccept, c.trees, c.positions,
		c.sameLine, c.sameColumn, c.sameReport)
	return c
}

func allowed(allow []string, path string) bool {
	return slices.ContainsFunc(allow, func(end string) bool {
		return strings.HasSuffix(filepath.ToSlash(path), "/"+end)
	})
}

// file compares one file and returns what is wrong, if anything.
func (c *tally) file(src []byte, answer string) string {
	fields := strings.Split(answer, "\t")
	module, err := Parse("x.py", src)
	switch verdict := fields[0]; {
	case verdict == "ok" && err != nil:
		c.falseReject++
		return "CPython reads it: " + err.Error()
	case verdict == "ok":
		return c.tree(module, fields[1], fields[2])
	case err == nil && newestSyntax(module) > c.oracle.minor:
		c.expected++
	case err == nil:
		c.falseAccept++
		return "CPython refuses it: " + verdict
	default:
		c.report(err, verdict)
	}
	return ""
}

func (c *tally) tree(m *Module, placed, unplaced string) string {
	if (c.oracle.minor >= 12 || newestSyntax(m) < 12) && md5Of(dump(m, true, c.names)) == placed {
		return ""
	}
	if md5Of(dump(m, false, c.names)) != unplaced {
		c.trees++
		return "the tree differs"
	}
	if c.oracle.minor < 12 && newestSyntax(m) >= 12 {
		return ""
	}
	c.positions++
	return "a position differs"
}

func (c *tally) report(err error, verdict string) {
	c.rejected++
	var e *SyntaxError
	if !errors.As(err, &e) {
		return
	}
	ours := [3]string{strconv.Itoa(e.Line), strconv.Itoa(e.Column), e.Msg}
	theirs := strings.SplitN(verdict, ":", 3)
	if ours[0] != theirs[0] {
		return
	}
	c.sameLine++
	if ours[1] != theirs[1] {
		return
	}
	c.sameColumn++
	if ours[2] == theirs[2] {
		c.sameReport++
	}
}

func md5Of(b []byte) string { return fmt.Sprintf("%x", md5.Sum(b)) }

// newestSyntax is the minor version that first reads (and places rightly) all of m.
func newestSyntax(m *Module) int {
	newest := 11
	need := func(minor int) { newest = max(newest, minor) }
	for _, s := range m.Body {
		Walk(s, func(n Node) bool {
			switch n := n.(type) {
			case *JoinedStr, *TypeAlias:
				need(12)
			case *TypeParam:
				need(12)
				if n.DefaultValue != nil {
					need(13)
				}
			case *TemplateStr:
				need(14)
			case *ExceptHandler:
				if types, ok := n.Type.(*Tuple); ok && m.File.Source[types.End-1] != ')' {
					need(14)
				}
			}
			return true
		})
	}
	return newest
}

// TestLibrary compares CPython's own library; in short mode, a sample of it.
func TestLibrary(t *testing.T) {
	o := findOracle(t)
	t.Parallel()
	paths := o.library(t)
	if testing.Short() {
		paths = sample(paths, 80)
	}
	compare(t, o, paths, allowList(t))
}

// library lists the files of CPython's own library.
func (o oracle) library(t *testing.T) []string {
	const ask = `import sysconfig; print(sysconfig.get_paths()["stdlib"])`
	root, err := exec.Command(o.python, "-c", ask).Output()
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	err = filepath.WalkDir(strings.TrimSpace(string(root)), func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "site-packages" || d.Name() == "dist-packages"):
			return fs.SkipDir
		case d.Type().IsRegular() && strings.HasSuffix(path, ".py"):
			paths = append(paths, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// sample takes n of the paths, evenly.
func sample(paths []string, n int) []string {
	if len(paths) <= n {
		return paths
	}
	var some []string
	for i := range n {
		some = append(some, paths[i*len(paths)/n])
	}
	return some
}

// allowList reads testdata/allow.txt, which has a reason for each path.
func allowList(t *testing.T) []string {
	b, err := os.ReadFile("testdata/allow.txt")
	if err != nil {
		t.Fatal(err)
	}
	var allow []string
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		end, reason, found := strings.Cut(strings.TrimSpace(line), "\t")
		if !found || reason == "" {
			t.Fatalf("testdata/allow.txt: no reason in %q", line)
		}
		allow = append(allow, end)
	}
	return allow
}
