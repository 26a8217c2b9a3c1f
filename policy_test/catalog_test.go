package policy_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/inputs/document"
	"github.com/google/go-cmp/cmp"
)

func catalog(t *testing.T) []*evaluator.Policy {
	t.Helper()
	policies, err := evaluator.Catalog(bundle)
	if err != nil {
		t.Fatal(err)
	}
	return policies
}

func TestCatalogIsUpToDate(t *testing.T) {
	want, err := evaluator.CatalogModule(catalog(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(bundle, "django/catalog.rego")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("run `go generate ./evaluator`")
	}
}

func areas() []string {
	return strings.Fields("debug secrets layout hosts https proxy cookies csrf headers auth sessions cache database email static media logging container infrastructure versions")
}

func TestMetadataIsComplete(t *testing.T) {
	id := regexp.MustCompile(`^[a-z][a-z0-9-]*[a-z0-9]$`)
	check := regexp.MustCompile(`^[a-z0-9_]+\.[CEIW][0-9]{3}$`)
	policies := catalog(t)
	for _, p := range policies {
		for what, wrong := range map[string]bool{
			"the id is not kebab-case":                p.Collection != evaluator.SystemChecks && !id.MatchString(p.ID),
			"no such area: " + p.Area:                 p.Collection != evaluator.SystemChecks && !slices.Contains(areas(), p.Area),
			"no title":                                p.Title == "" || strings.HasSuffix(p.Title, "."),
			"no description":                          p.Description == "",
			"no remediation":                          p.Remediation == "",
			"no severity":                             p.Severity == 0,
			"no reference":                            len(p.References) == 0,
			"no such collection: " + p.Collection:     !slices.Contains([]string{evaluator.Checklist, evaluator.Advice, evaluator.SystemChecks}, p.Collection),
			"the severity is none of severities":      len(p.Severities) > 0 && !slices.Contains(p.Severities, p.Severity),
			"not a check of Django: " + p.DjangoCheck: p.DjangoCheck != "" && !check.MatchString(p.DjangoCheck),
			"the file is not where the package is":    p.File != strings.ReplaceAll(p.Package, ".", "/")+".rego",
		} {
			if wrong {
				t.Errorf("%s: %s", p.File, what)
			}
		}
		for _, covered := range p.Covers {
			if !slices.ContainsFunc(policies, func(other *evaluator.Policy) bool { return other.ID == covered }) {
				t.Errorf("%s: covers %s, which is no policy", p.File, covered)
			}
		}
	}
}

// In YAML, " #" begins a comment: what stands behind it would be lost.
func TestMetadataHasNoComments(t *testing.T) {
	cut := regexp.MustCompile(`(?m)^# +[a-z_]+: +[^|>'"\s].* #.*$`)
	for _, p := range catalog(t) {
		source, err := fs.ReadFile(bundle, p.File)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range cut.FindAllString(string(source), -1) {
			t.Errorf("%s: begin a block (|-) before what has a comment in it: %s", p.File, line)
		}
	}
}

// Two policies that cover each other would both be silent.
func TestNoPolicyCoversItself(t *testing.T) {
	covers := map[string][]string{}
	for _, p := range catalog(t) {
		covers[p.ID] = p.Covers
	}
	var reaches func(from, to string, depth int) bool
	reaches = func(from, to string, depth int) bool {
		return slices.ContainsFunc(covers[from], func(next string) bool {
			return next == to || depth < len(covers) && reaches(next, to, depth+1)
		})
	}
	for id := range covers {
		if reaches(id, id, 0) {
			t.Errorf("%s covers itself", id)
		}
	}
}

// An alias is a name of one policy alone.
func TestAliasesAreNoOthersName(t *testing.T) {
	owners := map[string]string{}
	policies := catalog(t)
	for _, p := range policies {
		owners[p.ID] = p.ID
	}
	for _, p := range policies {
		for _, alias := range p.Aliases {
			if owner, taken := owners[alias]; taken {
				t.Errorf("%s: the alias %s is a name of %s", p.File, alias, owner)
			}
			owners[alias] = p.ID
		}
	}
}

// METADATA says what a policy reads; its rules decide whether that is true.
func TestReadsAreThoseOfTheRules(t *testing.T) {
	compiler := compile(t)
	for _, p := range catalog(t) {
		if diff := cmp.Diff(evaluator.Reads(compiler, p.Package), p.Reads); diff != "" {
			t.Errorf("%s: the rules (-) and METADATA (+) differ:\n%s", p.File, diff)
		}
	}
}

// A policy that reads a setting which does not exist is never violated.
func TestReadsExist(t *testing.T) {
	var schema struct {
		Properties struct {
			Settings struct{ Properties map[string]any }
		}
	}
	if err := json.Unmarshal(document.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	known := schema.Properties.Settings.Properties
	for _, p := range catalog(t) {
		for _, read := range p.Reads {
			name, isSetting := strings.CutPrefix(read, "settings.")
			name, _, _ = strings.Cut(name, ".")
			if isSetting && name != "*" && known[name] == nil {
				t.Errorf("%s: no setting is called %s", p.File, name)
			}
		}
	}
}

func TestEveryPolicyHasExamples(t *testing.T) {
	for _, p := range catalog(t) {
		if p.Collection == evaluator.SystemChecks {
			continue // theirs are what Django answered: parity_golden_test.go
		}
		folder := path.Join(p.Area, path.Base(strings.TrimSuffix(p.File, ".rego")))
		for _, kind := range []string{"bad", "good"} {
			if len(examples(t, folder, kind)) == 0 {
				t.Errorf("%s: no example %s/%s_*.txtar", p.ID, folder, kind)
			}
		}
		if readsValues(p) && len(examples(t, folder, "unknown")) == 0 {
			t.Errorf("%s: no example %s/unknown_*.txtar", p.ID, folder)
		}
	}
}

// Every finding is a weakness that has a name elsewhere, or it is said why not. What
// is akin to a check of Django is judged by both, and the checklist maps it.
func TestPoliciesAreMapped(t *testing.T) {
	asvs := regexp.MustCompile(`^ASVS5?-[1-9][0-9]?\.[1-9][0-9]?\.[1-9][0-9]?$`)
	risk := regexp.MustCompile(`^A(0[1-9]|10):2021$`)
	for _, p := range catalog(t) {
		if p.Collection == evaluator.SystemChecks {
			continue
		}
		risks := 0
		for _, name := range p.OWASP {
			switch {
			case risk.MatchString(name):
				risks++
			case !asvs.MatchString(name):
				t.Errorf("%s: owasp: %s is neither a requirement of the ASVS nor a risk of the Top 10", p.File, name)
			}
		}
		mapped := len(p.CWE) > 0 && risks > 0
		if mapped == (p.Unmapped != "") {
			t.Errorf("%s: it has cwe and a risk of the Top 10 in owasp, or says under unmapped why not", p.File)
		}
	}
}
