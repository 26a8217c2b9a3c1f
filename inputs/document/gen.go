//go:build ignore

// Gen writes schema.json from the Go types of the document and the names of the
// settings that policies may read; with an argument it prints it instead.
package main

import (
	"bytes"
	"encoding/json"
	"log"
	"os"
	"reflect"
	"strings"

	"github.com/djgate/djgate/inputs/django"
	"github.com/djgate/djgate/inputs/document"
)

type object = map[string]any

// writer collects the definitions of the types that it meets.
type writer struct{ definitions object }

func main() {
	log.SetFlags(0)
	w := writer{object{}}
	root := w.fields(reflect.TypeFor[document.Document]())
	settings := object{}
	for _, name := range names() {
		settings[name] = object{"$ref": "#/definitions/node"}
	}
	root["properties"].(object)["settings"] = object{"type": "object", "properties": settings}
	root["$schema"] = "http://json-schema.org/draft-07/schema#"
	root["title"] = "What djgate knows of one deployment: the input of its policies"
	root["definitions"] = w.definitions

	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(root); err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 1 { // to be compared
		os.Stdout.Write(out.Bytes())
		return
	}
	if err := os.WriteFile("schema.json", out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}

// names are the settings that a document may hold: Django's, and those of the
// packages that are known, under their older names too.
func names() []string {
	all := append(django.Names(), django.UndefaultedSettings()...)
	for name, d := range django.PackageDefaults() {
		all = append(all, name)
		if d.Instead != "" {
			all = append(all, d.Instead)
		}
	}
	return all
}

// schema returns the schema of a type. Structs are definitions, by their name.
func (w writer) schema(t reflect.Type) any {
	switch t.Kind() {
	case reflect.Pointer:
		return w.schema(t.Elem())
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Slice:
		return object{"type": "array", "items": w.schema(t.Elem())}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": w.schema(t.Elem())}
	case reflect.Struct:
		return w.reference(t)
	}
	log.Fatalf("%s: the schema has no such type", t)
	return nil
}

func (w writer) reference(t reflect.Type) any {
	name := strings.ToLower(t.Name()[:1]) + t.Name()[1:]
	if _, known := w.definitions[name]; !known {
		w.definitions[name] = nil // met, so that a type may hold itself
		w.definitions[name] = w.fields(t)
	}
	return object{"$ref": "#/definitions/" + name}
}

func (w writer) fields(t reflect.Type) object {
	properties := object{}
	for _, field := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name != "-" && !field.Anonymous {
			properties[name] = w.schema(field.Type)
		}
	}
	if t == reflect.TypeFor[document.Node]() {
		properties["value"] = object{} // any JSON; absent where it is not known
	}
	return object{"type": "object", "properties": properties}
}
