package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const shop = "../../examples/shop"

// keyPair writes a key pair and returns the names of its files.
func keyPair(t *testing.T, dir string) (private, public string) {
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
	private, public = filepath.Join(dir, "private.pem"), filepath.Join(dir, "public.pem")
	for file, block := range map[string]*pem.Block{private: {Type: "PRIVATE KEY", Bytes: secret}, public: {Type: "PUBLIC KEY", Bytes: open}} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return private, public
}

// ran runs the program, which must end with the code, and returns all that it printed.
func ran(t *testing.T, code int, args ...string) string {
	t.Helper()
	got, stdout, stderr := runProgram(t, args...)
	if got != code {
		t.Errorf("%v: exit %d, want %d\n%s%s", args, got, code, stdout, stderr)
	}
	return stdout + stderr
}

// The shipped policies as a bundle judge as they do from the binary.
func TestBuiltBundleJudgesAlike(t *testing.T) {
	file := filepath.Join(t.TempDir(), "b.tar.gz")
	ran(t, exitClean, "bundle", "build", "-o", file, "--revision", "7")
	want := ran(t, exitViolations, "check", shop, "-o", "json", "--as-of", "2026-11-20")
	if got := ran(t, exitViolations, "check", shop, "-o", "json", "--as-of", "2026-11-20", "--bundle", file); got != want {
		t.Error("the bundle judges otherwise")
	}
	if out := ran(t, exitClean, "bundle", "inspect", file); !strings.Contains(out, "revision  7") || !strings.Contains(out, "django/main.rego") {
		t.Error(out)
	}
}

func TestSignedBundles(t *testing.T) {
	dir := t.TempDir()
	private, public := keyPair(t, dir)
	_, other := keyPair(t, t.TempDir())
	policies := scaffolded(t)
	plain, signed := filepath.Join(dir, "plain.tar.gz"), filepath.Join(dir, "signed.tar.gz")
	ran(t, exitClean, "bundle", "build", "-p", policies, "-o", plain)
	ran(t, exitClean, "bundle", "sign", plain, "-o", signed, "--signing-key", private, "--signing-alg", "ES256")
	verified := []string{"--verification-key", public, "--signing-alg", "ES256"}
	ran(t, exitClean, append([]string{"bundle", "verify", signed}, verified...)...)

	out := ran(t, exitViolations, append([]string{"check", shop, "-p", signed}, verified...)...)
	if !strings.Contains(out, "no-debugging") || !strings.Contains(out, "debug-enabled") {
		t.Error(out)
	}
	out = ran(t, exitViolations, append([]string{"check", shop, "--fail-on", "medium", "--bundle", signed}, verified...)...)
	if !strings.Contains(out, "no-debugging") || strings.Contains(out, "debug-enabled") {
		t.Errorf("the bundle is not alone:\n%s", out)
	}
	for want, args := range map[string][]string{
		"is not signed, and a key is given":           append([]string{"check", shop, "-p", plain}, verified...),
		"a folder is not signed":                      append([]string{"check", shop, "-p", policies}, verified...),
		"is not what the holder of key":               {"check", shop, "-p", signed, "--verification-key", other, "--signing-alg", "ES256"},
		"is no bundle: not a gzip file":               {"check", shop, "--bundle", private},
		"no such folder or bundle":                    {"check", shop, "--bundle", filepath.Join(dir, "none")},
		"--capabilities: " + public + ": not capabil": {"check", shop, "--capabilities", public},
	} {
		if out := ran(t, exitIncomplete, args...); !strings.Contains(out, want) {
			t.Errorf("%v: %s", args, out)
		}
	}
	if out := ran(t, exitUsage, "bundle", "verify", signed); !strings.Contains(out, "--verification-key names no key") {
		t.Error(out)
	}
}
