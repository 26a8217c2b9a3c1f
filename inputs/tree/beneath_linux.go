package tree

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// beneath is a directory below which Linux opens a path in one step; os.Root takes one,
// and several more to close it, for each part of the path, and looks at each entry of
// what it lists. What it does not give is asked for the long way, which says why.
type beneath struct {
	fd   int
	path string
}

// openBeneath opens a directory by its real path.
func openBeneath(dir string) beneath {
	fd, err := unix.Open(dir, unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return beneath{-1, dir}
	}
	return beneath{fd, dir}
}

func (b beneath) close() { unix.Close(b.fd) }

func (b beneath) open(name string, flags uint64) (fd int, ok bool) {
	fd, err := unix.Openat2(b.fd, name, &unix.OpenHow{
		Flags:   unix.O_RDONLY | unix.O_CLOEXEC | flags,
		Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS,
	})
	return fd, err == nil
}

// read reads a regular file of at most so many bytes.
func (b beneath) read(name string, most int) ([]byte, bool) {
	fd, ok := b.open(name, unix.O_NONBLOCK|unix.O_NOCTTY)
	if !ok {
		return nil, false
	}
	defer unix.Close(fd)
	var info unix.Stat_t
	if err := unix.Fstat(fd, &info); err != nil || info.Mode&unix.S_IFMT != unix.S_IFREG || info.Size > int64(most) {
		return nil, false
	}
	src := make([]byte, info.Size+1) // one more would be of a file that has grown
	n, err := unix.Read(fd, src)
	if err != nil || n != int(info.Size) {
		return nil, false
	}
	return src[:n], true
}

// list lists a directory: at most so many entries.
func (b beneath) list(name string, most int) ([]fs.DirEntry, bool) {
	fd, ok := b.open(name, unix.O_DIRECTORY)
	if !ok {
		return nil, false
	}
	f := os.NewFile(uintptr(fd), filepath.Join(b.path, filepath.FromSlash(name)))
	defer f.Close()
	entries, err := f.ReadDir(most)
	return entries, err == nil || errors.Is(err, io.EOF)
}
