package procfile

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate/inputs/document"
)

func TestRead(t *testing.T) {
	fsys := fstest.MapFS{"Procfile": {Data: []byte(`# processes
web: DEBUG=1 SECRET="a b" URL=$HOST/x gunicorn shop.wsgi --bind 0.0.0.0:$PORT
worker:   celery -A shop worker
release: A=1 python manage.py migrate && echo done
services:
  - type: web
worker: celery -A shop worker -c 2
`)}}
	workloads, diagnostics := Read(fsys, "Procfile")
	type row struct {
		Name, Command string
		Line          int
		Env           []string
	}
	var got []row
	for _, w := range workloads {
		r := row{Name: w.Name, Command: w.Command[2], Line: w.At.Line}
		for _, v := range w.Env {
			r.Env = append(r.Env, v.Name+" "+string(v.State)+" "+v.Text.Reveal()+strings.Join(v.Needs, ","))
			checkPlace(t, fsys, v)
		}
		got = append(got, r)
	}
	want := []row{
		{Name: "web", Command: `DEBUG=1 SECRET="a b" URL=$HOST/x gunicorn shop.wsgi --bind 0.0.0.0:$PORT`, Line: 2,
			Env: []string{"DEBUG known 1", "SECRET known a b", "URL unknown HOST"}},
		{Name: "release", Command: "A=1 python manage.py migrate && echo done", Line: 4},
		{Name: "worker", Command: "celery -A shop worker -c 2", Line: 7},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if len(diagnostics) != 2 || diagnostics[0].At.Line != 5 || diagnostics[1].At.Line != 6 {
		t.Errorf("diagnostics %v", diagnostics)
	}
}

// checkPlace looks a value up at the place that it is said to have.
func checkPlace(t *testing.T, fsys fstest.MapFS, v document.Variable) {
	t.Helper()
	line := strings.Split(string(fsys[v.At.File].Data), "\n")[v.At.Line-1]
	if at := line[v.At.Column-1:]; v.State == document.Known && !strings.HasPrefix(strings.TrimLeft(at, `"`), v.Text.Reveal()) {
		t.Errorf("%s: at %v stands %q", v.Name, v.At, at)
	}
}

func TestUnreadable(t *testing.T) {
	fsys := fstest.MapFS{"big": {Data: make([]byte, maxFile+1)}}
	for _, name := range []string{"big", "absent", "../x"} {
		if _, diagnostics := Read(fsys, name); len(diagnostics) != 1 || diagnostics[0].Code != CodeRead {
			t.Errorf("%s: %v", name, diagnostics)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("web: A=1 gunicorn x")
	f.Add("a: B=\"$(x)\" C='d'\\\ne")
	f.Fuzz(func(t *testing.T, src string) {
		workloads, _ := Read(fstest.MapFS{"Procfile": {Data: []byte(src)}}, "Procfile")
		for _, w := range workloads {
			if w.Name == "" || len(w.Command) != 3 {
				t.Errorf("workload %+v", w)
			}
		}
	})
}

// TestTemplate wants one line about all that another program fills in.
func TestTemplate(t *testing.T) {
	fsys := fstest.MapFS{"Procfile": {Data: []byte("{% if a %}\nweb: a\n{% endif %}\n")}}
	workloads, diagnostics := Read(fsys, "Procfile")
	if len(workloads) != 1 || len(diagnostics) != 1 || diagnostics[0].Code != CodeTemplated {
		t.Errorf("%v, %+v", workloads, diagnostics)
	}
}
