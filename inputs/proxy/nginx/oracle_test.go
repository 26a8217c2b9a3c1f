package nginx

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/proxy/proxytest"
	"github.com/djgate/djgate/inputs/proxy/source"
)

// nginx answers whether the facts are right: each generated server runs in a real
// one, and what the program behind it receives, and what the client gets back, is
// compared with what was read off the file.

const sentHost = "Shop.Example.org:81"

func TestNginxAgrees(t *testing.T) {
	nginx := proxytest.Program(t, "DJGATE_NGINX", "nginx", "/usr/sbin/nginx")
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	g := &generator{rand: rand.New(rand.NewPCG(seed, 1)), upstream: proxytest.Behind(t), ports: proxytest.Ports(t, 200), dir: dir}
	conf := g.config()
	file := filepath.Join(dir, "nginx.conf")
	write(t, file, conf)
	write(t, filepath.Join(dir, "users"), "")
	for _, folder := range []string{"files", "inside"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, folder, "where"), filepath.Join(dir, folder))
	}
	certificate(t, dir)
	log := filepath.Join(dir, "error.log")
	proxytest.Run(t, exec.Command(nginx, "-p", dir, "-c", file, "-e", log), filepath.Join(dir, "said"), func(string) bool {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", g.ports[0]))
		if err == nil {
			c.Close()
		}
		return err == nil
	})

	c := Read("/etc/nginx/nginx.conf", proxytest.Files{"/etc/nginx/nginx.conf": conf}, Template{})
	if !c.Read || len(c.Sites) != len(g.ports) {
		t.Fatalf("%d sites of %d: %v", len(c.Sites), len(g.ports), c.Diagnostics)
	}
	compared := 0
	for _, s := range c.Sites {
		for _, r := range s.Routes {
			exact := func(o document.Route) bool { return o.Match == "exact" && o.Path == r.Path }
			if r.Match == "exact" || r.Match == "prefix" && !slices.ContainsFunc(s.Routes, exact) {
				compare(t, s, r)
				compared++
			}
		}
	}
	if compared < len(g.ports) {
		t.Errorf("only %d routes were compared", compared)
	}
}

// compare sends one request and holds what happens against the facts.
func compare(t *testing.T, s document.Site, r document.Route) {
	t.Helper()
	scheme := "http"
	if *s.TLS.Truth {
		scheme = "https"
	}
	url := fmt.Sprintf("%s://127.0.0.1:%d%s", scheme, s.Port, r.Path)
	folder := source.Folder(r)
	switch {
	case r.Does == document.Serves && folder == "":
		return // of nginx's own page
	case r.Does == document.Serves:
		url += "where"
	}
	answer, err := proxytest.Ask(t, url, sentHost)
	if err != nil {
		if r.Does != document.Answers || r.Status != 444 {
			t.Errorf("line %d: %s: %v", r.At.Line, url, err)
		}
		return
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	compareAnswer(t, url, r, answer)
	if got := strings.Contains(answer.Header.Get("Server"), "/"); got != *s.Version.Truth {
		t.Errorf("line %d: %s: Server: %s, read as %v", s.At.Line, url, answer.Header.Get("Server"), *s.Version.Truth)
	}
	if len(r.Guards) > 0 {
		if want := map[string]int{document.GuardAddress: 403, document.GuardPassword: 401}[r.Guards[0]]; answer.StatusCode != want {
			t.Errorf("line %d: %s: %s, read as %v", r.At.Line, url, answer.Status, r.Guards)
		}
		return
	}
	if r.Does == document.Serves && string(body) != folder {
		t.Errorf("line %d: %s: %q is from %s", r.At.Line, url, body, folder)
	}
	if r.Does != document.Forwards {
		return
	}
	var got map[string]string
	if err := json.Unmarshal(body, &got); err != nil {
		t.Errorf("line %d: %s does not reach the program behind: %s", r.At.Line, url, answer.Status)
		return
	}
	for _, name := range []string{"Host", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "X-Scheme"} {
		if want := expected(r, name); got[name] != want {
			t.Errorf("line %d: %s: %s is %q, read as %q", r.At.Line, url, name, got[name], want)
		}
	}
}

func compareAnswer(t *testing.T, url string, r document.Route, answer *http.Response) {
	t.Helper()
	switch r.Does {
	case document.Redirects:
		if https := strings.HasPrefix(answer.Header.Get("Location"), "https://"); answer.StatusCode != r.Status || https != r.HTTPS {
			t.Errorf("line %d: %s: %s to %s, read as %d, https %v", r.At.Line, url, answer.Status, answer.Header.Get("Location"), r.Status, r.HTTPS)
		}
	case document.Answers:
		if answer.StatusCode != r.Status {
			t.Errorf("line %d: %s: %s, read as %d", r.At.Line, url, answer.Status, r.Status)
		}
	}
	if said := answer.Header.Get("Cache-Control"); answer.StatusCode < 400 && r.MaxAge != nil {
		kept := source.MaxAge(said, r.At)
		if said == "no-cache" {
			kept = document.Told(int64(0), r.At)
		}
		if kept == nil || kept.Value != r.MaxAge.Value {
			t.Errorf("line %d: %s: Cache-Control: %q, read as %v", r.At.Line, url, said, r.MaxAge.Value)
		}
	}
	for _, name := range []string{"Strict-Transport-Security", proxytest.Own} {
		got, want := slices.Sorted(slices.Values(answer.Header.Values(name))), proxytest.Values(r, name, answer.StatusCode)
		if !slices.Equal(got, want) {
			t.Errorf("line %d: %s: %s is %q, read as %q", r.At.Line, url, name, got, want)
		}
	}
}

// expected is what a header must be by the facts.
func expected(r document.Route, name string) string {
	for _, h := range r.Request {
		if h.Name == name {
			return proxytest.Expected(h, sentHost, "shop.example.org")
		}
	}
	return proxytest.Sent[name]
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
