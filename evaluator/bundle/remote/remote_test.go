package remote

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2/content"

	"github.com/djgate/djgate/evaluator/bundle"
)

const policy = "package acme.own\n\ndeny contains \"debug\" if input.settings.DEBUG.truth\n"

// signed is a bundle, signed by a secret.
func signed(t *testing.T) []byte {
	t.Helper()
	files := fstest.MapFS{"acme/own.rego": {Data: []byte(policy)}, "acme/same.rego": {Data: []byte(policy)}, "acme/data.json": {Data: []byte(`{"team": "a"}`)}}
	var b bytes.Buffer
	if err := bundle.Build(&b, files, []byte(`{"roots": ["acme"]}`), "7", secret()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func secret() *bundle.Key { return &bundle.Key{Text: "a secret of some length", Algorithm: "HS256"} }

// serve starts a server on this machine, and gives its HOST:PORT.
func serve(t *testing.T, h http.Handler) string {
	t.Helper()
	t.Setenv("DOCKER_CONFIG", t.TempDir()) // no logins of whoever runs the tests
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

func newRegistry() http.Handler { return registry.New(registry.Logger(log.New(io.Discard, "", 0))) }

func source(t *testing.T, format string, args ...any) Source {
	t.Helper()
	s, err := Parse(fmt.Sprintf(format, args...))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pushed is a bundle in a registry, and its digest there.
func pushed(t *testing.T, host string) (Source, string) {
	t.Helper()
	s := source(t, "oci://%s/acme/policies:v1", host)
	digest, err := Client{}.Push(t.Context(), s, signed(t))
	if err != nil {
		t.Fatal(err)
	}
	return s, digest
}

func TestRegistryHoldsABundle(t *testing.T) {
	s, digest := pushed(t, serve(t, newRegistry()))
	for name, s := range map[string]Source{"by tag": s, "by digest": s.At(digest)} {
		raw, got, err := Client{}.Pull(t.Context(), s)
		if err != nil || got != digest {
			t.Errorf("%s: %s %v", name, got, err)
			continue
		}
		c, err := bundle.Open(bytes.NewReader(raw), secret())
		if err != nil || c.Revision != "7" {
			t.Errorf("%s: %+v %v", name, c, err)
			continue
		}
		if text, err := fs.ReadFile(c.Policies, "acme/own.rego"); err != nil || string(text) != policy {
			t.Errorf("%s: %q %v", name, text, err)
		}
	}
	if again, err := (Client{}).Push(t.Context(), s, signed(t)); err == nil && again != digest {
		t.Errorf("pushed again it has another digest: %s", again)
	}
}

// What was brought once is had without asking, as long as it is what it was.
func TestCache(t *testing.T) {
	s, digest := pushed(t, serve(t, newRegistry()))
	file := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(signed(t)) }))
	web := source(t, "%s/acme.tar.gz", file.URL)
	c := Client{Cache: Cache{t.TempDir()}}
	for _, s := range []Source{s, web} {
		raw, digest, err := c.Pull(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		offline := c
		offline.Offline = true
		if again, _, err := offline.Pull(t.Context(), s.At(digest)); err != nil || !bytes.Equal(raw, again) {
			t.Errorf("%s: not in the cache: %v", s, err)
		}
		if _, _, err := offline.Pull(t.Context(), s); err == nil || !strings.Contains(err.Error(), "is not in the cache") {
			t.Errorf("%s: had without a digest: %v", s, err)
		}
	}
	damaged, err := filepath.Glob(filepath.Join(c.Cache.Dir, "sha256", "*"))
	if err != nil || len(damaged) < 5 {
		t.Fatalf("%v %v", damaged, err)
	}
	for _, file := range damaged {
		if err := os.WriteFile(file, []byte("package acme.own\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if raw, _, err := c.Pull(t.Context(), s.At(digest)); err != nil {
		t.Errorf("a damaged cache is not mended: %v", err)
	} else if _, err := bundle.Open(bytes.NewReader(raw), secret()); err != nil {
		t.Errorf("what the cache holds is believed: %v", err)
	}
}

// lying changes what a registry answers to GETs of blobs or manifests.
func lying(about string, lie func(w http.ResponseWriter, honest *httptest.ResponseRecorder)) http.Handler {
	honest := newRegistry()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, about) {
			honest.ServeHTTP(w, r)
			return
		}
		record := httptest.NewRecorder()
		honest.ServeHTTP(record, r)
		for name, values := range record.Header() {
			w.Header()[name] = values
		}
		lie(w, record)
	})
}

func TestRegistriesThatLie(t *testing.T) {
	for name, c := range map[string]struct {
		about, want string
		lie         func(w http.ResponseWriter, honest *httptest.ResponseRecorder)
	}{
		"another policy": {"/blobs/", "does not fit its digest", func(w http.ResponseWriter, honest *httptest.ResponseRecorder) {
			w.Write(bytes.Replace(honest.Body.Bytes(), []byte("truth"), []byte("false"), 1))
		}},
		"half of a file": {"/blobs/", "is not that of a registry: it was changed, or cut short", func(w http.ResponseWriter, honest *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.Write(honest.Body.Bytes()[:honest.Body.Len()/2])
		}},
		"more than a file": {"/blobs/", "changed, or cut short", func(w http.ResponseWriter, honest *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.Write(append(honest.Body.Bytes(), '\n'))
		}},
		"another manifest": {"/manifests/", "does not fit its digest", func(w http.ResponseWriter, honest *httptest.ResponseRecorder) {
			w.Write(bytes.Replace(honest.Body.Bytes(), []byte("acme/own.rego"), []byte("acme/owt.rego"), 1))
		}},
		"an error": {"/blobs/", "the answer is the HTTP status 418", func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.WriteHeader(http.StatusTeapot)
		}},
		"no access": {"/manifests/", "access is denied (`docker login 127.0.0.1", func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.WriteHeader(http.StatusForbidden)
		}},
		"no blob": {"/blobs/", "is not there", func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.WriteHeader(http.StatusNotFound)
		}},
		"a way out of TLS": {"/blobs/", "redirects to an address without TLS", func(w http.ResponseWriter, _ *httptest.ResponseRecorder) {
			w.Header().Del("Content-Length")
			w.Header().Set("Location", "http://registry.example/blob")
			w.WriteHeader(http.StatusFound)
		}},
	} {
		s, digest := pushed(t, serve(t, lying(c.about, c.lie)))
		for _, s := range []Source{s, s.At(digest)} {
			_, _, err := Client{}.Pull(t.Context(), s)
			if err == nil || !strings.HasPrefix(err.Error(), s.String()+": ") || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestServersThatStall(t *testing.T) {
	release := make(chan struct{})
	defer close(release) // before the servers are closed
	inBlob := lying("/blobs/", func(w http.ResponseWriter, honest *httptest.ResponseRecorder) {
		w.Write(honest.Body.Bytes()[:1])
		w.(http.Flusher).Flush()
		<-release
	})
	s, _ := pushed(t, serve(t, inBlob))
	silent := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	for _, s := range []Source{s, source(t, "oci://%s/acme/policies", silent), source(t, "http://%s/acme.tar.gz", silent)} {
		_, _, err := Client{Timeout: 200 * time.Millisecond}.Pull(t.Context(), s)
		if err == nil || !strings.Contains(err.Error(), "has not answered in full within 200ms") {
			t.Errorf("%s: %v", s, err)
		}
	}
	if _, err := (Client{Timeout: 200 * time.Millisecond}).Push(t.Context(), source(t, "oci://%s/a/b:1", silent), signed(t)); err == nil || !strings.Contains(err.Error(), "has not answered") {
		t.Errorf("%v", err)
	}
}

func TestInterruptedPull(t *testing.T) {
	s, _ := pushed(t, serve(t, newRegistry()))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := (Client{}).Pull(ctx, s); err == nil || !strings.Contains(err.Error(), "was interrupted") {
		t.Error(err)
	}
}

func TestWebServers(t *testing.T) {
	large := int64(bundle.MaxPacked + 1)
	host := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/acme.tar.gz":
			w.Write(signed(t))
		case "/large.tar.gz":
			io.CopyN(w, zeros{}, large)
		case "/away.tar.gz":
			http.Redirect(w, r, "http://files.example/x", http.StatusFound)
		case "/round.tar.gz":
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	whole := source(t, "http://%s/acme.tar.gz", host)
	if raw, digest, err := (Client{}).Pull(t.Context(), whole.At(Digest(signed(t)))); err != nil || !bytes.Equal(raw, signed(t)) || digest != Digest(raw) {
		t.Errorf("%s %v", digest, err)
	}
	none := "sha256:" + strings.Repeat("0", 64)
	for want, s := range map[string]Source{
		"@" + none + ": the answer has the digest " + Digest(signed(t)): whole.At(none),
		"large.tar.gz: is larger than 32 MiB":                           source(t, "http://%s/large.tar.gz", host),
		"none.tar.gz: is not there":                                     source(t, "http://%s/none.tar.gz", host),
		"redirects to an address without TLS":                           source(t, "http://%s/away.tar.gz", host),
		"redirects without end":                                         source(t, "http://%s/round.tar.gz", host),
		"cannot be reached":                                             source(t, "http://127.0.0.1:1/x.tar.gz"),
	} {
		if _, _, err := (Client{}).Pull(t.Context(), s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// What a manifest lists is judged before any of it is fetched.
func TestManifestsThatAreNone(t *testing.T) {
	layer := func(name, kind string, size int64) ocispec.Descriptor {
		d := content.NewDescriptorFromBytes(kind, []byte(name))
		d.Annotations, d.Size = map[string]string{ocispec.AnnotationTitle: name}, size
		return d
	}
	many := make([]ocispec.Descriptor, maxLayers+1)
	for want, layers := range map[string][]ocispec.Descriptor{
		"0 layers":          nil,
		"5001 layers":       many,
		`the type "x/y"`:    {layer("a.rego", "x/y", 1)},
		`it holds "a.wasm"`: {layer("a.wasm", policyLayer, 1)},
		`"a.rego" twice`:    {layer("a.rego", policyLayer, 1), layer("a.rego", policyLayer, 1)},
		`holds "a.rego", which is larger than 32 MiB`: {layer("a.rego", policyLayer, bundle.MaxPacked+1)},
		`holds "b.rego", which is larger than`:        {layer("b.rego", policyLayer, -1)},
		"only -d says":                                {layer("policy/services.yaml", dataLayer, 1), layer("a.rego", policyLayer, 1)},
	} {
		if _, err := layersOf(manifestOf(t, layers)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := layersOf([]byte("[")); err == nil {
		t.Error("what is no JSON is taken")
	}
}

// A title that leaves the bundle stays in memory, and does not open.
func TestTitleThatLeavesTheBundle(t *testing.T) {
	s := source(t, "oci://%s/acme/policies:v1", serve(t, newRegistry()))
	repo, err := repository(s)
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(policy)
	layer := content.NewDescriptorFromBytes(policyLayer, text)
	layer.Annotations = map[string]string{ocispec.AnnotationTitle: "../../acme.rego"}
	raw := manifestOf(t, []ocispec.Descriptor{layer})
	if err := upload(t.Context(), repo.Blobs(), layer, text); err != nil {
		t.Fatal(err)
	}
	if err := repo.PushReference(t.Context(), content.NewDescriptorFromBytes(ocispec.MediaTypeImageManifest, raw), bytes.NewReader(raw), "v1"); err != nil {
		t.Fatal(err)
	}
	packed, _, err := Client{}.Pull(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bundle.Open(bytes.NewReader(packed), nil); err == nil || !strings.Contains(err.Error(), "a path that leaves the bundle") {
		t.Error(err)
	}
}

func manifestOf(t *testing.T, layers []ocispec.Descriptor) []byte {
	t.Helper()
	raw, err := json.Marshal(ocispec.Manifest{Layers: layers})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestSources(t *testing.T) {
	digest := "sha256:" + strings.Repeat("ab", 32)
	for name, want := range map[string]Source{
		"oci://registry.example/acme/policies:v1":                 {Name: "oci://registry.example/acme/policies:v1"},
		"oci://registry.example/acme/policies":                    {Name: "oci://registry.example/acme/policies:latest"},
		"oci://registry.example:5000/policies:v1@" + digest:       {Name: "oci://registry.example:5000/policies:v1", Digest: digest},
		"https://files.example/acme/policies.v1.tar.gz@" + digest: {Name: "https://files.example/acme/policies.v1.tar.gz", Digest: digest},
		"http://localhost:8080/policies.tar.gz":                   {Name: "http://localhost:8080/policies.tar.gz"},
	} {
		got, err := Parse(name)
		if err != nil || got.Name != want.Name || got.Digest != want.Digest || got.Short() != "policies" {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	for want, names := range map[string][]string{
		"is no source of a bundle":         {"oci://registry.example", "oci://registry.example/A", "https://files.example/", "https://files.example", "oci://r.example/a@sha512:00"},
		"no digest is called":              {"oci://r.example/a@sha256:12", "https://f.example/a@sha256:" + strings.Repeat("AB", 32)},
		"without TLS only this machine":    {"http://files.example/a.tar.gz", "http://127.0.0.1.files.example/a.tar.gz"},
		"neither user, query nor fragment": {"https://me:swordfish@files.example/a.tar.gz", "https://files.example/a?token=swordfish", "https://files.example/a#b"},
	} {
		for _, name := range names {
			if _, err := Parse(name); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "swordfish") {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
		}
	}
	if Is("policies/acme") || Is("acme.tar.gz") || Is("C://x") {
		t.Error("a file is taken for a source")
	}
}
