package script

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

// scripts writes random scripts of the constructs that are followed.
type scripts struct {
	*rand.Rand
	loops int
}

var names = []string{"A", "B", "C", "D"}

func (g *scripts) pick(list ...string) string { return list[g.IntN(len(list))] }

func (g *scripts) word() string {
	n := g.pick(names...)
	return g.pick("x", "web", "''", "'two words'", "$"+n, `"$`+n+`"`, `"${`+n+`:-d}"`, `"${`+n+`-d}"`, `"${`+n+`:+s}"`, `"a$`+n+`"`, "${"+n+":=z}",
		`"$1"`, `"${L:-out}"`, "$#", `"${1#-}"`, `"${`+n+`%b}"`, `"${`+n+`##*e}"`, `"${`+n+`:0:1}"`, `"${`+n+`,,}"`, `"$(echo x)"`, `"${!P:-i}"`)
}

func (g *scripts) condition() string {
	n := g.pick(names...)
	return g.pick("true", "false", `[ -z "$`+n+`" ]`, `[ -n "${`+n+`:-}" ]`, `[ "$`+n+`" = web ]`, `[[ $`+n+` == w* ]]`, `[[ -v `+n+` ]]`, `! [ "$`+n+`" != x ]`,
		`[ "$1" = web -o -z "$`+n+`" ]`, `[ "$#" -gt 1 ]`, `[[ "$`+n+`" = x && -n "$1" ]]`, `test "$`+n+`"`, `[ -e /absent ]`, "unknown")
}

func (g *scripts) statement(depth int) string {
	n := g.pick(names...)
	kinds := 8
	if depth > 0 {
		kinds = 15
	}
	switch g.IntN(kinds) {
	case 0:
		return n + "=" + g.word()
	case 1:
		return "export " + n + "=" + g.word()
	case 2:
		return "export " + n
	case 3:
		return "unset " + n
	case 4:
		return "probe " + g.word() + " " + g.word()
	case 5:
		return g.pick("shift", "set -- "+g.word()+` "$@"`, `probe "$@"`, ": ${"+n+":="+g.word()+"}", "set -a", "set +a")
	case 6:
		return g.pick(n+`+=x`, `export "`+n+`"="$B"`, "local=1", "return", "f1 "+g.word(), "f2 "+g.word())
	case 7:
		return g.condition() + g.pick(" && ", " || ") + "export " + n + "=" + g.word()
	case 8, 9:
		return "if " + g.condition() + "; then\n" + g.block(depth-1) + "\nelif " + g.condition() + "; then\n" + g.block(depth-1) + "\nelse\n" + g.block(depth-1) + "\nfi"
	case 10:
		return "case " + g.word() + " in\nweb|x) " + g.block(depth-1) + ";;\n\"$B\") " + g.block(depth-1) + ";;\n[a-d]*) " + g.block(depth-1) + ";;\n*) " + g.block(depth-1) + ";;\nesac"
	case 11:
		return "for " + n + " in x y $" + g.pick(names...) + "; do\n" + g.block(depth-1) + "\ndone"
	case 12:
		g.loops++
		i := fmt.Sprintf("I%d", g.loops)
		return i + "=x\nwhile [ \"$" + i + "\" != xxx ]; do\n" + i + "=x$" + i + "\n" + g.block(depth-1) + "\ndone"
	case 13:
		return "(\n" + g.block(depth-1) + "\n)"
	}
	return "{\n" + g.block(depth-1) + "\n}"
}

func (g *scripts) block(depth int) string {
	var lines []string
	for range 1 + g.IntN(3) {
		lines = append(lines, g.statement(depth))
	}
	return strings.Join(lines, "\n")
}

func (g *scripts) script() string {
	src := "f1() {\n" + g.block(1) + "\n}\nf2() {\nlocal L=$1\n" + g.block(1) + "\n}\n"
	src = strings.NewReplacer("f1 ", ": ", "f2 ", ": ").Replace(src)
	for range 4 {
		src += strings.ReplaceAll(g.statement(2), "return", ":") + "\n"
	}
	return src
}

// Bash runs random scripts; what is said of them for certain must be so, and
// nothing may be run that is not said.
func TestOracle(t *testing.T) {
	const count = 500
	var run strings.Builder
	run.WriteString("unset A B C D\nunknown() { false; }\nprobe() { printf 'probe'; printf ' <%s>' \"$@\"; echo; }\n")
	all := make([]string, count)
	for i := range all {
		all[i] = (&scripts{Rand: rand.New(rand.NewPCG(7, uint64(i)))}).script()
		fmt.Fprintf(&run, "(\nexport A=web B= P=B\nset -- web -x\ntrap 'env' EXIT\n%s)\necho '--end--'\n", all[i])
	}
	cmd := exec.Command("bash", "--norc")
	cmd.Env, cmd.Stdin = []string{"PATH=/usr/bin:/bin"}, strings.NewReader(run.String())
	out, err := cmd.Output()
	if err != nil && len(out) == 0 {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatalf("bash cannot be asked: %v", err)
		}
		t.Skip("bash is not there")
	}
	answers := bytes.Split(out, []byte("--end--\n"))
	if len(answers) != count+1 {
		t.Fatalf("bash answers %d of %d", len(answers)-1, count)
	}
	for i, src := range all {
		if wrong := disagrees(src, strings.Split(string(answers[i]), "\n")); wrong != "" {
			t.Errorf("script %d: %s\n%s\nbash:\n%s", i, wrong, src, answers[i])
		}
	}
}

// disagrees says what the reading of a script has wrong.
func disagrees(src string, bash []string) string {
	given := Given{
		Args: []Word{{Text: "web", Known: true}, {Text: "-x", Known: true}},
		Lookup: func(name string) (document.Text, bool, bool) {
			return document.NewText(map[string]string{"A": "web", "P": "B"}[name]), name == "A" || name == "B" || name == "P", true
		},
	}
	s, err := Split(fstest.MapFS{}, src, given)
	if err != nil || len(s.Opaque) > 0 {
		return fmt.Sprint("not followed: ", err)
	}
	env := map[string]string{"A": "web", "B": ""}
	for _, e := range s.Exports {
		switch {
		case !e.Certain || !e.Known && !e.Unset:
			env[e.Name] = "?"
		case e.Unset:
			delete(env, e.Name)
		default:
			env[e.Name] = e.Value.Reveal()
		}
	}
	real, probes := map[string]string{}, []string{}
	for _, line := range bash {
		if rest, ok := strings.CutPrefix(line, "probe"); ok {
			probes = append(probes, rest)
		} else if name, text, ok := strings.Cut(line, "="); ok {
			real[name] = text
		}
	}
	for _, name := range names {
		want, ok := real[name]
		if have, known := env[name]; have != "?" && (ok != known || have != want) {
			return fmt.Sprintf("%s is %q (%v), in bash %q (%v)", name, have, known, want, ok)
		}
	}
	return unlisted(s, probes)
}

// unlisted compares the commands that were run with those that are listed: the
// certain ones are run in their order, and no other than those that are listed.
func unlisted(s *Script, probes []string) string {
	next := 0
	for _, c := range s.Commands {
		if c.Words[0].Text != "probe" || !c.Certain {
			continue
		}
		for next < len(probes) && !fits(c, probes[next]) {
			next++
		}
		if next++; next > len(probes) {
			return "a certain command is not run: " + strings.Join(c.Texts(), " ")
		}
	}
	for _, p := range probes {
		if !slices.ContainsFunc(s.Commands, func(c Command) bool { return c.Words[0].Text == "probe" && fits(c, p) }) {
			return "a command is run and not listed:" + p
		}
	}
	return ""
}

// fits tells whether a command can have printed a line.
func fits(c Command, line string) bool {
	var b strings.Builder
	for _, w := range c.Words[1:] {
		if !w.Known {
			return true
		}
		b.WriteString(" <" + w.Text + ">")
	}
	return b.String() == line || b.Len() == 0 && line == " <>" // printf without arguments
}
