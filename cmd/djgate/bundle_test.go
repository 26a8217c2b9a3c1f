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

// A run that would judge by fewer policies than were named, or by weaker ones, ends
// incomplete, and says which folder or bundle, which file and why.
func TestPoliciesThatAreRefused(t *testing.T) {
	dir := t.TempDir()
	folder := func(name, text string) string {
		writeFile(t, filepath.Join(dir, name, name+".rego"), text)
		return filepath.Join(dir, name)
	}
	const own = "package acme.own\n\ndeny contains \"x\" if input.settings.DEBUG.truth\n"
	first, second := folder("first", own), folder("second", strings.Replace(own, "acme", "other", 1))
	packed := filepath.Join(dir, "first.tar.gz")
	ran(t, exitClean, "bundle", "build", "-p", first, "-o", packed)
	for _, c := range []struct {
		want string
		args []string
	}{
		{second + ": second.rego: the id own of package other.own is taken by package acme.own (first.rego)", []string{"-p", packed, "-p", second}},
		{packed + ": first.rego: the id own of package acme.own is taken by package other.own", []string{"-p", second, "-p", packed}},
		{"syntax: syntax.rego:4:", []string{"-p", folder("syntax", "package x\n\ndeny contains\n")}},
		{"typo.rego:3:", []string{"-p", folder("typo", "package x\n\ndeny contains \"x\" if input.setings\n")}},
		{"shadow.rego: the package django.checklist.debug.debug_enabled is the bundle's own", []string{"-p", folder("shadow", "package django.checklist.debug.debug_enabled\n\nallow if true\n")}},
		{"a folder is not signed", []string{"-p", filepath.Join(first, "first.rego"), "--verification-key", packed}},
		{"no policy is loaded", []string{"--bundle", first, "-n", "main"}},
	} {
		out := ran(t, exitIncomplete, append([]string{"check", shop}, c.args...)...)
		if !strings.Contains(out, c.want) {
			t.Errorf("%v: %s", c.args, out)
		}
	}
	if out := ran(t, exitViolations, "check", shop, "-p", filepath.Join(first, "first.rego")); !strings.Contains(out, "own") {
		t.Errorf("a module alone is not run: %s", out)
	}
	broken := filepath.Join(dir, "syntax.tar.gz")
	if out := ran(t, exitIncomplete, "bundle", "build", "-p", filepath.Join(dir, "syntax"), "-o", broken); !strings.Contains(out, "syntax.rego:4:") || strings.Contains(out, "rego_parse_error") {
		t.Error(out)
	}
}
