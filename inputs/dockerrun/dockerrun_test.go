package dockerrun

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate/inputs/document"
)

// told is a variable in short: name, value or what it needs, place.
func told(v document.Variable) string {
	value := "=" + v.Text.Reveal()
	if v.State != document.Known {
		value = " unknown " + strings.Join(v.Needs, ",")
	}
	if len(v.Assumes) > 0 {
		value += " assumes " + strings.Join(v.Assumes, ",")
	}
	return fmt.Sprintf("%s%s @%s:%d:%d", v.Name, value, v.At.File, v.At.Line, v.At.Column)
}

func containers(t *testing.T, files map[string]string, name string) []*document.Workload {
	t.Helper()
	fsys := fstest.MapFS{}
	for file, text := range files {
		fsys[file] = &fstest.MapFile{Data: []byte(text)}
	}
	groups, diagnostics := Read(fsys, name)
	if len(diagnostics) > 0 {
		t.Fatal(diagnostics)
	}
	var out []*document.Workload
	for _, g := range groups {
		out = append(out, g.Workloads...)
	}
	return out
}

func TestEnvironment(t *testing.T) {
	files := map[string]string{"a.env": "A=1\nB=\"1\"\nPASSED\n", "deploy/b.env": "B=2\n"}
	tests := map[string]struct {
		command string
		want    []string
	}{
		"value":             {`docker run -e A=1 shop`, []string{"A=1 @run.sh:1:17"}},
		"glued":             {`docker run -eA=1 shop`, []string{"A=1 @run.sh:1:16"}},
		"long":              {`docker run --env=A=1 --env B=2 shop`, []string{"A=1 @run.sh:1:20", "B=2 @run.sh:1:30"}},
		"quoted":            {`docker run -e "A=1 2" -e B='x y' shop`, []string{"A=1 2 @run.sh:1:18", "B=x y @run.sh:1:28"}},
		"next line":         {"docker run \\\n  -dite A=1 shop", []string{"A=1 @run.sh:2:11"}},
		"empty":             {`docker run -e A= shop`, []string{"A= @run.sh:1:17"}},
		"passed on":         {`docker run -e A shop`, []string{"A unknown A @run.sh:1:15"}},
		"passed by command": {`A=1 docker run -e A shop`, []string{"A=1 @run.sh:1:3"}},
		"computed":          {`docker run -e A=$(date) shop`, []string{"A unknown  @run.sh:1:17"}},
		"of the shell":      {`docker run -e A=x$B shop`, []string{"A unknown B @run.sh:1:17"}},
		"default":           {`docker run -e A=${B:-x} shop`, []string{"A=x assumes B @run.sh:1:17"}},
		"set before":        {"B=x\ndocker run -e A=$B shop", []string{"A=x @run.sh:2:17"}},
		"of another":        {"B=$C\ndocker run -e A=$B shop", []string{"A unknown C @run.sh:2:17"}},
		"later wins":        {`docker run -e A=1 -e A=2 shop`, []string{"A=2 @run.sh:1:24"}},
		"over env file":     {`docker run -e A=9 --env-file a.env shop`, []string{"A=9 @run.sh:1:17", `B="1" @a.env:2:3`, "PASSED unknown PASSED @a.env:3:1"}},
		"env files":         {`docker run --env-file a.env --env-file deploy/b.env shop`, []string{"A=1 @a.env:1:3", "B=2 @deploy/b.env:1:3", "PASSED unknown PASSED @a.env:3:1"}},
		"behind the image":  {`docker run shop -e A=1`, nil},
		"podman":            {`sudo podman run -e A=1 shop`, []string{"A=1 @run.sh:1:22"}},
		"service":           {`docker --context prod service create -e A=1 shop`, []string{"A=1 @run.sh:1:43"}},
		"secret of podman":  {`podman run --secret key,type=env,target=A shop`, []string{"A unknown A @run.sh:1:21"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			ws := containers(t, map[string]string{"run.sh": test.command, "a.env": files["a.env"], "deploy/b.env": files["deploy/b.env"]}, "run.sh")
			if len(ws) != 1 || ws[0].Image != "shop" {
				t.Fatalf("%v", ws)
			}
			var got []string
			for _, v := range ws[0].Env {
				got = append(got, told(v))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestContainer(t *testing.T) {
	text := `docker run -d --name web -u 1000:1000 -w /app/back --restart=unless-stopped --network host --read-only --cap-add NET_ADMIN \
  -p 127.0.0.1:8000:80 -v "$PWD":/app -v "$(pwd)/media:/media:ro" -v data:/data --mount type=bind,src=./static,dst=/static --tmpfs /tmp:size=1m \
  --entrypoint gunicorn ghcr.io/acme/shop:1.2 shop.wsgi --reload
`
	w := containers(t, map[string]string{"deploy.sh": text}, "deploy.sh")[0]
	got := fmt.Sprintln(w.Name, w.User, w.Restart, w.NetworkMode, w.ReadOnly, w.CapAdd, w.Image, w.Entrypoint, w.Command, w.CommandAt.Line, w.Dir)
	for _, p := range w.Ports {
		got += fmt.Sprintln(p.HostIP, p.Published, p.Container, !p.IsOpen(), p.At.Line, p.At.Column)
	}
	for _, m := range w.Mounts {
		got += fmt.Sprintln(m.Source, m.Bind, m.Tmpfs, m.Target)
	}
	want := `web 1000:1000 unless-stopped host true [NET_ADMIN] ghcr.io/acme/shop:1.2 [gunicorn] [shop.wsgi --reload] 3 /app/back
127.0.0.1 8000 80 true 2 6
. true false /app
media true false /media
data false false /data
static true false /static
 false true /tmp
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What may be options leaves the environment open; what may not touches nothing else.
func TestUnknownWords(t *testing.T) {
	tests := map[string]struct{ image, open string }{
		`docker run $OPTIONS shop`:        {"shop", "run.sh:1 holds"},
		`docker run $X -d shop`:           {"shop", "run.sh:1 holds"},
		`docker run "$@" shop`:            {"shop", "run.sh:1 holds"},
		`docker run -e $PAIR shop`:        {"shop", "run.sh:1 holds"},
		`docker run -d $IMAGE`:            {"${IMAGE}", ""},
		`docker run $IMAGE gunicorn`:      {"${IMAGE}", ""},
		`docker run -p $PORT:8000 shop`:   {"shop", ""},
		`docker run -e A=$B shop`:         {"shop", ""},
		`docker run --env-host shop`:      {"shop", "--env-host"},
		`docker run acme/shop:$TAG serve`: {"acme/shop:${TAG}", ""},
	}
	for command, want := range tests {
		ws := containers(t, map[string]string{"run.sh": command}, "run.sh")
		if len(ws) != 1 || ws[0].Image != want.image || !strings.Contains(ws[0].OpenBecause, want.open) || want.open == "" && ws[0].OpenBecause != "" {
			t.Errorf("%s: got %+v, want %v", command, ws, want)
		}
	}
}

func TestEnvFiles(t *testing.T) {
	for name, want := range map[string]string{"a.env": "read", "none.env": "absent", "/etc/passwd": "refused", "../up.env": "refused", "$X.env": "absent", "$PWD/a.env": "read"} {
		w := containers(t, map[string]string{"run.sh": "docker run --env-file " + name + " shop", "a.env": "A=1\n"}, "run.sh")[0]
		if len(w.EnvFiles) != 1 || w.EnvFiles[0].State != want || w.EnvFiles[0].At.Column != 23 {
			t.Errorf("%s: got %v, want %s", name, w.EnvFiles, want)
		}
	}
}

func TestMakefile(t *testing.T) {
	text := "IMAGE = acme/$(NAME)\nNAME := shop\nTAG ?= 1\nRUN = docker run -d\n" +
		"build:\n\tdocker build -t $(IMAGE):$(TAG) -f docker/Dockerfile .\n" +
		"dev test: build\n\t@docker run -e A=$$HOME -e B=2 \\\n\t  -e C=3 $(IMAGE):$(TAG)\n" +
		"prod:\n\t-$(RUN) -e A=1 $(IMAGE)\n\tif broken\n"
	fsys := fstest.MapFS{"Makefile": {Data: []byte(text)}}
	groups, diagnostics := Read(fsys, "Makefile")
	if len(groups) != 2 || len(diagnostics) != 0 || groups[0].Rule != "dev" || groups[1].Rule != "prod" {
		t.Fatal(groups, diagnostics)
	}
	var got []string
	for _, g := range groups {
		for _, v := range g.Workloads[0].Env {
			got = append(got, g.Workloads[0].Image+" "+told(v))
		}
	}
	want := []string{"acme/shop:${TAG} A unknown HOME @Makefile:8:19", "acme/shop:${TAG} B=2 @Makefile:8:31", "acme/shop:${TAG} C=3 @Makefile:9:9", "acme/shop A=1 @Makefile:11:15"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A build under words that are not known makes the image that the same words run.
func TestBuilds(t *testing.T) {
	ws := containers(t, map[string]string{"x/Dockerfile": "", "run.sh": "docker build -t $REGISTRY/shop:$TAG x\ndocker run $REGISTRY/shop:latest\ndocker run $OTHER/shop\n"}, "run.sh")
	if len(ws) != 2 || ws[0].Build == nil || ws[0].Build.Context != "x" || ws[1].Build != nil {
		t.Errorf("got %+v", ws)
	}
}

func TestLiterals(t *testing.T) {
	w := containers(t, map[string]string{"run.sh": "docker run -e SECRET_KEY=abc -e API_TOKEN=${API_TOKEN:-abc} -e DB_PASSWORD -e NAME=x shop"}, "run.sh")[0]
	if len(w.Literals) != 2 || w.Literals[0].Default || !w.Literals[1].Default || w.Literals[0].At.Column != 26 {
		t.Errorf("got %+v", w.Literals)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("docker run -e A=$B -dp 80:80 --env-file a.env shop serve", "A=1\n")
	f.Add("X:=$(X)\nall:\n\tdocker run $$A $(X) \\\n\t -e", "\xff=")
	f.Add("docker service create --mount type=bind,src=../..,dst=/x -e= --secret , --publish published=1-9,target=1-9 x", "")
	f.Fuzz(func(t *testing.T, text, env string) {
		for _, name := range []string{"run.sh", "Makefile"} {
			groups, diagnostics := Read(fstest.MapFS{name: {Data: []byte(text)}, "a.env": {Data: []byte(env)}}, name)
			for _, d := range diagnostics {
				if d.At.File == "" || d.Message == "" {
					t.Fatalf("%+v", d)
				}
			}
			for _, g := range groups {
				for _, w := range g.Workloads {
					if w.Image == "" || w.Name == "" || w.At.File != name || w.At.Line < 1 {
						t.Fatalf("%+v", w)
					}
				}
			}
		}
	})
}
