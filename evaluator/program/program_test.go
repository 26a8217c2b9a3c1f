package program_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/djgate/djgate/evaluator/program"
	"github.com/djgate/djgate/evaluator/program/lower"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// sourceOf lowers the rule r of a module.
func sourceOf(t testing.TB, text string) program.Source {
	t.Helper()
	module, err := ast.ParseModuleWithOpts("a.rego", "package a\n\n"+text, ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		t.Fatal(err)
	}
	source, err := lower.Program(map[string]*ast.Module{"a.rego": module}, []string{"a.r"})
	if err != nil {
		t.Fatal(err)
	}
	return source
}

// eval evaluates the rule r of a module.
func eval(t testing.TB, text string, input *ast.Term, cancel topdown.Cancel) (ast.Value, error) {
	t.Helper()
	source := sourceOf(t, text)
	p, err := program.Load(string(program.Encode(source)))
	if err != nil {
		t.Fatal(err)
	}
	return p.NewMachines(t.Context(), []*ast.Term{input}, ast.ObjectTerm(), cancel)[0].Eval(source.Rules["a.r"])
}

func TestEval(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a literal in a loop, made anew":   {`r := {[x, y] | some x in [1, 2]; y := [x]}`, `{[1, [1]], [2, [2]]}`},
		"a literal of constants, not kept": {`r := [s | some x in [1, 2]; s := {0} | {x}]`, `[{0, 1}, {0, 2}]`},
		"the first of equal rules decides": {"r if {\n\tsome x in input.list\n\tx > 1\n}\n\nr if input.list[0] > 1", `true`},
		"no rule is defined":               {`r if input.none`, ``},
		"a default":                        {"default r := 3\n\nr := 4 if input.none", `3`},
		"else":                             {"r := 1 if {\n\tinput.none\n} else := 2 if {\n\tinput.list\n} else := 3", `2`},
		"a function with loops, twice":     {"r := [f(\"a\"), f(\"b\"), f(\"a\")]\n\nf(x) := {sprintf(\"%s%d\", [x, i]) | some i in [1, 2]}", `[{"a1", "a2"}, {"b1", "b2"}, {"a1", "a2"}]`},
		"every over an object":             {`r if every k, v in {"a": 1} { k != v }`, `true`},
		"negation":                         {`r if not input.none`, `true`},
		"numbers of any form":              {`r if input.list[0] == 1.0`, `true`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := eval(t, c.text, ast.MustParseTerm(`{"list": [1, 2]}`), topdown.NewCancel())
			if err != nil {
				t.Fatal(err)
			}
			if got == nil && c.want == "" {
				return
			}
			if got == nil || got.Compare(ast.MustParseTerm(c.want).Value) != 0 {
				t.Errorf("%v, want %s", got, c.want)
			}
		})
	}
}

func TestErrorsHaveAPlace(t *testing.T) {
	for text, want := range map[string]string{
		"r := 1\n\nr := 2": "eval_conflict_error a.rego:5",
		"r := x if {\n\tx := to_number(input.word)\n}": "eval_builtin_error a.rego:4",
		"r := x if {\n\n\tx := count(input.n)\n}":      "eval_type_error a.rego:5",
		"r[k] := v if {\n\tsome v, k in [1, 1]\n}":     "eval_conflict_error a.rego:3",
	} {
		_, err := eval(t, text, ast.MustParseTerm(`{"word": "w", "n": 1}`), topdown.NewCancel())
		var e *topdown.Error
		if !errors.As(err, &e) || fmt.Sprintf("%s %s:%d", e.Code, e.Location.File, e.Location.Row) != want {
			t.Errorf("%s:\n%v, want %s", text, err, want)
		}
	}
}

func TestCancelEndsARun(t *testing.T) {
	cancel := topdown.NewCancel()
	cancel.Cancel()
	if _, err := eval(t, `r := count([1 | some x in numbers.range(1, 1000); some y in numbers.range(1, x)])`, nil, cancel); !topdown.IsCancel(err) {
		t.Errorf("%v", err)
	}
}

func TestLoadRefusesWhatItDidNotWrite(t *testing.T) {
	whole := string(program.Encode(sourceOf(t, `r := 1`)))
	if _, err := program.Load(strings.Replace(whole, "program 4", "program 3", 1)); !errors.Is(err, program.ErrOther) {
		t.Errorf("of another version: %v", err)
	}
	for end := range len(whole) {
		if _, err := program.Load(whole[:end]); err == nil {
			t.Errorf("%d of %d bytes are taken for a program", end, len(whole))
		}
	}
}

func TestWhatHasNoInstruction(t *testing.T) {
	for text, want := range map[string]string{
		"r if s with input as 1\n\ns if input == 1": "WithStmt",
		"r := time.now_ns()":                        "time.now_ns",
	} {
		module := ast.MustParseModuleWithOpts("package a\n\n"+text, ast.ParserOptions{RegoVersion: ast.RegoV1})
		_, err := lower.Program(map[string]*ast.Module{"a.rego": module}, []string{"a.r"})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s:\n%v", text, err)
		}
	}
}

// TestMachinesOfAGroup holds what machines find together to what each finds alone, and
// counts what the second reads of its input.
func TestMachinesOfAGroup(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		second int // members of its input that become terms for the second
	}{
		"what is the same is not asked again":       {`r := {x | some x in ["a", "b"]; input.same[x] == 1}`, 1},
		"what differs is":                           {`r := input.other.a`, 2},
		"a part of the input is the own one":        {"r := [part.a, part.b]\n\npart := input.other if input.same.a == 1", 4},
		"an answer to a text":                       {"r := [f(\"other\"), f(\"same\"), f(\"other\")]\n\nf(x) := [v | some v in input[x]]", 4},
		"a part as a whole":                         {"r := [count(part), part.a]\n\npart := input.other", 3},
		"a whole that was made for another rule":    {"r := [s, part.b]\n\ns := count(part)\n\npart := input.other", 3},
		"the keys alone":                            {`r := count([k | some k, _ in input.more])`, 3},
		"what is there in one of them":              {"r := {p | some p in [1, 2]; q}\n\nq if input.more.c", 2},
		"undefined in both":                         {"r := [1 | q]\n\nq if input.none", 1},
		"what two rules rest on":                    {"r := [g, h]\n\ng := f + 1\n\nh := f + 2\n\nf := input.other.a", 2},
		"a part of which another member is read":    {"r := part[input.which]\n\npart := input.other if input.same.a == 1", 4},
		"a whole that two rules need":               {"r := [s, u]\n\ns := count(input.other)\n\nu := json.marshal(input.other)", 3},
		"a whole that is the same":                  {"r := [s, u]\n\ns := count(input.same)\n\nu := json.marshal(input.same)", 1},
		"an object, and a text":                     {"r := is_object(input.kind)", 1},
		"the input":                                 {`r := count(input)`, 11},
		"a rule that calls another one with a text": {"r := [g, g]\n\ng := f(\"same\")\n\nf(x) := {v | some v in input[x]}", 1},
	} {
		t.Run(name, func(t *testing.T) {
			source := sourceOf(t, c.text)
			p, err := program.Load(string(program.Encode(source)))
			if err != nil {
				t.Fatal(err)
			}
			var names [2][]string
			together := p.NewMachines(t.Context(), []*ast.Term{groupInput(0, &names[0]), groupInput(1, &names[1])}, ast.ObjectTerm(), topdown.NewCancel())
			for i, m := range together {
				alone := p.NewMachines(t.Context(), []*ast.Term{groupInput(i, new([]string))}, ast.ObjectTerm(), topdown.NewCancel())[0]
				want, err := alone.Eval(source.Rules["a.r"])
				if err != nil {
					t.Fatal(err)
				}
				got, err := m.Eval(source.Rules["a.r"])
				if err != nil || (got == nil) != (want == nil) || want != nil && got.Compare(want) != 0 {
					t.Errorf("input %d: %v (%v), want %v", i, got, err, want)
				}
			}
			if len(names[1]) != c.second {
				t.Errorf("the second reads %d: %s", len(names[1]), names[1])
			}
		})
	}
}

// groupInput is one of two inputs that differ in what is called other and more.
func groupInput(i int, names *[]string) *ast.Term {
	object := func(members map[string]*ast.Term) *ast.Term { return program.Lazy(asked{members, names}) }
	more := map[string]*ast.Term{"a": ast.InternedTerm(1)}
	kind, which := object(nil), ast.StringTerm("a")
	if i == 1 {
		more["c"] = ast.InternedTerm(true)
		kind, which = ast.StringTerm("text"), ast.StringTerm("b")
	}
	return object(map[string]*ast.Term{
		"same":  object(map[string]*ast.Term{"a": ast.InternedTerm(1), "b": ast.InternedTerm(2)}),
		"other": object(map[string]*ast.Term{"a": ast.InternedTerm(i), "b": ast.InternedTerm(2 + i)}),
		"more":  object(more),
		"kind":  kind,
		"which": which,
	})
}

// asked is an object that notes down what is asked of it.
type asked struct {
	object map[string]*ast.Term
	names  *[]string
}

func (a asked) Member(key string) (*ast.Term, error) {
	*a.names = append(*a.names, key)
	if key == "broken" {
		return nil, errors.New("it cannot be read")
	}
	return a.object[key], nil
}

func (a asked) Keys() []*ast.Term {
	var keys []*ast.Term
	for key := range a.object {
		keys = append(keys, ast.StringTerm(key))
	}
	slices.SortFunc(keys, ast.TermValueCompare)
	return keys
}

func (a asked) Same(key string, other program.Members) bool {
	its := other.(asked).object[key]
	return its != nil && a.object[key] != nil && its.Equal(a.object[key])
}

func TestALazyInputIsReadAsFarAsItIsAsked(t *testing.T) {
	for text, want := range map[string]string{
		`r := input.inner.b`:                                    "2 inner b",
		`r := object.get(input.inner, "b", 0)`:                  "2 inner a b",
		`r := [v | some v in input.inner]`:                      "[1, 2] inner a b",
		`r := count({x | x := input.inner})`:                    "1 inner a b",
		`r if is_object(input.inner)`:                           "true inner a b",
		`r := input.inner.b if input.inner == {"a": 1, "b": 2}`: "2 inner a b a b inner b",
		`r := f(input.inner)` + "\n\nf(x) := x.a":               "1 inner a",
	} {
		var names []string
		inner := program.Lazy(asked{map[string]*ast.Term{"a": ast.InternedTerm(1), "b": ast.InternedTerm(2)}, &names})
		input := program.Lazy(asked{map[string]*ast.Term{"inner": inner, "other": ast.InternedTerm(3)}, &names})
		got, err := eval(t, text, input, topdown.NewCancel())
		if err != nil {
			t.Fatal(err)
		}
		if told := got.String() + " " + strings.Join(names, " "); told != want {
			t.Errorf("%s: %s, want %s", text, told, want)
		}
	}
}

func TestALazyInputThatCannotBeRead(t *testing.T) {
	for _, text := range []string{`r := input.broken`, `r := [1 | some v in input]`, `r := object.keys(input)`, `r if input == {"broken": 1}`, `r := input`} {
		var names []string
		input := program.Lazy(asked{map[string]*ast.Term{"broken": nil}, &names})
		if got, err := eval(t, text, input, topdown.NewCancel()); err == nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}
