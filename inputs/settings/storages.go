package settings

import (
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
)

// Django 4.2 to 5.0 keep two names of one storage in step: what a module sets is
// copied to the other name when Settings is made (django/conf/__init__.py). Before
// 4.2.5 the storages alone look at the older names (StorageHandler.backends): STORAGES
// is here what they use, and the older names keep what they have.

// olderStorages are the settings that STORAGES replaces, by its alias.
var olderStorages = map[string]string{"default": "DEFAULT_FILE_STORAGE", "staticfiles": "STATICFILES_STORAGE"}

// storages gives each of the two names what the other sets.
func (d *defaults) storages(nodes map[string]*document.Node) {
	bridged, others := 0, 0
	for i, s := range django.SeriesIn(d.django) { // that tables are of
		if s == "4.2" || s == "5.0" {
			bridged++
		} else if d.tables[i]["STORAGES"].Type != "" {
			others++
		}
	}
	if bridged == 0 {
		return
	}
	for _, alias := range slices.Sorted(maps.Keys(olderStorages)) {
		storages, older := nodes["STORAGES"], nodes[olderStorages[alias]]
		switch {
		case storages == nil || older == nil || storages.Set == older.Set:
		case older.Set && others > 0:
			nodes["STORAGES"] = d.versionNeeded("django", differing)
		case older.Set:
			nodes["STORAGES"] = withStorage(storages, alias, older)
		case others == 0 && !django.Precedes(d.django, "4.2.5"):
			nodes[olderStorages[alias]] = d.storageOf(storages, alias)
		}
	}
}

// storageOf is what an older setting has where the module sets STORAGES.
func (d *defaults) storageOf(storages *document.Node, alias string) *document.Node {
	doubt := &document.Node{State: document.Unknown, Origin: document.OriginDjangoDefault, At: storages.At,
		Because: "STORAGES is not known in full", Needs: storages.Needs, Assumes: storages.Assumes}
	all, ok := storages.Value.(map[string]any)
	if !ok {
		return doubt
	}
	one, known := member(all, alias)
	settings, isDict := one.(map[string]any)
	if one != nil && !isDict || !known {
		return doubt
	}
	backend, known := member(settings, "BACKEND")
	text, isText := backend.(string)
	if backend != nil && !isText || !known {
		return doubt
	}
	n := d.known("NoneType", nil, document.OriginDjangoDefault)
	if isText {
		n = d.known("str", text, document.OriginDjangoDefault)
	}
	n.At, n.Assumes = storages.At, storages.Assumes
	return n
}

// member is what a dict of a node has at a key; known is false where it cannot be told.
func member(dict map[string]any, key string) (v any, known bool) {
	v, ok := dict[key]
	return v, ok || dict[document.KeyMore] == nil && dict[document.KeyUnknown] == nil
}

// withStorage is Django's STORAGES where the module sets the older name of one alias.
func withStorage(storages *document.Node, alias string, older *document.Node) *document.Node {
	all, ok := storages.Value.(map[string]any)
	if !ok {
		return storages
	}
	n := *storages
	backend := older.Value
	if older.State != document.Known || !older.HasValue {
		n.State, n.Because, n.Needs = document.Partial, older.Because, older.Needs
		backend = map[string]any{document.KeyUnknown: document.Doubt{Because: older.Because, Needs: older.Needs}}
	}
	all = maps.Clone(all)
	all[alias] = map[string]any{"BACKEND": backend}
	n.Value, n.At, n.Assumes = all, older.At, union(n.Assumes, older.Assumes)
	return &n
}
