package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/djgate/djgate/evaluator/bundle/remote"
)

// lockName is the lock file, beside .djgate.yaml: which bundles a project is
// judged by, to the byte.
const lockName = ".djgate.lock"

const lockHead = "# Written by djgate bundle pull. Commit it: a bundle with another digest is refused.\n"

// lock is .djgate.lock.
type lock struct {
	Version int      `yaml:"version"`
	Bundles []locked `yaml:"bundles"`

	dir string
}

// locked is one bundle. Its digest is that of the file, of a registry's that of
// the manifest.
type locked struct {
	Name   string `yaml:"name"`   // what -p and --bundle may call it
	Source string `yaml:"source"` // oci://..., https://..., or a file below the lock's folder
	Digest string `yaml:"digest"`
}

// file is the path of the lock file.
func (l *lock) file() string { return filepath.Join(l.dir, lockName) }

// readLock reads the lock file of a folder; an empty one where there is none.
func readLock(dir string) (*lock, error) {
	l := &lock{Version: 1, dir: dir}
	src, err := os.ReadFile(l.file())
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, incomplete("%s: cannot be read", lockName)
	}
	in := yaml.NewDecoder(bytes.NewReader(src))
	in.KnownFields(true)
	if err := in.Decode(l); err != nil && err != io.EOF {
		line := yamlLine(err)
		if t := typeLine(err); t != "" {
			line = " at line " + t[1:]
		}
		return nil, incomplete("%s: not a lock file%s (version, bundles: name, source, digest)", lockName, line)
	}
	return l, l.check()
}

func (l *lock) check() error {
	if l.Version != 1 {
		return incomplete("%s: version: %d is not known (1)", lockName, l.Version)
	}
	names, sources := map[string]bool{}, map[string]bool{}
	for i, b := range l.Bundles {
		switch {
		case b.Name == "" || b.Source == "" || !remote.IsDigest(b.Digest):
			return incomplete("%s: bundle %d: name, source and digest (sha256:...) are all needed", lockName, i+1)
		case names[b.Name] || sources[b.Source]:
			return incomplete("%s: bundle %d: %s is there twice", lockName, i+1, b.Name)
		}
		names[b.Name], sources[b.Source] = true, true
	}
	return nil
}

// find is what is locked by its source or its name; nil where nothing is.
func (l *lock) find(what string) *locked {
	i := slices.IndexFunc(l.Bundles, func(b locked) bool { return b.Source == what })
	if i < 0 {
		i = slices.IndexFunc(l.Bundles, func(b locked) bool { return b.Name == what })
	}
	if i < 0 {
		return nil
	}
	return &l.Bundles[i]
}

// fileSource is how the lock calls a file: by its path below the lock's folder.
func (l *lock) fileSource(file string) string {
	dir, err := filepath.Abs(l.dir)
	if err == nil {
		file, err = filepath.Abs(file)
	}
	if rel, failed := filepath.Rel(dir, file); err == nil && failed == nil && !strings.HasPrefix(rel, "..") {
		file = rel
	}
	return filepath.ToSlash(file)
}

// set takes over a digest. The name is that of the entry with this source, else
// the one wished for; one that another source has is an error.
func (l *lock) set(b locked) error {
	if known := slices.IndexFunc(l.Bundles, func(o locked) bool { return o.Source == b.Source }); known >= 0 {
		l.Bundles[known].Digest = b.Digest
		return nil
	}
	if other := slices.IndexFunc(l.Bundles, func(o locked) bool { return o.Name == b.Name }); other >= 0 {
		return fmt.Errorf("%s: the name %s is that of %s (--name gives another)", lockName, b.Name, l.Bundles[other].Source)
	}
	l.Bundles = append(l.Bundles, b)
	slices.SortFunc(l.Bundles, func(a, b locked) int { return strings.Compare(a.Name, b.Name) })
	return nil
}

// rendering writes the lock file.
func (l *lock) rendering() rendering {
	return rendering{l.file(), func(w io.Writer) error {
		if _, err := io.WriteString(w, lockHead); err != nil {
			return err
		}
		out := yaml.NewEncoder(w)
		out.SetIndent(2)
		return errors.Join(out.Encode(l), out.Close())
	}}
}
