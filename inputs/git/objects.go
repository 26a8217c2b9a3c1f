package git

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Objects are read by code of our own: a library's storage would bring five more
// modules and what they do at every start, for four formats that fit on a page.

const idSize = 20

// ID is the name of an object.
type ID [idSize]byte

// String is the name in hexadecimal.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// The types of objects, as packs number them.
const (
	commitObject = iota + 1
	treeObject
	blobObject
	tagObject
)

// The bounds of one object, in bytes: its own, and of all that it is made of.
const (
	maxObject = 16 << 20
	maxSpent  = 8 * maxObject
)

var (
	errLarge  = errors.New("an object is too large")
	errObject = errors.New("an object cannot be read")
	errAbsent = errors.New("an object is not in the repository; a shallow clone lacks what is older")
)

// Repository is an open repository. It is not safe for concurrent use.
type Repository struct {
	gitDir, common string
	prefix         string // of the directory in the work tree, "" or "a/b/"
	packs          []*pack
	spent          int64 // bytes that the object which is being read took so far
}

// Open opens the repository at the directory or above it.
func Open(dir string) (*Repository, error) {
	top, gitDir := find(dir)
	if top == "" {
		return nil, fmt.Errorf("%s: in no git repository", dir)
	}
	r := &Repository{gitDir: gitDir, common: common(gitDir)}
	rel, err := filepath.Rel(top, dir)
	if err != nil {
		return nil, err
	}
	if rel != "." {
		r.prefix = filepath.ToSlash(rel) + "/"
	}
	r.packs, err = openPacks(filepath.Join(r.common, "objects"))
	return r, err
}

// Close releases the files of the repository.
func (r *Repository) Close() { closeAll(r.packs) }

// object reads an object and its type.
func (r *Repository) object(id ID) (kind int, data []byte, err error) {
	r.spent = 0
	return r.read(id, 0)
}

func (r *Repository) read(id ID, chain int) (int, []byte, error) {
	for _, p := range r.packs {
		if offset, ok := p.find(id); ok {
			return r.packed(p, offset, chain)
		}
	}
	return r.loose(id)
}

// packed reads the entry of a pack, and what it is the difference to.
func (r *Repository) packed(p *pack, offset int64, chain int) (int, []byte, error) {
	e, err := p.entry(offset)
	switch {
	case err != nil:
		return 0, nil, err
	case e.size > maxObject || r.spent+e.size > maxSpent:
		return 0, nil, errLarge
	case chain > maxChain:
		return 0, nil, errPack
	}
	r.spent += e.size
	data, err := inflate(io.NewSectionReader(p.data, e.data, 1<<62-e.data), e.size)
	if err != nil || e.kind < offsetDelta {
		return e.kind, data, err
	}
	var kind int
	var base []byte
	if e.kind == offsetDelta {
		kind, base, err = r.packed(p, e.base, chain+1)
	} else {
		kind, base, err = r.read(e.parent, chain+1)
	}
	if err != nil {
		return 0, nil, err
	}
	data, err = apply(base, data, maxObject)
	return kind, data, err
}

// inflate unpacks exactly so many bytes.
func inflate(src io.Reader, size int64) ([]byte, error) {
	z, err := zlib.NewReader(bufio.NewReader(src))
	if err != nil {
		return nil, errObject
	}
	defer z.Close()
	out := make([]byte, size)
	if _, err := io.ReadFull(z, out); err != nil {
		return nil, errObject
	}
	return out, nil
}

// loose reads an object that is a file of its own: "TYPE SIZE", a zero, and the data.
func (r *Repository) loose(id ID) (int, []byte, error) {
	name := id.String()
	f, err := os.Open(filepath.Join(r.common, "objects", name[:2], name[2:]))
	if err != nil {
		return 0, nil, errAbsent
	}
	defer f.Close()
	z, err := zlib.NewReader(bufio.NewReader(f))
	if err != nil {
		return 0, nil, errObject
	}
	defer z.Close()
	in := bufio.NewReader(z)
	head, err := in.ReadString(0)
	word, digits, _ := strings.Cut(strings.TrimSuffix(head, "\x00"), " ")
	size, wrong := strconv.ParseInt(digits, 10, 64)
	kind := map[string]int{"commit": commitObject, "tree": treeObject, "blob": blobObject, "tag": tagObject}[word]
	switch {
	case err != nil || wrong != nil || kind == 0 || size < 0:
		return 0, nil, errObject
	case size > maxObject:
		return 0, nil, errLarge
	}
	data := make([]byte, size)
	if _, err := io.ReadFull(in, data); err != nil {
		return 0, nil, errObject
	}
	return kind, data, nil
}

// header is a line of a commit or a tag before its message; empty where there is none.
func header(data []byte, name string, nth int) string {
	head, _, _ := bytes.Cut(data, []byte("\n\n"))
	for line := range bytes.Lines(head) {
		if value, ok := strings.CutPrefix(string(bytes.TrimSuffix(line, []byte{'\n'})), name+" "); ok {
			if nth--; nth == 0 {
				return value
			}
		}
	}
	return ""
}

func parseID(text string) (id ID, ok bool) {
	src, err := hex.DecodeString(text)
	if err != nil || len(src) != idSize {
		return id, false
	}
	return ID(src), true
}
