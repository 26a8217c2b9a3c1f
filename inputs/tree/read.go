package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// ReadRegular reads a regular file of at most so many bytes. The error's text says
// why in words of our own, and holds nothing of the file, nor of the system's text;
// errors.Is finds fs.ErrNotExist, ErrOutside, ErrNotRegular and ErrTooLarge in it.
func ReadRegular(fsys fs.FS, name string, most int) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, said(ErrOutside)
	}
	tooLarge := &refusal{"larger than " + size(most), ErrTooLarge}
	if _, looks := fsys.(*Tree); !looks { // which reads nothing else, and no more than MaxFile
		info, err := fs.Stat(fsys, name)
		switch {
		case err != nil:
			return nil, said(err)
		case !info.Mode().IsRegular():
			return nil, &refusal{"not a regular file", ErrNotRegular}
		case info.Size() > int64(most):
			return nil, tooLarge
		}
	}
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, said(err)
	}
	if len(src) > most {
		return nil, tooLarge
	}
	return src, nil
}

// IsRegular tells whether a name is that of a regular file.
func IsRegular(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.Mode().IsRegular()
}

// Join is path.Join of a folder and a clean path below it, at half of the cost.
func Join(dir, rest string) string {
	dir = path.Clean(dir)
	switch {
	case rest == "":
		return dir
	case dir == ".":
		return rest
	case dir == "/":
		return "/" + rest
	}
	return dir + "/" + rest
}

// ReadText is ReadRegular for a file that is read as a string.
func ReadText(fsys fs.FS, name string, most int) (string, error) {
	src, err := ReadRegular(fsys, name, most)
	return string(src), err
}

// refusal is an error in our own words.
type refusal struct {
	text  string
	cause error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.cause }

func said(err error) error {
	for _, known := range []refusal{
		{"there is no such file", fs.ErrNotExist},
		{"permission denied", fs.ErrPermission},
		{"the path leads out of the project", ErrOutside},
		{"the path leads out of the project", fs.ErrInvalid},
		{"not a regular file", ErrNotRegular},
		{"larger than " + size(MaxFile), ErrTooLarge},
	} {
		if errors.Is(err, known.cause) {
			return &known
		}
	}
	return &refusal{"not a readable file of the project", nil}
}

func size(bytes int) string {
	if bytes >= 1<<20 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d KiB", bytes>>10)
}

// LineOf takes the line out of a parser's error, such as "yaml: line 3: ..."; 1 where
// there is none. Nothing else of such an error may be shown: it quotes the file.
func LineOf(err error) int {
	_, rest, _ := strings.Cut(err.Error(), "line ")
	line := 0
	for _, c := range rest {
		if c < '0' || c > '9' || line > 1e6 {
			break
		}
		line = line*10 + int(c-'0')
	}
	return max(line, 1)
}
