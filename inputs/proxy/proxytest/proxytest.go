// Package proxytest is what the tests of the readers share: files in memory, and
// the real programs that answer whether the facts are right.
package proxytest

import (
	"crypto/tls"
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/djgate/djgate/inputs/document"
)

// Files holds files by their names.
type Files map[string]string

// Read satisfies source.Files.
func (f Files) Read(name string) ([]byte, string, document.State) {
	if text, ok := f[name]; ok {
		return []byte(text), strings.TrimPrefix(name, "/"), document.Known
	}
	return nil, "", document.Unset
}

// Glob satisfies source.Files.
func (f Files) Glob(pattern string) (out []string, complete bool) {
	for name := range f {
		if ok, _ := path.Match(pattern, name); ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, true
}

// Program finds the program to compare with: what the variable names, else one of
// the names. A test that needs it is skipped without, or fails where every oracle
// has to be there.
func Program(t *testing.T, variable string, names ...string) string {
	t.Helper()
	if found := os.Getenv(variable); found != "" {
		return found
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return found
		}
	}
	if os.Getenv("DJGATE_REQUIRE_ORACLES") != "" {
		t.Fatalf("%s is not installed ($%s)", names[0], variable)
	}
	t.Skipf("%s is not installed ($%s)", names[0], variable)
	return ""
}

// Run starts a program until the test ends. What it writes goes into the file log;
// ready tells from that, or otherwise, whether it serves.
func Run(t *testing.T, cmd *exec.Cmd, log string, ready func(said string) bool) {
	t.Helper()
	out, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		out.Close()
	})
	for range 400 {
		if said, _ := os.ReadFile(log); ready(string(said)) {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	said, _ := os.ReadFile(log)
	t.Fatalf("%s does not start: %s", filepath.Base(cmd.Path), said)
}

// Ports returns ports of this machine that nobody listens on.
func Ports(t *testing.T, n int) []int {
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

// Own is a header that the program behind sends itself.
const Own = "X-Frame-Options"

// Behind starts a program behind the proxy, which answers with the headers that it
// receives, as JSON, and returns its address.
func Behind(t *testing.T) string {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got := map[string]string{"Host": r.Host}
		for name := range r.Header {
			got[name] = strings.Join(r.Header[name], " and ")
		}
		w.Header().Set(Own, "behind")
		_ = json.NewEncoder(w).Encode(got)
	}))
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// Sent is what each request brings along; none of it is to be believed.
var Sent = map[string]string{"X-Forwarded-Proto": "evil", "X-Forwarded-Host": "evil.example", "X-Forwarded-For": "9.9.9.9", "X-Scheme": "c"}

// Ask sends one request for a host and returns the answer, which the test must close.
func Ask(t *testing.T, url, host string) (*http.Response, error) {
	t.Helper()
	request, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = host
	for name, v := range Sent {
		request.Header.Set(name, v)
	}
	return (&http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true}).RoundTrip(request)
}

// Expected is what the program behind must get as a header by the facts, of a
// request for a host; name is that host as the proxy spells it, without its port.
func Expected(h document.Header, host, name string) string {
	switch h.From {
	case document.FromHost:
		return name
	case document.FromHostPort:
		return name + ":" + h.Value
	case document.FromClient:
		if h.Value == "Host" {
			return host
		}
		return Sent[h.Value]
	case document.FromAddress:
		return "127.0.0.1"
	case document.FromAppended:
		return Sent["X-Forwarded-For"] + ", 127.0.0.1"
	case document.FromNowhere:
		return ""
	case document.FromUnknown:
		return "nobody knows: " + h.Because
	}
	return h.Value
}

// Values are those of a response header that a visitor must get by the facts, in
// whatever order.
func Values(r document.Route, name string, status int) []string {
	var out []string
	alone := false
	for _, h := range r.Response {
		if h.Name == name {
			alone = alone || h.Alone
			if h.From == document.FromLiteral && (h.Always || status < 400) {
				out = append(out, h.Value)
			}
		}
	}
	if r.Does == document.Forwards && status == 200 && name == Own && !alone {
		out = append(out, "behind")
	}
	slices.Sort(out)
	return out
}
