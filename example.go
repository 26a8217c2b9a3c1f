package djgate

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/git"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/targets"
)

// Example is a tiny project and what one policy must say of it: a txtar archive
// in a folder that has the policy's name.
//
// Its comment is a sentence. In bad_*, each line that the policy must report ends
// in the comment
//
//	# deny
//	# deny "regexp"     the message matches, too
//
// or stands below a line that says `# deny below`, where a comment would become
// part of the value. Nothing else may be reported. good_* must not be reported,
// and unknown_* must end undetermined.
//
// A file djgate.args holds flags, one a line: --env-complete, --set NAME=VALUE,
// --django VERSION. A file .git-tracked lists what git tracks, one name a line; all
// else is untracked, and ignored where .gitignore says so. Without it there is no
// git. A .djgate.yaml declares targets: service, provided, proxy {tls,
// redirect, hsts}. What every project has need not be written: see boilerplate.
type Example struct {
	File   string // debug/debug_enabled/bad_literal.txtar
	Policy string // debug-enabled
	Kind   string // bad, good or unknown
	// Archive holds the project, with what the file leaves out.
	Archive *txtar.Archive

	marks []mark
	own   int // so many of Archive's files the example brings itself
}

// ExampleDay is the day on which examples are judged.
const ExampleDay = "2026-11-20"

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

// deploys tells whether a file says how a project is deployed; an example with one of
// them brings all of it.
func deploys(name string) bool {
	return name == "Procfile" || name == "main.tf" || ofMachine(name)
}

// ofMachine tells whether a file deploys to a machine itself, which runs no image.
func ofMachine(name string) bool {
	return path.Ext(name) == ".service" || path.Base(name) == "supervisor.conf"
}

// ParseExample reads an example. The file's path ends in POLICY/KIND_NAME.txtar.
func ParseExample(file string, src []byte) (*Example, error) {
	kind, _, _ := strings.Cut(path.Base(file), "_")
	x := &Example{File: file, Policy: strings.ReplaceAll(path.Base(path.Dir(file)), "_", "-"), Kind: kind, Archive: txtar.Parse(src)}
	if !slices.Contains([]string{"bad", "good", "unknown"}, kind) {
		return nil, fmt.Errorf("%s: an example is called bad_*, good_* or unknown_*", file)
	}
	if !strings.HasSuffix(strings.TrimSpace(string(x.Archive.Comment)), ".") {
		return nil, fmt.Errorf("%s: begins with no sentence that says what it shows", file)
	}
	if err := x.readMarks(); err != nil {
		return nil, err
	}
	if (kind == "bad") != (len(x.marks) > 0) {
		return nil, fmt.Errorf("%s: bad examples, and no others, mark lines with # deny", file)
	}
	x.own = len(x.Archive.Files)
	x.complete()
	return x, nil
}

func (x *Example) complete() {
	has := func(name string) bool {
		return slices.ContainsFunc(x.Archive.Files, func(f txtar.File) bool { return f.Name == name })
	}
	some := func(is func(string) bool) bool {
		return slices.ContainsFunc(x.Archive.Files, func(f txtar.File) bool { return is(f.Name) })
	}
	left := map[string]bool{"compose.yaml": some(deploys), "Dockerfile": some(ofMachine)}
	for name, text := range boilerplate() {
		if !has(name) && !left[name] {
			x.Archive.Files = append(x.Archive.Files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
}

// mark is a line that must be reported.
type mark struct {
	file    string
	line    int
	message *regexp.Regexp // nil: any
}

var denyMark = pattern.New(`# deny( below)?(?: "(.*)")?$`)

func (x *Example) readMarks() error {
	for _, f := range x.Archive.Files {
		lines := bufio.NewScanner(bytes.NewReader(f.Data))
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
				var err error
				if m.message, err = regexp.Compile(strings.ReplaceAll(found[2], `\"`, `"`)); err != nil {
					return fmt.Errorf("%s: %s:%d: # deny: not a regular expression", x.File, f.Name, n)
				}
			}
			x.marks = append(x.marks, m)
		}
	}
	return nil
}

func (m mark) fits(f evaluator.Finding) bool {
	return f.At.File == m.file && f.At.Line == m.line && (m.message == nil || m.message.MatchString(f.Message))
}

// ExampleFile is a file that an example brings itself, without its marks.
type ExampleFile struct {
	Name, Text string
	Denied     []int // the lines that must be reported
}

// Files are those that the example brings itself.
func (x *Example) Files() []ExampleFile {
	var files []ExampleFile
	for _, f := range x.Archive.Files[:x.own] {
		file := ExampleFile{Name: f.Name}
		for line := range strings.Lines(string(f.Data)) {
			line, end := strings.TrimSuffix(line, "\n"), line[len(strings.TrimSuffix(line, "\n")):]
			if unmarked := denyMark.ReplaceAllString(line, ""); unmarked != line {
				line = strings.TrimRight(unmarked, " ")
			}
			file.Text += line + end
		}
		for _, m := range x.marks {
			if m.file == f.Name {
				file.Denied = append(file.Denied, m.line)
			}
		}
		files = append(files, file)
	}
	return files
}

// Documents reads the example as the command reads a project.
func (x *Example) Documents(ctx context.Context) ([]*document.Document, error) {
	fsys, err := txtar.FS(x.Archive)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", x.File, err)
	}
	o := inputs.Options{Options: targets.Options{Root: "/project"}, AsOf: ExampleDay}
	if err := x.options(&o); err != nil {
		return nil, fmt.Errorf("%s: %w", x.File, err)
	}
	result, err := inputs.Read(ctx, fsys, o)
	if err != nil {
		return nil, err
	}
	for _, d := range result.Diagnostics {
		if d.Severity == "error" {
			return nil, fmt.Errorf("%s: %s:%d: %s", x.File, d.At.File, d.At.Line, d.Message)
		}
	}
	return result.Documents, nil
}

// options sets what djgate.args and .djgate.yaml ask for.
func (x *Example) options(o *inputs.Options) error {
	for _, f := range x.Archive.Files {
		var err error
		switch f.Name {
		case "djgate.args":
			err = exampleFlags(string(f.Data), o)
		case ".djgate.yaml":
			o.Declared, err = exampleTargets(f.Data)
		case ".git-tracked":
			state := git.Declared(strings.Fields(string(f.Data)), x.text(".gitignore"))
			o.Git = func() *git.State { return state }
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// text is what a file of the example holds; empty where there is none.
func (x *Example) text(name string) string {
	for _, f := range x.Archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func exampleFlags(text string, o *inputs.Options) error {
	for line := range strings.Lines(text) {
		flag, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch name, text, _ := strings.Cut(value, "="); flag {
		case "--env-complete":
			o.Closed = true
		case "--set":
			o.Variables = append(o.Variables, document.Variable{Name: name, State: document.Known, Text: document.NewText(text),
				Origin: document.OriginEnv, At: document.Location{File: "--set " + name}})
		case "--django":
			o.Django = value
		default:
			return fmt.Errorf("djgate.args: no example may use %q (--env-complete, --set NAME=VALUE, --django VERSION)", flag)
		}
	}
	return nil
}

// exampleTargets are the targets that a .djgate.yaml of an example declares.
func exampleTargets(src []byte) ([]targets.Declared, error) {
	var config struct {
		Version int
		Targets []struct {
			Service  string
			Provided []string
			Proxy    *struct {
				TLS, Redirect, HSTS bool
				Headers, Sets       []string
			}
		}
	}
	decoder := yaml.NewDecoder(bytes.NewReader(src))
	decoder.KnownFields(true)
	if err := decoder.Decode(&config); err != nil {
		return nil, fmt.Errorf(".djgate.yaml: an example may declare targets: service, provided, proxy {tls, redirect, hsts, headers, sets}")
	}
	var list []targets.Declared
	for _, c := range config.Targets {
		d := targets.Declared{Service: c.Service, Provided: c.Provided, At: document.Location{File: ".djgate.yaml", Line: 3}}
		if c.Proxy != nil {
			d.Proxy = &document.Proxy{Declared: true, TLS: c.Proxy.TLS, Redirect: c.Proxy.Redirect, HSTS: c.Proxy.HSTS,
				Headers: c.Proxy.Headers, Sets: c.Proxy.Sets, At: d.At}
		}
		list = append(list, d)
	}
	return list, nil
}

// Judge returns how what the example's policy says differs from what the example
// promises: nothing where it holds. The error is for an example that cannot be judged.
func (x *Example) Judge(ctx context.Context, e *evaluator.Evaluator) ([]string, error) {
	docs, err := x.Documents(ctx)
	if err != nil {
		return nil, err
	}
	e = e.Only(x.Policy)
	if len(e.Policies()) == 0 {
		return nil, fmt.Errorf("%s: no policy is called %s", x.File, x.Policy)
	}
	var verdicts []evaluator.Verdict
	for _, d := range docs {
		result, err := e.Evaluate(ctx, d)
		if err != nil {
			return nil, err
		}
		verdicts = append(verdicts, result.Verdicts...)
	}
	failures := x.differences(verdicts)
	if len(failures) > 0 {
		failures = append(failures, whatIsRead(e.Policies()[0], docs)...)
	}
	return failures, nil
}

func (x *Example) differences(verdicts []evaluator.Verdict) []string {
	if len(verdicts) == 0 {
		return []string{"nothing is judged"}
	}
	var list []string
	for _, v := range verdicts {
		if (x.Kind == "unknown") != (v.Status == evaluator.Undetermined) || v.Status == evaluator.Failed {
			list = append(list, describeVerdict(v))
		}
		for _, f := range v.Findings {
			if v.Status == evaluator.Violation && !slices.ContainsFunc(x.marks, func(m mark) bool { return m.fits(f) }) {
				list = append(list, fmt.Sprintf("%s:%d: reported, and not marked: %s", f.At.File, f.At.Line, f.Message))
			}
		}
	}
	for _, m := range x.marks {
		if !slices.ContainsFunc(verdicts, func(v evaluator.Verdict) bool { return slices.ContainsFunc(v.Findings, m.fits) }) {
			list = append(list, fmt.Sprintf("%s:%d: marked, and not reported", m.file, m.line))
		}
	}
	return list
}

// describeVerdict says what was decided, and what is not known.
func describeVerdict(v evaluator.Verdict) string {
	text := "the verdict is " + string(v.Status)
	if v.Err != nil {
		text += ": " + v.Err.Error()
	}
	for _, c := range v.Causes {
		text += fmt.Sprintf("; %s is not known: %s", c.Path, c.Because)
	}
	return text
}
