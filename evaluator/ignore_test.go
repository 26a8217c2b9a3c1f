package evaluator

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

var ignorable = []*Policy{{ID: "debug-enabled"}, {ID: "hsts-off", Aliases: []string{"no-hsts"}}}

// Each comment is about the lines that follow the arrow; none where it is no comment.
func TestIgnoreComments(t *testing.T) {
	const ok = `djgate:ignore debug-enabled reason="a demo"`
	for _, tt := range []struct{ name, file, src, want string }{
		{"on the line", "s.py", "A = 1\nDEBUG = True  # " + ok, "2"},
		{"above", "s.py", "# " + ok + "\nDEBUG = True", "1 2"},
		{"above, past another comment", "s.py", "# " + ok + "\n# more\nDEBUG = True", "1 3"},
		{"an empty line between", "s.py", "# " + ok + "\n\nDEBUG = True", "1"},
		{"after another comment", "s.py", "DEBUG = True  # noqa # " + ok, "1"},
		{"spoken of", "s.py", "DEBUG = True  # see " + ok, ""},
		{"in a text", "s.py", "A = '# " + ok + "'\nB = \"\"\"\n# " + ok + "\n\"\"\"", ""},
		{"after a text with a mark", "s.py", `A = "#"  # ` + ok, "1"},
		{"after an escaped quote", "s.py", `A = 'it\'s'  # ` + ok, "1"},
		{"Windows line ends", "s.py", "DEBUG = True  # " + ok + "\r\n", "1"},
		{"env", ".env", "DEBUG=1 # " + ok, "1"},
		{"env, above", ".env", "# " + ok + "\nDEBUG=1", "1 2"},
		{"env, no space", ".env", "DEBUG=1# " + ok, ""},
		{"env, in quotes", ".env", `DEBUG="1 # ` + strings.ReplaceAll(ok, `"`, `'`) + `"`, ""},
		{"env, an apostrophe", ".env", "A=it's # " + ok, "1"},
		{"YAML", "compose.yaml", "a:\n  b: '#' # " + ok, "2"},
		{"HCL", "main.tf", `a = "#" // ` + ok, "1"},
		{"HCL, a hash", "x.tfvars", `a = "//" # ` + ok, "1"},
		{"Dockerfile", "Dockerfile", "# " + ok + "\nENV DEBUG=1", "1 2"},
		{"Dockerfile, no comment there", "web.Dockerfile", "ENV DEBUG=1 # " + ok, ""},
		{"JSON has none", "plan.json", "# " + ok, ""},
		{"the file", "s.py", `# djgate:ignore-file debug-enabled reason="a demo"`, "all"},
	} {
		found, diags := ignoresOf(tt.file, tt.src, ignorable)
		got := ""
		for _, s := range found {
			for line := 1; line < 9; line++ {
				if s.accepts("t", ignorable[0], "DEBUG", document.Location{File: tt.file, Line: line}) {
					got += fmt.Sprint(" ", line)
				}
			}
		}
		if got = strings.TrimSpace(got); got == "1 2 3 4 5 6 7 8" {
			got = "all"
		}
		if got != tt.want || len(diags) > 0 {
			t.Errorf("%s: got %q, want %q; %v", tt.name, got, tt.want, diags)
		}
	}
}

func TestParseIgnore(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{`djgate:ignore debug-enabled,no-hsts reason="a, b" until=2026-12-31 owner=web`, "debug-enabled no-hsts"},
		{`djgate:ignore debug-enabled , hsts-off reason='x'`, "debug-enabled hsts-off"},
		{`djgate:ignore debug-enabled`, "reason is missing: say why debug-enabled is accepted"},
		{`djgate:ignore debug-enabled reason=""`, "reason is missing"},
		{`djgate:ignore reason="x"`, "it is not djgate:ignore ID"},
		{`djgate:ignore debug-enabled reason="x" until=soon`, `until: "soon" is no date`},
		{`djgate:ignore debug-enabled reason="x" untill=2026-01-01`, "no option is called untill (reason, until, owner)"},
		{`djgate:ignore debug-enabeld reason="x"`, `no policy is called "debug-enabeld" (did you mean debug-enabled?)`},
		{`djgate:ignore * reason="x"`, "it is not djgate:ignore ID"},
		{`djgate:ignore debug-enabled reason="x" and more`, "it is not djgate:ignore ID"},
		{`djgate:ignored debug-enabled reason="x"`, "it is not djgate:ignore ID"},
	} {
		list, err := parseIgnore(tt.text, ignorable)
		got := ""
		for _, s := range list {
			got = strings.TrimSpace(got + " " + s.Policy)
		}
		if err != nil {
			got = err.Error()
		}
		if !strings.HasPrefix(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// A comment is found where a finding is, and where one was: in the files that the
// settings come from. No other file is opened.
func TestReadIgnoresReadsWhatWasJudged(t *testing.T) {
	comment := &fstest.MapFile{Data: []byte("DEBUG = True  # djgate:ignore debug-enabled reason=x\n")}
	fsys := fstest.MapFS{"settings.py": comment, "base.py": comment, "other.py": comment}
	outside := violated(ignorable[0], "env.X", 1)
	outside.Findings[0].At.File = "../settings.py"
	results := []*Result{resultOf("t", violated(ignorable[0], "DEBUG", 1), outside)}
	docs := []*document.Document{{Settings: map[string]*document.Node{"DEBUG": {At: document.Location{File: "base.py", Line: 1}}}}}
	found, diags, err := ReadIgnores(fsys, results, docs, func() ([]*Policy, error) { return ignorable, nil })
	if err != nil || len(found) != 2 || found[0].Path != "base.py" || found[1].Path != "settings.py" || len(diags) != 0 {
		t.Errorf("%+v %v", found, diags)
	}
}
