package policy_test

import (
	"encoding/json"
	"fmt"
	"io"
	stdlog "log"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-containerregistry/pkg/registry"

	"github.com/djgate/djgate"
	packer "github.com/djgate/djgate/evaluator/bundle"
	"github.com/djgate/djgate/evaluator/bundle/remote"
	"github.com/djgate/djgate/inputs"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/targets"
	"github.com/djgate/djgate/inputs/tree"
)

// The programs that people have, opa and conftest, load the bundle as it is built
// and signed, and find on a document of djgate inspect what djgate finds. $DJGATE_OPA
// and $DJGATE_CONFTEST name them, else they are sought on the path.

// denied is one element of data.django.main.deny.
type denied struct {
	Policy, Severity, Subject, Msg string
	Location                       document.Location
}

func (d denied) String() string {
	return fmt.Sprint(d.Policy, d.Severity, d.Subject, d.Msg, d.Location)
}

// signedBundle is the shipped bundle, built and signed, in a file, and the file of its key.
func signedBundle(t *testing.T) (file, public string) {
	t.Helper()
	private, open := signingKeys(t)
	dir := t.TempDir()
	file, public = filepath.Join(dir, "bundle.tar.gz"), filepath.Join(dir, "public.pem")
	raw := packedBundle(t, djgate.Bundle(), &packer.Key{Text: private, Algorithm: "ES256", ID: "djgate"})
	for name, text := range map[string][]byte{file: raw, public: []byte(open)} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return file, public
}

func TestStockPrograms(t *testing.T) {
	e := newEvaluator(t)
	for name, start := range map[string]func(t *testing.T) func(d *document.Document) []denied{
		"opa eval": opaEval, "opa run": opaRun, "conftest": conftestTest,
	} {
		t.Run(name, func(t *testing.T) {
			ask := start(t)
			for _, example := range []string{"shop", "shop-hardened"} {
				for _, d := range documentsOf(t, example) {
					want := told{Deny: byCommand(t, e, d).Deny}
					var got told
					for _, f := range ask(d) {
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

// The bundle compiles in the stock opa, strictly, and passes the library's tests there.
func TestStockOPAChecksTheBundle(t *testing.T) {
	t.Parallel()
	program := stockProgram(t, "opa")
	file, _ := signedBundle(t)
	for _, args := range [][]string{{"check", "--strict", "--bundle", file}, {"check", "--strict", file}, {"test", file, "lib"}} {
		out, err := exec.Command(program, args...).CombinedOutput()
		if err != nil || args[0] == "test" && !strings.Contains(string(out), "PASS: ") {
			t.Errorf("opa %v: %v\n%s", args, err, out)
		}
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

func opaEval(t *testing.T) func(d *document.Document) []denied {
	program := stockProgram(t, "opa")
	file, _ := signedBundle(t)
	return func(d *document.Document) []denied {
		var out struct {
			Result []struct {
				Expressions []struct{ Value []denied }
			}
		}
		answerOf(t, &out, program, "eval", "--bundle", file, "--input", written(t, d), "--strict-builtin-errors", "data.django.main.deny")
		if len(out.Result) != 1 || len(out.Result[0].Expressions) != 1 {
			t.Fatalf("data.django.main.deny is not defined")
		}
		return out.Result[0].Expressions[0].Value
	}
}

// opaRun starts a server that holds the bundle against its key.
func opaRun(t *testing.T) func(d *document.Document) []denied {
	program := stockProgram(t, "opa")
	file, public := signedBundle(t)
	address, _ := startServer(t, program, "--bundle", file, "--verification-key", public, "--verification-key-id", "djgate", "--signing-alg", "ES256")
	return func(d *document.Document) []denied {
		raw, err := d.JSON()
		if err != nil {
			t.Fatal(err)
		}
		return askOPA(t, address, raw)
	}
}

// conftestTest has conftest pull the bundle from a registry.
func conftestTest(t *testing.T) func(d *document.Document) []denied {
	program := stockProgram(t, "conftest")
	t.Setenv("DOCKER_CONFIG", t.TempDir()) // no logins of whoever runs the tests
	registry := httptest.NewServer(registry.New(registry.Logger(stdlog.New(io.Discard, "", 0))))
	t.Cleanup(registry.Close)
	source, err := remote.Parse("oci://" + strings.TrimPrefix(registry.URL, "http://") + "/django/policies:v1")
	if err != nil {
		t.Fatal(err)
	}
	file, _ := signedBundle(t)
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (remote.Client{}).Push(t.Context(), source, raw); err != nil {
		t.Fatal(err)
	}
	pull := exec.Command(program, "pull", source.Name, "--policy", "pulled")
	pull.Dir = t.TempDir()
	if out, err := pull.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return func(d *document.Document) []denied {
		return byConftest(t, program, filepath.Join(pull.Dir, "pulled"), written(t, d))
	}
}

func byConftest(t *testing.T, program, policies, file string) []denied {
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
