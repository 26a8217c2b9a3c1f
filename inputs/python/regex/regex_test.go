package regex

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"strconv"
	"strings"
	"testing"
)

func find(t *testing.T, pattern, text string) []int {
	t.Helper()
	p, err := Compile(pattern, 0, false)
	if err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	r, _, err := p.Find([]rune(text), 0, Search, false)
	if err != nil {
		t.Fatalf("%s: %v", pattern, err)
	}
	if r == nil {
		return nil
	}
	return r.Places
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		pattern, text string
		want          []int
	}{
		{`(?<=a)b`, "ab", []int{1, 2}},
		{`(a)?(?(1)b|c)`, "c", []int{0, 1, -1, -1}},
		{`(?P<q>['"]).*(?P=q)`, `x='y'`, []int{2, 5, 2, 3}},
		{`(a*)*`, "aa", []int{0, 2, 2, 2}},
		{`a++a`, "aaa", nil},
		{`$`, "a\n", []int{1, 1}},
		{`\d+`, "٣4", []int{0, 2}},
	} {
		if got := find(t, c.pattern, c.text); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s on %q: got %v, want %v", c.pattern, c.text, got, c.want)
		}
	}
}

func TestErrors(t *testing.T) {
	for pattern, want := range map[string]string{
		"a(":         "missing ), unterminated subpattern at position 1",
		"*a":         "nothing to repeat at position 0",
		"a**":        "multiple repeat at position 2",
		`\q`:         `bad escape ... at position 0`,
		"[b-a]":      "bad character range ... at position 1",
		"(?<=a+)b":   "look-behind requires fixed-width pattern at position 0",
		`(a)\2`:      "invalid group reference at position 4",
		"a)":         "unbalanced parenthesis at position 1",
		"a(?i)b":     ErrUnsupported.Error(),
		`\N{BULLET}`: ErrUnsupported.Error(),
	} {
		if _, err := Compile(pattern, 0, false); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", pattern, err, want)
		}
	}
}

// A pattern that takes ever longer is given up.
func TestCatastrophe(t *testing.T) {
	for _, pattern := range []string{"(a+)+b", "(a|a)*b", "(.*)*x", "(?:a?){30}a{30}x", strings.Repeat("(", 150) + "a" + strings.Repeat(")*", 150) + "b"} {
		p, err := Compile(pattern, 0, false)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := p.Find([]rune(strings.Repeat("a", 3000)), 0, Search, false); !errors.Is(err, ErrSteps) {
			t.Errorf("%s: %v", pattern, err)
		}
	}
}

func FuzzCompile(f *testing.F) {
	for _, seed := range []string{`(?P<a>x)|(?<!y)\1{2,}?`, "[^]a-z\\d]++(?#c)", "(?x) a # b\n (?(1)x|y)", "(?>a|b)*$"} {
		f.Add(seed, "aabxy")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if p, err := Compile(pattern, 0, false); err == nil {
			p.Find([]rune(text), 0, Search, false)
		}
	})
}

type oracleCase struct {
	Pattern string   `json:"pattern"`
	Flags   int      `json:"flags"`
	Texts   []string `json:"texts"`
	Bytes   bool     `json:"bytes"`
}

type oracleAnswer struct {
	Groups int                 `json:"groups"`
	Names  [][2]any            `json:"names"`
	Flags  int                 `json:"flags"`
	Found  [][]json.RawMessage `json:"found"`
}

// TestOracle compares what random patterns find in random texts with CPython.
func TestOracle(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	n := 3000
	if seeds, err := strconv.Atoi(os.Getenv("DJGATE_ORACLE_SEEDS")); err == nil {
		n = seeds
	}
	var in bytes.Buffer
	cases := make([]oracleCase, n)
	for i := range cases {
		cases[i] = generate(uint64(i))
		if err := json.NewEncoder(&in).Encode(cases[i]); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(python, "testdata/oracle.py")
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	scan := bufio.NewScanner(bytes.NewReader(out))
	scan.Buffer(nil, 1<<24)
	refused := 0
	for i := 0; scan.Scan(); i++ {
		var want *oracleAnswer
		if err := json.Unmarshal(scan.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if !compare(t, cases[i], want) {
			refused++
		}
	}
	t.Logf("%d of %d patterns are not followed", refused, n)
	if refused*5 > n {
		t.Error("too many")
	}
}

// compare reports differences; false where the pattern or a text is not followed.
func compare(t *testing.T, c oracleCase, want *oracleAnswer) bool {
	t.Helper()
	p, err := Compile(c.Pattern, Flags(c.Flags), c.Bytes)
	if errors.Is(err, ErrUnsupported) {
		return false
	}
	if (err != nil) != (want == nil) {
		t.Errorf("%q %d: %v, in Python an error: %t", c.Pattern, c.Flags, err, want == nil)
	}
	if err != nil || want == nil {
		return true
	}
	if p.Groups != want.Groups || int(p.Flags) != want.Flags || len(p.Names) != len(want.Names) {
		t.Errorf("%q %d: %d groups, flags %d, names %v, want %v", c.Pattern, c.Flags, p.Groups, p.Flags, p.Names, want)
	}
	for i, text := range c.Texts {
		got, ok := findings(p, []rune(text))
		if !ok {
			return false
		}
		for k, raw := range want.Found[i] {
			if k >= len(got) || got[k] != string(raw) {
				t.Errorf("%q %d on %q: %d: got %v, want %s", c.Pattern, c.Flags, text, k, got, want.Found[i])
				break
			}
		}
		if len(got) != len(want.Found[i]) {
			t.Errorf("%q %d on %q: got %v, want %s", c.Pattern, c.Flags, text, got, want.Found[i])
		}
	}
	return true
}

// findings are what search, match, fullmatch and finditer find, as the oracle writes it.
func findings(p *Pattern, text []rune) ([]string, bool) {
	var out []string
	for _, kind := range []Kind{Search, Match, Full} {
		r, _, err := p.Find(text, 0, kind, false)
		if err != nil {
			return nil, false
		}
		out = append(out, written(r))
	}
	for at, advance := 0, false; ; {
		r, _, err := p.Find(text, at, Search, advance)
		if err != nil {
			return nil, false
		}
		if r == nil {
			return out, true
		}
		out = append(out, written(r))
		at, advance = r.Places[1], r.Places[0] == r.Places[1]
	}
}

func written(r *Result) string {
	if r == nil {
		return "null"
	}
	var spans []string
	for i := 0; i < len(r.Places); i += 2 {
		spans = append(spans, "["+strconv.Itoa(r.Places[i])+", "+strconv.Itoa(r.Places[i+1])+"]")
	}
	return "[[" + strings.Join(spans, ", ") + "], " + strconv.Itoa(r.Last) + "]"
}

// writer writes random patterns.
type writer struct{ r *rand.Rand }

func (w writer) one(of ...string) string { return of[w.r.IntN(len(of))] }

func generate(seed uint64) oracleCase {
	w := writer{rand.New(rand.NewPCG(seed, 1))}
	c := oracleCase{Pattern: w.pattern(3), Bytes: w.r.IntN(8) == 0}
	for _, flag := range []int{2, 8, 16, 64, 256} {
		if w.r.IntN(6) == 0 {
			c.Flags |= flag
		}
	}
	letters := []string{"a", "b", "a", "b", "c", "A", "1", "_", "\n", " ", "-", "]", "é", "É", "\u00a0", "\x1c", "x"}
	if !c.Bytes {
		letters = append(letters, "٣", "中", "²", "ſ")
	}
	for range 6 {
		text := ""
		for range w.r.IntN(8) {
			text += w.one(letters...)
		}
		c.Texts = append(c.Texts, text)
	}
	return c
}

func (w writer) pattern(depth int) string {
	out := ""
	for range 1 + w.r.IntN(3) {
		out += w.atom(depth)
		if w.r.IntN(3) == 0 {
			out += w.one("*", "+", "?", "{2}", "{1,2}", "{,2}", "{1,}", "{", "*", "+", "?") + w.one("", "", "", "?", "+")
		}
	}
	if depth > 0 && w.r.IntN(5) == 0 {
		out += "|" + w.pattern(depth-1)
	}
	return out
}

func (w writer) atom(depth int) string {
	if depth > 0 && w.r.IntN(3) == 0 {
		open := w.one("(", "(", "(", "(", "(?:", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?i:", "(?-i:", "(?s:", "(?P<n>", "(?P<m>", "(?(1)", "(?(n)", "(?a:")
		return open + w.pattern(depth-1) + ")"
	}
	return w.one("a", "b", "a", "b", "c", "A", ".", "^", "$", `\d`, `\w`, `\s`, `\D`, `\W`, `\S`, `\b`, `\B`, `\A`, `\Z`, `\1`, `\2`, "(?P=n)",
		"[ab]", "[^a]", "[a-c]", "[]a]", `[\d_]`, `[\W]`, "[A-Z]", `[^\sa]`, "é", "[à-ÿ]", `\x61`, `\n`, " ", "-", "x", "#", "1", `\-`, `\07`, `\101`, "(?#no)", "]", "[a-]", `[\]\-]`)
}
