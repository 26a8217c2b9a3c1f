package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/djgate/djgate/inputs"
)

// template is a file that init writes, and why.
type template struct{ name, text, why string }

const initHelp = `Look at the repository, say which files would help it and why, and write them:
.djgate.yaml, a job for the CI that is there, a pre-commit entry, and templates of
safe production settings and of a proxy. On a terminal it asks first; --dry-run
prints the files and writes none. A file that is there is never changed: with any
of them there, nothing is written.`

func newInit() *cobra.Command {
	r := &reading{}
	dry, yes := false, false
	c := &cobra.Command{
		Use:   "init [PATH]",
		Short: "Write .djgate.yaml, a CI workflow, a pre-commit entry, settings and proxy templates",
		Long:  initHelp,
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return r.show(c, pathOf(args), func(in *inputs.Result, root string) error {
				files := templates(in, root)
				switch {
				case dry:
					return printTemplates(c.OutOrStdout(), files)
				case !yes && isTerminal(c.InOrStdin()) && !agreed(c, files):
					return nil
				}
				return writeTemplates(c, root, files)
			})
		},
	}
	r.flags(c.Flags())
	c.Flags().BoolVar(&dry, "dry-run", false, "print what would be written")
	c.Flags().BoolVarP(&yes, "yes", "y", false, "do not ask")
	return c
}

func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// agreed shows what would be written, and asks.
func agreed(c *cobra.Command, files []template) bool {
	for _, f := range files {
		fmt.Fprintf(c.OutOrStdout(), "%-45s %s\n", f.name, f.why)
	}
	fmt.Fprint(c.OutOrStdout(), "write these files? [y/N] ")
	answer, _ := bufio.NewReader(c.InOrStdin()).ReadString('\n')
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(answer)), "y")
}

func printTemplates(w io.Writer, files []template) error {
	for _, f := range files {
		if _, err := fmt.Fprintf(w, "--- %s   (%s)\n%s", f.name, f.why, f.text); err != nil {
			return err
		}
	}
	return nil
}

func writeTemplates(c *cobra.Command, root string, files []template) error {
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(root, f.name)); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already; --dry-run prints what init would write", f.name)
		}
	}
	for _, f := range files {
		at := filepath.Join(root, f.name)
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return fmt.Errorf("%s: %w", f.name, plain(err))
		}
		if err := os.WriteFile(at, []byte(f.text), 0o644); err != nil {
			return fmt.Errorf("%s: %w", f.name, plain(err))
		}
		fmt.Fprintf(c.OutOrStdout(), "wrote %s   (%s)\n", f.name, f.why)
	}
	return nil
}

// templates are the files that suit the repository. Where no CI is in sight, the
// job is one for GitHub.
func templates(in *inputs.Result, root string) []template {
	is := func(name string) bool { _, err := os.Stat(filepath.Join(root, name)); return err == nil }
	out := []template{{configName, configTemplate(in), "what djgate cannot know by itself"}}
	gitlab, azure := is(".gitlab-ci.yml"), is("azure-pipelines.yml")
	if is(".github") || !gitlab && !azure {
		out = append(out, template{".github/workflows/djgate.yml", workflowTemplate, "checks every push and pull request"})
	}
	if gitlab {
		out = append(out, template{".gitlab/djgate.yml", gitlabTemplate, ".gitlab-ci.yml is there: include this file in it"})
	}
	if azure {
		out = append(out, template{".azure/djgate.yml", azureTemplate, "azure-pipelines.yml is there: name this template under its steps"})
	}
	if is(".pre-commit-config.yaml") {
		out = append(out, template{".pre-commit-config.djgate.yaml", preCommitTemplate, "an entry to copy into .pre-commit-config.yaml"})
	}
	return append(out, template{"djgate-templates/production_settings.py", settingsTemplate, "settings that pass the checklist"},
		template{"djgate-templates/nginx.conf", proxyTemplate, "an edge that Django can trust"})
}

// configTemplate is a configuration that changes nothing and shows, for the
// targets at hand, what could be said.
func configTemplate(in *inputs.Result) string {
	var b strings.Builder
	b.WriteString("# What djgate finds by itself: djgate targets. What stands here goes before it.\nversion: 1\nfail_on: high\n")
	b.WriteString("# provided: [SECRET_KEY]   # variables that are supplied elsewhere\n# targets:\n")
	for _, t := range in.Plan.Targets {
		fmt.Fprintf(&b, "#   - id: %q\n#     settings: %s\n", t.ID, t.SettingsModule)
		if t.Judged {
			b.WriteString("#     proxy: {tls: true, redirect: true, sets: [X-Forwarded-Proto]}\n")
		}
	}
	b.WriteString("# suppress:\n#   - policy: hsts-off\n#     reason: the load balancer adds the header\n#     until: 2030-01-31\n")
	return b.String()
}

const workflowTemplate = `name: djgate
on: [push, pull_request]
permissions:
  contents: read
jobs:
  djgate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: djgate/djgate@main # pin a version or a commit
`

const gitlabTemplate = `# In .gitlab-ci.yml:
#   include:
#     - local: .gitlab/djgate.yml
djgate:
  stage: test
  image: golang:1.26
  script:
    - go run github.com/djgate/djgate/cmd/djgate@latest check -o text -o gitlab=gl-code-quality-report.json -o junit=djgate-junit.xml
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
      junit: djgate-junit.xml
`

const azureTemplate = `# In azure-pipelines.yml:
#   steps:
#     - template: .azure/djgate.yml
steps:
  - task: GoTool@0
    inputs:
      version: "1.26"
  - script: go run github.com/djgate/djgate/cmd/djgate@latest check -o azure -o junit=djgate-junit.xml
    displayName: djgate
  - task: PublishTestResults@2
    condition: always()
    inputs:
      testResultsFiles: djgate-junit.xml
`

const preCommitTemplate = `# Copy this entry into .pre-commit-config.yaml.
repos:
  - repo: https://github.com/djgate/djgate
    rev: main # pin a version
    hooks:
      - id: djgate
`

const settingsTemplate = `"""Production settings that pass djgate's checklist. Copy what fits."""

import os

DEBUG = False
SECRET_KEY = os.environ["DJANGO_SECRET_KEY"]
ALLOWED_HOSTS = [h.strip() for h in os.environ["DJANGO_ALLOWED_HOSTS"].split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS]

# The proxy must set this header on every request, whatever the client sends.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 3600  # raise it once HTTPS works everywhere
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
`

const proxyTemplate = `# An edge for Django: HTTPS only, unknown hosts refused, scheme told to Django.
server {
    listen 80 default_server;
    listen 443 ssl default_server;
    ssl_reject_handshake on;
    return 444;
}

server {
    listen 80;
    server_name example.com;
    return 301 https://$host$request_uri;
}

server {
    listen 443 ssl;
    server_name example.com;
    ssl_certificate /etc/ssl/example.com.pem;
    ssl_certificate_key /etc/ssl/example.com.key;

    location / {
        proxy_pass http://127.0.0.1:8000;
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    }
}
`
