package ci

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// This file finds the steps of a release by their words. It takes too much rather
// than too little: what it finds keeps a policy silent that misses the step.

// step is one of a release.
type step struct {
	name     string
	parts    []string // one of them, in lower case, is in every line that does the step
	words    *pattern.Pattern
	pipeline bool // it counts in pipelines alone
}

var steps = []*step{
	{document.WorkCollectStatic, []string{"static"}, pattern.New(`collect[_-]?static|\bcompilestatic\b`), false},
	{document.WorkMigrate, []string{"migrat"}, pattern.New(`(?:^|[^a-zA-Z.])migrat(?:e|ions?[-_ ](?:run|apply)|or)`), false},
	{document.WorkClearSessions, []string{"sessions"}, pattern.New(`clear_?sessions`), false},
	{document.WorkDeploy, []string{"kubectl", "helm", "fly", "heroku", "deploy", "ecs", "ssh", "ansible", "gcloud"},
		pattern.New(`(?i)\bkubectl\b|\bhelm (?:upgrade|install)\b|\bflyctl\b|\bfly deploy\b|\bheroku\b|\beb deploy\b|\becs\b|\bssh\b|\bansible|\bgcloud (?:run|app)\b|\bdeploy\b`), true},
	{document.WorkProbe, []string{"curl", "wget", "smoke", "health", "playwright", "cypress", "newman", "rollout", "wait-for"},
		pattern.New(`(?i)\bcurl\b|\bwget\b|\bsmoke|\bhealth|\bplaywright\b|\bcypress\b|\bnewman\b|rollout status|wait-for`), true},
}

// Work finds the steps of a release in files, each at its first place in a file.
func Work(fsys fs.FS, files []string) []document.Work {
	var out []document.Work
	for _, file := range files {
		kind := kindOf(file)
		if kind == none && !mayWork(file) {
			continue
		}
		if src, err := tree.ReadRegular(fsys, file, maxFile); err == nil {
			out = append(out, workIn(file, string(src), kind != none && kind != script)...)
		}
	}
	return out
}

// aside is a line that names something, or deploys pages of the documentation.
var aside = pattern.New(`(?i)^\s*-?\s*(?:name|branches|group|environment|types)\s*:|\bdocs?\b|mkdocs|pages|coverage`)

func workIn(file, src string, pipeline bool) []document.Work {
	var out []document.Work
	for _, s := range steps {
		if s.pipeline && !pipeline || strings.Contains(file, "settings") && s.name != document.WorkClearSessions || !s.mayBeIn(src) {
			continue
		}
		number := 0
		for line := range strings.SplitSeq(src, "\n") {
			number++
			if s.isIn(line) {
				out = append(out, document.Work{Name: s.name, At: document.Location{File: file, Line: number}})
				break
			}
		}
	}
	return out
}

// mayBeIn tells, in less time than isIn takes, that a text does not do the step.
func (s *step) mayBeIn(text string) bool {
	if s.pipeline {
		text = strings.ToLower(text) // the words of these are looked for in any case
	}
	return slices.ContainsFunc(s.parts, func(part string) bool { return strings.Contains(text, part) })
}

// isIn tells whether a line does the step.
func (s *step) isIn(line string) bool {
	return s.mayBeIn(line) && s.words.MatchString(line) &&
		!strings.HasPrefix(strings.TrimSpace(line), "#") && (s.name != document.WorkDeploy || !aside.MatchString(line))
}

// mayWork tells whether a file that no pipeline is made of may do a step: what
// starts containers and processes, what plans them, and modules for tasks.
func mayWork(file string) bool {
	base := strings.ToLower(path.Base(file))
	works := strings.Contains(base, "entrypoint") || strings.Contains(base, "dockerfile") || strings.HasPrefix(base, "procfile")
	switch path.Ext(base) {
	case "", ".yml", ".yaml", ".tf", ".toml", ".conf", ".ini", ".service", ".timer", ".nix", ".cron", ".config", ".j2", ".tpl":
		works = true
	case ".py":
		works = slices.Contains([]string{"tasks.py", "celery.py", "celery_app.py", "cron.py", "jobs.py", "fabfile.py", "deploy.py", "start.py", "run.py", "entrypoint.py", "crontab.py"}, base) ||
			strings.Contains(file, "settings") || strings.Contains(file, "management/commands/")
	case ".json":
		works = base == "app.json" || base == "package.json" || base == "composer.json"
	}
	return works && !holdsData(path.Dir(file))
}

// holdsData tells whether a folder is one of data and tests, of which there are many.
func holdsData(dir string) bool {
	return slices.ContainsFunc(strings.Split(dir, "/"), func(part string) bool {
		return slices.Contains([]string{"test", "tests", "fixtures", "cassettes", "locale", "doc", "docs", "media", "static"}, part)
	})
}
