package caddy

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/djgate/djgate/inputs/document"
)

// Caddy answers whether the facts are right: generated sites run in a real one.

// program finds Caddy; a test that needs it is skipped without, or fails where
// every oracle has to be there.
func program(t *testing.T) string {
	t.Helper()
	if found := os.Getenv("DJGATE_CADDY"); found != "" {
		return found
	}
	if found, err := exec.LookPath("caddy"); err == nil {
		return found
	}
	if os.Getenv("DJGATE_REQUIRE_ORACLES") != "" {
		t.Fatal("caddy is not installed ($DJGATE_CADDY)")
	}
	t.Skip("caddy is not installed ($DJGATE_CADDY)")
	return ""
}

// What each request brings along; none of it is to be believed.
var sent = map[string]string{"X-Forwarded-Proto": "evil", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "9.9.9.9", "X-Scheme": "c"}

func TestCaddyAgrees(t *testing.T) {
	caddy := program(t)
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
	g := &generator{rand: rand.New(rand.NewPCG(seed, 1)), upstream: upstream.Listener.Addr().String()}
	text := g.config(dir, freePorts(t, 60))
	start(t, caddy, dir, text)
	c := Read(main, files{main: text}, nil, true)
	if len(c.Sites) < 60 {
		t.Fatalf("%d sites: %v", len(c.Sites), c.Diagnostics)
	}
	for _, s := range c.Sites {
		for _, r := range s.Routes {
			compare(t, s, r)
		}
	}
}

// compare sends one request and holds what happens against the facts.
func compare(t *testing.T, s document.Site, r document.Route) {
	t.Helper()
	scheme := map[bool]string{false: "http", true: "https"}[*s.TLS.Truth]
	host := fmt.Sprintf("localhost:%d", s.Port)
	request, err := http.NewRequest("GET", scheme+"://"+host+r.Path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range sent {
		request.Header.Set(name, v)
	}
	answer, err := (&http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}).RoundTrip(request)
	if err != nil {
		t.Errorf("line %d: %v", r.At.Line, err)
		return
	}
	defer answer.Body.Close()
	for _, h := range r.Response {
		if got := answer.Header.Get(h.Name); got != h.Value {
			t.Errorf("line %d: %s is %q, read as %q", h.At.Line, h.Name, got, h.Value)
		}
	}
	if r.Does != document.Forwards {
		if answer.StatusCode != r.Status || r.Does == document.Redirects && strings.HasPrefix(answer.Header.Get("Location"), "https:") != r.HTTPS {
			t.Errorf("line %d: %s %s, read as %+v", r.At.Line, answer.Status, answer.Header.Get("Location"), r)
		}
		return
	}
	var got map[string]string
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		t.Errorf("line %d: does not reach the program behind: %s", r.At.Line, answer.Status)
		return
	}
	for _, h := range r.Request {
		if want := expected(h, host); got[h.Name] != want {
			t.Errorf("line %d: %s is %q, read as %q", h.At.Line, h.Name, got[h.Name], want)
		}
	}
}

// expected is what a header must be by the facts.
func expected(h document.Header, host string) string {
	switch h.From {
	case document.FromHost:
		return "localhost"
	case document.FromClient:
		if h.Value == "Host" {
			return host
		}
		return sent[h.Value]
	case document.FromAddress:
		return "127.0.0.1"
	case document.FromNowhere:
		return ""
	}
	return h.Value
}

// generator writes Caddyfiles.
type generator struct {
	rand     *rand.Rand
	upstream string
}

func (g *generator) pick(list ...string) string { return list[g.rand.IntN(len(list))] }

func (g *generator) config(dir string, ports []int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "{\n admin off\n skip_install_trust\n auto_https disable_redirects\n storage file_system %s\n}\n", dir)
	fmt.Fprintf(&out, "(app) {\n reverse_proxy {args.0} {\n header_up X-Scheme {args.1}\n }\n}\n")
	for _, port := range ports {
		if g.rand.IntN(4) == 0 {
			fmt.Fprintf(&out, "https://localhost:%d {\n tls internal\n", port)
		} else {
			fmt.Fprintf(&out, "%s:%d {\n", g.pick("", "http://", "http://localhost"), port)
		}
		if g.rand.IntN(2) == 0 {
			fmt.Fprintf(&out, " header Strict-Transport-Security %s\n", g.pick("max-age=60", `"max-age=60; preload"`))
		}
		out.WriteString(g.pick(" handle /a* {\n  "+g.content()+" }\n", " redir /r https://x.example/ permanent\n", " respond /s 404\n", ""))
		out.WriteString(" " + g.pick("handle {\n  "+g.content()+" }\n", g.content()) + "}\n")
	}
	return out.String()
}

func (g *generator) content() string {
	value := func() string {
		return g.pick("{scheme}", "https", "{header.X-Scheme}", "{host}", "{hostport}", "{remote_host}", `"two words"`, "`a\"b`")
	}
	switch g.rand.IntN(5) {
	case 0:
		return "redir " + g.pick("https://{host}{uri}", "http://x.example{uri} permanent", "{scheme}://x.example/ 307") + "\n"
	case 1:
		return "import app " + g.upstream + " " + value() + "\n"
	}
	out := "reverse_proxy " + g.upstream + " {\n"
	for _, name := range []string{"Host", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Scheme"} {
		switch {
		case g.rand.IntN(3) > 0:
		case name == "Host":
			out += "   header_up Host " + g.pick("{upstream_hostport}", "{host}", "fixed.example") + "\n"
		case g.rand.IntN(3) == 0:
			out += "   header_up -" + name + "\n"
		default:
			out += "   header_up " + name + " " + value() + "\n"
		}
	}
	return out + "  }\n"
}

func freePorts(t *testing.T, n int) []int {
	t.Helper()
	var ports []int
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// start runs Caddy until the test ends.
func start(t *testing.T, caddy, dir, text string) {
	t.Helper()
	file := filepath.Join(dir, "Caddyfile")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(caddy, "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		log.Close()
	})
	for range 400 {
		said, _ := os.ReadFile(log.Name())
		if strings.Contains(string(said), "serving initial configuration") {
			time.Sleep(200 * time.Millisecond)
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	said, _ := os.ReadFile(log.Name())
	t.Fatalf("caddy does not start: %s\n%s", said, text)
}
