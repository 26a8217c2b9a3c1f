package policy_test

import (
	"bufio"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"golang.org/x/tools/txtar"
)

// An example is a tiny project, with a sentence before its files. In bad_*, each
// line that the policy must report ends in the comment
//
//	# deny
//	# deny "regexp"     the message matches, too
//
// or stands below a line that says `# deny below`, where a comment would become
// part of the value. Nothing else may be reported. good_* must not be reported
// and unknown_* must end undetermined.
//
// A file djgate.args holds flags, one a line: --env-complete, --set NAME=VALUE.
// A .djgate.yaml declares targets: service, provided, proxy {tls, redirect, hsts}.
// What every project has need not be written: see boilerplate.

// asOf is the day on which examples are judged.
const asOf = "2026-11-20"

// boilerplate are the files of an example that does not bring its own.
func boilerplate() map[string]string {
	setdefault := "import os\n\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config.settings\")\n"
	return map[string]string{
		"manage.py":          setdefault,
		"config/__init__.py": "",
		"config/wsgi.py":     setdefault + "\nfrom django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n",
		"requirements.txt":   "django==5.2.3\n",
		"Dockerfile":         "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nCMD [\"gunicorn\", \"config.wsgi\"]\n",
		"compose.yaml":       "services:\n  web:\n    build: .\n    environment:\n      DJANGO_SETTINGS_MODULE: config.settings\n",
	}
}

// deployments are the files that say how a project is deployed; an example with
// one of them brings all of it.
func deployments() []string { return []string{"Procfile", "main.tf"} }

// readExample returns an example with the boilerplate that it leaves out.
func readExample(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	has := func(name string) bool {
		return slices.ContainsFunc(archive.Files, func(f txtar.File) bool { return f.Name == name })
	}
	deployed := slices.ContainsFunc(deployments(), has)
	for name, text := range boilerplate() {
		if !has(name) && (name != "compose.yaml" || !deployed) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	return archive
}

// mark is a line that must be reported.
type mark struct {
	file    string
	line    int
	message *regexp.Regexp // nil: any
}

var denyMark = regexp.MustCompile(`# deny( below)?(?: "(.*)")?$`)

func marks(t *testing.T, archive *txtar.Archive) []mark {
	t.Helper()
	var list []mark
	for _, f := range archive.Files {
		lines := bufio.NewScanner(strings.NewReader(string(f.Data)))
		for n := 1; lines.Scan(); n++ {
			found := denyMark.FindStringSubmatch(lines.Text())
			if found == nil {
				continue
			}
			m := mark{file: f.Name, line: n}
			if found[1] != "" {
				m.line++
			}
			if found[2] != "" {
				m.message = regexp.MustCompile(strings.ReplaceAll(found[2], `\"`, `"`))
			}
			list = append(list, m)
		}
	}
	return list
}

// examples returns the files of one kind (bad, good, unknown) in a folder.
func examples(t *testing.T, folder, kind string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, kind+"_*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestExamplesSayWhatTheyShow(t *testing.T) {
	for _, file := range allExamples(t) {
		archive := readExample(t, file)
		if comment := strings.TrimSpace(string(archive.Comment)); !strings.HasSuffix(comment, ".") {
			t.Errorf("%s: begins with no sentence", file)
		}
		if bad := strings.HasPrefix(filepath.Base(file), "bad_"); bad != (len(marks(t, archive)) > 0) {
			t.Errorf("%s: bad examples, and no others, mark lines with # deny", file)
		}
	}
}

func allExamples(t *testing.T) []string {
	t.Helper()
	var files []string
	for _, kind := range []string{"bad", "good", "unknown"} {
		files = append(files, examples(t, "*/*", kind)...)
	}
	return files
}

// judgeExample returns what the example's own policy says of each target.
func judgeExample(t *testing.T, e *evaluator.Evaluator, file string, docs []*document.Document) []evaluator.Verdict {
	t.Helper()
	id := strings.ReplaceAll(filepath.Base(filepath.Dir(file)), "_", "-")
	var verdicts []evaluator.Verdict
	for _, d := range docs {
		verdicts = append(verdicts, verdictOf(t, e, id, d))
	}
	return verdicts
}

// wrong says how verdicts differ from what an example's name and marks promise.
func wrong(kind string, verdicts []evaluator.Verdict, want []mark) []string {
	var list []string
	if len(verdicts) == 0 {
		return []string{"nothing is judged"}
	}
	for _, v := range verdicts {
		if kind == "unknown" && v.Status != evaluator.Undetermined || kind != "unknown" && (v.Status == evaluator.Undetermined || v.Status == evaluator.Failed) {
			list = append(list, fmt.Sprintf("is %s: %v %v", v.Status, subjects(v), v.Causes))
		}
		for _, f := range v.Findings {
			if v.Status == evaluator.Violation && !slices.ContainsFunc(want, func(m mark) bool { return m.fits(f) }) {
				list = append(list, fmt.Sprintf("%s:%d: reported, and not marked: %s", f.At.File, f.At.Line, f.Message))
			}
		}
	}
	for _, m := range want {
		if !slices.ContainsFunc(verdicts, func(v evaluator.Verdict) bool { return slices.ContainsFunc(v.Findings, m.fits) }) {
			list = append(list, fmt.Sprintf("%s:%d: marked, and not reported", m.file, m.line))
		}
	}
	return list
}

func (m mark) fits(f evaluator.Finding) bool {
	return f.At.File == m.file && f.At.Line == m.line && (m.message == nil || m.message.MatchString(f.Message))
}
