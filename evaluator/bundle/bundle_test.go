package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const policy = "# METADATA\n# title: Own\npackage acme.own\n\ndeny contains \"debug\" if input.settings.DEBUG.truth\n"

func folder() fs.FS {
	return fstest.MapFS{
		"acme/own.rego":       {Data: []byte(policy)},
		"acme/own_test.rego":  {Data: []byte("package acme.own_test\n\ntest_x if true\n")},
		"acme/data.json":      {Data: []byte(`{"team": "a"}`)},
		"acme/own/bad.txtar":  {Data: []byte("An example.\n")},
		"acme/notes/data.yml": {Data: []byte("b: 1\n")},
	}
}

func built(t *testing.T, sign *Key) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Build(&b, folder(), []byte(`{"roots": ["acme"], "metadata": {"name": "own"}}`), "7", sign); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBuiltBundleOpens(t *testing.T) {
	c, err := Open(bytes.NewReader(built(t, nil)), nil)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := fs.ReadFile(c.Policies, "acme/own.rego"); err != nil || string(text) != policy {
		t.Errorf("%q %v", text, err)
	}
	if c.Revision != "7" || !slices.Equal(c.Roots, []string{"acme"}) || c.Metadata["name"] != "own" || c.Signed || c.Verified {
		t.Errorf("%+v", c)
	}
	if want := []string{".manifest", "acme/own.rego", "data.json"}; !slices.Equal(c.Files, want) {
		t.Errorf("%v, want %v", c.Files, want)
	}
	if acme, _ := c.Data["acme"].(map[string]any); acme["team"] != "a" {
		t.Errorf("%v", c.Data)
	}
}

func TestBuildIsDeterministic(t *testing.T) {
	if !bytes.Equal(built(t, nil), built(t, nil)) {
		t.Error("two builds differ")
	}
}

// keys returns a pair for each family of algorithms.
func keys(t *testing.T) map[string][2]Key {
	t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	ecKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]Key{"HS256": {{Text: "a secret of some length", Algorithm: "HS256"}, {Text: "a secret of some length", Algorithm: "HS256"}}}
	for algorithm, key := range map[string]any{"RS256": rsaKey, "PS384": rsaKey, "ES256": ecKey} {
		private, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		public, err := x509.MarshalPKIXPublicKey(key.(interface{ Public() crypto.PublicKey }).Public())
		if err != nil {
			t.Fatal(err)
		}
		out[algorithm] = [2]Key{
			{Text: string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})), Algorithm: algorithm},
			{Text: string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})), Algorithm: algorithm},
		}
	}
	return out
}

func TestSignatures(t *testing.T) {
	for algorithm, pair := range keys(t) {
		signed := built(t, &pair[0])
		var again bytes.Buffer
		if err := Sign(&again, bytes.NewReader(built(t, nil)), pair[0]); err != nil {
			t.Fatal(err)
		}
		for name, raw := range map[string][]byte{"built": signed, "signed later": again.Bytes()} {
			c, err := Open(bytes.NewReader(raw), &pair[1])
			if err != nil || !c.Signed || !c.Verified {
				t.Errorf("%s, %s: %v", algorithm, name, err)
			}
		}
		other := keys(t)[algorithm][1]
		if algorithm == "HS256" {
			other.Text = "another secret"
		}
		if _, err := Open(bytes.NewReader(signed), &other); err == nil || !strings.Contains(err.Error(), `is not what the holder of key "default" signed`) {
			t.Errorf("%s: another key opens it: %v", algorithm, err)
		}
		if _, err := Open(bytes.NewReader(built(t, nil)), &pair[1]); err == nil || !strings.Contains(err.Error(), "is not signed") {
			t.Errorf("%s: an unsigned bundle opens: %v", algorithm, err)
		}
	}
}

// entry is a file of a bundle made by hand.
type entry struct {
	name, text string
	kind       byte
}

func packed(t *testing.T, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	w := tar.NewWriter(zipped)
	for _, e := range entries {
		h := &tar.Header{Name: e.name, Size: int64(len(e.text)), Mode: 0o644, Typeflag: e.kind}
		if e.kind == tar.TypeSymlink {
			h.Linkname, h.Size, e.text = "/etc/passwd", 0, ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	zipped.Close()
	return b.Bytes()
}

// unpackedFiles are the entries of a bundle.
func unpackedFiles(t *testing.T, raw []byte) []entry {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var out []entry
	for r := tar.NewReader(zipped); ; {
		h, err := r.Next()
		if err != nil {
			return out
		}
		var b bytes.Buffer
		if _, err := b.ReadFrom(r); err != nil {
			t.Fatal(err)
		}
		out = append(out, entry{h.Name, b.String(), tar.TypeReg})
	}
}

func TestTamperedBundlesAreRefused(t *testing.T) {
	pair := keys(t)["ES256"]
	files := unpackedFiles(t, built(t, &pair[0]))
	for want, change := range map[string]func([]entry) []entry{
		"acme/own.rego was changed": func(e []entry) []entry {
			for i := range e {
				e[i].text = strings.Replace(e[i].text, "DEBUG.truth", "DEBUG.false", 1)
			}
			return e
		},
		"acme/more.rego was added": func(e []entry) []entry {
			return append(e, entry{"/acme/more.rego", "package acme.more\n", tar.TypeReg})
		},
		"acme/own.rego is signed for, and is not there": func(e []entry) []entry {
			return slices.DeleteFunc(e, func(f entry) bool { return strings.HasSuffix(f.name, ".rego") })
		},
		"data.json was changed": func(e []entry) []entry {
			for i := range e {
				e[i].text = strings.Replace(e[i].text, `"team":"a"`, `"team":"b"`, 1)
			}
			return e
		},
	} {
		if _, err := Open(bytes.NewReader(packed(t, change(slices.Clone(files))...)), &pair[1]); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := Open(bytes.NewReader(packed(t, files...)), &pair[1]); err != nil {
		t.Errorf("unchanged: %v", err)
	}
}

// Whatever is missing at the end, the checksum included, the bundle does not open.
func TestTruncatedBundlesAreRefused(t *testing.T) {
	whole := built(t, nil)
	for n := range whole {
		if _, err := Open(bytes.NewReader(whole[:n]), nil); err == nil {
			t.Fatalf("%d of %d bytes open", n, len(whole))
		}
	}
}

// What is unpacked and packed again is the same bundle, signature and all.
func TestPackedFilesAreTheSameBundle(t *testing.T) {
	pair := keys(t)["ES256"]
	files, err := Unpack(built(t, &pair[0]))
	if err != nil {
		t.Fatal(err)
	}
	again, err := Pack(files)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := Open(bytes.NewReader(again), &pair[1]); err != nil || !c.Verified || c.Revision != "7" {
		t.Errorf("%+v %v", c, err)
	}
}

func TestHostileBundlesAreRefused(t *testing.T) {
	whole := built(t, nil)
	bundles := map[string][]byte{
		"not a gzip file":                nil,
		"is cut short or damaged":        whole[:len(whole)/2],
		"a path that leaves the bundle":  packed(t, entry{"../../x.rego", "package x\n", tar.TypeReg}),
		"which is no plain file":         packed(t, entry{"x.rego", "", tar.TypeSymlink}),
		"twice":                          packed(t, entry{"x.rego", "package x\n", tar.TypeReg}, entry{"./x.rego", "package y\n", tar.TypeReg}),
		"is larger than 32 MiB":          make([]byte, MaxPacked+1),
		"x.rego:3:13: unexpected eof":    packed(t, entry{"x.rego", "package x\n\ndeny contains", tar.TypeReg}),
		"manifest roots [django] do not": packed(t, entry{".manifest", `{"roots": ["django"], "rego_version": 1}`, tar.TypeReg}, entry{"x.rego", "package x\n", tar.TypeReg}),
	}
	if !testing.Short() { // it is large
		bundles["holds more than 256 MiB"] = packed(t, entry{"x.rego", strings.Repeat("#", MaxUnpacked+1), tar.TypeReg}, entry{"y.rego", "package y\n", tar.TypeReg})
	}
	for want, raw := range bundles {
		if _, err := Open(bytes.NewReader(raw), nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// The stock opa takes what is built and signed here, and refuses what is not.
func TestStockOPAVerifies(t *testing.T) {
	opa := os.Getenv("DJGATE_OPA")
	if opa == "" {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") == "1" {
			t.Fatal("DJGATE_OPA names no opa")
		}
		t.Skip("DJGATE_OPA names no opa")
	}
	dir := t.TempDir()
	for algorithm, pair := range keys(t) {
		file, key := filepath.Join(dir, algorithm+".tar.gz"), filepath.Join(dir, algorithm+".pem")
		if err := os.WriteFile(file, built(t, &pair[0]), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(key, []byte(pair[1].Text), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(opa, "build", "--bundle", file, "--verification-key", key, "--signing-alg", algorithm,
			"--verification-key-id", "default", "-o", filepath.Join(dir, "out.tar.gz")).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v %s", algorithm, err, out)
		}
	}
}
