package value

import (
	"maps"
	"slices"
)

// Entry is a key of a dict and its value.
type Entry struct{ Key, Value Value }

// entries are the keys of a dict and their values, in order.
type entries struct {
	list  []Entry
	index map[any]int // nil for a few, which are looked for one by one
	// What other entries have too is copied before it changes.
	sharedList, sharedIndex bool
}

// shared are the same entries for another holder, which shares them until it
// changes them. Whoever keeps es must have marked its own as shared too.
func (es *entries) shared() entries { return entries{es.list, es.index, true, true} }

// replace gives the i-th key another value.
func (es *entries) replace(i int, v Value) {
	if es.sharedList {
		es.list, es.sharedList = slices.Clone(es.list), false
	}
	es.list[i].Value = v
}

// put gives the i-th key a value; a key behind the last one is added.
func (es *entries) put(i int, key, v Value) {
	switch {
	case i == len(es.list):
		es.add(key, v)
	case !sameValue(es.list[i].Value, v):
		es.replace(i, v)
	}
}

// add puts a key, which is not there yet, at the end.
func (es *entries) add(key, v Value) {
	if es.sharedList {
		es.list, es.sharedList = slices.Clip(es.list), false
	}
	es.list = append(es.list, Entry{key, v})
	if es.index == nil {
		es.reindex()
	} else if k, ok := KeyOf(key); ok {
		if es.sharedIndex {
			es.index, es.sharedIndex = maps.Clone(es.index), false
		}
		es.index[k] = len(es.list) - 1
	}
}

// remove takes the i-th key out.
func (es *entries) remove(i int) {
	es.list, es.sharedList = slices.Concat(es.list[:i], es.list[i+1:]), false
	es.reindex()
}

// fewKeys is the most that are looked for one by one.
const fewKeys = 8

// find is where the entry of a key is, -1 for none; hashable is false for what can
// be no key.
func (es *entries) find(key Value) (i int, hashable bool) {
	text, isText := key.(Str)
	if isText && es.index == nil {
		return es.findText(text.text), true
	}
	k, hashable := KeyOf(key)
	if !hashable {
		return -1, false
	}
	if es.index == nil {
		return slices.IndexFunc(es.list, func(e Entry) bool { other, ok := KeyOf(e.Key); return ok && other == k }), true
	}
	if i, ok := es.index[k]; ok {
		return i, true
	}
	return -1, true
}

// findAt is find for a key that is most likely the i-th.
func (es *entries) findAt(key Value, i int) int {
	if text, ok := key.(Str); ok && i < len(es.list) {
		if s, ok := es.list[i].Key.(Str); ok && s.text == text.text {
			return i
		}
	}
	at, _ := es.find(key)
	return at
}

// findText is find for a str among a few.
func (es *entries) findText(text string) int {
	return slices.IndexFunc(es.list, func(e Entry) bool {
		if s, ok := e.Key.(Str); ok {
			return s.text == text
		}
		k, _ := KeyOf(e.Key)
		return k == any(strKey(text))
	})
}

func (es *entries) reindex() {
	es.index, es.sharedIndex = nil, false
	if len(es.list) <= fewKeys {
		return
	}
	es.index = make(map[any]int, len(es.list))
	for i, e := range es.list {
		if k, ok := KeyOf(e.Key); ok {
			es.index[k] = i
		}
	}
}
