// Package bundle packs policies as OPA's bundles, signs them, and opens them
// again: a tar.gz with .manifest, data.json, the modules and .signatures.json, as
// https://www.openpolicyagent.org/docs/management-bundles describes them.
package bundle

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/open-policy-agent/opa/v1/ast"
	opa "github.com/open-policy-agent/opa/v1/bundle"

	"github.com/djgate/djgate/inputs/pattern"
)

// Key signs or verifies. Text is a PEM key, or a secret for the HS algorithms.
type Key struct {
	Text      string
	Algorithm string // RS256 and its like; empty: RS256
	ID, Scope string
}

func (k Key) algorithm() string {
	if k.Algorithm == "" {
		return "RS256"
	}
	return k.Algorithm
}

// keyID is what the signature names; verification looks the key up by it.
func (k Key) keyID() string {
	if k.ID == "" {
		return "default"
	}
	return k.ID
}

// Content is an opened bundle.
type Content struct {
	// Policies holds the modules by their path in the bundle.
	Policies fs.FS
	Data     map[string]any
	Revision string
	Roots    []string
	Metadata map[string]any
	Files    []string // in order
	Digest   string   // sha256:... of the archive
	Signed   bool
	// Verified tells whether a signature was held against a key.
	Verified bool
}

// Build packs the modules and data files of a folder, tests apart. The same files
// give the same bytes. The manifest is .manifest or a bundle.manifest, as JSON.
func Build(w io.Writer, folder fs.FS, manifest []byte, revision string, sign *Key) error {
	packed, err := opa.NewCustomReader(opa.NewFSLoaderWithRoot(withoutTests{folder}, ".")).
		WithRegoVersion(ast.RegoV1).WithSkipBundleVerification(true).Read()
	if err != nil {
		return cmp.Or(located(err), err)
	}
	if len(packed.Modules) == 0 {
		return errors.New("there is no .rego file to pack")
	}
	if manifest != nil {
		packed.Manifest = opa.Manifest{}
		if err := json.Unmarshal(manifest, &packed.Manifest); err != nil {
			return errors.New("the manifest is not one of OPA's, in JSON")
		}
	}
	packed.Manifest.Init()
	packed.Manifest.Revision = revision
	if packed.Manifest.RegoVersion == nil {
		packed.Manifest.SetRegoVersion(ast.RegoV1)
	}
	for i := range packed.Modules {
		packed.Modules[i].Path = strings.TrimPrefix(packed.Modules[i].RelativePath, "/")
	}
	slices.SortFunc(packed.Modules, func(a, b opa.ModuleFile) int { return strings.Compare(a.Path, b.Path) })
	return write(w, packed, sign)
}

func write(w io.Writer, packed opa.Bundle, sign *Key) error {
	if sign != nil {
		if err := packed.GenerateSignature(opa.NewSigningConfig(sign.Text, sign.algorithm(), ""), sign.keyID(), true); err != nil {
			return fmt.Errorf("the bundle cannot be signed by %s with this key", sign.algorithm())
		}
	}
	return opa.NewWriter(w).UseModulePath(true).DisableFormat(true).Write(packed)
}

// Sign writes the bundle that in holds again, signed.
func Sign(w io.Writer, in io.Reader, key Key) error {
	_, packed, err := read(in, nil)
	if err != nil {
		return err
	}
	for i := range packed.Modules {
		packed.Modules[i].Path = strings.TrimPrefix(packed.Modules[i].Path, "/")
	}
	packed.Signatures = opa.SignaturesConfig{}
	return write(w, packed, &key)
}

// Open reads a bundle. With a key, it must be signed by it, whole; without one, a
// signature is not looked at.
func Open(in io.Reader, key *Key) (*Content, error) {
	content, packed, err := read(in, key)
	if err != nil {
		return nil, err
	}
	files := fstest.MapFS{}
	for _, m := range packed.Modules {
		files[strings.TrimPrefix(m.Path, "/")] = &fstest.MapFile{Data: m.Raw, Mode: 0o444}
	}
	content.Policies, content.Data = files, packed.Data
	content.Revision, content.Metadata = packed.Manifest.Revision, packed.Manifest.Metadata
	if packed.Manifest.Roots != nil {
		content.Roots = *packed.Manifest.Roots
	}
	return content, nil
}

func read(in io.Reader, key *Key) (*Content, opa.Bundle, error) {
	raw, err := io.ReadAll(io.LimitReader(in, MaxPacked+1))
	if err != nil {
		return nil, opa.Bundle{}, errors.New("cannot be read to its end")
	}
	content, err := look(raw)
	if err != nil {
		return nil, opa.Bundle{}, err
	}
	reader := opa.NewReader(bytes.NewReader(raw)).WithRegoVersion(ast.RegoV1).WithSizeLimitBytes(MaxPacked).WithSkipBundleVerification(key == nil)
	if key != nil {
		if !content.Signed {
			return nil, opa.Bundle{}, errors.New("is not signed, and a key is given to verify it")
		}
		keys := map[string]*opa.KeyConfig{key.keyID(): {Key: key.Text, Algorithm: key.algorithm(), Scope: key.Scope}}
		reader = reader.WithBundleVerificationConfig(opa.NewVerificationConfig(keys, key.keyID(), key.Scope, nil))
	}
	packed, err := reader.Read()
	if err == nil {
		content.Verified = key != nil
		return content, packed, nil
	}
	if located := located(err); located != nil {
		return nil, opa.Bundle{}, located
	}
	if key != nil {
		return nil, opa.Bundle{}, fmt.Errorf("is not what the holder of key %q signed by %s: %s", key.keyID(), key.algorithm(), misfit(err))
	}
	return nil, opa.Bundle{}, err
}

// misfits name the file in what OPA says of a bundle that a signature does not fit.
var misfits = map[string]*pattern.Pattern{
	"%s was changed":                     pattern.New(`(\S+): digest mismatch`),
	"%s was added":                       pattern.New(`file (\S+) not included in bundle signature`),
	"%s is signed for, and is not there": pattern.New(`file\(s\) \[?([^\]]+?)\]? specified in bundle signatures but not found`),
}

func misfit(err error) string {
	for said, known := range misfits {
		if found := known.FindStringSubmatch(err.Error()); found != nil {
			return fmt.Sprintf(said, found[1])
		}
	}
	return "the signature is of another key, algorithm or scope, or is damaged"
}

// located says where the first error in a module is, without OPA's codes and excerpts.
func located(err error) error {
	var list ast.Errors
	if !errors.As(err, &list) || len(list) == 0 || list[0].Location == nil {
		return nil
	}
	first := list[0]
	return fmt.Errorf("%s:%d:%d: %s", strings.TrimPrefix(first.Location.File, "/"), first.Location.Row, first.Location.Col, first.Message)
}

// look lists the archive before OPA unpacks it.
func look(raw []byte) (*Content, error) {
	sum := sha256.Sum256(raw)
	content := &Content{Digest: "sha256:" + hex.EncodeToString(sum[:])}
	err := walk(raw, func(name string, _ io.Reader) error {
		content.Files, content.Signed = append(content.Files, name), content.Signed || name == signaturesFile
		return nil
	})
	slices.Sort(content.Files)
	return content, err
}

// withoutTests hides tests and what is neither policy nor data.
type withoutTests struct{ fs.FS }

func (f withoutTests) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.IsDir() && !packs(path.Join(name, e.Name())) }), err
}

func packs(name string) bool {
	switch base := path.Base(name); {
	case strings.HasSuffix(base, "_test.rego"):
		return false
	case path.Ext(base) == ".rego", base == ".manifest", base == "data.json", base == "data.yaml", base == "data.yml":
		return true
	}
	return false
}
