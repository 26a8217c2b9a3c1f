package models

import (
	"cmp"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// unparse makes urlunparse (six parts) and urlunsplit (five).
func unparse(n int) func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	return func(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
		items, err := value.Items(t, a[0])
		if err != nil {
			return nil, err
		}
		if len(items) != n {
			return nil, t.Raise("ValueError", "wrong number of values to unpack")
		}
		if n == 5 {
			items = append(append(args{}, items[:3]...), append(args{value.NewStr("", nil)}, items[3:]...)...)
		}
		return known(t, items, func(items args) (value.Value, error) {
			var p [6]string
			for i, v := range items {
				s, ok := text(v)
				if !ok && !isNone(v) {
					return nil, t.Raise("TypeError", "urlunparse() argument must be str, not "+v.Class().Name)
				}
				p[i] = s
			}
			u := urlParts{p[0], p[1], p[2], p[3], p[4], p[5]}
			return u.text(t, value.Merge(tr, traceOf(items)), false), nil
		})
	}
}

const queryParams = "qs, keep_blank_values=, strict_parsing=, encoding=, errors=, max_num_fields=, separator="

func parseQS(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	fields, u, err := queryFields(t, a, tr)
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	d := t.NewDict(tr)
	for _, q := range gathered(fields) {
		d.Set(t, value.NewStr(q.name, tr), t.NewList(strs(q.values, tr), tr))
	}
	return d, nil
}

func parseQSL(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	fields, u, err := queryFields(t, a, tr)
	if u != nil || err != nil {
		return unknownOrNil(u), err
	}
	out := make([]value.Value, len(fields))
	for i, f := range fields {
		out[i] = value.NewTuple(strs(f[:], tr), tr)
	}
	return t.NewList(out, tr), nil
}

// queryFields are the names and values that parse_qs and parse_qsl find.
func queryFields(t *value.Thread, a args, tr *value.Trace) ([][2]string, *value.Unknown, error) {
	if isNone(a[0]) {
		return nil, nil, nil
	}
	if _, isBytes := a[0].(value.Bytes); isBytes || a[3] != nil || a[4] != nil || !isNone(a[5]) {
		return nil, unknown(t, "a query of bytes, with an encoding or a limit is not followed", tr), nil
	}
	s, err := wantText(t, a[0], "parse_qs")
	if err != nil {
		return nil, nil, err
	}
	separator := safeText(a[6], "&")
	written, ofText := value.Content(value.Underlying(orNone(a[6])))
	if ofText {
		separator = written
	}
	if separator == "" || a[6] != nil && !ofText {
		return nil, nil, t.Raise("ValueError", "Separator must be of type string or bytes.")
	}
	var on [2]bool
	for i := range on {
		truth, err := isOn(t, a[1+i], false)
		if err != nil {
			return nil, nil, err
		}
		on[i] = truth == value.Yes
	}
	if on[1] && s != "" && !strictQuery(s, separator) {
		return nil, nil, t.RaiseClass(value.Exceptions()["ValueError"], "bad query field: ...", tr)
	}
	return splitQuery(s, separator, on[0]), nil, nil
}

// strictQuery tells whether each field of a query has a name and a value.
func strictQuery(query, separator string) bool {
	for _, field := range strings.Split(query, separator) {
		if !strings.Contains(field, "=") {
			return false
		}
	}
	return true
}

// urlEncode joins the names and values of a mapping or of pairs.
func urlEncode(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	if s, ok := value.Content(value.Underlying(a[0])); ok && s != "" {
		return nil, t.Raise("TypeError", "not a valid non-string sequence or mapping object")
	}
	pairs, u, err := pairsOf(t, a[0])
	if err != nil {
		return nil, err
	}
	if u != nil {
		return value.Doubt(value.StrClass, a[0]), nil
	}
	if !isNone(a[3]) || !isNone(a[4]) || a[5] != nil {
		return typed(unknown(t, "urlencode with an encoding or a quote_via is not followed", tr), value.StrClass), nil
	}
	each, err := isOn(t, a[1], false)
	if err != nil {
		return nil, err
	}
	safe := safeText(a[2], "")
	var fields []string
	for _, p := range pairs {
		key, values := p[0], []value.Value{p[1]}
		_, isText := text(p[1])
		if _, isBytes := p[1].(value.Bytes); each == value.Yes && !isText && !isBytes {
			if items, err := value.Items(t, p[1]); err == nil {
				values = items
			}
		}
		for _, v := range values {
			field, u, err := encodeField(t, key, v, safe)
			if u != nil || err != nil {
				return typedOrNil(u, value.StrClass), err
			}
			tr = value.Merge(tr, key.Trace(), v.Trace())
			fields = append(fields, field)
		}
	}
	return value.NewStr(strings.Join(fields, "&"), tr), nil
}

func encodeField(t *value.Thread, key, v value.Value, safe string) (string, *value.Unknown, error) {
	var parts [2]string
	for i, x := range []value.Value{key, v} {
		s, err := quotedText(t, x)
		if err != nil {
			return "", nil, err
		}
		if u, ok := value.IsUnknown(s); ok {
			return "", u, nil
		}
		out, _ := text(s)
		parts[i] = quotePlus(out, safe)
	}
	return parts[0] + "=" + parts[1], nil, nil
}

// quotedText is what urlencode quotes: bytes as they are, and the text of any other object.
func quotedText(t *value.Thread, v value.Value) (value.Value, error) {
	if b, ok := v.(value.Bytes); ok {
		return value.NewStr(b.Text(), b.Trace()), nil
	}
	return value.ToStr(t, v)
}

// pairsOf are the pairs of a mapping, or of an iterable of pairs.
func pairsOf(t *value.Thread, v value.Value) ([][2]value.Value, *value.Unknown, error) {
	var out [][2]value.Value
	if d, ok := v.(*value.Dict); ok {
		for _, e := range d.Entries() {
			out = append(out, [2]value.Value{e.Key, e.Value})
		}
		return out, d.More(), nil
	}
	items, err := value.Items(t, v)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		if u, ok := value.IsUnknown(item); ok {
			return nil, u, nil
		}
		kv, err := value.Items(t, item)
		if err != nil {
			return nil, nil, err
		}
		if len(kv) != 2 {
			return nil, nil, t.Raise("ValueError", "not enough or too many values to unpack (expected 2)")
		}
		out = append(out, [2]value.Value{kv[0], kv[1]})
	}
	return out, nil, nil
}

// urlJoin is urljoin (RFC 3986, section 5.2.4).
func urlJoin(t *value.Thread, a args, tr *value.Trace) (value.Value, error) {
	for i, v := range a[:2] { // what is empty gives the other as it is
		if on, err := isOn(t, v, false); on != value.Yes {
			return a[1-i], err
		}
	}
	for _, v := range a[:2] {
		if _, ok := v.(value.Bytes); ok {
			return unknown(t, "a URL of bytes is not followed", tr), nil
		}
	}
	base, err := asResult(t, a[0], false)
	if err != nil {
		return nil, err
	}
	ref, err := asResult(t, a[1], false)
	if err != nil {
		return nil, err
	}
	switch {
	case ref.scheme != "" && ref.scheme != base.scheme || !usesRelative(base.scheme):
		return a[1], nil
	}
	return value.NewStr(resolveURL(base.urlParts, ref.urlParts).join(), tr), nil
}

func resolveURL(base, ref urlParts) urlParts {
	ref.scheme = base.scheme
	if ref.netloc != "" {
		return ref
	}
	ref.netloc = base.netloc
	if ref.path == "" && ref.params == "" {
		ref.path, ref.params = base.path, base.params
		if ref.query == "" {
			ref.query = base.query
		}
		return ref
	}
	ref.path = joinPaths(base.path, ref.path)
	return ref
}

// joinPaths resolves a path against that of the base, as urljoin does: names that
// are empty go only where the base takes part, and "/" stands for nothing at all.
func joinPaths(base, path string) string {
	segments := strings.Split(path, "/")
	if !strings.HasPrefix(path, "/") {
		above := strings.Split(base, "/")
		if above[len(above)-1] != "" {
			above = above[:len(above)-1]
		}
		all := append(above, segments...)
		segments = nil
		for i, s := range all {
			if s != "" || i == 0 || i == len(all)-1 {
				segments = append(segments, s)
			}
		}
	}
	return cmp.Or(strings.Join(resolveDots(segments), "/"), "/")
}

// resolveDots drops "." and lets ".." take the name before it away.
func resolveDots(segments []string) []string {
	var out []string
	for _, s := range segments {
		switch {
		case s == ".." && len(out) > 0:
			out = out[:len(out)-1]
		case s != "." && s != "..":
			out = append(out, s)
		}
	}
	if last := segments[len(segments)-1]; last == "." || last == ".." {
		out = append(out, "")
	}
	return out
}
