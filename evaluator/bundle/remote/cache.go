package remote

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
)

// Cache keeps what was brought, by its digest, below a folder. What does not fit
// its digest any more is as if it were not there. The zero value keeps nothing.
type Cache struct{ Dir string }

func (c Cache) file(digest string) string {
	return filepath.Join(c.Dir, "sha256", strings.TrimPrefix(digest, "sha256:"))
}

// get returns what has the digest, nil where it is not here.
func (c Cache) get(digest string) []byte {
	if c.Dir == "" || !IsDigest(digest) {
		return nil
	}
	raw, err := os.ReadFile(c.file(digest))
	if err != nil || Digest(raw) != digest {
		return nil
	}
	return raw
}

// put keeps what has its digest. That it cannot be kept makes the next run fetch
// it again, and no more than that.
func (c Cache) put(digest string, raw []byte) {
	if c.Dir == "" {
		return
	}
	file := c.file(digest)
	if os.MkdirAll(filepath.Dir(file), 0o700) != nil {
		return
	}
	part, err := os.CreateTemp(filepath.Dir(file), "part-*")
	if err != nil {
		return
	}
	_, err = part.Write(raw)
	if closed := part.Close(); err != nil || closed != nil || os.Rename(part.Name(), file) != nil {
		os.Remove(part.Name())
	}
}

// Digest is the digest of some bytes, as sha256:....
func Digest(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "sha256:" + hex.EncodeToString(sum[:])
}
