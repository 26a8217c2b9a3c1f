package code

import (
	"io/fs"
	"strings"

	"github.com/djgate/djgate/inputs/python/syntax"
	"github.com/djgate/djgate/inputs/tree"
)

// Ask tells whether one of the modules that a server runs reads a setting by itself:
// settings.SECURE_CSP, or getattr(settings, "SECURE_CSP").
func Ask(fsys fs.FS, files []string, setting string) bool {
	read := 0
	for _, file := range files {
		if !served(file) {
			continue
		}
		if read++; read > maxFiles {
			break
		}
		src, err := tree.ReadRegular(fsys, file, maxFile)
		if err == nil && strings.Contains(string(src), setting) && asks(file, src, setting) {
			return true
		}
	}
	return false
}

func asks(file string, src []byte, setting string) bool {
	parsed, err := syntax.Parse(file, src)
	if err != nil {
		return false
	}
	found := false
	for _, s := range parsed.Body {
		syntax.Walk(s, func(n syntax.Node) bool {
			found = found || asksBy(n, setting)
			return !found
		})
	}
	return found
}

func asksBy(n syntax.Node, setting string) bool {
	switch n := n.(type) {
	case *syntax.Attribute:
		return n.Attr == setting && dotted(n.Value) == "settings"
	case *syntax.Call:
		return dotted(n.Func) == "getattr" && len(n.Args) > 1 && dotted(n.Args[0]) == "settings" && text(n.Args[1]) == setting
	}
	return false
}
