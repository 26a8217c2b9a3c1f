package models

import (
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// Env files that a program hands over open: a file, a StringIO, or what else has read().

// openedPath is the path of a file that is open and that nobody has read from, which is
// read as a file that is named.
func openedPath(stream value.Value) (value.Value, bool) {
	i, ok := stream.(*value.Instance)
	if !ok || i.Kind.Module != "_io" {
		return nil, false
	}
	all, _ := i.NS.Get("_all")
	rest, _ := i.NS.Get("_rest")
	name, named := i.NS.Get("name")
	if !named || all.V == nil || rest.V == nil || !value.Identical(all.V, rest.V) {
		return nil, false
	}
	return name.V, true
}

// loadStream sets the variables that the text of a stream has, and tells whether it has any.
func loadStream(t *value.Thread, stream value.Value, dialect dotenv.Dialect, overwrite value.Truth, over, under dotenv.Lookup) (value.Value, error) {
	content, err := streamText(t, stream)
	if err != nil {
		return nil, err
	}
	s, ok := text(content)
	if !ok {
		u := unknown(t, "the text of an env file is not known", content.Trace())
		if why, ok := value.IsUnknown(content); ok {
			u = spread(why)
		}
		unknownRead(t, u, overwrite != value.No)
		return typed(u, value.BoolClass), nil
	}
	entries := streamEntries(t, s, content.Trace(), dialect, over, under)
	setEntries(t, entries, dialect, overwrite == value.Yes, func(e dotenv.Entry, absent *value.Trace) value.Value {
		return restingOn(streamValue(t, e, content.Trace(), dialect), absent)
	})
	if tr := content.Trace(); tr != nil && len(tr.Assumes) > 0 {
		perhapsSet(t, unknown(t, "what the text of an env file would set is not known", tr), overwrite != value.No)
	}
	return value.NewBool(len(entries) > 0, content.Trace()), nil
}

// streamText is what read() of a stream gives.
func streamText(t *value.Thread, stream value.Value) (value.Value, error) {
	read, err := value.Attr(t, stream, "read")
	if err != nil {
		return nil, err
	}
	return call(t, read)
}

// streamEntries are the lines of a text. They stand where the text does, whichever line of
// it they are.
func streamEntries(t *value.Thread, text string, tr *value.Trace, dialect dotenv.Dialect, over, under dotenv.Lookup) []dotenv.Entry {
	at := t.At
	if tr != nil && !tr.At.IsZero() {
		at = tr.At
	}
	entries, diagnostics := dotenv.ParseBetween(dialect, at.File, []byte(text), over, under)
	for _, d := range diagnostics {
		t.Note(d.Code, d.Message, at)
	}
	for i := range entries {
		entries[i].At, entries[i].KeyAt = at, at
	}
	return entries
}

// streamValue is the text of a line, which comes from where the text of the stream does.
func streamValue(t *value.Thread, e dotenv.Entry, from *value.Trace, dialect dotenv.Dialect) value.Value {
	v := entryValue(t, e, dialect)
	if from == nil {
		return v
	}
	own := *v.Trace()
	own.Origin, own.Secret = from.Origin, own.Secret || from.Secret
	own.Steps = from.Steps
	return v.With(own.Under(from))
}
