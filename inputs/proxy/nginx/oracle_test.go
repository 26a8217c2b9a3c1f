package nginx

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/djgate/djgate/inputs/document"
)

// nginx answers whether the facts are right: each generated server runs in a real
// one, and what the program behind it receives, and what the client gets back, is
// compared with what was read off the file.

// program finds nginx; a test that needs it is skipped without, or fails where
// every oracle has to be there.
func program(t *testing.T) string {
	t.Helper()
	found := os.Getenv("DJGATE_NGINX")
	if found == "" {
		for _, name := range []string{"nginx", "/usr/sbin/nginx"} {
			if p, err := exec.LookPath(name); err == nil {
				found = p
				break
			}
		}
	}
	if found == "" {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") != "" {
			t.Fatal("nginx is not installed ($DJGATE_NGINX)")
		}
		t.Skip("nginx is not installed ($DJGATE_NGINX)")
	}
	return found
}

// What each request brings along.
var sent = map[string]string{"X-Forwarded-Proto": "evil", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "9.9.9.9", "X-Scheme": "c"}

const sentHost = "Shop.Example.org:81"

func TestNginxAgrees(t *testing.T) {
	nginx := program(t)
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := map[string]string{"Host": r.Host}
		for name := range r.Header {
			got[name] = strings.Join(r.Header[name], " and ")
		}
		_ = json.NewEncoder(w).Encode(got)
	}))
	defer upstream.Close()
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	g := &generator{rand: rand.New(rand.NewPCG(seed, 1)), upstream: upstream.Listener.Addr().String(), ports: freePorts(t, 200)}
	conf := g.config(dir)
	file := filepath.Join(dir, "nginx.conf")
	write(t, file, conf)
	certificate(t, dir)
	run(t, nginx, dir, file, g.ports[0])

	c := Read("/etc/nginx/nginx.conf", oneFile{"/etc/nginx/nginx.conf": conf}, Template{})
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
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = sentHost
	for name, v := range sent {
		request.Header.Set(name, v)
	}
	answer, err := (&http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		if r.Does != document.Answers || r.Status != 444 {
			t.Errorf("line %d: %s: %v", r.At.Line, url, err)
		}
		return
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	compareAnswer(t, url, r, answer)
	if r.Does != document.Forwards {
		return
	}
	var got map[string]string
	if err := json.Unmarshal(body, &got); err != nil {
		t.Errorf("line %d: %s does not reach the program behind: %s", r.At.Line, url, answer.Status)
		return
	}
	for _, name := range []string{"Host", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "X-Scheme"} {
		if want := expected(s, r, name); got[name] != want {
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
	for _, name := range []string{"Strict-Transport-Security", "X-Frame-Options"} {
		var want []string
		for _, h := range r.Response {
			if h.Name == name && (h.Always || answer.StatusCode < 400) {
				want = append(want, h.Value)
			}
		}
		if got := answer.Header.Values(name); !slices.Equal(got, want) {
			t.Errorf("line %d: %s: %s is %q, read as %q", r.At.Line, url, name, got, want)
		}
	}
}

// expected is what a header must be by the facts.
func expected(s document.Site, r document.Route, name string) string {
	for _, h := range r.Request {
		if h.Name != name {
			continue
		}
		switch h.From {
		case document.FromLiteral, document.FromScheme, document.FromUpstream:
			return h.Value
		case document.FromHost:
			return "shop.example.org"
		case document.FromHostPort:
			return fmt.Sprintf("shop.example.org:%d", s.Port)
		case document.FromClient:
			if h.Value == "Host" {
				return sentHost
			}
			return sent[h.Value]
		case document.FromAddress:
			return "127.0.0.1"
		case document.FromAppended:
			return "9.9.9.9, 127.0.0.1"
		case document.FromNowhere:
			return ""
		}
		return "nobody knows: " + h.Because
	}
	return sent[name]
}

// oneFile holds files by their names.
type oneFile map[string]string

func (f oneFile) Read(name string) ([]byte, string, document.State) {
	if text, ok := f[name]; ok {
		return []byte(text), strings.TrimPrefix(name, "/"), document.Known
	}
	return nil, "", document.Unset
}

func (f oneFile) Glob(pattern string) ([]string, bool) {
	var out []string
	for name := range f {
		if ok, _ := filepath.Match(pattern, name); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, true
}

func freePorts(t *testing.T, n int) []int {
	t.Helper()
	var ports []int
	var open []net.Listener
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, l)
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	for _, l := range open {
		l.Close()
	}
	return ports
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// run starts nginx until the test ends.
func run(t *testing.T, nginx, dir, file string, port int) {
	t.Helper()
	cmd := exec.Command(nginx, "-p", dir, "-c", file, "-e", filepath.Join(dir, "error.log"))
	said := &strings.Builder{}
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	for range 200 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(dir, "error.log"))
	t.Fatalf("nginx does not start: %s %s", said, log)
}
