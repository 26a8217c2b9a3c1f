package models

import (
	"strconv"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// versionNumbers are the first three numbers of a version; what follows a digit is dropped.
func versionNumbers(version string) [3]int {
	var out [3]int
	for i := range out {
		part, rest, more := strings.Cut(version, ".")
		end := 0
		for end < len(part) && part[end] >= '0' && part[end] <= '9' {
			end++
		}
		out[i], _ = strconv.Atoi(part[:end])
		if !more || end < len(part) {
			break
		}
		version = rest
	}
	return out
}

func versionBelow(version string, numbers ...int) bool {
	have := versionNumbers(version)
	for i, n := range numbers {
		if have[i] != n {
			return have[i] < n
		}
	}
	return false
}

// packageBelow tells whether a package of the project is known to be older than a release.
// It is named as its import.
func packageBelow(t *value.Thread, name string, numbers ...int) bool {
	version, _ := t.Host.Package(name)
	return version != "" && versionBelow(version, numbers...)
}

// sincePython is what Python gives from 3.minor on, or what it gave before: one of both
// where its version is not known.
func sincePython(t *value.Thread, minor int, recent, older value.Value) value.Value {
	switch value.PythonSince(t, minor) {
	case value.Yes:
		return recent
	case value.No:
		return older
	}
	if value.Equal(t, recent, older) == value.Yes {
		return recent
	}
	since := "3." + strconv.Itoa(minor)
	out := unknown(t, "it differs between versions of Python, and which one is used is not known", recent.Trace())
	if recent.Class() == older.Class() {
		out.Type = recent.Class()
	}
	for _, c := range []value.Choice{{When: "Python is " + since + " or later", V: recent}, {When: "Python is older than " + since, V: older}} {
		if _, unfollowed := value.IsUnknown(c.V); unfollowed {
			out.Choices = nil
			break
		}
		out.Choices = append(out.Choices, c)
	}
	return out
}

// major is Django's major version; the newest where it is not known, 0 where it is not installed.
func major(t *value.Thread) int {
	version, installed := t.Host.Package("django")
	switch {
	case installed == value.No:
		return 0
	case version == "":
		return 6
	}
	return versionNumbers(version)[0]
}
