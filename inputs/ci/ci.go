// Package ci reads what pipelines do: whether they run manage.py check --deploy,
// at which level it fails, and with which settings module.
//
// The steps of GitHub workflows and of GitLab are read as such. Of every other
// file (Makefile, tox.ini, scripts, a Dockerfile, other services' pipelines) the
// lines count alone, since some pipeline may call it.
package ci

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// Bounds on hostile files.
const (
	maxFile  = 256 << 10 // bytes
	maxNodes = 20_000    // of a pipeline, with what aliases repeat
	maxDepth = 20
)

// Read reads the pipelines and scripts among files. Settings are empty in a run that
// names none, Unclear where they are not known; the caller knows what manage.py
// falls back to.
func Read(fsys fs.FS, files []string) document.CI {
	r := &reader{}
	for _, file := range files {
		kind := kindOf(file)
		if kind == none {
			continue
		}
		r.file, r.lines = file, nil
		src, err := tree.ReadRegular(fsys, file, maxFile)
		if err != nil {
			if kind != script {
				r.doubt("the pipeline "+file, "it cannot be read: "+err.Error(), 1)
			}
			continue
		}
		r.lines = strings.Split(string(src), "\n")
		switch kind {
		case github:
			r.github(src)
		case gitlab:
			r.gitlab(src)
		case pipeline:
			r.text(true)
		default:
			r.text(false)
		}
	}
	return r.out
}

type kind int

const (
	none kind = iota
	github
	gitlab
	pipeline // of another service
	script   // that a pipeline may call
)

func kindOf(file string) kind {
	base, dir := strings.ToLower(path.Base(file)), path.Dir(file)
	yaml := path.Ext(base) == ".yml" || path.Ext(base) == ".yaml"
	switch {
	case dir == ".github/workflows" && yaml:
		return github
	case strings.HasPrefix(base, ".gitlab-ci") && yaml || strings.HasPrefix(file, ".gitlab/") && yaml:
		return gitlab
	case slices.Contains([]string{".circleci/config.yml", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", "Jenkinsfile", ".woodpecker.yml", ".buildkite/pipeline.yml", "cloudbuild.yaml", "buildspec.yml"}, file):
		return pipeline
	case slices.Contains([]string{"makefile", "justfile", "taskfile.yml", "tox.ini", "noxfile.py", "fabfile.py", "tasks.py", "heroku.yml", "procfile", ".pre-commit-config.yaml", "pyproject.toml", "package.json", "render.yaml", "fly.toml"}, base):
		return script
	case strings.HasPrefix(base, "dockerfile") || slices.Contains([]string{".sh", ".bash", ".mk"}, path.Ext(base)), strings.HasPrefix(file, ".github/actions/") && yaml:
		return script
	}
	return none
}

// reader collects what the files do.
type reader struct {
	out   document.CI
	file  string
	lines []string
}

var (
	// check takes the arguments of check --deploy, whatever runs it.
	check = pattern.New(`\bcheck\b['",\s]([^;&|#]*?--deploy\b[^;&|#]*)`)
	word  = pattern.New(`\bcheck\b`)
	level = pattern.New(`--fail-level['",=\s]+['"]?([A-Za-z]+)`)
	flag  = pattern.New(`--settings['",=\s]+['"]?([\w.]+)`)
	set   = pattern.New(`\bDJANGO_SETTINGS_MODULE\s*[:=]\s*['"]?([A-Za-z_][\w.]*)`)
	// works is what a pipeline of a Django project runs.
	works = pattern.New(`\bmanage\.py\b|\bpytest\b|\btox\b|\bnox\b|\bdjango-admin\b|\bdocker(?:-compose| compose)? (?:build|buildx|push|run|exec|up)\b`)
	// elsewhere runs a command in another environment than its own.
	elsewhere = pattern.New(`\b(?:docker|docker-compose|kubectl|heroku|fly|flyctl|ssh|podman)\b.*\bcheck\b`)
)

// command judges one command line. settings is the module that its environment
// names: nil where it names none, empty where that is not known.
func (r *reader) command(text string, at document.Location, settings *string) {
	m := check.FindStringSubmatch(text)
	if m == nil {
		return
	}
	run := document.CheckRun{FailLevel: "ERROR", At: at}
	if l := level.FindStringSubmatch(m[1]); l != nil {
		run.FailLevel = strings.ToUpper(l[1])
	} else if strings.Contains(m[1], "--fail-level") {
		run.FailLevel = ""
	}
	switch named := append(flag.FindStringSubmatch(text), set.FindStringSubmatch(text)...); {
	case len(named) > 1:
		run.Settings = named[1]
	case strings.Contains(text, "--settings") || elsewhere.MatchString(text):
		run.Settings = Unclear
	case settings != nil && *settings == "":
		run.Settings = Unclear
	case settings != nil:
		run.Settings = *settings
	}
	r.out.Runs = append(r.out.Runs, run)
}

// Unclear stands for a settings module that is not known.
const Unclear = "?"

// steps judges the lines of a shell text that begins on a line of the file, and
// notes where a pipeline works for the project.
func (r *reader) steps(text string, line int, settings *string) {
	if works.MatchString(text) {
		r.pipeline(line)
	}
	for l := range logicalLines(text) {
		if strings.Contains(l, "--deploy") && check.MatchString(l) {
			r.command(l, r.find(line), settings)
		}
	}
}

func (r *reader) pipeline(line int) {
	at := document.Location{File: r.file, Line: line}
	if !slices.ContainsFunc(r.out.Pipelines, func(have document.Location) bool { return have.File == at.File }) {
		r.out.Pipelines = append(r.out.Pipelines, at)
	}
}

// find is the place of the next check from a line on that no run has.
func (r *reader) find(line int) document.Location {
	for i := max(line-1, 0); i < len(r.lines); i++ {
		l := strings.TrimRight(r.lines[i], "\r ")
		m := word.FindStringIndex(l)
		if m == nil || strings.HasPrefix(strings.TrimSpace(l), "#") || !strings.Contains(l, "--deploy") && !strings.HasSuffix(l, "\\") {
			continue
		}
		at := document.Location{File: r.file, Line: i + 1, Column: utf8.RuneCountInString(l[:m[0]]) + 1}
		if !slices.ContainsFunc(r.out.Runs, func(run document.CheckRun) bool { return run.At == at }) {
			return at
		}
	}
	return document.Location{File: r.file, Line: max(line, 1)}
}

var continuations = strings.NewReplacer("\\\r\n", " ", "\\\n", " ")

// logicalLines are the lines of a shell text, joined where one goes on, without comments.
func logicalLines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		text = continuations.Replace(text)
		for l := range strings.SplitSeq(text, "\n") {
			if !strings.HasPrefix(strings.TrimSpace(l), "#") && !yield(l) {
				return
			}
		}
	}
}

// text judges the lines of a file alone. Where it names one settings module, that
// is the one of its commands; where it names several, that is not known.
func (r *reader) text(pipeline bool) {
	src := strings.Join(r.lines, "\n")
	if pipeline && works.MatchString(src) {
		r.pipeline(1)
	}
	if !strings.Contains(src, "--deploy") {
		return
	}
	var named *string
	if unclear := ""; !pipeline {
		named = &unclear // who calls it gives the environment
	}
	for _, m := range set.FindAllStringSubmatch(src, -1) {
		if named != nil && *named != "" && *named != m[1] {
			m[1] = ""
		}
		named = &m[1]
	}
	r.steps(src, 1, named)
	if !pipeline {
		r.out.Pipelines = slices.DeleteFunc(r.out.Pipelines, func(at document.Location) bool { return at.File == r.file })
	}
}

// parse reads YAML. What is none is a doubt.
func (r *reader) parse(src []byte) *yaml.Node {
	var root yaml.Node
	if err := yaml.Unmarshal(src, &root); err != nil {
		r.doubt("the pipeline "+r.file, "it is not valid YAML", max(tree.LineOf(err), 1))
		return nil
	}
	if len(root.Content) == 0 {
		return nil
	}
	return root.Content[0]
}
