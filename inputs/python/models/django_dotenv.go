package models

import (
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/python/value"
)

// django-dotenv, whose module has the name of python-dotenv's.

// readDotenv reads a file, or the .env in a folder: without either that beside the caller.
func readDotenv(t *value.Thread, a args) (value.Value, error) {
	if a[1] != nil && packageBelow(t, "django_dotenv", 1, 4, 2) {
		return nil, t.Raise("TypeError", "read_dotenv() got an unexpected keyword argument 'override'")
	}
	override, err := isOn(t, a[1], false)
	if err != nil {
		return nil, err
	}
	if packageBelow(t, "django_dotenv", 1, 4) {
		unknownRead(t, unknown(t, "django-dotenv before 1.4 is not followed"), false)
		return value.None(), nil
	}
	path := beside(t, ".env")
	if !isNone(a[0]) {
		given, ok := pathText(a[0])
		var u *value.Unknown
		if path, u = absolute(t, given, orNone(a[0]).Trace()); !ok || u != nil {
			if u == nil {
				u = unknown(t, "which env file is read is not known", a[0].Trace())
			}
			unknownRead(t, u, override != value.No)
			return value.None(), nil
		}
	}
	if kind, _ := t.Host.Stat(normPath(path)); kind == "dir" {
		path = joinPath(path, ".env")
		if kind, present := t.Host.Stat(normPath(path)); present == value.No || kind == "dir" {
			return nil, isFolder(t, nil)
		}
	}
	entries, present := parseEnvFile(t, path, dotenv.DjangoDotenv, nil, variableText(t))
	if present == value.Maybe {
		maybeRead(t, path, override != value.No)
		return value.None(), nil
	}
	if present == value.No {
		overwritten(t, path, override)
	}
	setFrom(t, a[0], entries, dotenv.DjangoDotenv, override == value.Yes)
	return value.None(), nil
}
