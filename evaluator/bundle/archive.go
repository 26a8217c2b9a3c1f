package bundle

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// The bounds of what is opened: a bundle comes from elsewhere.
const (
	MaxPacked   = 32 << 20
	MaxUnpacked = 256 << 20
	MaxFiles    = 20_000
)

const signaturesFile = ".signatures.json"

// walk visits the files of an archive in their order. It refuses what no bundle
// holds, and an archive that is not whole.
func walk(raw []byte, visit func(name string, text io.Reader) error) error {
	if len(raw) > MaxPacked {
		return fmt.Errorf("is larger than %d MiB", MaxPacked>>20)
	}
	zipped, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return errors.New("is no bundle: not a gzip file")
	}
	unpacked := &io.LimitedReader{R: zipped, N: MaxUnpacked}
	err = walkTar(tar.NewReader(unpacked), visit)
	if err == nil { // what follows the last file carries the checksum
		_, err = io.Copy(io.Discard, unpacked)
	}
	switch {
	case unpacked.N == 0:
		return fmt.Errorf("holds more than %d MiB", MaxUnpacked>>20)
	case errors.As(err, new(refusal)):
		return err
	case err != nil:
		return errors.New("is cut short or damaged")
	}
	return nil
}

// refusal is what is wrong with an archive that can be read.
type refusal string

func (r refusal) Error() string { return string(r) }

func refuse(format string, args ...any) error { return refusal(fmt.Sprintf(format, args...)) }

func walkTar(archive *tar.Reader, visit func(name string, text io.Reader) error) error {
	seen := map[string]bool{}
	for {
		header, err := archive.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if header.Typeflag == tar.TypeDir {
			continue
		}
		name := plainName(header.Name)
		switch {
		case header.Typeflag != tar.TypeReg:
			return refuse("holds %q, which is no plain file", name)
		case !fs.ValidPath(name):
			return refuse("holds %q, a path that leaves the bundle", name)
		case seen[name]:
			return refuse("holds %q twice", name)
		case len(seen) == MaxFiles:
			return refuse("holds more than %d files", MaxFiles)
		}
		seen[name] = true
		if err := visit(name, archive); err != nil {
			return err
		}
	}
}

// plainName is the name of a file in a bundle: archives write it in three ways.
func plainName(name string) string { return strings.TrimPrefix(strings.TrimPrefix(name, "./"), "/") }

// Unpack returns the files of a packed bundle, signatures and manifest too, by
// their path in it.
func Unpack(raw []byte) (map[string][]byte, error) {
	files := map[string][]byte{}
	err := walk(raw, func(name string, text io.Reader) (err error) {
		files[name], err = io.ReadAll(text)
		return err
	})
	return files, err
}

// Pack is the opposite of Unpack: the same files give the same bytes.
func Pack(files map[string][]byte) ([]byte, error) {
	var b bytes.Buffer
	zipped := gzip.NewWriter(&b)
	archive := tar.NewWriter(zipped)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		header := &tar.Header{Name: name, Size: int64(len(files[name])), Mode: 0o600, Typeflag: tar.TypeReg}
		if err := archive.WriteHeader(header); err != nil {
			return nil, fmt.Errorf("%q: no name of a file in a bundle", name)
		}
		if _, err := archive.Write(files[name]); err != nil {
			return nil, err
		}
	}
	err := errors.Join(archive.Close(), zipped.Close())
	return b.Bytes(), err
}
