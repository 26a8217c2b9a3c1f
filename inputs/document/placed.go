package document

import (
	"path"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file is about files that a deployment itself puts into a container, and about
// texts among them that stand in a manifest.

// Placed is a file that a deployment puts into a container: a secret, a config, a key
// of a ConfigMap.
type Placed struct {
	Target string // its path in the container
	// Source is its path relative to the root, the name of Inset where there is one, and
	// empty where what it holds is not known.
	Source string
	Inset  *Inset
	At     Location // the line that puts it there
}

// Filled is a folder of a container that holds what is Placed in it: whatever its
// image has there is hidden. Open: it may hold more than that.
type Filled struct {
	Target string
	Open   bool
	At     Location
}

// Inset is a file that stands as a text in another one. Readers get it as a file of
// the project by its name, and Resettle turns the places that they give into those of
// the file around it.
type Inset struct {
	// Name is that of the file around it with further words below: no file has it.
	Name   string
	Text   Text
	Secret bool // it stands in a Secret
	at     Location
	shifts []int // of the columns of each line; nil: the text as a whole has a place
}

// moved is the shift of a line that is not the same in the file around it.
const moved = -1

// NewInset returns a text at a place of which the columns, and the lines, of its own
// cannot be told. words tell it apart in its file; nil where they make no path.
func NewInset(text string, at Location, words ...string) *Inset {
	for _, w := range words {
		if w == "" || w == "." || w == ".." || strings.ContainsAny(w, "/\\\x00") || !utf8.ValidString(w) {
			return nil
		}
	}
	return &Inset{Name: path.Join(at.File, path.Join(words...)), Text: NewText(text), at: at}
}

// Block says that the text is the literal block scalar that begins below its place
// (YAML 1.2, section 8.1.2), in a file of these lines.
func (i *Inset) Block(lines []string) {
	text := strings.Split(i.Text.Reveal(), "\n")
	if i.at.Line < 1 || i.at.Line+len(text)-1 > len(lines) {
		return
	}
	below, indent := lines[i.at.Line:], 0
	for k, line := range text {
		if rest, same := strings.CutSuffix(strings.TrimSuffix(below[min(k, len(below)-1)], "\r"), line); line != "" && same {
			indent = len(rest)
			break
		}
	}
	i.shifts = make([]int, len(text))
	for k, line := range text {
		i.shifts[k] = indent
		if k < len(below) && line != "" && strings.TrimSuffix(below[k], "\r") != strings.Repeat(" ", indent)+line {
			i.shifts[k] = moved
		}
	}
}

// File is the file that the text stands in.
func (i *Inset) File() string { return i.at.File }

// place is where a place of the text lies in the file around it: without a block, the
// whole text; of a line that is not the same there, its beginning.
func (i *Inset) place(at Location) Location {
	if i.shifts == nil || at.Line < 1 || at.Line > len(i.shifts) {
		return i.at
	}
	out := Location{File: i.at.File, Line: i.at.Line + at.Line, Column: at.Column}
	switch shift := i.shifts[at.Line-1]; {
	case shift == moved:
		out.Column = 1
	case at.Column > 0:
		out.Column += shift
	}
	return out
}

var (
	locationType = reflect.TypeFor[Location]()
	stepType     = reflect.TypeFor[Step]()
)

// Resettle replaces each place that lies in an inset, in all that v points to, by that
// in the file around it. A step whose line cannot be told there says which it is.
func Resettle(v any, insets map[string]*Inset) {
	if len(insets) > 0 {
		settler{insets, map[uintptr]bool{}}.settle(reflect.ValueOf(v))
	}
}

type settler struct {
	insets map[string]*Inset
	seen   map[uintptr]bool // pointers
}

// settle tells whether it has changed anything: what several share is not written to
// for nothing.
func (s settler) settle(v reflect.Value) (changed bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() && !s.seen[v.Pointer()] {
			s.seen[v.Pointer()] = true
			return s.settle(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			changed = s.settle(v.Index(i)) || changed
		}
	case reflect.Map:
		return s.settleMap(v)
	case reflect.Struct:
		return s.settleStruct(v)
	}
	return changed
}

// settleMap settles copies of what a map holds, for that cannot be changed in it.
func (s settler) settleMap(v reflect.Value) (changed bool) {
	switch v.Type().Elem().Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Struct:
	default:
		return false
	}
	for _, key := range v.MapKeys() {
		member := reflect.New(v.Type().Elem()).Elem()
		member.Set(v.MapIndex(key))
		if s.settle(member) {
			v.SetMapIndex(key, member)
			changed = true
		}
	}
	return changed
}

func (s settler) settleStruct(v reflect.Value) (changed bool) {
	if v.Type() == locationType {
		at := v.Addr().Interface().(*Location)
		i := s.insets[at.File]
		if i != nil {
			*at = i.place(*at)
		}
		return i != nil
	}
	if v.Type() == stepType {
		s.note(v.Addr().Interface().(*Step))
	}
	for i := range v.NumField() {
		if v.Type().Field(i).IsExported() {
			changed = s.settle(v.Field(i)) || changed
		}
	}
	return changed
}

// note says the line of a step that its place will not tell.
func (s settler) note(step *Step) {
	if i := s.insets[step.At.File]; i != nil && i.shifts == nil && step.Note == "" {
		step.Note = "line " + strconv.Itoa(step.At.Line) + " of " + path.Base(i.Name)
	}
}
