package ci

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/tree/treetest"
)

func show(t *testing.T, archive string) string {
	t.Helper()
	fsys, files := treetest.Archive(t, archive)
	c := Read(fsys, files)
	var out []string
	for _, at := range c.Pipelines {
		out = append(out, fmt.Sprintf("pipeline %s:%d", at.File, at.Line))
	}
	for _, run := range c.Runs {
		out = append(out, fmt.Sprintf("%s:%d:%d %q %q", run.At.File, run.At.Line, run.At.Column, run.FailLevel, run.Settings))
	}
	for _, d := range c.Doubts {
		out = append(out, fmt.Sprintf("doubt %s:%d %s", d.At.File, d.At.Line, d.What))
	}
	return strings.Join(out, "\n")
}

func TestRead(t *testing.T) {
	for name, tt := range map[string]struct{ archive, want string }{
		"a workflow, env of the step over the job's": {`
-- .github/workflows/ci.yml --
env: {DJANGO_SETTINGS_MODULE: config.a}
jobs:
  test:
    env: {DJANGO_SETTINGS_MODULE: config.b}
    steps:
      - run: pytest
      - env: {DJANGO_SETTINGS_MODULE: config.c}
        run: |
          # python manage.py check --deploy
          python manage.py migrate
          python manage.py check \
            --deploy --fail-level WARNING
      - run: ./manage.py check --deploy
`, `pipeline .github/workflows/ci.yml:6
.github/workflows/ci.yml:11:28 "WARNING" "config.c"
.github/workflows/ci.yml:13:26 "ERROR" "config.b"`},
		"flags and assignments of the command": {`
-- .github/workflows/ci.yml --
jobs:
  test:
    steps:
      - run: DJANGO_SETTINGS_MODULE=config.prod python manage.py check --deploy --fail-level=info
      - run: django-admin check --settings config.x --deploy && echo done
      - run: python manage.py check --deploy --settings=$MODULE --fail-level $LEVEL
`, `pipeline .github/workflows/ci.yml:4
.github/workflows/ci.yml:4:66 "INFO" "config.prod"
.github/workflows/ci.yml:5:27 "ERROR" "config.x"
.github/workflows/ci.yml:6:31 "" "?"`},
		"GitLab: lists in lists": {`
-- .gitlab-ci.yml --
include:
  - project: ops/ci
variables:
  DJANGO_SETTINGS_MODULE: $MODULE
.setup: &setup
  - pip install tox
test:
  script:
    - *setup
    - tox
    - python manage.py check --deploy
`, `pipeline .gitlab-ci.yml:6
.gitlab-ci.yml:11:24 "ERROR" "?"
doubt .gitlab-ci.yml:2 the include ops/ci`},
		"GitLab: jobs that extend each other": {`
-- .gitlab-ci.yml --
.base: {variables: {DJANGO_SETTINGS_MODULE: config.production}}
.python: {extends: .base, image: python}
.merged: &merged {variables: {DJANGO_SETTINGS_MODULE: config.staging}}
a:
  extends: [.python]
  script: [manage.py check --deploy]
b:
  <<: *merged
  script: [python manage.py check --deploy]
loop: {extends: loop, script: [python manage.py check --deploy]}
`, `pipeline .gitlab-ci.yml:6
.gitlab-ci.yml:6:22 "ERROR" "config.production"
.gitlab-ci.yml:9:29 "ERROR" "config.staging"
.gitlab-ci.yml:10:49 "ERROR" ""`},
		"what cannot be read": {"\n-- .github/workflows/ci.yml --\na: b: c\n-- .gitlab-ci.yml --\n" + strings.Repeat("# 234567\n", maxFile/8) + "-- Makefile --\n" + strings.Repeat("# 234567\n", maxFile/8),
			"doubt .github/workflows/ci.yml:1 the pipeline .github/workflows/ci.yml\ndoubt .gitlab-ci.yml:1 the pipeline .gitlab-ci.yml"},
		"scripts, with the one module that they name": {"\n-- Makefile --\ncheck:\n\tDJANGO_SETTINGS_MODULE=config.prod $(PYTHON) manage.py check --deploy\n-- tox.ini --\nsetenv =\n  DJANGO_SETTINGS_MODULE = config.test\ncommands =\n  django-admin check --deploy --fail-level ERROR\n",
			"Makefile:2:57 \"ERROR\" \"config.prod\"\ntox.ini:4:16 \"ERROR\" \"config.test\""},
		"a script that names none": {"\n-- heroku.yml --\nrelease:\n  command: python manage.py check --deploy\n", "heroku.yml:2:29 \"ERROR\" \"?\""},
		"another environment":      {"\n-- .circleci/config.yml --\n- run: docker compose run web python manage.py check --deploy\n", "pipeline .circleci/config.yml:1\n.circleci/config.yml:1:48 \"ERROR\" \"?\""},
		"other checks":             {"\n-- .github/workflows/ci.yml --\njobs: {a: {steps: [{run: python manage.py check}, {run: echo --deploy}]}}\n", "pipeline .github/workflows/ci.yml:1"},
		"a workflow elsewhere":     {"\n-- .github/workflows/ci.yml --\njobs: {a: {uses: acme/ci/.github/workflows/django.yml@v1}, b: {uses: ./.github/workflows/x.yml}}\n", "doubt .github/workflows/ci.yml:1 the workflow acme/ci/.github/workflows/django.yml@v1"},
		"no pipeline of Django":    {"\n-- .github/workflows/stale.yml --\njobs: {a: {steps: [{uses: actions/stale@v9}]}}\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(t, tt.archive); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	names := []string{".github/workflows/ci.yml", ".gitlab-ci.yml", "Makefile", ".circleci/config.yml"}
	f.Add(0, "env: {DJANGO_SETTINGS_MODULE: a.b}\njobs: {a: {steps: [{run: \"manage.py check --deploy\"}, null, &x {run: *x}]}}\n")
	f.Add(1, "a: &a\n  script: [*a, [manage.py check --deploy --fail-level WARNING]]\ninclude: {remote: x}\n")
	f.Add(2, "x:\n\tDJANGO_SETTINGS_MODULE=a manage.py check \\\n--deploy")
	f.Fuzz(func(t *testing.T, kind int, src string) {
		name := names[uint(kind)%uint(len(names))]
		for _, run := range Read(fstest.MapFS{name: {Data: []byte(src)}}, []string{name}).Runs {
			if run.At.File != name || run.At.Line < 1 {
				t.Errorf("%v", run.At)
			}
		}
	})
}
