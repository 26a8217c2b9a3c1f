package syntax

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// With -update the answers in testdata/*.txt are asked of CPython again.
var update = flag.Bool("update", false, "rewrite testdata/*.txt from CPython")

// chunk is one snippet of a file in testdata and the answer behind it.
type chunk struct{ src, want string }

// readChunks reads a file whose first line explains it.
func readChunks(t *testing.T, path string) (head string, chunks []chunk) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(string(b), "---\n")
	for text := range strings.SplitSeq(rest, "\n---\n") {
		src, want, found := strings.Cut(strings.TrimSuffix(text, "\n"), "\n=> ")
		if !found {
			t.Fatalf("%s: no answer behind %q", path, text)
		}
		chunks = append(chunks, chunk{src + "\n", want})
	}
	return head, chunks
}

// rewrite asks the oracle for the answers and writes the file anew.
func rewrite(t *testing.T, path, head, mode string, chunks []chunk) {
	dir := t.TempDir()
	var paths []string
	for i, c := range chunks {
		paths = append(paths, filepath.Join(dir, fmt.Sprint(i)))
		if err := os.WriteFile(paths[i], []byte(c.src), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := head
	for i, answer := range findOracle(t).run(t, paths, mode) {
		chunks[i].want = answer
		out += "---\n" + chunks[i].src + "=> " + answer + "\n"
	}
	if err := os.WriteFile(path, []byte(out), 0o600); err != nil {
		t.Fatal(err)
	}
}

// eachChunk tests every snippet of a file.
func eachChunk(t *testing.T, name, mode string, answer func(src string) string) {
	path := filepath.Join("testdata", name+".txt")
	head, chunks := readChunks(t, path)
	if *update {
		rewrite(t, path, head, mode, chunks)
	}
	for _, c := range chunks {
		if got := answer(c.src); got != c.want {
			t.Errorf("%s:\n%s got  %s\n want %s", path, c.src, got, c.want)
		}
	}
}

func TestTrees(t *testing.T) {
	names := map[string]string{"BULLET": "\u2022", "LATIN SMALL LETTER A": "a"}
	for _, name := range []string{"expressions", "statements", "strings", "fstrings", "patterns"} {
		eachChunk(t, name, "dump", func(src string) string {
			m, err := Parse("x.py", []byte(src))
			if err != nil {
				return err.Error()
			}
			return string(dump(m, true, names))
		})
	}
}

func TestErrors(t *testing.T) {
	eachChunk(t, "errors", "judge", func(src string) string {
		_, err := Parse("x.py", []byte(src))
		return verdictOf(err)
	})
}

func TestCheck(t *testing.T) {
	eachChunk(t, "compile_errors", "compile", func(src string) string {
		m, err := Parse("x.py", []byte(src))
		if err == nil {
			err = Check(m)
		}
		return verdictOf(err)
	})
}

// verdictOf writes an error as oracle.py does.
func verdictOf(err error) string {
	if err == nil {
		return "ok"
	}
	var e *SyntaxError
	if !errors.As(err, &e) {
		return fmt.Sprintf("%T", err)
	}
	return fmt.Sprintf("%d:%d:%s", e.Line, e.Column, e.Msg)
}
