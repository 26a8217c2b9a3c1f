package caddy

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
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

// Caddy answers whether the facts are right: generated sites run in a real one.

func TestCaddyAgrees(t *testing.T) {
	caddy := proxytest.Program(t, "DJGATE_CADDY", "caddy")
	dir := t.TempDir()
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	g := &generator{rand: rand.New(rand.NewPCG(seed, 1)), upstream: proxytest.Behind(t)}
	text := g.config(dir, proxytest.Ports(t, 60))
	for _, folder := range []string{"files", "inside"} {
		if err := os.Mkdir(filepath.Join(dir, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, folder, "where"), []byte(filepath.Join(dir, folder)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	start(t, caddy, dir, text)
	c := Read(main, proxytest.Files{main: text}, nil, true)
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
	url := scheme + "://" + host + r.Path
	if r.Does == document.Serves {
		url += "where"
	}
	answer, err := proxytest.Ask(t, url, host)
	if err != nil {
		t.Errorf("line %d: %v", r.At.Line, err)
		return
	}
	defer answer.Body.Close()
	for _, name := range []string{"Strict-Transport-Security", proxytest.Own} {
		got, want := slices.Sorted(slices.Values(answer.Header.Values(name))), proxytest.Values(r, name, answer.StatusCode)
		if !slices.Equal(got, want) {
			t.Errorf("line %d: %s: %s is %q, read as %q", r.At.Line, url, name, got, want)
		}
	}
	if r.Does == document.Serves {
		if body, _ := io.ReadAll(answer.Body); string(body) != source.Folder(r) {
			t.Errorf("line %d: %s: %s %q, read as from %s", r.At.Line, url, answer.Status, body, source.Folder(r))
		}
		return
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
		if want := proxytest.Expected(h, host, "localhost"); got[h.Name] != want {
			t.Errorf("line %d: %s is %q, read as %q", h.At.Line, h.Name, got[h.Name], want)
		}
	}
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
		out.WriteString(g.pick("", " header X-Frame-Options SAMEORIGIN\n", " header X-Frame-Options SAMEORIGIN {\n  defer\n }\n", " header {\n  X-Frame-Options SAMEORIGIN\n  -Server\n }\n", " header -X-Frame-Options\n"))
		if g.rand.IntN(2) == 0 {
			out.WriteString(" header /files/* X-Other DENY\n")
		}
		out.WriteString(g.pick(
			" handle /files/* {\n  root * "+dir+"\n  file_server\n }\n", " handle_path /files/* {\n  root * "+dir+"/inside\n  file_server\n }\n",
			" handle /files/* {\n  uri strip_prefix /files\n  root * "+dir+"/inside\n  file_server\n }\n",
			" @rest not path /files/*\n respond @rest 200\n root * "+dir+"\n file_server\n", " root /files/* "+dir+"\n file_server /files/*\n", ""))
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

// start runs Caddy until the test ends.
func start(t *testing.T, caddy, dir, text string) {
	t.Helper()
	file := filepath.Join(dir, "Caddyfile")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(caddy, "run", "--config", file, "--adapter", "caddyfile")
	cmd.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	proxytest.Run(t, cmd, filepath.Join(dir, "log"), func(said string) bool { return strings.Contains(said, "serving initial configuration") })
	time.Sleep(200 * time.Millisecond) // it says so before it listens on all ports
}
