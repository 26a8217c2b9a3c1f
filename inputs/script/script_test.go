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
	s, err := Read(fstest.MapFS{"run.sh": {Data: []byte(src)}}, "run.sh", Given{})
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
	if e.File != "" {
		s += " from " + e.File
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
		{"assigning default", ": ${A:=d} \"${B=e}\"\nexport A B", []string{"A=d needs A default", "B=e needs B default"}},
		{"computed", "export A=$(date) B=$((1+1)) C=`x`", []string{"A ?", "B ?", "C ?"}},
		{"path", "export PATH=/x:$PATH", []string{"PATH ? needs PATH"}},
		{"in an if", "if [ -f x ]; then export A=1; fi\nexport B=1", []string{"!A=1", "B=1"}},
		{"known in the branch", "if x; then H=db; export A=$H; fi\nexport B=$H", []string{"!A=db", "B ?"}},
		{"set if empty", "if [ -z \"$A\" ]; then\n  D=1\n  export A=$D\nfi", []string{"A=1 needs A default"}},
		{"made of what is set if empty", "if [ -z \"$A\" ]; then\n  D=1\n  export A=$D\nfi\nexport U=x://$A:$B", []string{"A=1 needs A default", "U=x://1: needs A B"}},
		{"made of what is perhaps set if empty", "if x; then y; elif [ -z \"$A\" ]; then A=1; fi\nexport U=x$A\n[ -z \"$B\" ] && B=1 && B=2\nexport V=$B", []string{"U ?", "V ?"}},
		{"set if empty or else", "if [ -z \"$A\" ]; then A=1; else A=2; fi\nexport U=x$A", []string{"U ?"}},
		{"set if empty, other forms", "[ -z ${A+x} ] && export A=1\n[[ -z $B ]] && export B=1\ntest -z \"${C:-}\" && export C=1",
			[]string{"A=1 needs A default", "B=1 needs B default", "C=1 needs C default"}},
		{"another one is empty", "if [ -z \"$B\" ]; then export A=1; fi", []string{"!A=1"}},
		{"set if not empty", "[ -z \"$A\" ] || export A=1\n! [ -z \"$A\" ] && export A=1", []string{"!A=1", "!A=1"}},
		{"set if empty, perhaps", "if x; then [ -z \"$A\" ] && export A=1; fi", []string{"!A=1 needs A default"}},
		{"after &&", "test x && export A=1\nx && export B=1", []string{"A=1", "!B=1"}},
		{"in a loop", "for i in a b; do export X$i=$i; done\nfor i in $L; do export B=$i; done\nwhile x; do export C=1; done", []string{"Xa=a", "Xb=b", "!B ?", "!C=1"}},
		{"counted in a loop", "N=0\nwhile x; do [ $N = 0 ] && export A=1; N=$((N+1)); done", []string{"!A=1"}},
		{"in a function", "f() { export C=$1; }\ng() { export D=1; }\nf 3", []string{"C=3"}},
		{"in a case", "case x in y) export A=1;; x|z) export B=1;; *) export C=1;; esac\ncase $X in x) export D=1;; *) export E=1;; esac", []string{"B=1", "!D=1", "!E=1"}},
		{"file", "export A=\"$(cat /run/secrets/a)\" B=x$(cat b)", []string{"A ? from /run/secrets/a", "B ?"}},
		{"in a shell of its own", "(export A=1)\nexport B=1 | cat\n{ export C=1; }", []string{"C=1"}},
		{"after exec", "exec \"$@\"\nexport A=1", nil},
		{"after an exec in an if", "if x; then exec y; fi\nexport A=1", []string{"A=1"}},
		{"unset", "unset A", []string{"A unset"}},
		{"declare", "declare -x A=1\ndeclare B=1\nexport -n C", []string{"A=1"}},
		{"set in an if, then exported", "if x; then A=1; fi\nexport A", []string{"!A ?"}},
		{"read", "A=1\nread A\nexport A", []string{"A ?"}},
		{"escapes", `export A=a\ b B="a\$b\c" C=$'x'`, []string{"A=a b", `B=a$b\c`, "C=x"}},
		{"appended, array", "export A=1\nA+=2\nB=(1 2)\nexport B", []string{"A=1", "A ?", "B ?"}},
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

func TestInputs(t *testing.T) {
	for src, want := range map[string]string{
		"x <<EOF\na $A\nb\nEOF\n":        "x: a ${A}\nb\n",
		"x <<'EOF'\na\nEOF\ny":           "x: a\n y: ",
		"x <<EOF\nEOF\n":                 "x: ",
		"echo -e 'a b' | x -":            "x: a b",
		"cat <<EOF | x\na\nEOF\n":        "cat: a\n x: a\n",
		"x <<< 'a'":                      "x: a",
		"echo a | x < file":              "x: ",
		"echo a | grep a | x":            "grep: a x: ",
		"if y; then x <<EOF\na\nEOF\nfi": "y:  x: a\n",
	} {
		var got []string
		for _, c := range read(t, src).Commands {
			got = append(got, c.Words[0].Text+": "+c.Input.Text)
		}
		if have := strings.Join(got, " "); have != want {
			t.Errorf("%q: %q, want %q", src, have, want)
		}
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
		{"what the site needs", "cd x && python manage.py migrate && mkdir y && python manage.py seed && z", []string{"python manage.py migrate", "mkdir y", "python manage.py seed", "!z"}},
		{"conditions", "while ! nc -z db 5432; do sleep 1; done\nif x; then y; elif z; then w; else v; fi", []string{"!nc -z db 5432", "!sleep 1", "x", "!y", "!z", "!w", "!v"}},
		{"commands of the shell", "set -e\necho x\ncd /app\n[ -f x ]\n:", nil},
		{"variable before", "DEBUG=1 x --opt", []string{"DEBUG=1 x --opt"}},
		{"env", "DEBUG=1 env A=b x y", []string{"DEBUG=1 A=b x y"}},
		{"env -i", "DEBUG=1 env -i A=b x y\nenv - x\nenv --ignore-environment -u A x", []string{"bare A=b x y", "bare x", "bare A unset x"}},
		{"env -u", "A=1 env -u A -uB --unset=C -iu D E=1 x y", []string{"bare D unset E=1 x y"}},
		{"env -u of some", "A=1 env --unset C --unset=B x", []string{"A=1 C unset B unset x"}},
		{"other options of env", "env -C /app --chdir=/x -v -S 'A=1 x -y' z\nenv -- x", []string{"A=1 x -y z", "x"}},
		{"env of a file", "env $(cat .env | xargs) A=1 x y", []string{"A=1 x y"}},
		{"sh -c", "exec sh -c 'export A=1; B=2 gunicorn x'", []string{"A=1 B=2 gunicorn x"}},
		{"wrappers", "dumb-init -- gosu app poetry run nice -n 5 gunicorn x", []string{"gunicorn x"}},
		{"options before the subcommand", "pipenv --python /opt/py/bin/python --quiet run gunicorn x\npoetry -C /app run daphne x", []string{"gunicorn x", "daphne x"}},
		{"another user", "runuser -u app -- gunicorn x", []string{"gunicorn x"}},
		{"waiting", "./wait-for-it.sh db:5432 -t 30 -- gunicorn x", []string{"gunicorn x"}},
		{"not wrapped", "poetry install\npoetry add run", []string{"poetry install", "poetry add run"}},
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
				if c.Bare {
					s = "bare " + s
				}
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
env $(cat .env | xargs) gunicorn x
exec "$@"
`)
	var lines []int
	for _, at := range s.Opaque {
		lines = append(lines, at.Line)
	}
	if want := []int{3, 5, 6, 7, 8, 9}; !slices.Equal(lines, want) {
		t.Errorf("opaque at %v, want %v", lines, want)
	}
	if last := s.Commands[len(s.Commands)-1]; !s.UsesArgs || !last.Exec || !last.Words[0].Args {
		t.Errorf("last %+v, uses its arguments %v", last, s.UsesArgs)
	}
}

func TestWrites(t *testing.T) {
	s := read(t, "A=/app/.env\nfill() {\n  echo x >> \"$A\"\n}\nfill\ncat <<E > /tmp/b 2> /tmp/c\nE\nx < /tmp/d &> \"$B/e\" &\n")
	var got []string
	for _, w := range s.Writes {
		got = append(got, fmt.Sprintf("%d %s %v", w.At.Line, w.File.Text, w.File.Known))
	}
	if want := []string{"3 /app/.env true", "6 /tmp/b true", "8 ${B}/e false"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is given decides conditions and texts.
func TestGiven(t *testing.T) {
	env := map[string]string{"MODE": "web", "EMPTY": "", "KEY_FILE": "/run/secrets/key", "HOST": "db"}
	fsys := fstest.MapFS{"lib.sh": {Data: []byte("start() { exec gunicorn $1; }\nexport LIB=1\n")}}
	given := Given{
		Args: []Word{{Text: "web", Known: true}, {Text: "-x", Known: true}},
		Lookup: func(name string) (document.Text, bool, bool) {
			text, ok := env[name]
			return document.NewText(text), ok, name != "OPEN"
		},
		Open: func(path string) (string, bool) { return "lib.sh", path == "./lib.sh" },
	}
	for _, tt := range []struct{ name, src, want string }{
		{"argument", "case \"$1\" in web) gunicorn;; *) celery;; esac", "gunicorn"},
		{"all arguments", "exec \"$@\"", "web -x"},
		{"all arguments as one text", "cmd=\"$*\"\nif [ \"$cmd\" = web ]; then a; elif [[ \"$@\" == \"web -x\" ]]; then b; fi\nexec $cmd", "b; web -x"},
		{"the rest", "shift\na \"$@\" ${@:1} $#", "a -x -x 1"},
		{"added", "if [ \"${1#-}\" = \"$1\" ]; then set -- gunicorn \"$@\"; fi\nexec \"$@\"", "gunicorn web -x"},
		{"first letter", "[ \"${1:0:1}\" = - ] && celery\n[ \"${2:0:1}\" = - ] && gunicorn", "gunicorn"},
		{"environment", "if [ \"$MODE\" == worker ]; then celery; elif [[ $MODE = w* ]]; then gunicorn; else flower; fi", "gunicorn"},
		{"empty", "[ -z \"$EMPTY\" ] && a\n[ -n \"$EMPTY\" ] || b\ntest \"$MODE\" || c", "a; b"},
		{"not known", "[ -z \"$OPEN\" ] && a; [ \"$OPEN\" = x -o \"$MODE\" = web ] && b", "!a; b"},
		{"a command decides", "if pg_isready; then a; else b; fi", "pg_isready; !a; !b"},
		{"sourced", ". ./lib.sh\nstart $MODE\nb", "gunicorn web; LIB=1"},
		{"in the environment already", "HOST=x\nPORT=1\na", "a; HOST=x"},
		{"text of the environment", "export URL=pg://$HOST/${DB:-shop}", "URL=pg://db/shop"},
		{"nothing is unset", "set -o errexit\nset -euo pipefail\nexport URL=pg://u:$DB_PASSWORD@$HOST/${DB:-shop}\nset +u\nexport A=$DB_PASSWORD", "URL=pg://u:@db/shop needs DB_PASSWORD; A="},
		{"file_env", `file_env() {
	local var="$1" fileVar="${1}_FILE" def="${2:-}"
	if [ "${!var:-}" ]; then val="${!var}"; elif [ "${!fileVar:-}" ]; then val="$(< "${!fileVar}")"; else val="$def"; fi
	export "$var"="$val"
	unset "$fileVar"
}
file_env KEY
file_env MODE
file_env PORT 80`, "KEY ? from /run/secrets/key; KEY_FILE unset; MODE=web; MODE_FILE unset; PORT=80; PORT_FILE unset"},
		{"return", "f() { a; return; b; }\nf\nc", "a; c"},
		{"deep", "f() { f; }\nf\na", "a"},
	} {
		s, err := Split(fsys, tt.src, given)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range s.Commands {
			text := strings.Join(c.Texts(), " ")
			if !c.Certain {
				text = "!" + text
			}
			got = append(got, text)
		}
		for _, e := range s.Exports {
			got = append(got, show(e))
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, strings.Join(got, "; "), tt.want)
		}
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
		_, err := Read(fsys, name, Given{})
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
		s, err := Split(fstest.MapFS{}, src, Given{})
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

// Where commands are run, as cd says it.
func TestDir(t *testing.T) {
	for src, want := range map[string]string{
		"run":                                "",
		"cd app && run":                      "app",
		"cd app; cd -P ../other; run":        "other",
		"cd app || exit 1; cd /srv; run":     "/srv",
		"(cd app; true); run":                "",
		"cd \"$APP\"; cd below; run":         "$()",
		"cd \"$APP\"; cd /srv/below; run":    "/srv/below",
		"if test \"$X\"; then cd a; fi; run": "$()",
		"cd -; run":                          "$()",
		"cd; run":                            "$()",
		"env -C app run":                     "app",
		"cd a; sh -c 'cd b; run'":            "a/b",
		"go() { cd b; }; cd a; go; run":      "a/b",
	} {
		s, err := Split(fstest.MapFS{}, src, Given{})
		if err != nil {
			t.Fatal(err)
		}
		c := s.Commands[len(s.Commands)-1]
		if c.Words[0].Text != "run" || c.Dir != want {
			t.Errorf("%s: %v in %q, want run in %q", src, c.Texts(), c.Dir, want)
		}
	}
}

// The path of a program starts it as its name does, and is no value that is known.
func TestLocated(t *testing.T) {
	for src, want := range map[string]string{
		"BIN=$(which celery)\nexec $BIN -A shop":           "[celery -A shop]",
		"export BIN=$(command -v celery); exec \"$BIN\" x": "[celery x] BIN false",
		"exec $(which celery) x":                           "[celery x]",
		"BIN=$(which celery)/x; $BIN x":                    "[$() x]",
		"BIN=$(./find celery); $BIN x":                     "[$() x]",
	} {
		s, err := Split(fstest.MapFS{}, src, Given{})
		if err != nil {
			t.Fatal(err)
		}
		got := fmt.Sprint(s.Commands[0].Texts())
		for _, e := range s.Exports {
			got += fmt.Sprintf(" %s %v", e.Name, e.HasValue)
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", src, got, want)
		}
	}
}
