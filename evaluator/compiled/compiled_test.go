package compiled

import (
	"errors"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// everyForm uses each form of Rego that is written.
const everyForm = `package a.b

import data.other

default fallback := 7

numbers := [1, 2.5, -3e2, null, true, false, "text"]

object := {"k": {1, 2}, "nested": {"x": [x | some x in numbers; is_number(x)]}}

set contains x if some x in numbers

by_name[name] := value if some name, value in {"p": 1, "q": 2}

squares := {x: y | some x in {1, 2, 3}; y := x * x}

lengths := {count(s) | some s in {"a", "bb"}}

double(x) := 2 * x

sign(x) := "positive" if {
	x > 0
} else := "zero" if {
	x == 0
} else := "negative"

every_positive if every i, n in [1, 2] { n > i }

none if not set["absent"]

mocked := word if {
	word := input.word with input.word as "other"
}

said := $"{input.word} and {double(4)}"

deep.er[key] contains 1 if some key in {"z"}

result := [numbers, object, set, by_name, squares, lengths, double(2), sign(1), sign(0), sign(-1), every_positive, none, mocked, said, deep, fallback, other.value]
`

func compileSources(t testing.TB) *ast.Compiler {
	t.Helper()
	modules := map[string]*ast.Module{}
	for file, text := range map[string]string{"a.rego": everyForm, "other.rego": "package other\n\nvalue := 1\n"} {
		modules[file] = ast.MustParseModuleWithOpts(text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	}
	c := ast.NewCompiler()
	if c.Compile(modules); c.Failed() {
		t.Fatal(c.Errors)
	}
	return c
}

func resultOf(t *testing.T, c *ast.Compiler) string {
	t.Helper()
	store := inmem.New()
	txn := storage.NewTransactionOrDie(t.Context(), store)
	defer store.Abort(t.Context(), txn)
	q := topdown.NewQuery(ast.MustParseBody("x = data.a.b.result")).WithCompiler(c).WithStore(store).WithTransaction(txn)
	results, err := q.WithInput(ast.MustParseTerm(`{"word": "this"}`)).Run(t.Context())
	if err != nil || len(results) != 1 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	return results[0]["x"].String()
}

func all(string) bool { return true }

func encoded(t testing.TB) string {
	t.Helper()
	data, err := Encode(compileSources(t))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestDecodedModulesEvaluateAsTheirSources(t *testing.T) {
	modules, err := Decode(encoded(t), all)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Compiler(modules)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := resultOf(t, c), resultOf(t, compileSources(t)); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEncodingIsDeterministic(t *testing.T) {
	first, second := encoded(t), encoded(t)
	if first != second {
		t.Error("two runs differ")
	}
}

func TestUnwantedModulesAreLeftOut(t *testing.T) {
	modules, err := Decode(encoded(t), func(file string) bool { return file == "other.rego" })
	if err != nil || len(modules) != 1 || modules["other.rego"] == nil {
		t.Errorf("%v, %v", modules, err)
	}
}

func TestPlacesAreKept(t *testing.T) {
	modules, err := Decode(encoded(t), all)
	if err != nil {
		t.Fatal(err)
	}
	at := modules["a.rego"].Rules[0].Location
	if want := 1 + strings.Count(everyForm[:strings.Index(everyForm, "default fallback")], "\n"); at.File != "a.rego" || at.Row != want {
		t.Errorf("%v, want a.rego:%d", at, want)
	}
}

func TestOtherVersionsAreRefused(t *testing.T) {
	data := encoded(t)
	for _, other := range []string{"", "nothing of ours", strings.Replace(data, magic, magic+"9", 1)} {
		if _, err := Decode(other, all); !errors.Is(err, ErrOther) {
			t.Errorf("%.30q: %v", other, err)
		}
	}
}

func TestDamageIsAnError(t *testing.T) {
	data := encoded(t)
	for _, damaged := range []string{data[:len(data)-1], data[:len(header())+1], data + "x"} {
		if _, err := Decode(damaged, all); err == nil {
			t.Errorf("%d of %d bytes are read", len(damaged), len(data))
		}
	}
}

// FuzzDecode looks for panics: what is decoded need not mean anything.
func FuzzDecode(f *testing.F) {
	data := encoded(f)
	f.Add(data[len(header()):])
	f.Fuzz(func(t *testing.T, rest string) {
		if modules, err := Decode(header()+rest, all); err == nil {
			for file, m := range modules {
				if m == nil {
					t.Errorf("%s is nil", file)
				}
			}
		}
	})
}
