package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator/report"
)

// This file writes reports. All are rendered before any is written, and a file is
// there whole or not at all: it is written beside its place, then renamed.

// output is one -o: a format, and a file where it is not standard output.
type output[F any] struct {
	name   string
	format F
	file   string
}

// summaryVariable names the file to which a job's summary is appended on GitHub.
const summaryVariable = "GITHUB_STEP_SUMMARY"

// outputsOf reads the values of a flag, FORMAT[=FILE] each. seen are the places that
// are taken, which it adds to.
func outputsOf[F any](flag string, values []string, find func(string) (F, error), seen map[string]bool) ([]output[F], error) {
	var out []output[F]
	for _, value := range values {
		name, file, named := strings.Cut(value, "=")
		f, err := find(name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", flag, err)
		}
		if named && file == "" {
			return nil, fmt.Errorf("%s: %s= names no file", flag, name)
		}
		if file == "-" {
			file = ""
		}
		place, err := destination(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", flag, file, plain(err))
		}
		if seen[place] {
			return nil, fmt.Errorf("%s: two formats for %s", flag, orStdout(file))
		}
		seen[place] = true
		out = append(out, output[F]{name, f, file})
	}
	return out, nil
}

func orStdout(file string) string {
	if file == "" {
		return "standard output"
	}
	return file
}

// destination is the real path of a file that may not be there yet: two names of
// one file are one. Its folder must be there, and it must be none.
func destination(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	abs, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(abs); err == nil {
		if isFolder(real) {
			return "", errors.New("is a folder")
		}
		return real, nil
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(abs))
	if err != nil || !isFolder(dir) {
		return "", errors.New("no such folder")
	}
	return filepath.Join(dir, filepath.Base(abs)), nil
}

// rendering writes one text, to a file or (empty) to standard output.
type rendering struct {
	file  string
	write func(w io.Writer) error
}

// writeAll writes the files, whole or not at all, then standard output.
func writeAll(stdout io.Writer, list []rendering) error {
	var files staged
	defer files.drop()
	for _, r := range list {
		if r.file == "" {
			continue
		}
		var b bytes.Buffer
		if err := r.write(&b); err != nil {
			return err
		}
		if err := files.add(r.file, b.Bytes()); err != nil {
			return err
		}
	}
	if err := files.commit(); err != nil {
		return err
	}
	for _, r := range list {
		if r.file != "" {
			continue
		}
		err := r.write(stdout)
		if pe := (*fs.PathError)(nil); errors.As(err, &pe) {
			return fmt.Errorf("standard output: %w", pe.Err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// renderings are those of every report.
func (k *checking) renderings(outputs []output[report.Format], o *djgate.Report, options report.Options) []rendering {
	var list []rendering
	for _, out := range outputs {
		write := func(w io.Writer) error { return out.format(w, o.Report, options) }
		if out.file == "" {
			write = func(w io.Writer) error { return k.show(w, out, o, options) }
		}
		list = append(list, rendering{out.file, write})
	}
	return list
}

// show writes one report to standard output; beside annotations, the job's summary.
func (k *checking) show(stdout io.Writer, out output[report.Format], o *djgate.Report, options report.Options) error {
	options.Color, options.Width = terminal(stdout, k.noColor)
	if err := out.format(stdout, o.Report, options); err != nil {
		return err
	}
	file := os.Getenv(summaryVariable)
	if out.name != "github" || file == "" {
		return nil
	}
	var b bytes.Buffer
	if err := report.Markdown(&b, o.Report, options); err != nil {
		return err
	}
	if err := appendTo(file, b.Bytes()); err != nil {
		return fmt.Errorf("%s: %w", summaryVariable, plain(err))
	}
	return nil
}

func appendTo(file string, text []byte) error {
	f, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// staged are files that are written and not yet in their place.
type staged []struct{ tmp, place, name string }

// add writes a text beside its place. What is no regular file, such as a pipe, is
// written at once: there is nothing to replace.
func (s *staged) add(name string, text []byte) error {
	place, err := destination(name)
	if err == nil {
		if info, missing := os.Stat(place); missing == nil && !info.Mode().IsRegular() {
			err = os.WriteFile(place, text, 0o644)
		} else {
			err = s.write(name, place, text)
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, plain(err))
	}
	return nil
}

func (s *staged) write(name, place string, text []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(place), ".djgate-*")
	if err != nil {
		return err
	}
	*s = append(*s, struct{ tmp, place, name string }{tmp.Name(), place, name})
	_, err = tmp.Write(text)
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), 0o644)
	}
	return err
}

// commit puts the files in their places.
func (s *staged) commit() error {
	for _, f := range *s {
		if err := os.Rename(f.tmp, f.place); err != nil {
			return fmt.Errorf("%s: %w", f.name, plain(err))
		}
	}
	*s = nil
	return nil
}

// drop removes what was not committed.
func (s *staged) drop() {
	for _, f := range *s {
		os.Remove(f.tmp)
	}
}

// plain drops the path that an error of os repeats.
func plain(err error) error {
	if pe, ok := err.(*fs.PathError); ok {
		return pe.Err
	}
	if le, ok := err.(*os.LinkError); ok {
		return le.Err
	}
	return err
}

// inRepository is the path of a folder below the root of its repository; empty where it is
// the root, or in none.
func inRepository(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			rel, err := filepath.Rel(at, dir)
			if err != nil || rel == "." {
				return ""
			}
			return filepath.ToSlash(rel)
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// shownSettings are the settings that each target sets, as `djgate settings` writes them.
func shownSettings(o *djgate.Report, root string) map[string][]report.Setting {
	out := map[string][]report.Setting{}
	for _, d := range o.Inputs.Documents {
		for _, name := range selected(d, false) {
			n := d.Settings[name]
			out[d.Target.ID] = append(out[d.Target.ID], report.Setting{Name: name, Value: notation{n, root}.text(), At: n.At})
		}
	}
	return out
}
