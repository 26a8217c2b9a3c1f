package kubernetes

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// This file finds kustomizations, and what each of them builds on.

func isKustomization(file string) bool {
	switch path.Base(file) {
	case "kustomization.yaml", "kustomization.yml", "Kustomization":
		return true
	}
	return false
}

// Sets groups manifests: what each kustomization names that no other builds on,
// and the others by folder.
func Sets(fsys fs.FS, files []string) []Set {
	builds := map[string]*build{}
	for _, file := range files {
		if isKustomization(file) {
			builds[path.Dir(file)] = &build{file: file}
		}
	}
	l := newLoader(fsys)
	used := map[string]bool{}
	for dir, b := range builds {
		b.read(l, dir)
		for _, base := range b.bases {
			used[base] = true
		}
	}
	var out []Set
	taken := map[string]bool{}
	for _, file := range files {
		dir := path.Dir(file)
		if !isKustomization(file) {
			continue
		}
		s := Set{Dir: dir}
		collect(builds, dir, &s, 0)
		s.Files, s.Kustomizations = sortedFiles(s.Files), sortedFiles(s.Kustomizations)
		for _, f := range s.Files {
			taken[f] = true
		}
		for _, f := range builds[dir].patched {
			taken[f] = true
		}
		if !used[dir] {
			out = append(out, s)
		}
	}
	return append(out, loose(fsys, files, taken)...)
}

// build is what one kustomization.yaml names.
type build struct {
	file             string
	resources, bases []string
	patched          []string // files of patches
}

func (b *build) read(l *loader, dir string) {
	for _, n := range l.documents(b.file) {
		for _, key := range builtOn {
			for _, name := range texts(get(n, key)) {
				target := path.Join(dir, name)
				if isRemote(name) || strings.HasPrefix(target, "..") || path.IsAbs(name) {
					continue // not of the project
				}
				if info, err := fs.Stat(l.fsys, target); err == nil && info.IsDir() {
					b.bases = append(b.bases, target)
				} else if err == nil {
					b.resources = append(b.resources, target)
				}
			}
		}
		for _, name := range texts(get(n, "patchesStrategicMerge")) {
			b.patched = append(b.patched, path.Join(dir, name))
		}
		for _, key := range []string{"patches", "patchesJson6902"} {
			for _, p := range items(get(n, key)) {
				if name := textOf(get(p, "path")); name != "" {
					b.patched = append(b.patched, path.Join(dir, name))
				}
			}
		}
	}
}

// collect adds what a folder and those that it builds on name.
func collect(builds map[string]*build, dir string, s *Set, depth int) {
	b := builds[dir]
	if b == nil || depth > 20 || slices.Contains(s.Kustomizations, b.file) {
		return
	}
	s.Files = append(s.Files, b.resources...)
	for _, base := range b.bases {
		collect(builds, base, s, depth+1)
	}
	s.Kustomizations = append(s.Kustomizations, b.file)
}

// loose are the manifests that no kustomization names, by folder. A file that is too
// large to tell what it is counts where others of its folder are manifests.
func loose(fsys fs.FS, files []string, taken map[string]bool) []Set {
	charts := Templates(files)
	var out []Set
	var large []string
	for _, file := range files {
		if taken[file] || inChart(file, charts) {
			continue
		}
		if !IsManifest(fsys, file) {
			if isLarge(fsys, file) {
				large = append(large, file)
			}
			continue
		}
		dir := path.Dir(file)
		i := slices.IndexFunc(out, func(s Set) bool { return s.Dir == dir })
		if i < 0 {
			out = append(out, Set{Dir: dir})
			i = len(out) - 1
		}
		out[i].Files = append(out[i].Files, file)
	}
	for _, file := range large {
		if i := slices.IndexFunc(out, func(s Set) bool { return s.Dir == path.Dir(file) }); i >= 0 {
			out[i].Files = append(out[i].Files, file)
		}
	}
	return out
}

func isLarge(fsys fs.FS, file string) bool {
	info, err := fs.Stat(fsys, file)
	return err == nil && info.Mode().IsRegular() && info.Size() > maxFile && !isKustomization(file)
}
