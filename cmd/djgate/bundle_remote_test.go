package main

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
)

// acme is a platform team: a registry, a key, a signed bundle, and a project that
// is judged by it.
type acme struct {
	source, bundle, public, dir string
	server                      *httptest.Server
	key                         []string
}

func newAcme(t *testing.T) *acme {
	t.Helper()
	t.Setenv("DOCKER_CONFIG", t.TempDir())
	t.Setenv("DJGATE_CACHE_DIR", t.TempDir())
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	t.Cleanup(server.Close)
	a := &acme{server: server, dir: t.TempDir(), source: "oci://" + strings.TrimPrefix(server.URL, "http://") + "/acme/policies:v1"}
	private, public := keyPair(t, t.TempDir())
	a.public, a.bundle = public, filepath.Join(t.TempDir(), "acme.tar.gz")
	a.key = []string{"--verification-key", public, "--signing-alg", "ES256"}
	ran(t, exitClean, "bundle", "build", "-p", scaffolded(t), "-o", a.bundle, "--signing-key", private, "--signing-alg", "ES256")
	if err := os.CopyFS(a.dir, os.DirFS(shop)); err != nil {
		t.Fatal(err)
	}
	return a
}

// pull is bundle pull for the project.
func (a *acme) pull(t *testing.T, code int, args ...string) string {
	t.Helper()
	return ran(t, code, append([]string{"bundle", "pull", "--dir", a.dir}, args...)...)
}

// check judges the project, its checklist apart.
func (a *acme) check(t *testing.T, code int, args ...string) string {
	t.Helper()
	return ran(t, code, append([]string{"check", a.dir, "--fail-on", "medium", "--as-of", "2026-11-20"}, args...)...)
}

func (a *acme) push(t *testing.T, bundle string) string {
	t.Helper()
	return ran(t, exitClean, "bundle", "push", bundle, a.source)
}

// writeFile writes a file and the folders above it.
func writeFile(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Pushed, pulled, locked, verified; then without the network.
func TestBundleFromARegistry(t *testing.T) {
	a := newAcme(t)
	said := a.push(t, a.bundle)
	digest := said[strings.LastIndex(said, "@")+1:]
	if out := a.check(t, exitUsage, "--bundle", a.source); !strings.Contains(out, "no digest says which bundle that is (djgate bundle pull "+a.source) {
		t.Error(out)
	}
	if out := a.pull(t, exitClean, append([]string{a.source}, a.key...)...); !strings.Contains(out, "policies  "+a.source+"@"+strings.TrimSpace(digest)+"  4 files, signature verified") {
		t.Error(out)
	}
	a.server.Close()
	want := a.check(t, exitViolations, append([]string{"--bundle", a.bundle}, a.key...)...)
	if !strings.Contains(want, "no-debugging") || strings.Contains(want, "debug-enabled") {
		t.Fatal(want)
	}
	for _, name := range []string{a.source, "policies", a.source + "@" + strings.TrimSpace(digest)} {
		if got := a.check(t, exitViolations, append([]string{"--bundle", name}, a.key...)...); got != want {
			t.Errorf("%s judges otherwise:\n%s", name, got)
		}
	}
	if out := a.pull(t, exitClean); !strings.Contains(out, "not verified") {
		t.Error(out)
	}
	t.Setenv("DJGATE_CACHE_DIR", t.TempDir())
	if out := a.check(t, exitIncomplete, "--bundle", "policies"); !strings.Contains(out, "cannot be reached") {
		t.Error(out)
	}
}

// A key in .djgate.yaml holds for every command.
func TestConfiguredKey(t *testing.T) {
	a := newAcme(t)
	a.push(t, a.bundle)
	_, stranger := keyPair(t, t.TempDir())
	key, err := os.ReadFile(stranger)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(a.dir, "key.pem"), string(key))
	writeFile(t, filepath.Join(a.dir, configName), "verification: {key: key.pem, algorithm: ES256}\n")
	t.Chdir(a.dir)
	for _, args := range [][]string{
		{"check", "-p", a.bundle}, {"check", "--bundle", a.bundle}, {"baseline", "-p", a.bundle}, {"diff", "-p", a.bundle, ".", "."},
		{"bundle", "inspect", a.bundle}, {"bundle", "verify", a.bundle}, {"bundle", "push", a.bundle, a.source}, {"bundle", "pull", a.source},
		{"verify", "--bundle", a.bundle, "-p", scaffolded(t)},
	} {
		if out := ran(t, exitIncomplete, args...); !strings.Contains(out, `is not what the holder of key "default" signed by ES256`) {
			t.Errorf("%v: %s", args, out)
		}
	}
	if _, err := os.Stat(lockName); err == nil {
		t.Error("what is not verified is locked")
	}
	if out := ran(t, exitViolations, "check", "-p", a.bundle, "--verification-key", a.public); !strings.Contains(out, "no-debugging") {
		t.Errorf("the flag does not win over the file:\n%s", out)
	}
}

// What differs from the lock file is refused, whoever gives it.
func TestLockFile(t *testing.T) {
	a := newAcme(t)
	a.push(t, a.bundle)
	file := filepath.Join(a.dir, "acme.tar.gz")
	a.pull(t, exitClean, a.source, "-o", file)
	a.check(t, exitViolations, "-p", file)
	other := filepath.Join(t.TempDir(), "other.tar.gz")
	ran(t, exitClean, "bundle", "build", "-p", scaffolded(t, "--severity", "low"), "-o", other)
	raw, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, file, string(raw))
	if out := a.check(t, exitIncomplete, "-p", file); !strings.Contains(out, "and .djgate.lock says sha256:") {
		t.Error(out)
	}
	moved := strings.TrimSpace(a.push(t, other))
	t.Setenv("DJGATE_CACHE_DIR", t.TempDir())
	a.check(t, exitViolations, "-p", a.source) // the tag moved, and the lock did not
	if out := a.check(t, exitIncomplete, "-p", moved); !strings.Contains(out, ".djgate.lock says sha256:") {
		t.Error(out)
	}
	a.pull(t, exitClean, a.source)
	a.check(t, exitViolations, "-p", moved)
	if out := a.pull(t, exitUsage, other, "--name", "policies"); !strings.Contains(out, "the name policies is that of "+a.source) {
		t.Error(out)
	}
}

func TestBrokenLockFiles(t *testing.T) {
	a := newAcme(t)
	digest := "sha256:" + strings.Repeat("0", 64)
	for want, text := range map[string]string{
		"not a lock file at line 2":              "version: 1\nbundle: []\n",
		"not a lock file":                        "[",
		"version: 2 is not known (1)":            "version: 2\n",
		"bundle 1: name, source and digest":      "version: 1\nbundles:\n  - {name: a, source: b, digest: sha256:12}\n",
		"bundle 2: a is there twice":             "version: 1\nbundles:\n  - {name: a, source: b, digest: " + digest + "}\n  - {name: a, source: c, digest: " + digest + "}\n",
		"cannot be reached":                      "version: 1\nbundles:\n  - {name: a, source: 'oci://127.0.0.1:1/a:1', digest: " + digest + "}\n",
		"without TLS only this machine is asked": "version: 1\nbundles:\n  - {name: a, source: 'http://files.example/a', digest: " + digest + "}\n",
	} {
		writeFile(t, filepath.Join(a.dir, lockName), text)
		code, _, out := runProgram(t, "check", a.dir, "-p", "a")
		if code != exitIncomplete && code != exitUsage || !strings.Contains(out, want) {
			t.Errorf("%s: %d %s", want, code, out)
		}
	}
}

// A bundle that a web server has, and one that stalls.
func TestBundleFromAWebServer(t *testing.T) {
	a := newAcme(t)
	release := make(chan struct{})
	defer close(release)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/acme.tar.gz" {
			<-release
		}
		http.ServeFile(w, r, a.bundle)
	}))
	t.Cleanup(web.Close)
	a.pull(t, exitClean, append([]string{web.URL + "/acme.tar.gz"}, a.key...)...)
	a.check(t, exitViolations, append([]string{"-p", "acme"}, a.key...)...)
	if out := a.pull(t, exitIncomplete, web.URL+"/stalls.tar.gz", "--timeout", "200ms"); !strings.Contains(out, "has not answered in full within 200ms") {
		t.Error(out)
	}
	lie := web.URL + "/acme.tar.gz@sha256:" + strings.Repeat("0", 64)
	t.Setenv("DJGATE_CACHE_DIR", t.TempDir())
	if out := ran(t, exitIncomplete, "check", shop, "-p", lie); !strings.Contains(out, "the answer has the digest sha256:") {
		t.Error(out)
	}
}

// conftest pulls what djgate pushes, and djgate what conftest does.
func TestConftestPullsAndPushes(t *testing.T) {
	conftest, _ := conftestExamples(t)
	a := newAcme(t)
	a.push(t, a.bundle)
	run := func(args ...string) {
		t.Helper()
		c := exec.Command(conftest, args...)
		c.Dir = a.dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	run("pull", a.source, "--policy", "pulled")
	got, err := os.ReadFile(filepath.Join(a.dir, "pulled/own/no_debugging.rego"))
	if err != nil || !strings.Contains(string(got), "package own.no_debugging") {
		t.Errorf("%q %v", got, err)
	}
	writeFile(t, filepath.Join(a.dir, "pulled/own/no_debugging.rego"), "package own.no_debugging\n\ndeny contains \"debug\" if input.settings.DEBUG.truth\n")
	theirs := strings.Replace(a.source, "policies:v1", "theirs:v1", 1)
	run("push", strings.TrimPrefix(theirs, "oci://"), "--policy", "pulled/own")
	a.pull(t, exitClean, theirs)
	if out := a.check(t, exitViolations, "--bundle", "theirs"); !strings.Contains(out, "no-debugging") {
		t.Error(out)
	}
}
