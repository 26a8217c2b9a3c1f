package policy_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/djgate/djgate"
	packer "github.com/djgate/djgate/evaluator/bundle"
)

const serverExample = "../examples/opa-server"

// served is the bundle that a web server hands out.
type served struct {
	lock sync.Mutex
	raw  []byte
	tag  string
}

func (s *served) put(raw []byte, tag string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.raw, s.tag = raw, tag
}

func (s *served) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.lock.Lock()
	defer s.lock.Unlock()
	w.Header().Set("ETag", s.tag)
	if r.Header.Get("If-None-Match") == s.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Write(s.raw)
}

// The example works: an OPA server fetches the signed bundle, answers as the
// command does, takes a new bundle while it runs, refuses one that is not signed
// by the key, and logs no setting.
func TestOPAServer(t *testing.T) {
	t.Parallel()
	program := stockProgram(t, "opa")
	private, public := signingKeys(t)
	key := &packer.Key{Text: private, Algorithm: "ES256", ID: "djgate"}
	s := &served{}
	s.put(packedBundle(t, djgate.Bundle(), key), `"1"`)
	bundles := httptest.NewServer(s)
	defer bundles.Close()
	address, logs := startOPA(t, program, bundles.URL, public)

	e := newEvaluator(t)
	d := documentsOf(t, "shop")[0]
	raw, err := d.JSON()
	if err != nil {
		t.Fatal(err)
	}
	ask := func() (got told) {
		for _, f := range askOPA(t, address, raw) {
			got.Deny = append(got.Deny, f.String())
		}
		return got.sorted()
	}
	want := told{Deny: byCommand(t, e, d).Deny}
	if diff := cmp.Diff(want, ask()); diff != "" {
		t.Errorf("the command (-) and the server (+) differ:\n%s", diff)
	}
	// A bundle of a stranger changes nothing; one without policies, signed, does.
	stranger, _ := signingKeys(t)
	few := withoutPolicies(t)
	s.put(packedBundle(t, few, &packer.Key{Text: stranger, Algorithm: "ES256", ID: "djgate"}), `"2"`)
	waitFor(t, "the refusal", func() bool {
		return strings.Contains(logs.String(), "Failed to verify") || strings.Contains(logs.String(), "verif")
	})
	if diff := cmp.Diff(want, ask()); diff != "" {
		t.Errorf("a stranger's bundle changes the answer:\n%s", diff)
	}
	s.put(packedBundle(t, few, key), `"3"`)
	waitFor(t, "the new bundle", func() bool { return len(ask().Deny) == 0 })
	if text := logs.String(); !strings.Contains(text, "decision_id") || strings.Contains(text, "SECURE_HSTS_SECONDS\":{") {
		t.Errorf("the decision logs hold settings, or are none:\n%.2000s", text)
	}
}

// withoutPolicies is the bundle with an empty checklist.
func withoutPolicies(t *testing.T) fs.FS {
	t.Helper()
	return fstest.MapFS{"django/main.rego": {Data: []byte("package django.main\n\ndeny := []\n")}}
}

func signingKeys(t *testing.T) (private, public string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	open, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	text := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	return text("PRIVATE KEY", secret), text("PUBLIC KEY", open)
}

func packedBundle(t *testing.T, policies fs.FS, key *packer.Key) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := packer.Build(&b, policies, djgate.Manifest(), "", key); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// log collects what a program prints.
type log struct {
	lock sync.Mutex
	b    bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.b.Write(p)
}

func (l *log) String() string {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.b.String()
}

// startOPA starts a server as the example's README does, and waits until it is ready.
func startOPA(t *testing.T, program, bundles, public string) (address string, logs *log) {
	t.Helper()
	keyFile := filepath.Join(t.TempDir(), "public.pem")
	if err := os.WriteFile(keyFile, []byte(public), 0o600); err != nil {
		t.Fatal(err)
	}
	return startServer(t, program, "--config-file", serverExample+"/opa.yaml",
		"--set-file", "keys.djgate.key="+keyFile, "--set", "services.bundles.url="+bundles,
		"--set", "bundles.djgate.polling.min_delay_seconds=1", "--set", "bundles.djgate.polling.max_delay_seconds=1", serverExample+"/mask.rego")
}

// startServer starts OPA on a free port, and waits until it is ready.
func startServer(t *testing.T, program string, args ...string) (address string, logs *log) {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = free.Addr().String()
	free.Close()
	logs = &log{}
	server := exec.CommandContext(t.Context(), program, append([]string{"run", "--server", "--disable-telemetry", "--addr", address}, args...)...)
	server.Stdout, server.Stderr = logs, logs
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	waitFor(t, "the server", func() bool {
		answer, err := http.Get(fmt.Sprintf("http://%s/health?bundles", address))
		if err == nil {
			answer.Body.Close()
		}
		return err == nil && answer.StatusCode == http.StatusOK
	})
	return address, logs
}

// waitFor asks until it holds; a minute is more than any machine needs.
func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 600 {
		if holds() {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not come", what)
}

func askOPA(t *testing.T, address string, input []byte) []denied {
	t.Helper()
	body := fmt.Sprintf(`{"input": %s}`, input)
	answer, err := http.Post("http://"+address+"/v1/data/django/main/deny", "application/json", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out struct{ Result []denied }
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return out.Result
}
