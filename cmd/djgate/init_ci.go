package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs"
)

// ciFile is what the templates of integrations know.
type ciFile struct {
	Path string `cty:"path"` // of the project below the root of its repository, in the quotes of YAML
	Root bool   `cty:"root"` // it is the root
}

// ciFileOf quotes a path in ASCII alone: filling a template would compose letters (NFC),
// and then name another folder.
func ciFileOf(below string) ciFile {
	return ciFile{Path: strconv.QuoteToASCII(cmp.Or(below, ".")), Root: below == ""}
}

// integration is a file for a service or a tool that the repository uses.
type integration struct{ name, template, why string }

// integrations are the files that suit the repository. Where no CI is in sight, the job
// is one for GitHub. What calls djgate already needs none.
func integrations(in *inputs.Result, root string) ([]initFile, error) {
	out := []initFile{{root, configName, configTemplate(in), "what djgate cannot know by itself"}}
	below := inRepository(root)
	repository := strings.TrimSuffix(root, string(filepath.Separator)+filepath.FromSlash(below))
	for _, i := range wanted(repository) {
		text, err := fill(initTemplates, "templates/"+i.template, ciFileOf(below))
		if err != nil {
			return nil, err
		}
		out = append(out, initFile{repository, i.name, text, i.why})
	}
	return out, nil
}

func wanted(repository string) []integration {
	is := func(name string) bool { _, err := os.Stat(filepath.Join(repository, name)); return err == nil }
	gitlab, azure := is(".gitlab-ci.yml"), is("azure-pipelines.yml")
	var out []integration
	if (is(".github") || !gitlab && !azure) && !calls(repository, ".github/workflows") {
		out = append(out, integration{".github/workflows/djgate.yml", "workflow.yml.tmpl", "checks every push and pull request"})
	}
	if gitlab && !calls(repository, ".gitlab-ci.yml") {
		out = append(out, integration{".gitlab/djgate.yml", "gitlab.yml.tmpl", ".gitlab-ci.yml is there: include this file in it"})
	}
	if azure && !calls(repository, "azure-pipelines.yml") {
		out = append(out, integration{".azure/djgate.yml", "azure.yml.tmpl", "azure-pipelines.yml is there: name this template under its steps"})
	}
	if is(".pre-commit-config.yaml") && !calls(repository, ".pre-commit-config.yaml") {
		out = append(out, integration{".pre-commit-config.djgate.yaml", "pre-commit.yml.tmpl", "an entry to copy into .pre-commit-config.yaml"})
	}
	return out
}

// maxPipeline is the size in bytes above which a file is not searched.
const maxPipeline = 1 << 20

// calls tells whether a file, or one of a folder, names djgate; not the one that init
// writes, which must be seen to be there.
func calls(repository, name string) bool {
	found := false
	_ = fs.WalkDir(os.DirFS(repository), name, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || d.Name() == "djgate.yml" {
			return nil
		}
		if info, err := d.Info(); err != nil || info.Size() > maxPipeline {
			return nil
		}
		text, err := os.ReadFile(filepath.Join(repository, filepath.FromSlash(file)))
		found = found || err == nil && strings.Contains(string(text), "djgate")
		return nil
	})
	return found
}

// configTemplate is a configuration that changes nothing and shows, for the
// targets at hand, what could be said.
func configTemplate(in *inputs.Result) string {
	var b strings.Builder
	b.WriteString("# What djgate finds by itself: djgate targets. What stands here goes before it.\nversion: 1\nfail_on: high\n")
	b.WriteString("# provided: [SECRET_KEY]   # variables that are supplied elsewhere\n# targets:\n")
	for _, t := range in.Plan.Targets {
		fmt.Fprintf(&b, "#   - id: %q\n#     settings: %s\n", t.ID, t.SettingsModule)
		if t.Class == "production" {
			b.WriteString("#     proxy: {tls: true, redirect: true, sets: [X-Forwarded-Proto]}\n")
		}
	}
	b.WriteString("# suppress:\n#   - policy: hsts-off\n#     reason: the load balancer adds the header\n#     until: 2030-01-31\n")
	return b.String()
}
