package script

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

// read parses a script that the test holds.
func read(t testing.TB, src string) *Script {
	t.Helper()
	s, err := Read(fstest.MapFS{"run.sh": {Data: []byte(src)}}, "run.sh")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// show writes an export as a test reads it: "!" before it where it is not certain.
func show(e Export) string {
	s := e.Name
	switch {
	case e.Unset:
		s += " unset"
	case !e.HasValue:
		s += " ?"
	default:
		s += "=" + e.Value.Reveal()
	}
	if len(e.Needs) > 0 {
		s += " needs " + strings.Join(e.Needs, " ")
	}
	if e.Default {
		s += " default"
	}
	if !e.Certain {
		s = "!" + s
	}
	return s
}

func TestExports(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"plain", "export A=1 B='two words'", []string{"A=1", "B=two words"}},
		{"later", "A=1\nexport A", []string{"A=1"}},
		{"assigned again once exported", "export A=1\nA=2", []string{"A=1", "A=2"}},
		{"not exported", "A=1", nil},
		{"set -a", "set -a\nA=1\nset +a\nB=2", []string{"A=1"}},
		{"set -ex and allexport", "set -eao pipefail\nA=1\nset +o allexport\nset -o allexport\nB=2", []string{"A=1", "B=2"}},
		{"variable of the script", "HOST=db\nexport URL=\"pg://$HOST/x\"", []string{"URL=pg://db/x"}},
		{"variable of the environment", "export URL=pg://$HOST/x", []string{"URL=pg:///x needs HOST"}},
		{"default", "export A=${A:-d} B=\"${C:-d}\"", []string{"A=d needs A default", "B=d needs C"}},
		{"default inside a text", "export A=x${A:-d}", []string{"A ? needs A"}},
		{"assigning default", ": ${A:=d}\nexport A", nil},
		{"computed", "export A=$(date) B=$((1+1)) C=`x`", []string{"A ?", "B ?", "C ?"}},
		{"path", "export PATH=/x:$PATH", []string{"PATH ? needs PATH"}},
		{"in an if", "if [ -f x ]; then export A=1; fi\nexport B=1", []string{"!A=1", "B=1"}},
		{"known in the branch", "if x; then H=db; export A=$H; fi\nexport B=$H", []string{"!A=db", "B ?"}},
		{"set if empty", "if [ -z \"$A\" ]; then\n  D=1\n  export A=$D\nfi", []string{"A=1 needs A default"}},
		{"set if empty, other forms", "[ -z ${A+x} ] && export A=1\n[[ -z $B ]] && export B=1\ntest -z \"${C:-}\" && export C=1",
			[]string{"A=1 needs A default", "B=1 needs B default", "C=1 needs C default"}},
		{"another one is empty", "if [ -z \"$B\" ]; then export A=1; fi", []string{"!A=1"}},
		{"set if not empty", "[ -z \"$A\" ] || export A=1\n! [ -z \"$A\" ] && export A=1", []string{"!A=1", "!A=1"}},
		{"set if empty, perhaps", "if x; then [ -z \"$A\" ] && export A=1; fi", []string{"!A=1 needs A default"}},
		{"after &&", "test x && export A=1", []string{"!A=1"}},
		{"in a loop, a case, a function", "for i in a; do export A=1; done\ncase x in x) export B=1;; esac\nf() { export C=1; }", []string{"!A=1", "!B=1", "!C=1"}},
		{"in a shell of its own", "(export A=1)\nexport B=1 | cat\n{ export C=1; }", []string{"C=1"}},
		{"after exec", "exec \"$@\"\nexport A=1", nil},
		{"after an exec in an if", "if x; then exec y; fi\nexport A=1", []string{"A=1"}},
		{"unset", "unset A", []string{"A unset"}},
		{"declare", "declare -x A=1\ndeclare B=1\nexport -n C", []string{"A=1"}},
		{"set in an if, then exported", "if x; then A=1; fi\nexport A", []string{"!A ?"}},
		{"read", "A=1\nread A\nexport A", []string{"!A ?"}},
		{"escapes", `export A=a\ b B="a\$b\c" C=$'x'`, []string{"A=a b", `B=a$b\c`, "C=x"}},
		{"appended, array", "export A=1\nA+=2\nB=(1 2)\nexport B", []string{"A=1", "!B ?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range read(t, tt.src).Exports {
				got = append(got, show(e))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestCommands(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"simple", "python manage.py migrate\ngunicorn app.wsgi --bind 0.0.0.0:$PORT", []string{"python manage.py migrate", "gunicorn app.wsgi --bind 0.0.0.0:${PORT}"}},
		{"exec", "exec gunicorn x", []string{"exec gunicorn x"}},
		{"arguments", "exec \"$@\"", []string{"exec $@"}},
		{"lists", "a && b || c; d | e &", []string{"a", "!b", "!c", "d", "e"}},
		{"conditions", "while ! nc -z db 5432; do sleep 1; done\nif x; then y; elif z; then w; else v; fi", []string{"!nc -z db 5432", "!sleep 1", "x", "!y", "!z", "!w", "!v"}},
		{"commands of the shell", "set -e\necho x\ncd /app\n[ -f x ]\n:", nil},
		{"variable before", "DEBUG=1 x --opt", []string{"DEBUG=1 x --opt"}},
		{"env", "DEBUG=1 env -i A=b x y", []string{"DEBUG=1 A=b x y"}},
		{"sh -c", "exec sh -c 'export A=1; B=2 gunicorn x'", []string{"A=1 B=2 gunicorn x"}},
		{"wrappers", "dumb-init -- gosu app poetry run nice -n 5 gunicorn x", []string{"gunicorn x"}},
		{"waiting", "./wait-for-it.sh db:5432 -t 30 -- gunicorn x", []string{"gunicorn x"}},
		{"not wrapped", "poetry install", []string{"poetry install"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range read(t, tt.src).Commands {
				var words []string
				for _, e := range c.Env {
					words = append(words, show(e))
				}
				s := strings.Join(append(words, c.Texts()...), " ")
				if c.Exec {
					s = "exec " + s
				}
				if !c.Certain {
					s = "!" + s
				}
				got = append(got, s)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestScript(t *testing.T) {
	s := read(t, `#!/bin/bash
set -a
. ./.env
set +a
if [ -f x ]; then source "$FILE"; fi
eval "$(x)"
export $(cat .env | xargs)
doppler run -- gunicorn x
exec "$@"
`)
	if want := []Source{{Path: "./.env", All: true, Certain: true, At: document.Location{File: "run.sh", Line: 3, Column: 1}}}; !slices.Equal(s.Sources, want) {
		t.Errorf("sources %v, want %v", s.Sources, want)
	}
	var lines []int
	for _, at := range s.Opaque {
		lines = append(lines, at.Line)
	}
	if want := []int{5, 6, 7, 8}; !slices.Equal(lines, want) {
		t.Errorf("opaque at %v, want %v", lines, want)
	}
	if last := s.Last(); !s.UsesArgs || last == nil || !last.Exec || !last.Words[0].Args {
		t.Errorf("last %+v, uses its arguments %v", last, s.UsesArgs)
	}
}

func TestPlaces(t *testing.T) {
	s := read(t, "# x\necho ä; export X=two\n")
	e := s.Exports[len(s.Exports)-1]
	want := document.Location{File: "run.sh", Line: 2, Column: 18}
	if e.At != want || e.KeyAt.Column != 16 {
		t.Errorf("value at %v, name at %v, want %v", e.At, e.KeyAt, want)
	}
}

func TestArgv(t *testing.T) {
	s, err := Argv([]string{"/bin/sh", "-ec", "python manage.py migrate && DEBUG=1 gunicorn app.wsgi --reload"})
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintln(s.Commands[0].Texts(), s.Commands[1].Texts(), show(s.Commands[1].Env[0]))
	if want := "[python manage.py migrate] [gunicorn app.wsgi --reload] !DEBUG=1\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	s, err = Argv([]string{"gunicorn", "a && b"})
	if err != nil || len(s.Commands) != 1 || s.Commands[0].Words[1].Text != "a && b" {
		t.Errorf("got %v, %v", s, err)
	}
}

func TestErrors(t *testing.T) {
	fsys := fstest.MapFS{
		"big.sh":    {Data: make([]byte, maxFile+1)},
		"deep.sh":   {Data: []byte(strings.Repeat("(", 300))},
		"template":  {Data: []byte("{% if x %}\nrun\n{% endif %}\n")},
		"python":    {Data: []byte("#!/usr/bin/env python3\nprint()\n")},
		"broken.sh": {Data: []byte("\nif c4n4ry; then\n")},
	}
	for name, want := range map[string]error{"big.sh": ErrTooLarge, "deep.sh": ErrTooLarge, "python": ErrNotShell, "template": ErrTemplate,
		"broken.sh": ErrSyntax, "absent.sh": fs.ErrNotExist} {
		_, err := Read(fsys, name)
		if !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", name, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "c4n4ry") {
			t.Errorf("the error holds text of the script: %v", err)
		}
	}
}

func FuzzSplit(f *testing.F) {
	for _, s := range []string{"export A=${B:-c}", "sh -c 'a && b'", "exec \"$@\"", "set -a; . x", "env A=1 b", "f() { export x; }; f", "declare -x a=(1)", "export $x", "${!a@} ${a[1]} ${#a}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		s, err := Split(src)
		if err != nil {
			return
		}
		for _, e := range s.Exports {
			if e.Known && (!e.HasValue || len(e.Needs) > 0) {
				t.Errorf("%s is known and is not", e.Name)
			}
		}
	})
}
