package git

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/pattern"
)

// Names of revisions, as far as gitrevisions(7) has them that CI uses: a name of
// an object or the beginning of one, HEAD, branches, tags, remotes, REV~N, REV^N.

var (
	revisionText = pattern.New(`^([A-Za-z0-9_@][A-Za-z0-9_./@+-]*)((?:[~^]\d{0,4})*)$`)
	revisionStep = pattern.New(`[~^]\d*`)
)

// commit finds the commit that a revision names. The error names no more than the revision.
func (r *Repository) commit(revision string) (ID, error) {
	m := revisionText.FindStringSubmatch(revision)
	if m == nil {
		return ID{}, fmt.Errorf("%s: no revision (a branch, a tag, a commit, with ~N and ^N)", revision)
	}
	id, ok := r.named(m[1])
	if !ok {
		return ID{}, fmt.Errorf("%s: no such revision", revision)
	}
	id, _, err := r.peel(id)
	for _, step := range revisionStep.FindAllString(m[2], -1) {
		if err == nil {
			id, err = r.step(id, step)
		}
	}
	if err != nil {
		return ID{}, fmt.Errorf("%s: %w", revision, err)
	}
	return id, nil
}

// step follows ~N (the first parent, N times) or ^N (the N-th parent).
func (r *Repository) step(id ID, step string) (ID, error) {
	n := 1
	if len(step) > 1 {
		n, _ = strconv.Atoi(step[1:]) // it is digits
	}
	if step[0] == '^' {
		return r.parent(id, n)
	}
	var err error
	for range n {
		if id, err = r.parent(id, 1); err != nil {
			return id, err
		}
	}
	return id, nil
}

func (r *Repository) parent(id ID, n int) (ID, error) {
	if n == 0 {
		return id, nil
	}
	_, data, err := r.peel(id)
	if err != nil {
		return id, err
	}
	parent, ok := parseID(header(data, "parent", n))
	if !ok {
		return id, errors.New("it has no such parent")
	}
	return parent, nil
}

// maxPeel bounds the tags of tags, and the references to references.
const maxPeel = 10

// peel follows tags to the commit.
func (r *Repository) peel(id ID) (ID, []byte, error) {
	for range maxPeel {
		kind, data, err := r.object(id)
		if err != nil || kind == commitObject {
			return id, data, err
		}
		next, ok := parseID(header(data, "object", 1))
		if kind != tagObject || !ok {
			break
		}
		id = next
	}
	return id, nil, errors.New("it is no commit")
}

// named finds the object of a name, in git's order.
func (r *Repository) named(name string) (ID, bool) {
	if name == "@" {
		name = "HEAD"
	}
	if id, ok := parseID(name); ok {
		return id, true
	}
	for _, form := range []string{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"} {
		if id, ok := r.reference(fmt.Sprintf(form, name), 0); ok {
			return id, true
		}
	}
	return r.abbreviated(name)
}

// reference reads a reference: a file, or a line of packed-refs.
func (r *Repository) reference(name string, depth int) (ID, bool) {
	if depth > maxPeel || !fs.ValidPath(name) || !strings.HasPrefix(name, "refs/") && strings.ToUpper(name) != name {
		return ID{}, false
	}
	for _, dir := range []string{r.gitDir, r.common} {
		text := small(filepath.Join(dir, filepath.FromSlash(name)), 4096)
		if to, ok := strings.CutPrefix(text, "ref: "); ok {
			return r.reference(strings.TrimSpace(to), depth+1)
		}
		if id, ok := parseID(strings.TrimSpace(text)); ok {
			return id, true
		}
	}
	for line := range strings.Lines(small(filepath.Join(r.common, "packed-refs"), maxIndex)) {
		if id, rest, _ := strings.Cut(strings.TrimSpace(line), " "); rest == name {
			return parseID(id)
		}
	}
	return ID{}, false
}

// small is the text of a regular file up to a size; empty where there is none.
func small(file string, limit int64) string {
	info, err := os.Lstat(file)
	if err != nil || !info.Mode().IsRegular() || info.Size() > limit {
		return ""
	}
	src, _ := os.ReadFile(file)
	return string(src)
}

// abbreviated finds the one object whose name begins so.
func (r *Repository) abbreviated(name string) (found ID, ok bool) {
	if len(name) < 4 || len(name) >= 2*idSize || strings.Trim(name, "0123456789abcdef") != "" {
		return ID{}, false
	}
	var low ID
	hex.Decode(low[:], []byte(name+strings.Repeat("0", 2*idSize-len(name))))
	candidates := map[ID]bool{}
	for _, p := range r.packs {
		for i := p.search(low); i < p.fanout[255] && len(candidates) < 2; i++ {
			id := p.name(i)
			if !strings.HasPrefix(id.String(), name) {
				break
			}
			candidates[id] = true
		}
	}
	files, _ := filepath.Glob(filepath.Join(r.common, "objects", name[:2], name[2:]+"*"))
	for _, file := range files {
		if id, ok := parseID(name[:2] + filepath.Base(file)); ok {
			candidates[id] = true
		}
	}
	for id := range candidates {
		found = id
	}
	return found, len(candidates) == 1
}

// treeEntry is one name in a tree.
type treeEntry struct {
	name string
	mode fs.FileMode
	id   ID
}

// The modes of git's trees that are no file or folder.
const (
	modeTree      = "40000"
	modeLink      = "120000"
	modeSubmodule = "160000"
)

// tree reads the entries of a tree: "MODE NAME", a zero, and the object's name.
func (r *Repository) tree(id ID) ([]treeEntry, error) {
	kind, data, err := r.object(id)
	if err != nil || kind != treeObject {
		return nil, errors.Join(err, errObject)
	}
	var out []treeEntry
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, named := strings.Cut(string(head), " ")
		if !ok || !named || len(rest) < idSize || name == "" || name == "." || name == ".." || strings.Contains(name, "/") {
			return nil, errObject
		}
		e := treeEntry{name: name, mode: 0o644, id: ID(rest[:idSize])}
		switch mode {
		case modeTree, modeSubmodule:
			e.mode = fs.ModeDir | 0o755
		case modeLink:
			e.mode = fs.ModeSymlink | 0o777
		}
		if mode == modeSubmodule {
			e.id = ID{}
		}
		out = append(out, e)
		data = rest[idSize:]
	}
	return out, nil
}
