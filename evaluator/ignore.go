package evaluator

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
)

// This file reads the comments that accept findings:
//
//	# djgate:ignore ID[,ID] reason="..." [until=YYYY-MM-DD] [owner=...]
//	# djgate:ignore-file ID[,ID] reason="..." ...
//
// The first is about its own line or, alone on its line, about the next one too;
// the second about the whole file. One that cannot be read accepts nothing, and is
// a warning.

// ignoreWord begins such a comment.
const ignoreWord = "djgate:ignore"

var (
	ignoreComment = pattern.New(`^djgate:ignore(-file)?\s+([\w.-]+(?:\s*,\s*[\w.-]+)*)((?:\s+\w+=(?:"[^"]*"|'[^']*'|\S+))*)\s*$`)
	ignoreOption  = pattern.New(`(\w+)=("[^"]*"|'[^']*'|\S+)`)
)

// ReadIgnores reads the comments of the files that findings point into, and of those
// that the documents come from, where one may be left over. What policies there are
// is asked only where there is such a comment. Files are read from fsys, the
// project's root; one that cannot be read holds no comment.
func ReadIgnores(fsys fs.FS, results []*Result, docs []*document.Document, list func() ([]*Policy, error)) ([]Suppression, []document.Diagnostic, error) {
	var out []Suppression
	var diags []document.Diagnostic
	var policies []*Policy
	for _, file := range places(results, docs) {
		src, err := fs.ReadFile(fsys, file)
		if err != nil || !strings.Contains(string(src), ignoreWord) {
			continue
		}
		if policies == nil {
			if policies, err = list(); err != nil {
				return nil, nil, err
			}
		}
		found, wrong := ignoresOf(file, string(src), policies)
		out, diags = append(out, found...), append(diags, wrong...)
	}
	return out, diags, nil
}

// places are the files of the findings and of the documents, in order.
func places(results []*Result, docs []*document.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Places()...)
	}
	for _, r := range results {
		for _, v := range r.Verdicts {
			for _, f := range v.Findings {
				out = append(out, f.At.File)
			}
		}
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(file string) bool { return !fs.ValidPath(file) })
}

func ignoresOf(file, src string, policies []*Policy) ([]Suppression, []document.Diagnostic) {
	l, ok := languageOf(file)
	if !ok {
		return nil, nil
	}
	var out []Suppression
	var diags []document.Diagnostic
	for _, c := range l.comments(src) {
		text, found := ignoreText(c.text)
		if !found {
			continue
		}
		list, err := parseIgnore(text, policies)
		at := document.Location{File: file, Line: c.line}
		if err != nil {
			diags = append(diags, document.Diagnostic{Code: "ignore-comment", Severity: "warning", At: at, Message: "this comment accepts nothing: " + err.Error()})
			continue
		}
		for _, s := range list {
			s.Path, s.At, s.Inline = file, at, true
			if s.Line != 0 {
				s.Line = max(c.line, c.next)
			}
			out = append(out, s)
		}
	}
	return out, diags
}

// ignoreText is the part of a comment that begins with the word: after other words,
// it needs a mark of its own.
func ignoreText(comment string) (string, bool) {
	before, after, found := strings.Cut(comment, ignoreWord)
	before = strings.TrimRight(before, " \t")
	if !found || before != "" && !strings.HasSuffix(before, "#") && !strings.HasSuffix(before, "//") {
		return "", false
	}
	return ignoreWord + after, true
}

// parseIgnore reads one comment; Line is 1 where it is about a line, else 0.
func parseIgnore(text string, policies []*Policy) ([]Suppression, error) {
	m := ignoreComment.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return nil, fmt.Errorf("it is not %s ID[,ID] reason=\"...\" [until=YYYY-MM-DD] [owner=...]", ignoreWord)
	}
	var s Suppression
	if m[1] == "" {
		s.Line = 1
	}
	for _, option := range ignoreOption.FindAllStringSubmatch(m[3], -1) {
		value := strings.Trim(option[2], `"'`)
		switch option[1] {
		case "reason":
			s.Reason = strings.TrimSpace(value)
		case "owner":
			s.Owner = value
		case "until":
			s.Until = value
		default:
			return nil, fmt.Errorf("no option is called %s (reason, until, owner)", option[1])
		}
	}
	if s.Reason == "" {
		return nil, fmt.Errorf("reason is missing: say why %s is accepted", m[2])
	}
	if _, err := time.Parse(time.DateOnly, s.Until); s.Until != "" && err != nil {
		return nil, fmt.Errorf("until: %q is no date (YYYY-MM-DD)", s.Until)
	}
	return named(s, m[2], policies)
}

// named gives one suppression for each of the ids.
func named(s Suppression, ids string, policies []*Policy) ([]Suppression, error) {
	var out []Suppression
	for id := range strings.SplitSeq(ids, ",") {
		s.Policy = strings.TrimSpace(id)
		if err := Known(policies, s.Policy); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}
