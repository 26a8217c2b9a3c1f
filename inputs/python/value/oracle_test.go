package value

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// CPython is the oracle: expressions over builtin types, made from a seed, must
// give there what they give here, to the type, the repr and the exception.

// oracleCase is one expression: its text, and the same in Go.
type oracleCase struct {
	text string
	run  func(t *Thread) (Value, error)
}

// python returns the newest CPython on the path.
func python(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3.14", "python3.13", "python3.12", "python3.11", os.Getenv("DJGATE_PYTHON"), "python3"} {
		if name != "" && exec.Command(name, "-c", "").Run() == nil { // a shim on the path may have no Python behind it
			return name
		}
	}
	if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
		t.Fatal("no python3 is on the path, and DJGATE_REQUIRE_ORACLES demands it")
	}
	t.Skip("no python3 on the path: the comparison with CPython is skipped")
	return ""
}

func TestOracle(t *testing.T) {
	seed, cases := uint64(1), 10000
	if s := os.Getenv("DJGATE_ORACLE_SEED"); s != "" { // a longer run, with another seed
		seed, _ = strconv.ParseUint(s, 10, 64)
		cases = 40000
	}
	g := &generator{Rand: rand.New(rand.NewPCG(seed, seed)), builtins: Builtins()}
	list := make([]oracleCase, cases)
	for i := range list {
		list[i] = g.next()
	}
	answers, version := ask(t, python(t), list)
	unknown, wrong := 0, 0
	kinds := map[string]int{}
	for i, c := range list {
		th := newTestThread()
		got := th.dump(c.run(th))
		if got == nil {
			unknown++
			continue
		}
		if !reflect.DeepEqual(got, answers[i]) {
			kinds[c.text[:min(len(c.text), 12)]]++
			if wrong++; wrong <= 40 {
				t.Errorf("%s\n got %s\nwant %s", c.text, compact(got), compact(answers[i]))
			}
		}
	}
	t.Logf("CPython %v, seed %d: %d expressions, %d differ, %d unknown here", version, seed, cases, wrong, unknown)
	if unknown > cases/20 {
		t.Errorf("%d of %d results are unknown: the comparison says too little", unknown, cases)
	}
}

func compact(v any) string {
	b, _ := json.Marshal(v)
	return string(b[:min(len(b), 300)])
}

// ask lets one Python process evaluate all expressions.
func ask(t *testing.T, python string, list []oracleCase) (answers []any, version any) {
	t.Helper()
	var in bytes.Buffer
	for _, c := range list {
		b, err := json.Marshal(c.text)
		if err != nil {
			t.Fatal(err)
		}
		in.Write(append(b, '\n'))
	}
	cmd := exec.Command(python, "testdata/oracle.py")

	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("the oracle: %v", err)
	}
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var v any
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, v)
	}
	if len(answers) != len(list)+1 {
		t.Fatalf("the oracle gave %d answers to %d expressions", len(answers)-1, len(list))
	}
	return answers[1:], answers[0]
}

func newTestThread() *Thread { return NewThread(nil, DefaultLimits) }

// dump is what testdata/oracle.py prints of a result; nil where it is unknown.
func (t *Thread) dump(v Value, err error) any {
	if raised, ok := err.(*Raised); ok {
		return []any{"!", raised.Kind.Name}
	}
	if err != nil {
		return []any{"!", err.Error()}
	}
	if v == nil {
		return []any{"!", "a nil value"}
	}
	name := v.Class().Name
	switch x := v.(type) {
	case *Unknown:
		return nil
	case *List, Tuple, *DictView:
		return t.dumpItems(name, v)
	case *Set:
		out, ok := t.dumpItems(name, v).([]any)
		if !ok {
			return nil
		}
		slices.SortFunc(out[1].([]any), func(a, b any) int { return strings.Compare(pyJSON(a), pyJSON(b)) })
		return out
	case *Dict:
		items := []any{}
		for _, e := range x.list {
			k, v := t.dump(e.Key, nil), t.dump(e.Value, nil)
			if k == nil || v == nil {
				return nil
			}
			items = append(items, []any{k, v})
		}
		return []any{name, items}
	case *Iterator:
		return t.dumpItems("iterator", v)
	}
	r, err := ToRepr(t, v)
	if err != nil {
		return t.dump(nil, err)
	}
	if s, ok := r.(Str); ok {
		return []any{name, strings.ToValidUTF8(s.text, "\ufffd")}
	}
	return nil
}

func (t *Thread) dumpItems(name string, v Value) any {
	items, err := Items(t, v)
	if err != nil {
		return t.dump(nil, err)
	}
	out := []any{}
	for _, e := range items {
		d := t.dump(e, nil)
		if d == nil {
			return nil
		}
		out = append(out, d)
	}
	return []any{name, out}
}

// pyJSON writes JSON as Python's json.dumps does, for the same order.
func pyJSON(v any) string {
	switch v := v.(type) {
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = pyJSON(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		var b strings.Builder
		for _, r := range v {
			switch {
			case r == '"' || r == '\\':
				b.WriteString(`\` + string(r))
			case r < 0x20 || r > 0x7E && r < 0x10000:
				fmt.Fprintf(&b, `\u%04x`, r)
			case r >= 0x10000:
				fmt.Fprintf(&b, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
			default:
				b.WriteRune(r)
			}
		}
		return `"` + b.String() + `"`
	}
	return fmt.Sprint(v)
}
