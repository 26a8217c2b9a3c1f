package policy_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// The programs that people have, opa and conftest, find on a document of djgate
// inspect what djgate finds. $DJGATE_OPA and $DJGATE_CONFTEST name them, else
// they are sought on the path.

const policies = "../policies"

// denied is one element of data.django.main.deny.
type denied struct {
	Policy, Severity, Subject, Msg string
	Location                       document.Location
}

func (d denied) String() string {
	return fmt.Sprint(d.Policy, d.Severity, d.Subject, d.Msg, d.Location)
}

func TestStockPrograms(t *testing.T) {
	t.Parallel()
	e := newEvaluator(t)
	for name, deny := range map[string]func(t *testing.T, program, file string) []denied{"opa": byStockOPA, "conftest": byConftest} {
		t.Run(name, func(t *testing.T) {
			program := stockProgram(t, name)
			for _, example := range []string{"shop", "shop-hardened"} {
				for _, d := range documentsOf(t, example) {
					want := told{Deny: byCommand(t, e, d).Deny}
					var got told
					for _, f := range deny(t, program, written(t, d)) {
						got.Deny = append(got.Deny, f.String())
					}
					if diff := cmp.Diff(want, got.sorted()); diff != "" {
						t.Errorf("%s, %s: the command (-) and %s (+) differ:\n%s", example, d.Target.ID, name, diff)
					}
				}
			}
		})
	}
}

// stockProgram finds a program, or skips the test.
func stockProgram(t *testing.T, name string) string {
	t.Helper()
	variable := map[string]string{"opa": "DJGATE_OPA", "conftest": "DJGATE_CONFTEST"}[name]
	program := os.Getenv(variable)
	if program == "" {
		program = name
	}
	program, err := exec.LookPath(program)
	if err == nil {
		return program
	}
	missing := fmt.Sprintf("no %s on the path (%s names one)", name, variable)
	if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// documentsOf reads a project of examples.
func documentsOf(t testing.TB, example string) []*document.Document {
	t.Helper()
	files, err := tree.Open(filepath.Join("../examples", example))
	if err != nil {
		t.Fatal(err)
	}
	defer files.Close()
	in, err := inputs.Read(t.Context(), files, inputs.Options{Options: targets.Options{Root: files.Path()}, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Documents) == 0 {
		t.Fatalf("%s has no target", example)
	}
	return in.Documents
}

// written is a file that holds the document, as djgate inspect writes it.
func written(t *testing.T, d *document.Document) string {
	t.Helper()
	src, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "document.json")
	if err := os.WriteFile(file, src, 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func byStockOPA(t *testing.T, program, file string) []denied {
	t.Helper()
	var out struct {
		Result []struct {
			Expressions []struct{ Value []denied }
		}
	}
	answerOf(t, &out, program, "eval", "--data", policies, "--input", file, "--strict-builtin-errors", "data.django.main.deny")
	if len(out.Result) != 1 || len(out.Result[0].Expressions) != 1 {
		t.Fatalf("data.django.main.deny is not defined")
	}
	return out.Result[0].Expressions[0].Value
}

func byConftest(t *testing.T, program, file string) []denied {
	t.Helper()
	var out []struct {
		Failures []struct {
			Msg      string
			Metadata denied
		}
	}
	answerOf(t, &out, program, "test", "--output", "json", "--no-fail", "--namespace", "django.main", "--policy", policies, file)
	var all []denied
	for _, result := range out {
		for _, f := range result.Failures {
			f.Metadata.Msg = f.Msg
			all = append(all, f.Metadata)
		}
	}
	return all
}

// answerOf runs a program and decodes the JSON that it prints.
func answerOf(t *testing.T, out any, program string, args ...string) {
	t.Helper()
	src, err := exec.Command(program, args...).Output()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", program, args, err, src)
	}
	if err := json.Unmarshal(src, out); err != nil {
		t.Fatalf("%s %v: %v", program, args, err)
	}
}
