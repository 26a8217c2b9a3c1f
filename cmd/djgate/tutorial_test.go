package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The tutorial is true: its files hold, and its commands print what it shows.
func TestTutorial(t *testing.T) {
	src, err := os.ReadFile("../../docs/writing-policies.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	written, ran := 0, 0
	for _, block := range regexp.MustCompile("(?s)([^\n]*)\n\n```(\\w+)\n(.*?)```").FindAllStringSubmatch(string(src), -1) {
		before, kind, text := block[1], block[2], block[3]
		switch file := regexp.MustCompile("into `(\\S+)`:$").FindStringSubmatch(before); {
		case file != nil:
			written++
			if err := os.WriteFile(filepath.FromSlash(file[1]), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		case kind == "console":
			ran++
			command, want, _ := strings.Cut(text, "\n")
			code, stdout, stderr := runProgram(t, strings.Fields(strings.TrimPrefix(command, "$ djgate "))...)
			if code != exitClean || stdout != want {
				t.Errorf("%s: %d\n%s%s", command, code, stdout, stderr)
			}
		}
	}
	if written != 4 || ran != 2 {
		t.Errorf("%d files were written and %d commands run", written, ran)
	}
}
