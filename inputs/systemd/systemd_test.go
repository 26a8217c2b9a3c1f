package systemd

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/djgate/djgate/inputs/document"
)

// read reads the unit deploy/shop.service of an archive.
func read(t *testing.T, archive string) (Unit, []document.Diagnostic) {
	t.Helper()
	fsys, err := txtar.FS(txtar.Parse([]byte(archive)))
	if err != nil {
		t.Fatal(err)
	}
	return Read(fsys, "deploy/shop.service", []string{".", "backend"})
}

func show(vs []document.Variable) string {
	var out []string
	for _, v := range vs {
		text := v.Text.Reveal()
		if v.State != document.Known {
			text = "<" + v.Because + ">"
		}
		out = append(out, fmt.Sprintf("%s=%q %s:%d:%d", v.Name, text, v.At.File, v.At.Line, v.At.Column))
	}
	return strings.Join(out, "\n")
}

const start = "ExecStart=/srv/shop/venv/bin/gunicorn shop.wsgi\n"

func TestEnvironment(t *testing.T) {
	for name, tt := range map[string]struct{ archive, want string }{
		"words and quotes": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A=1 \"B=two words\" C='it is' D=\\x41\\n\n" + start,
			"A=\"1\" deploy/shop.service:2:15\nB=\"two words\" deploy/shop.service:2:20\nC=\"it is\" deploy/shop.service:2:33\nD=\"A\\n\" deploy/shop.service:2:43",
		},
		"a malformed word drops the rest of its line": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A=1 B=\\q C=3\nEnvironment=D=4 E=\"x\n" + start,
			"A=\"1\" deploy/shop.service:2:15\nD=\"4\" deploy/shop.service:3:15",
		},
		"$ and # are characters, a specifier is not known": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A=$HOME#x B=%h/run C=100%%\n" + start,
			"A=\"$HOME#x\" deploy/shop.service:2:15\nB=\"<systemd replaces a specifier in it>\" deploy/shop.service:2:25\nC=\"100%\" deploy/shop.service:2:34",
		},
		"a line goes on, comments between do not count": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A=1 \\\n# no\n  B=2\n; C=3\n" + start,
			"A=\"1\" deploy/shop.service:2:15\nB=\"2\" deploy/shop.service:4:5",
		},
		"an empty value resets, a later one counts": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A=1\nEnvironment=\nEnvironment=B=1 B=2\n" + start,
			"B=\"2\" deploy/shop.service:4:19",
		},
		"other sections do not count": {
			"-- deploy/shop.service --\n[Unit]\nEnvironment=A=1\n[Service]\n" + start, "",
		},
		"an env file wins, of several the last; drop-ins add": {
			"-- deploy/shop.service --\n[Service]\nWorkingDirectory=/srv/shop\nEnvironment=A=unit B=unit\nEnvironmentFile=/srv/shop/env\n" + start +
				"-- deploy/shop.service.d/1.conf --\n[Service]\nEnvironmentFile=-/srv/shop/env.d/*.env\nEnvironment=C=\"drop in\"\n" +
				"-- deploy/shop.service.d/README --\n[Service]\nEnvironment=C=no\n" +
				"-- env --\nA=\"file\"\nB=file\n-- env.d/x.env --\nB=glob\n",
			"A=\"file\" env:1:3\nB=\"glob\" env.d/x.env:1:3\nC=\"drop in\" deploy/shop.service.d/1.conf:3:15",
		},
		"the working directory is the project's folder": {
			"-- deploy/shop.service --\n[Service]\nWorkingDirectory=/srv/shop/backend\nEnvironmentFile=/srv/shop/env\n" + start + "-- env --\nA=1\n",
			"A=\"1\" env:1:3",
		},
		"passed and taken away": {
			"-- deploy/shop.service --\n[Service]\nPassEnvironment=A B\nEnvironment=B=1 C=2\nUnsetEnvironment=C\n" + start,
			"A=\"<the machine passes it on>\" deploy/shop.service:2:17\nB=\"1\" deploy/shop.service:3:15",
		},
		"a template": {
			"-- deploy/shop.service --\n[Service]\nEnvironment=A={{key}} B=1\n" + start,
			"A=\"<a template fills it in>\" deploy/shop.service:2:15\nB=\"1\" deploy/shop.service:2:25",
		},
		"windows line ends and a byte order mark": {
			"-- deploy/shop.service --\n\ufeff[Service]\r\nEnvironment=A=1\r\n" + start,
			"A=\"1\" deploy/shop.service:2:15",
		},
	} {
		t.Run(name, func(t *testing.T) {
			u, diagnostics := read(t, tt.archive)
			if got := show(u.Workloads[0].Env); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s\n%v", got, tt.want, diagnostics)
			}
		})
	}
}

func TestCommand(t *testing.T) {
	for exec, want := range map[string][]string{
		"/usr/bin/gunicorn shop.wsgi":               {"/usr/bin/gunicorn", "shop.wsgi"},
		"-@/usr/bin/gunicorn web shop.wsgi":         {"/usr/bin/gunicorn", "shop.wsgi"},
		"+/bin/sh -c 'exec gunicorn \"shop.wsgi\"'": {"/bin/sh", "-c", "exec gunicorn \"shop.wsgi\""},
		"${BIN}/gunicorn $OPTIONS ${APP} $$ 100%%":  {"/opt/bin/gunicorn", "--workers", "2", "${APP}", "$$", "100%"},
		":gunicorn $OPTIONS":                        {"gunicorn", "$OPTIONS"},
		"gunicorn --token ${API_TOKEN} $API_TOKEN":  {"gunicorn", "--token", "${API_TOKEN}", "${API_TOKEN}"},
		"%h/venv/bin/gunicorn shop.wsgi":            {"%h/venv/bin/gunicorn", "shop.wsgi"},
	} {
		u, _ := read(t, "-- deploy/shop.service --\n[Service]\nEnvironment=BIN=/opt/bin \"OPTIONS=--workers 2\" API_TOKEN=hunter2\nExecStart=/no\nExecStart=\nExecStart="+exec+"\n")
		if len(u.Workloads) != 1 || !slices.Equal(u.Workloads[0].Command, want) {
			t.Errorf("%s: %v, want %q", exec, u.Workloads, want)
		}
	}
}

// A specifier and the home of the user are the machine's.
func TestWorkingDirectory(t *testing.T) {
	for dir, want := range map[string]string{"/srv/shop": "/srv/shop", "-/srv/shop": "/srv/shop", "~": "", "": "", "/srv/%i": "${WorkingDirectory}"} {
		u, _ := read(t, "-- deploy/shop.service --\n[Service]\nWorkingDirectory="+dir+"\n"+start)
		if got := u.Workloads[0].Dir; got != want {
			t.Errorf("%q: %q, want %q", dir, got, want)
		}
	}
}

// A oneshot unit starts its commands one after the other; another one has one.
func TestOneshot(t *testing.T) {
	for _, tt := range []struct {
		unit, want string
		refused    int
	}{
		{"Type=oneshot\nExecStart=-/app/manage.py migrate\nExecStart=@/bin/true true ; :/app/manage.py check $X\n", "/app/manage.py migrate|/bin/true|/app/manage.py check $X", 0},
		{"ExecStart=/a\nExecStart=\nExecStart=/b ; /c\nType=oneshot\nUser=shop\nGroup=www\n", "/b|/c", 0},
		{"Type=simple\nExecStart=/a\nExecStart=/b\n", "/b", 1},
	} {
		u, diagnostics := read(t, "-- deploy/shop.service --\n[Service]\n"+tt.unit)
		var got []string
		for _, w := range u.Workloads {
			got = append(got, strings.Join(w.Command, " "))
		}
		if strings.Join(got, "|") != tt.want || len(diagnostics) != tt.refused {
			t.Errorf("%s: %q, %v", tt.unit, got, diagnostics)
		}
	}
}

// As whom a unit runs; empty where nothing says it.
func TestUser(t *testing.T) {
	for unit, want := range map[string]string{
		"ExecStart=/a\n":                                                "",
		"User=shop\nExecStart=/a\n":                                     "shop",
		"User=shop\nGroup=www\nExecStart=/a\n":                          "shop:www",
		"Group=www\nExecStart=/a\n":                                     "",
		"DynamicUser=yes\nExecStart=/a\n":                               "shop",
		"DynamicUser=no\nExecStart=/a\n":                                "",
		"User=app\nDynamicUser=yes\nExecStart=/a\n":                     "app",
		"User=shop\nExecStart=+/a\n":                                    "root",
		"User=shop\nExecStart=!/a\n":                                    "root",
		"User=shop\nExecStart=!!/a\n":                                   "shop",
		"ExecStart=/a\n[Install]\nWantedBy=default.target\n":            "%u",
		"ExecStart=/a\n[Install]\nWantedBy=multi-user.target\n":         "",
		"User=shop\nExecStart=/a\n[Install]\nWantedBy=default.target\n": "shop",
	} {
		u, _ := read(t, "-- deploy/shop.service --\n[Service]\n"+unit)
		if got := u.Workloads[0].User; got != want {
			t.Errorf("%s: %q, want %q", unit, got, want)
		}
	}
	u, _ := Read(fstest.MapFS{"user/shop.service": {Data: []byte("[Service]\n" + start)}}, "user/shop.service", []string{"."})
	if got := u.Workloads[0].User; got != "%u" {
		t.Errorf("a unit of a user's runs as %q", got)
	}
}

func TestUnitsThatStartNothing(t *testing.T) {
	for _, text := range []string{"", "[Service]\nExecStart=\n", "[Service]\nExecStart=/x\nExecStart=\n", "[Install]\nExecStart=/x\n"} {
		if u, _ := read(t, "-- deploy/shop.service --\n"+text); len(u.Workloads) > 0 {
			t.Errorf("%q starts %q", text, u.Workloads[0].Command)
		}
	}
}

// An env file that is no file of the project is named, and never opened.
func TestEnvFilesElsewhere(t *testing.T) {
	for _, name := range []string{"/etc/shop.env", "/srv/shop/../secret", "/srv/shop/gone", "relative", "/srv/shopping/env", "/srv/shop/["} {
		u, diagnostics := read(t, "-- deploy/shop.service --\n[Service]\nWorkingDirectory=/srv/shop\nEnvironmentFile="+name+"\n"+start+"-- env --\nA=1\n-- secret --\nA=1\n")
		if w := u.Workloads[0]; len(w.Env) > 0 || len(w.EnvFiles) != 1 || w.EnvFiles[0].State != "absent" || len(diagnostics) != 1 || diagnostics[0].At.Line != 3 {
			t.Errorf("%s: %v %v %v", name, w.Env, w.EnvFiles, diagnostics)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("[Service]\nEnvironment=A=1 \"B=\\x41 c\" \\\n C='d'\nEnvironmentFile=-/a/.env\nWorkingDirectory=/a\nExecStart=@/x y ${A} $B\nUnsetEnvironment=A\n", "A=1\nB=\"x\n")
	f.Add("\ufeff[Service]\r\nExecStart=:/x \"\nPassEnvironment=A %i\n", "")
	f.Fuzz(func(t *testing.T, unit, env string) {
		fsys := fstest.MapFS{"shop.service": {Data: []byte(unit)}, "shop.service.d/x.conf": {Data: []byte(unit)}, ".env": {Data: []byte(env)}}
		u, _ := Read(fsys, "shop.service", []string{"."})
		if len(u.Workloads) == 0 {
			return
		}
		for _, v := range u.Workloads[0].Env {
			if v.At.Line < 1 || v.At.Column < 1 || v.State == document.Unknown && v.Because == "" {
				t.Errorf("%q is at %v, %s", v.Name, v.At, v.Because)
			}
		}
	})
}
