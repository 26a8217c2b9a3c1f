// Package remote brings bundles of policies from registries (OCI) and web servers,
// pushes them there, and keeps what it brought.
//
// Nothing that comes from there is trusted: every byte is held against a digest
// before it is used or kept, everything has a bound, and an exchange ends in time.
// In a registry a bundle is what conftest makes of it: a layer for each file, whose
// title is the file's path.
package remote

import (
	"encoding/hex"
	"fmt"
	"net"
	"net/url"
	"path"
	"strings"

	"oras.land/oras-go/v2/registry"
)

// Source names a bundle that is elsewhere: oci://HOST/REPOSITORY[:TAG] or
// https://HOST/PATH, each with @sha256:DIGEST where it is pinned. Plain http is for
// this machine alone.
type Source struct {
	// Name is the source without its digest.
	Name string
	// Digest is sha256:..., of the manifest in a registry, of the file on a web
	// server; empty: whatever is there now.
	Digest string

	reference registry.Reference // in a registry
}

// Is tells whether a name is one of a source, not of a file.
func Is(name string) bool {
	scheme, _, found := strings.Cut(name, "://")
	return found && (scheme == "oci" || scheme == "https" || scheme == "http")
}

// Parse reads the name of a source.
func Parse(name string) (Source, error) {
	plain, digest, pinned := strings.Cut(name, "@sha256:")
	s := Source{Name: plain}
	if pinned {
		s.Digest = "sha256:" + digest
		if !IsDigest(s.Digest) {
			return s, fmt.Errorf("%s: no digest is called %q (sha256: and 64 hexadecimal digits)", plain, s.Digest)
		}
	}
	if rest, ok := strings.CutPrefix(plain, "oci://"); ok {
		return s.inRegistry(rest)
	}
	u, err := url.Parse(plain)
	switch {
	case err != nil || u.Host == "" || path.Base(u.Path) == "." || path.Base(u.Path) == "/":
		return s, fmt.Errorf("%q is no source of a bundle (oci://HOST/REPOSITORY:TAG, https://HOST/FILE)", plain)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return s, fmt.Errorf("%s://%s%s: an address of a bundle has neither user, query nor fragment", u.Scheme, u.Host, u.Path)
	case u.Scheme == "http" && !isLoopback(u.Host):
		return s, fmt.Errorf("%s: without TLS only this machine is asked (https://)", plain)
	}
	return s, nil
}

// inRegistry reads HOST/REPOSITORY[:TAG]; without a tag, latest is meant.
func (s Source) inRegistry(rest string) (Source, error) {
	ref, err := registry.ParseReference(rest)
	if err != nil || strings.Contains(rest, "@") {
		return s, fmt.Errorf("%q is no source of a bundle (oci://HOST/REPOSITORY:TAG)", s.Name)
	}
	if ref.Reference == "" {
		ref.Reference, s.Name = "latest", s.Name+":latest"
	}
	s.reference = ref
	return s, nil
}

// IsDigest tells whether a text is sha256: and a digest.
func IsDigest(text string) bool {
	digits, ok := strings.CutPrefix(text, "sha256:")
	raw, err := hex.DecodeString(digits)
	return ok && err == nil && len(raw) == 32 && strings.ToLower(digits) == digits
}

// At is the source, pinned to a digest.
func (s Source) At(digest string) Source {
	s.Digest = digest
	return s
}

// Short is a name for the bundle: the repository's or the file's.
func (s Source) Short() string {
	if s.reference.Repository != "" {
		return path.Base(s.reference.Repository)
	}
	base, _, _ := strings.Cut(path.Base(s.Name), ".")
	return base
}

func (s Source) String() string {
	if s.Digest == "" {
		return s.Name
	}
	return s.Name + "@" + s.Digest
}

func isLoopback(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	ip := net.ParseIP(strings.Trim(host, "[]"))
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
