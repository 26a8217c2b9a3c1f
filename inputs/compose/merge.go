package compose

// This file merges as compose-go's override package does: mappings by key,
// lists one after the other, scalars replaced; and what differs from that, key
// by key. A null takes nothing away, but for command and entrypoint. !reset
// takes the key away, !override replaces it.

import (
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// merger merges what a later file gives at a key over what is there. Neither is nil.
type merger func(base, over *node) *node

// mergeModels merges two whole files.
func (l *loader) mergeModels(base, over *node) *node {
	return l.mergeMapping(base, over, func(section string) merger {
		return func(base, over *node) *node {
			return l.mergeMapping(base, over, func(string) merger { return l.mergerOf(section) })
		}
	})
}

// mergerOf returns how the members of a section merge.
func (l *loader) mergerOf(section string) merger {
	if section == "services" {
		return l.mergeServices
	}
	return l.mergeAny
}

func (l *loader) mergeServices(base, over *node) *node {
	return l.mergeMapping(base, over, func(key string) merger {
		switch key {
		case "command", "entrypoint":
			return replace
		case "environment", "labels":
			return l.mergePairs
		case "env_file", "label_file", "tmpfs":
			return l.mergeLists
		case "healthcheck":
			return l.mergeHealthchecks
		case "depends_on", "networks":
			return func(base, over *node) *node { return l.mergeAny(nameMapping(base), nameMapping(over)) }
		case "build":
			return l.mergeBuilds
		}
		return l.mergeAny
	})
}

func (l *loader) mergeBuilds(base, over *node) *node {
	return l.mergeMapping(buildMapping(base), buildMapping(over), func(key string) merger {
		if key == "args" {
			return l.mergePairs
		}
		return l.mergeAny
	})
}

func (l *loader) mergeHealthchecks(base, over *node) *node {
	return l.mergeMapping(base, over, func(key string) merger {
		if key == "test" {
			return replace
		}
		return l.mergeAny
	})
}

func replace(_, over *node) *node { return over }

func (l *loader) mergeAny(base, over *node) *node {
	switch {
	case base.kind == list && over.kind == list:
		return l.mergeLists(base, over)
	case base.kind == mapping && over.kind == mapping:
		return l.mergeMapping(base, over, func(string) merger { return l.mergeAny })
	case over.kind == null:
		return base
	}
	return over
}

// mergeLists appends. What stands in both is dropped later, where the meaning of
// an item is known: a port, a mount, a path.
func (l *loader) mergeLists(base, over *node) *node {
	items := append(append([]*node{}, base.each()...), over.each()...)
	if !l.spend(len(items), over.at) {
		return base
	}
	return &node{kind: list, items: items, at: over.at, src: over.src}
}

// mergePairs merges KEY=VALUE by key, be they lists or mappings. A !reset inside
// takes nothing out of a list, as in compose.
func (l *loader) mergePairs(base, over *node) *node {
	base, over = l.pairs(base), l.pairs(over)
	c := *over
	if base.pairs {
		c.entries = nil
		for _, e := range over.entries {
			if e.value.mark != reset {
				c.entries = append(c.entries, e)
			}
		}
	}
	m := *l.mergeMapping(base, &c, func(string) merger { return replace })
	m.pairs, m.entries = true, slices.Clone(m.entries)
	for i, e := range m.entries {
		if e.value.kind == null && !e.value.pairs { // merging makes a list of both, and a null is a name alone
			name := *e.value
			name.pairs = true
			m.entries[i].value = &name
		}
	}
	return &m
}

// mergeMapping merges by key, with the merger that of names for a key.
func (l *loader) mergeMapping(base, over *node, of func(key string) merger) *node {
	switch {
	case over.kind == null:
		return base
	case base.kind != mapping || over.kind != mapping:
		return over
	case !l.spend(len(base.entries)+len(over.entries), over.at):
		return base
	}
	m := *over
	m.marked = base.marked || over.marked
	m.entries = append(make([]entry, 0, len(base.entries)+len(over.entries)), base.entries...)
	index := make(map[string]int, len(base.entries))
	for i, e := range base.entries {
		index[e.key] = i
	}
	for _, e := range over.entries {
		i, found := index[e.key]
		if !found {
			m.entries = append(m.entries, e)
			continue
		}
		if b := m.entries[i].value; e.value.mark == merged && b.mark != reset {
			merge := of(e.key)
			e.value = merge(b, e.value)
		}
		m.entries[i] = e
	}
	return &m
}

// spend counts the entries that merging makes: extends can multiply a small
// file beyond any memory.
func (l *loader) spend(n int, at document.Location) bool {
	within := l.entries <= maxEntries
	l.entries += n
	if within && l.entries > maxEntries {
		l.fail(CodeLimit, at, "the files make more entries than are read here")
	}
	return l.entries <= maxEntries
}

// nameMapping makes a mapping of a list of names.
func nameMapping(n *node) *node {
	if n.kind != list {
		return n
	}
	m := &node{kind: mapping, at: n.at, src: n.src}
	for _, item := range n.items {
		m.entries = append(m.entries, entry{key: item.text, at: item.at, value: &node{at: item.at, src: item.src}})
	}
	return m
}

// buildMapping makes a mapping of a build that is only a context.
func buildMapping(n *node) *node {
	if n.kind != scalar {
		return n
	}
	return &node{kind: mapping, at: n.at, src: n.src, entries: []entry{{key: "context", at: n.at, value: n}}}
}
