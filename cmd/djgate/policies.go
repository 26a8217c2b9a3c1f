package main

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"testing/fstest"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator/bundle"
	"github.com/djgate/djgate/evaluator/bundle/remote"
)

// policySources opens what -p, --bundle, -d and --capabilities name. A bundle that
// cannot be opened, or is not signed as it must be, makes the run incomplete: it
// would judge by fewer policies than expected.
func (k *checking) policySources(ctx context.Context, s *source, o *djgate.Options) error {
	open, err := newOpener(ctx, k.key, s.config, s.tree.Path())
	if err != nil {
		return err
	}
	data := map[string]any{}
	for _, name := range k.policies {
		policies, more, err := open.policies("--policy", name)
		if err != nil {
			return err
		}
		o.Evaluator.Policies, o.Evaluator.Names = append(o.Evaluator.Policies, policies), append(o.Evaluator.Names, name)
		maps.Copy(data, more)
	}
	if k.bundle != "" {
		policies, more, err := open.policies("--bundle", k.bundle)
		if err != nil {
			return err
		}
		maps.Copy(data, more)
		if hasLibrary(policies) {
			o.Bundle = policies
		} else { // its policies alone, with the library of djgate
			o.Evaluator.Policies, o.Evaluator.Names = append(o.Evaluator.Policies, policies), append(o.Evaluator.Names, k.bundle)
			o.Evaluator.Collections = []string{"none"}
		}
	}
	more, err := readData(k.data)
	if err != nil {
		return err
	}
	maps.Copy(data, more)
	if len(data) > 0 {
		o.Evaluator.Data = data
	}
	o.Evaluator.Capabilities, err = readCapabilities(k.capabilities)
	return err
}

func hasLibrary(policies fs.FS) bool {
	_, err := fs.Stat(policies, "django/lib")
	return err == nil
}

// opener opens what -p and --bundle name: folders, bundles in files, and bundles
// elsewhere. Every bundle is held against the key, where one is configured, and
// against the lock file, where it names it.
type opener struct {
	ctx    context.Context
	key    *bundle.Key
	lock   *lock
	client remote.Client
}

// newOpener reads the key and the lock file, which lies beside the configuration,
// else in root.
func newOpener(ctx context.Context, k keyFlags, c *config, root string) (*opener, error) {
	key, err := k.key()
	if err != nil {
		return nil, err
	}
	if c.dir != "" {
		root = c.dir
	}
	lock, err := readLock(root)
	if err != nil {
		return nil, err
	}
	return &opener{ctx, key, lock, remote.Client{Cache: remote.Cache{Dir: cacheDir()}}}, nil
}

// cacheDir is where bundles from elsewhere are kept: $DJGATE_CACHE_DIR, else the
// user's folder for such; empty where there is none.
func cacheDir() string {
	if dir := os.Getenv("DJGATE_CACHE_DIR"); dir != "" {
		return dir
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "djgate")
}

// policies opens a folder or a module, which have no signature and so are refused
// where a key is configured, or a bundle and its data.
func (o *opener) policies(flag, name string) (fs.FS, map[string]any, error) {
	info, err := os.Stat(name)
	folder, module := err == nil && info.IsDir(), err == nil && filepath.Ext(name) == ".rego"
	switch {
	case (folder || module) && o.key != nil:
		return nil, nil, incomplete("%s: %s: a folder is not signed, and a key is given to verify policies", flag, name)
	case folder:
		return os.DirFS(name), nil, nil
	case module:
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, incomplete("%s: %s: cannot be read", flag, name)
		}
		return fstest.MapFS{filepath.Base(name): {Data: text}}, nil, nil
	case err != nil && !remote.Is(name) && o.lock.find(name) == nil:
		return nil, nil, incomplete("%s: %s: no such folder or bundle", flag, name)
	}
	content, err := o.content(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", flag, err)
	}
	return content.Policies, content.Data, nil
}

// content opens a bundle by its file, its source or its name in the lock file.
func (o *opener) content(name string) (*bundle.Content, error) {
	raw, err := o.raw(name)
	if err != nil {
		return nil, err
	}
	return openRaw(name, raw, o.key)
}

// raw is a packed bundle as it lies in a file, or elsewhere at the digest that the
// source or the lock file names.
func (o *opener) raw(name string) ([]byte, error) {
	locked := o.lock.find(name)
	if _, err := os.Stat(name); err == nil || locked == nil && !remote.Is(name) {
		return o.file(name)
	}
	if locked != nil {
		name = locked.Source
	}
	if !remote.Is(name) {
		return o.file(filepath.Join(o.lock.dir, filepath.FromSlash(name)))
	}
	s, err := o.pinned(name)
	if err != nil {
		return nil, err
	}
	raw, _, err := o.client.Pull(o.ctx, s)
	if err != nil {
		return nil, incomplete("%w", err)
	}
	return raw, nil
}

// file reads a bundle, which must be the one that is locked.
func (o *opener) file(name string) ([]byte, error) {
	raw, err := readBundle(name)
	if err != nil {
		return nil, err
	}
	if b := o.lock.find(o.lock.fileSource(name)); b != nil && b.Digest != remote.Digest(raw) {
		return nil, incomplete("%s: has the digest %s, and %s says %s (djgate bundle pull %s takes it over)", name, remote.Digest(raw), lockName, b.Digest, name)
	}
	return raw, nil
}

// pinned is a source with a digest: its own, or that of the lock file.
func (o *opener) pinned(name string) (remote.Source, error) {
	s, err := remote.Parse(name)
	if err != nil {
		return s, err
	}
	switch b := o.lock.find(s.Name); {
	case b == nil && s.Digest == "":
		return s, fmt.Errorf("%s: no digest says which bundle that is (djgate bundle pull %s writes it to %s, SOURCE@sha256:... names it)", s, s, lockName)
	case b == nil:
	case s.Digest != "" && s.Digest != b.Digest:
		return s, incomplete("%s: %s says %s (djgate bundle pull %s takes over what is there now)", s, lockName, b.Digest, s.Name)
	default:
		s = s.At(b.Digest)
	}
	return s, nil
}
