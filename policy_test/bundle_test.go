package policy_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// bundle is the shipped bundle as it lies in the working tree.
var bundle = os.DirFS("../policies")

// sources returns the .rego files of the bundle by path.
func sources(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(bundle, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && path.Ext(name) == ".rego" {
			var text []byte
			text, err = fs.ReadFile(bundle, name)
			files[name] = string(text)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// compile compiles the bundle and further files (extra0.rego, ...), strictly and
// against the schema.
func compile(t *testing.T, extra ...string) *ast.Compiler {
	t.Helper()
	modules := map[string]*ast.Module{}
	files := sources(t)
	for i, text := range extra {
		files[fmt.Sprintf("extra%d.rego", i)] = text
	}
	for name, text := range files {
		module, err := ast.ParseModuleWithOpts(name, text, ast.ParserOptions{ProcessAnnotation: true, RegoVersion: ast.RegoV1})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = module
	}
	var schema any
	if err := json.Unmarshal(document.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.SchemaRootRef, schema)
	compiler := ast.NewCompiler().SetErrorLimit(0).WithStrict(true).WithSchemas(schemas).WithUseTypeCheckAnnotations(true)
	compiler.Compile(modules)
	return compiler
}

func TestBundleCompilesStrictly(t *testing.T) {
	for _, err := range compile(t).Errors {
		t.Error(err)
	}
}

// A misspelt name in a policy that reads input itself must not compile.
func TestSchemaFindsMisspeltNames(t *testing.T) {
	t.Parallel()
	source := "package extra\n"
	wrongs := []string{
		"input.setings.DEBUG",
		"input.settings.DEBGU",
		"input.settings.DEBUG.truht",
		"input.settings[name].vaule",
		"input.settings.DEBUG.if_unset.truht",
		"input.target.settings_modul",
		"input.service.ports[_].loopbak",
		"input.source.required[_].nam",
		"input.proxy.redirects",
		"input.django.eoll",
	}
	for i, wrong := range wrongs {
		source += fmt.Sprintf("\nprobe%d(name) := %s if name\n", i, wrong)
	}
	found := compile(t, source).Errors.Error()
	for i, wrong := range wrongs {
		if line := fmt.Sprintf("extra0.rego:%d:", 3+2*i); !strings.Contains(found, line) {
			t.Errorf("%s compiles", wrong)
		}
	}
}

func TestBundleIsFormatted(t *testing.T) {
	for name, text := range sources(t) {
		formatted, err := format.SourceWithOpts(name, []byte(text), format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			t.Error(err)
		} else if !bytes.Equal(formatted, []byte(text)) {
			t.Errorf("%s: run `opa fmt --write policies`", name)
		}
	}
}

// A policy is read in one glance.
func TestPoliciesAreShort(t *testing.T) {
	for name, text := range sources(t) {
		if n := strings.Count(text, "\n"); strings.HasPrefix(name, "django/checklist/") && n > 75 {
			t.Errorf("%s has %d lines: what may be more than one policy's goes into lib/", name, n)
		}
	}
}

func TestManifestNamesTheBundlesRoot(t *testing.T) {
	var manifest struct {
		Roots   []string `json:"roots"`
		Version int      `json:"rego_version"`
	}
	text, err := os.ReadFile("../bundle.manifest")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		t.Fatal(err)
	}
	for name := range sources(t) {
		if root, _, _ := strings.Cut(name, "/"); len(manifest.Roots) != 1 || root != manifest.Roots[0] {
			t.Errorf("%s is not below %v", name, manifest.Roots)
		}
	}
	if manifest.Version != 1 {
		t.Errorf("rego_version is %d", manifest.Version)
	}
}
