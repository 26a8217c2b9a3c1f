package dockerfile

import (
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

// imageOf reads a stage of a project's Dockerfile.
func imageOf(fsys fs.FS, target string, args map[string]string) (*Image, []document.Diagnostic) {
	file, diagnostics := Parse(fsys, "Dockerfile")
	if file == nil {
		return nil, diagnostics
	}
	return file.Image(target, args)
}

// read reads a Dockerfile that the test holds.
func read(t testing.TB, src, target string, args map[string]string) (*Image, fstest.MapFS) {
	t.Helper()
	fsys := fstest.MapFS{"Dockerfile": {Data: []byte(src)}}
	image, diagnostics := imageOf(fsys, target, args)
	if image == nil {
		t.Fatalf("no image: %v", diagnostics)
	}
	return image, fsys
}

// show writes a variable as a test reads it.
func show(v document.Variable) string {
	if v.State == document.Unknown {
		return v.Name + " needs " + strings.Join(v.Needs, " ")
	}
	s := v.Name + "=" + v.Text.Reveal()
	if len(v.Assumes) > 0 {
		s += " assumes " + strings.Join(v.Assumes, " ")
	}
	return s
}

func TestEnv(t *testing.T) {
	whole := map[string]string{}
	tests := []struct {
		name, src string
		args      map[string]string
		want      []string
	}{
		{"both forms", "FROM a\nENV A=1 B=\"two words\" C='x'\nENV D some text\nENV E=a\\ b", whole,
			[]string{"A=1", "B=two words", "C=x", "D=some text", "E=a b"}},
		{"later wins", "FROM a\nENV A=1\nENV A=2", whole, []string{"A=2"}},
		{"refers to earlier instructions", "FROM a\nENV A=1\nENV A=2 B=$A\nENV C=${A}x", whole, []string{"A=2", "B=1", "C=2x"}},
		{"base image", "FROM a\nENV PATH=/x:$PATH\nENV B=${HOME:-/root}", whole, []string{"B needs HOME", "PATH needs PATH"}},
		{"ARG does not reach the process", "FROM a\nARG A=1", whole, nil},
		{"ARG copied", "FROM a\nARG A=1\nENV A=$A B=${A}", whole, []string{"A=1", "B=1"}},
		{"ARG given", "FROM a\nARG A=1\nENV B=$A", map[string]string{"A": "2"}, []string{"B=2"}},
		{"ARG that nothing gives", "FROM a\nARG A\nENV B=x$A", whole, []string{"B=x"}},
		{"ENV over ARG", "FROM a\nENV A=env\nARG A=arg\nENV B=$A", map[string]string{"A": "given"}, []string{"A=env", "B=env"}},
		{"build that is not known", "FROM a\nARG A=1\nARG C\nENV B=$A D=$C", nil, []string{"B=1 assumes A", "D needs C"}},
		{"ARG before FROM", "ARG V=1\nARG W=2\nFROM a\nARG V\nENV A=$V B=$W", whole, []string{"A=1", "B needs W"}},
		{"other stages", "FROM a AS one\nENV A=1\nFROM b\nENV B=1", whole, []string{"B=1"}},
		{"stages built upon", "FROM a AS one\nARG X=9\nENV A=1\nFROM one AS two\nENV B=$A$X\nFROM TWO\nENV C=1", whole, []string{"A=1", "B=19", "C=1"}},
		{"ONBUILD", "FROM a AS one\nONBUILD ENV A=1\nENV B=1\nFROM one\nENV C=$A$B", whole, []string{"A=1", "B=1", "C=11"}},
		{"ONBUILD of the stage itself", "FROM a\nONBUILD ENV A=1", whole, nil},
		{"heredoc", "FROM a\nRUN <<EOF\nexport A=1\nEOF\nCOPY <<A <<B /x/\nENV Z=1\nA\nENV Y=1\nB\nENV B=1", whole, []string{"B=1"}},
		{"escape directive", "# escape=`\nFROM a\nENV A=1 `\n  B=C:\\x", whole, []string{"A=1", "B=C:\\x"}},
		{"growth", "FROM a\nENV A=" + strings.Repeat("x", 1000) + strings.Repeat("\nENV A="+strings.Repeat("$A", 100), 3), whole, []string{"A needs A"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			image, _ := read(t, tt.src, "", tt.args)
			var got []string
			for _, v := range image.Env {
				got = append(got, show(v))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPath(t *testing.T) {
	for src, want := range map[string][]string{
		"FROM a\nENV PATH=/x:$PATH":                                                  {"/x"},
		"FROM a\nENV PATH=\"${PATH}:/x\" A=/no":                                      {"/x"},
		"FROM a\nENV VENV=/venv\nENV PATH=$VENV/bin:$PATH\nENV PATH=\"/b:/c:$PATH\"": {"/b", "/c", "/venv/bin"},
		"FROM a\nENV PATH=/x:$PATH\nENV PATH=/usr/bin:rel:":                          {"/usr/bin"},
		"FROM a\nENV PATH=/x:$PATH\nENV PATH=$HOME/bin:$PATH":                        {"/x"},
		"FROM a AS one\nENV PATH=/x:$PATH\nFROM one\nENV PATH=/y:$PATH":              {"/y", "/x"},
		"FROM a": nil,
	} {
		if image, _ := read(t, src, "", map[string]string{}); !slices.Equal(image.Path, want) {
			t.Errorf("%q: got %q, want %q", src, image.Path, want)
		}
	}
}

const multi = `# syntax=docker/dockerfile:1
ARG PY=3.12
FROM python:${PY}-slim AS base
WORKDIR /app
ENV DJANGO_SETTINGS_MODULE=shop.settings \
    # a comment
    SECRET_KEY=insecure
CMD ["base"]

FROM node AS assets
RUN cp a b

FROM base AS prod
ARG TOKEN=abc
WORKDIR src
COPY --chown=app requirements.txt pyproject.toml ./
COPY --from=assets /out /app/static/
COPY . .
RUN cp shop/settings/prod.py shop/settings/local.py && cd /tmp && mv x y
RUN if x; then cp c d; fi
RUN ["cp", "-r", "e", "f"]
COPY <<EOF /inline
text
EOF
USER app
EXPOSE 8000 8001/tcp
ENTRYPOINT ["/entrypoint.sh"]

FROM prod
SHELL ["/bin/bash", "-c"]
CMD gunicorn shop.wsgi --bind 0.0.0.0:$PORT
`

// What a RUN does to files is told where it is certain to do it.
func TestFilesOfRun(t *testing.T) {
	for run, want := range map[string]string{
		"rm -rf a b/*.py":                     "rm /w/a /w/b/*.py",
		"make && rm .env; rm two":             "rm /w/.env, rm /w/two",
		"rm one || true":                      "",
		"if x; then rm one; fi":               "",
		"rm $UNKNOWN/x":                       "",
		"echo 1 > version && env >> /etc/env": "/w/version, /etc/env",
		"make > /dev/null 2>&1":               "",
		"ln -sf /w/prod.py local.py":          "/w/local.py of /w/prod.py",
		"ln -s ../prod.py conf/local.py":      "",
		"ln a b":                              "/w/b of /w/a",
		"cd conf && mv a b":                   "/w/conf/b of /w/conf/a, rm /w/conf/a",
		"cp a b conf/":                        "/w/conf/ of /w/a /w/b",
		"cp -r conf/. /app/conf/":             "/app/conf/ of /w/conf/.",
		"cp -r conf/ .":                       "/w/. of /w/conf/",
		"cp -r . /app":                        "/app of /w/.",
		"cp a":                                "",
		"rm":                                  "",
		`["rm", "a"]`:                         "rm /w/a",
	} {
		image, _ := read(t, "FROM python\nWORKDIR /w\nRUN "+run+"\n", "", nil)
		var got []string
		for _, c := range image.Copies {
			switch {
			case len(c.Sources) == 0:
				got = append(got, c.Dest)
			case c.Dest == "":
				got = append(got, "rm "+strings.Join(c.Sources, " "))
			default:
				got = append(got, c.Dest+" of "+strings.Join(c.Sources, " "))
			}
		}
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("%s: %q, want %q", run, text, want)
		}
	}
}

func TestImage(t *testing.T) {
	image, _ := read(t, multi, "", map[string]string{})
	line := func(n int) document.Location { return document.Location{File: "Dockerfile", Line: n, Column: 1} }
	image.Env = nil
	want := &Image{
		Base: "python:3.12-slim", Stages: []string{"base", "assets", "prod", "3"},
		Entrypoint: []string{"/entrypoint.sh"}, EntrypointAt: line(27),
		Cmd: []string{"/bin/bash", "-c", "gunicorn shop.wsgi --bind 0.0.0.0:$PORT"}, CmdAt: line(31),
		User: "app", Workdir: "/app/src", Expose: []string{"8000", "8001/tcp"},
		Copies: []Copy{
			{Sources: []string{"requirements.txt", "pyproject.toml"}, Dest: "/app/src/", At: line(16)},
			{From: "assets", Sources: []string{"/out"}, Dest: "/app/static/", At: line(17)},
			{Sources: []string{"."}, Dest: "/app/src/", At: line(18)},
			{Sources: []string{"/app/src/shop/settings/prod.py"}, Dest: "/app/src/shop/settings/local.py", Run: true, At: line(19)},
			{Sources: []string{"/tmp/x"}, Dest: "/tmp/y", Run: true, At: line(19)},
			{Sources: []string{"/tmp/x"}, Run: true, At: line(19)},
			{Sources: []string{"/app/src/e"}, Dest: "/app/src/f", Run: true, At: line(21)},
			{Dest: "/inline", Run: true, At: line(22)},
		},
		Literals: []document.Literal{
			{Kind: "dockerfile", Name: "SECRET_KEY", Facts: document.FactsOf("SECRET_KEY", "insecure"), At: document.Location{File: "Dockerfile", Line: 7, Column: 16}},
			{Kind: "dockerfile", Name: "TOKEN", Facts: document.FactsOf("TOKEN", "abc"), Default: true, At: document.Location{File: "Dockerfile", Line: 14, Column: 11}},
		},
		At: line(29),
	}
	if diff := cmp.Diff(want, image); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestTarget(t *testing.T) {
	for target, want := range map[string]string{"base": "[base]", "BASE": "[base]", "0": "[base]", "prod": "[]", "1": "[]"} {
		image, _ := read(t, multi, target, nil)
		if got := fmt.Sprint(image.Cmd); got != want {
			t.Errorf("%s: CMD %s, want %s", target, got, want)
		}
	}
}

// TestPlaces looks values and names up at the places that they are said to have.
func TestPlaces(t *testing.T) {
	image, fsys := read(t, "FROM a\n"+
		"ENV AA=1 A=two \\\n   ÄÖ=drei \\\n\t# A=no\n    B=\"four five\"\n"+
		"ENV  OLD   form of text\n", "", nil)
	for _, v := range image.Env {
		lines := strings.Split(string(fsys["Dockerfile"].Data), "\n")
		value := string([]rune(lines[v.At.Line-1])[v.At.Column-1:])
		name := string([]rune(lines[v.Chain[0].At.Line-1])[v.Chain[0].At.Column-1:])
		if !strings.HasPrefix(strings.TrimPrefix(value, `"`), v.Text.Reveal()) || !strings.HasPrefix(name, v.Name) {
			t.Errorf("%s: name at %q, value at %q", v.Name, name, value)
		}
	}
	if len(image.Env) != 5 {
		t.Errorf("%d variables, want 5", len(image.Env))
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name, src, target, code string
		line                    int
	}{
		{"unknown stage", "FROM a AS b\n", "c", CodeTarget, 0},
		{"unknown instruction", "FROM a\n\nC4N4RY x\n", "", CodeSyntax, 3},
		{"unterminated", "FROM a\nRUN <<C4N4RY\nx\n", "", CodeSyntax, 2},
		{"template", "FROM a\n{% if x %}\nRUN x\n{% endif %}\n", "", CodeTemplated, 2},
		{"no stage", "RUN x\n", "", CodeSyntax, 1},
		{"empty", "", "", CodeSyntax, 0},
		{"deep", "FROM a\nENV A=" + strings.Repeat("${A:-", 200) + "\n", "", CodeSyntax, 2},
		{"large", strings.Repeat("#", maxFile+1), "", CodeRead, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, diagnostics := imageOf(fstest.MapFS{"Dockerfile": {Data: []byte(tt.src)}}, tt.target, nil)
			if len(diagnostics) != 1 || diagnostics[0].Code != tt.code || diagnostics[0].At.Line != tt.line {
				t.Fatalf("got %v, want %s at line %d", diagnostics, tt.code, tt.line)
			}
			if strings.Contains(diagnostics[0].Message, "C4N4RY") {
				t.Errorf("the message holds text of the file: %s", diagnostics[0].Message)
			}
		})
	}
}

func TestEmpty(t *testing.T) {
	_, diagnostics := imageOf(fstest.MapFS{"Dockerfile": {Data: []byte("\n")}}, "", nil)
	if len(diagnostics) != 1 || diagnostics[0].Severity != "warning" {
		t.Errorf("an empty file hides nothing: got %v, want one warning", diagnostics)
	}
}

func TestIgnore(t *testing.T) {
	fsys := fstest.MapFS{
		"app/.dockerignore":                {Data: []byte("# no\n.env*\n!.env.prod\n**/*.pyc\nsecrets\n")},
		"app/prod.Dockerfile.dockerignore": {Data: []byte("x\n")},
	}
	ignored := Ignore(fsys, "app")
	for name, want := range map[string]bool{"app/.env": true, "app/.env.prod": false, "app/a/b.pyc": true, "app/secrets/key": true,
		"app/settings.py": false, "other/x": true, "app/x": false} {
		if got := ignored(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	if !IgnoreFor(fsys, "app", "app/prod.Dockerfile")("app/x") || Ignore(fsys, ".")("app/x") {
		t.Error("the wrong .dockerignore is read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(multi)
	f.Add("FROM a\nENV A=${B:-'c'} D=\"${A%x}\"\nRUN cp a $(b) \"c\" ${d}\n")
	f.Add("FROM 0\nFROM 1 AS x\nFROM x\n")
	f.Fuzz(func(t *testing.T, src string) {
		file, diagnostics := Parse(fstest.MapFS{"Dockerfile": {Data: []byte(src)}}, "Dockerfile")
		if file == nil {
			if len(diagnostics) == 0 {
				t.Error("neither a file nor a diagnostic")
			}
			return
		}
		image, diagnostics := file.Image("", nil)
		if image == nil && len(diagnostics) == 0 {
			t.Error("neither an image nor a diagnostic")
		}
		if again, _ := file.Image("", nil); !reflect.DeepEqual(again, image) {
			t.Errorf("read again: %v, before %v", again, image)
		}
	})
}

func TestCopiesOfHeredoc(t *testing.T) {
	for src, want := range map[string]string{
		"RUN <<EOF\nset -e\ncp settings/prod.py settings/local.py\nEOF\n":      "/app/settings/local.py",
		"RUN cat <<'EOF' > settings/made.py\nimport os > x\nA = os.sep\nEOF\n": "/app/settings/made.py",
		"RUN cat <<EOF >> settings/more.py && true\nB = 1 # '\nEOF\nENV A=1\n": "/app/settings/more.py",
		"RUN make settings/version.py all\n":                                   "/app/settings/version.py",
	} {
		image, _ := imageOf(fstest.MapFS{"Dockerfile": {Data: []byte("FROM a\nWORKDIR /app\n" + src)}}, "", nil)
		if len(image.Copies) != 1 || image.Copies[0].Dest != want {
			t.Errorf("%s: got %v", src, image.Copies)
		}
	}
}

// What is copied to the directory in use is copied into it: WORKDIR has made it.
func TestCopyToWorkdir(t *testing.T) {
	for dest, want := range map[string]string{"/w": "/w/", ".": "/w/", "/w/": "/w/", "/other": "/other", "a.txt": "/w/a.txt"} {
		image, _ := read(t, "FROM python\nWORKDIR /w\nCOPY a.txt "+dest+"\n", "", nil)
		if got := image.Copies[0].Dest; got != want {
			t.Errorf("%s: %q, want %q", dest, got, want)
		}
	}
}
