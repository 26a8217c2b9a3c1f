package dotenv_test

import (
	"testing"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
)

// columns are the dialects of the table below, in its order.
var columns = [...]dotenv.Dialect{dotenv.Compose, dotenv.DockerRun, dotenv.Environ, dotenv.Environ011,
	dotenv.PythonDotenv122, dotenv.Decouple, dotenv.Systemd, dotenv.Shell}

// What a cell says where it holds no value.
const (
	absent  = "(absent)"  // K is not set
	refused = "(refused)" // the program refuses the file
	doubt   = "(doubt)"   // the value cannot be told
)

// table holds one file a row and what each dialect sets K to. The results are
// those of the programs themselves.
var table = []struct {
	src  string
	want [len(columns)]string
}{
	//         compose, docker run, environ, environ 0.11, python-dotenv, decouple, systemd, shell
	{"K\n", row(absent, absent, absent, absent, absent, absent, absent, refused)},
	{"export K=v\n", row("v", refused, "v", "v", "v", absent, absent, "v")},
	{"K = v\n", row("v", refused, absent, absent, "v", "v", "v", refused)},
	{"K= v\n", row("v", " v", " v", " v", "v", "v", "v", refused)},
	{"K=v  \n", row("v", "v  ", "v  ", "v  ", "v", "v", "v", "v")},
	{"  K=v\n", row("v", "v", absent, absent, "v", "v", "v", "v")},
	{"K=\"a b\"\n", row("a b", `"a b"`, "a b", "a b", "a b", "a b", "a b", "a b")},
	{`K="a\"b"` + "\n", row(`a"b`, `"a\"b"`, `a"b`, `a"b`, `a"b`, `a\"b`, `a"b`, `a"b`)},
	{`K='a\'b'` + "\n", row("a'b", `'a\'b'`, `a\'b`, `a\'b`, "a'b", `a\'b`, `a\b'`, refused)},
	{`K="a\nb"` + "\n", row("a\nb", `"a\nb"`, `a\nb`, `a\nb`, "a\nb", `a\nb`, `a\nb`, `a\nb`)},
	{`K=a\nb` + "\n", row(`a\nb`, `a\nb`, `a\nb`, `a\nb`, `a\nb`, `a\nb`, "anb", "anb")},
	{`K="a\\b"` + "\n", row(`a\b`, `"a\\b"`, `a\b`, `a\b`, `a\b`, `a\\b`, `a\b`, `a\b`)},
	{`K="a\db"` + "\n", row(`a\db`, `"a\db"`, "adb", "adb", `a\db`, `a\db`, `a\db`, `a\db`)},
	{"K=ab#cd\n", row("ab#cd", "ab#cd", "ab#cd", "ab", "ab#cd", "ab#cd", "ab#cd", "ab#cd")},
	{"K=ab # cd\n", row("ab", "ab # cd", "ab # cd", "ab ", "ab", "ab # cd", "ab # cd", "ab")},
	{`K="ab#cd"` + "\n", row("ab#cd", `"ab#cd"`, "ab#cd", `"ab`, "ab#cd", "ab#cd", "ab#cd", "ab#cd")},
	{`K="ab" # c` + "\n", row("ab", `"ab" # c`, `"ab" # c`, `"ab" `, "ab", `"ab" # c`, "ab# c", "ab")},
	{"K='ab' # c\n", row("ab", "'ab' # c", "'ab' # c", "ab", "ab", "'ab' # c", "ab# c", "ab")},
	{"K=#abc\n", row("#abc", "#abc", "#abc", "", "#abc", "#abc", "#abc", "#abc")},
	{"K= #abc\n", row("#abc", " #abc", " #abc", " ", "#abc", "#abc", "#abc", "")},
	{"K=${EXT}\n", row("ext", "${EXT}", "${EXT}", "${EXT}", "ext", "${EXT}", "${EXT}", "ext")},
	{"K=$EXT\n", row("ext", "$EXT", "$EXT", "$EXT", "$EXT", "$EXT", "$EXT", "ext")},
	{"K='${EXT}'\n", row("${EXT}", "'${EXT}'", "${EXT}", "${EXT}", "ext", "${EXT}", "${EXT}", "${EXT}")},
	{"K=${NO:-def}\n", row("def", "${NO:-def}", "${NO:-def}", "${NO:-def}", "def", "${NO:-def}", "${NO:-def}", "def")},
	{"K=${NO-def}\n", row("def", "${NO-def}", "${NO-def}", "${NO-def}", "", "${NO-def}", "${NO-def}", "def")},
	{"K=${NO:?e}\n", row(refused, "${NO:?e}", "${NO:?e}", "${NO:?e}", "${NO:?e}", "${NO:?e}", "${NO:?e}", refused)},
	{"K=a${NO}b\n", row("ab", "a${NO}b", "a${NO}b", "a${NO}b", "ab", "a${NO}b", "a${NO}b", "ab")},
	{"K=a$$b\n", row("a$b", "a$$b", "a$$b", "a$$b", "a$$b", "a$$b", "a$$b", doubt)},
	{`K=a\$b` + "\n", row(`a\`, `a\$b`, `a\$b`, `a\$b`, `a\$b`, `a\$b`, "a$b", "a$b")},
	{"K=p$ssw0rd\n", row("p", "p$ssw0rd", "p$ssw0rd", "p$ssw0rd", "p$ssw0rd", "p$ssw0rd", "p$ssw0rd", "p")},
	{"K=$abc123\n", row("", "$abc123", "$abc123", "$abc123", "$abc123", "$abc123", "$abc123", "")},
	{"K=\"a\nb\"\n", row("a\nb", `"a`, `"a`, `"a`, "a\nb", `"a`, "a\nb", "a\nb")},
	{"K=a\\\nb\n", row(`a\`, `a\`, `a\`, `a\`, `a\`, `a\`, "ab", "ab")},
	{"K=\"ab\n", row(refused, `"ab`, `"ab`, `"ab`, absent, `"ab`, "ab\n", refused)},
	{`K="ab"cd` + "\n", row("ab", `"ab"cd`, `"ab"cd`, `"ab"cd`, absent, `"ab"cd`, "abcd", "abcd")},
	{"K='a''b'\n", row(refused, "'a''b'", "a''b", "a''b", absent, "a''b", "ab", "ab")},
	{`K={"a": "b"}` + "\n", row(`{"a": "b"}`, `{"a": "b"}`, `{"a": "b"}`, `{"a": "b"}`, `{"a": "b"}`, `{"a": "b"}`, `{"a": "b"}`, refused)},
	{"K=['a', 'b']\n", row("['a', 'b']", "['a', 'b']", "['a', 'b']", "['a', 'b']", "['a', 'b']", "['a', 'b']", "['a', 'b']", refused)},
	{"K=a(b)\n", row("a(b)", "a(b)", "a(b)", "a(b)", "a(b)", "a(b)", "a(b)", refused)},
	{"K=a&b\n", row("a&b", "a&b", "a&b", "a&b", "a&b", "a&b", "a&b", refused)},
	{"K=a;b\n", row("a;b", "a;b", "a;b", "a;b", "a;b", "a;b", "a;b", refused)},
	{"\ufeffK=v\n", row("v", "v", absent, absent, absent, absent, absent, refused)},
	{"K=v\r\n", row("v", "v", "v", "v", "v", "v", "v", "v\r")},
	{"K: v\n", row("v", refused, absent, absent, absent, absent, absent, refused)},
	{"1K=v\nK=w\n", row("w", "w", "w", "w", "w", "w", "w", refused)},
	{"; c\nK=v\n", row(refused, refused, "v", "v", "v", "v", "v", refused)},
	{"hello world\nK=v\n", row(refused, refused, "v", "v", "v", "v", "v", refused)},
	{"K=\xff\n", row("\ufffd", refused, refused, refused, refused, refused, refused, doubt)},
	{"K=1\nK=2\n", row("2", "2", "2", "2", "2", "2", "2", "2")},
	{"K=\n", row("", "", "", "", "", "", "", "")},
	{"# K=v\n", row(absent, absent, absent, absent, absent, absent, absent, absent)},
	{"K=v", row("v", "v", "v", "v", "v", "v", "v", "v")},
	{"EXT=file\nK=${EXT}\n", row("ext", "${EXT}", "${EXT}", "${EXT}", "ext", "${EXT}", "${EXT}", "file")},
	{"A=1\nK=${A}2\n", row("12", "${A}2", "${A}2", "${A}2", "12", "${A}2", "${A}2", "12")},
	{"=v\nK=v\n", row("v", refused, "v", "v", "v", "v", "v", refused)},
	{"K=a\u00a0#b\n", row("a\u00a0#b", "a\u00a0#b", "a\u00a0#b", "a\u00a0", "a", "a\u00a0#b", "a\u00a0#b", "a\u00a0#b")},
	{"A=1\vK=v\n", row(absent, absent, "v", "v", absent, absent, absent, absent)},
	{"A=1\rK=v\n", row(absent, absent, "v", "v", "v", "v", "v", absent)},
	{"K='\"v\"'\n", row(`"v"`, `'"v"'`, "v", "v", `"v"`, `"v"`, `"v"`, `"v"`)},
	{"K=~/x\n", row("~/x", "~/x", "~/x", "~/x", "~/x", "~/x", "~/x", doubt)},
	{"K=`id`\n", row("`id`", "`id`", "`id`", "`id`", "`id`", "`id`", "`id`", refused)},
	{"K=v\nexport A=$K K=w\n", row("v", refused, "v", "v", "v", "v", "v", "w")},
}

func row(cells ...string) (out [len(columns)]string) {
	copy(out[:], cells)
	return out
}

// external is the environment that every file of the tests is read in.
func external(name string) (string, bool) {
	value, ok := map[string]string{"EXT": "ext", "EMPTY": ""}[name]
	return value, ok
}

func TestTable(t *testing.T) {
	for _, row := range table {
		for i, d := range columns {
			entries, diagnostics := dotenv.Parse(d, ".env", []byte(row.src), external)
			if got := cell(entries, diagnostics); got != row.want[i] {
				t.Errorf("%s: %q gives %q, want %q", d, row.src, got, row.want[i])
			}
		}
	}
}

// cell says what a file sets K to.
func cell(entries []dotenv.Entry, diagnostics []document.Diagnostic) string {
	if refusal(entries, diagnostics) {
		return refused
	}
	out := absent
	for _, e := range entries {
		switch {
		case e.Name != "K":
		case e.Because != "":
			out = doubt
		case e.HasValue:
			out = e.Value.Reveal()
		}
	}
	return out
}

// refusal tells whether the program stops at the file.
func refusal(entries []dotenv.Entry, diagnostics []document.Diagnostic) bool {
	for _, e := range entries {
		if len(e.Required) > 0 {
			return true
		}
	}
	for _, d := range diagnostics {
		if d.Severity == "error" {
			return true
		}
	}
	return false
}

func TestNamesPerDialect(t *testing.T) {
	tests := []struct {
		src  string
		name string
		in   []dotenv.Dialect
	}{
		{"A.B=v\n", "A.B", []dotenv.Dialect{dotenv.Compose, dotenv.DockerRun, dotenv.PythonDotenv, dotenv.Decouple}},
		{"A-B=v\n", "A-B", []dotenv.Dialect{dotenv.Compose, dotenv.DockerRun, dotenv.PythonDotenv, dotenv.Decouple}},
		{"1K=v\n", "1K", []dotenv.Dialect{dotenv.Compose, dotenv.DockerRun, dotenv.Environ, dotenv.Environ011, dotenv.PythonDotenv, dotenv.Decouple}},
		{"export K=v\n", "export K", []dotenv.Dialect{dotenv.Decouple}},
		{"\ufeffK=v\n", "\ufeffK", []dotenv.Dialect{dotenv.Decouple, dotenv.PythonDotenv122}},
		{"'a b'=v\n", "a b", []dotenv.Dialect{dotenv.PythonDotenv}},
	}
	for _, test := range tests {
		has := map[dotenv.Dialect]bool{}
		for _, d := range test.in {
			has[d] = true
		}
		for _, d := range append(columns[:], dotenv.PythonDotenv) {
			entries, _ := dotenv.Parse(d, ".env", []byte(test.src), nil)
			found := len(entries) > 0 && entries[0].Name == test.name
			if want := has[d] || d == dotenv.PythonDotenv122 && has[dotenv.PythonDotenv]; found != want {
				t.Errorf("%s: %q: has the name %v, want %v", d, test.src, found, want)
			}
		}
	}
}

func TestPythonDotenvVersions(t *testing.T) {
	tests := []struct {
		src                    string
		upTo122, is123, newest string
	}{
		{"K= # c\n", "# c", "# c", ""},
		{"K=#c\n", "#c", "#c", "#c"},
		{"\ufeffK=v\n", absent, "v", "v"},
		{`K='a\\'` + "\n", `a\`, `a\`, `a\`},
		{`K='a\' # c` + "\n", `a\`, absent, absent},
	}
	for _, test := range tests {
		for d, want := range map[dotenv.Dialect]string{dotenv.PythonDotenv122: test.upTo122, dotenv.PythonDotenv123: test.is123, dotenv.PythonDotenv: test.newest} {
			if got := cell(dotenv.Parse(d, ".env", []byte(test.src), nil)); got != want {
				t.Errorf("%s: %q gives %q, want %q", d, test.src, got, want)
			}
		}
	}
}

func TestEnviron07(t *testing.T) {
	for src, want := range map[string]string{`K="a\nb"`: "anb", "K=ab#cd": "ab#cd", "export K=v": "v", "K= v": " v"} {
		if got := cell(dotenv.Parse(dotenv.Environ07, ".env", []byte(src), nil)); got != want {
			t.Errorf("%q gives %q, want %q", src, got, want)
		}
	}
}

func TestEnviron044(t *testing.T) {
	for src, want := range map[string]string{`K="a\nb"`: "anb", "export K=v": absent} {
		if got := cell(dotenv.Parse(dotenv.Environ044, ".env", []byte(src), nil)); got != want {
			t.Errorf("%q gives %q, want %q", src, got, want)
		}
	}
}
