package code

import (
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/python/syntax"
)

// speaksOfSecrets tells whether a text may print one.
func speaksOfSecrets(src string) bool {
	prints := strings.Contains(src, "print(") || strings.Contains(src, "log") || strings.Contains(src, "stdout") || strings.Contains(src, "stderr")
	return prints && (strings.Contains(src, "SECRET") || strings.Contains(src, "PASSWORD") || strings.Contains(src, "_KEY") || strings.Contains(src, "_TOKEN") ||
		strings.Contains(src, "environ") || strings.Contains(src, "DATABASES") || strings.Contains(src, "settings.__dict__") || strings.Contains(src, "vars(settings)"))
}

// disclosed looks for calls that print or log, but for those that only run while
// somebody develops: under "if DEBUG" or in a script.
func (r *reader) disclosed(body []syntax.Stmt) {
	for _, s := range body {
		syntax.Walk(s, func(n syntax.Node) bool {
			if branch, ok := n.(*syntax.If); ok && developing(branch.Test) {
				r.disclosed(branch.Orelse)
				return false
			}
			if c, ok := n.(*syntax.Call); ok {
				r.output(c)
			}
			return true
		})
	}
}

// developing tells whether a condition holds only on somebody's machine.
func developing(test syntax.Expr) bool {
	switch t := test.(type) {
	case *syntax.Compare:
		return dotted(t.Left) == "__name__"
	case *syntax.BoolOp:
		return !t.Or && slices.ContainsFunc(t.Values, developing)
	}
	name := dotted(test)
	return name == "DEBUG" || strings.HasSuffix(name, ".DEBUG")
}

// output notes a call that prints or logs a secret.
func (r *reader) output(c *syntax.Call) {
	by := writer(c.Func)
	if by == "" {
		return
	}
	args := slices.Clone(c.Args)
	for _, k := range c.Keywords {
		args = append(args, k.Value)
	}
	for _, a := range args {
		if what := shown(a, 0); what != "" {
			r.out.Disclosed = append(r.out.Disclosed, document.Disclosure{What: what, By: by, At: r.at(c)})
			return
		}
	}
}

// writer names the function where it writes to the log or the terminal: not at the
// level of debug, which a site does not keep.
func writer(f syntax.Expr) string {
	name := dotted(f)
	switch name {
	case "print", "pprint", "pprint.pprint", "sys.stdout.write", "sys.stderr.write":
		return name
	}
	object, method, ok := cutLast(name)
	if !ok || !slices.Contains([]string{"info", "warning", "warn", "error", "critical", "exception", "log"}, method) {
		return ""
	}
	if _, last, ok := cutLast(object); ok {
		object = last
	}
	switch strings.ToLower(strings.Trim(object, "_")) {
	case "logging", "logger", "log":
		return name
	}
	return ""
}

func cutLast(name string) (before, after string, ok bool) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return "", name, false
	}
	return name[:i], name[i+1:], true
}

// shown names the secret that an expression writes out as it is; "" for none. What a
// function makes of one (its length, a mask) is none, but for those that only write
// it otherwise.
func shown(e syntax.Expr, depth int) string {
	if depth > 20 {
		return ""
	}
	for _, part := range parts(e) {
		if what := shown(part, depth+1); what != "" {
			return what
		}
	}
	switch e := e.(type) {
	case *syntax.Name, *syntax.Attribute:
		return secretName(dotted(e))
	case *syntax.Subscript:
		if name := text(e.Slice); environ(e.Value) && secretSetting(name) {
			return name
		}
	case *syntax.Call:
		return read(e)
	}
	return ""
}

// parts are the expressions whose text is in the text of another.
func parts(e syntax.Expr) []syntax.Expr {
	switch e := e.(type) {
	case *syntax.JoinedStr:
		return e.Values
	case *syntax.FormattedValue:
		return []syntax.Expr{e.Value}
	case *syntax.BinOp:
		return []syntax.Expr{e.Left, e.Right}
	case *syntax.BoolOp:
		return e.Values
	case *syntax.IfExp:
		return []syntax.Expr{e.Body, e.Orelse}
	case *syntax.Tuple:
		return e.Elts
	case *syntax.List:
		return e.Elts
	case *syntax.Dict:
		return e.Values
	case *syntax.Starred:
		return []syntax.Expr{e.Value}
	case *syntax.Call:
		if rewrites(e) {
			return e.Args
		}
	}
	return nil
}

// rewrites tells whether a function only writes its argument otherwise.
func rewrites(c *syntax.Call) bool {
	if f, ok := c.Func.(*syntax.Attribute); ok && f.Attr == "format" && text(f.Value) != "" {
		return true
	}
	switch dotted(c.Func) {
	case "str", "repr", "dict", "list", "sorted", "json.dumps", "pprint.pformat", "pformat", "os.environ.copy":
		return true
	}
	return false
}

// read is what a call reads: a variable that is secret, or all of them.
func read(c *syntax.Call) string {
	f := dotted(c.Func)
	switch f {
	case "os.environ.items", "os.environ.copy", "environ.items":
		return "os.environ"
	case "vars":
		if len(c.Args) == 1 && dotted(c.Args[0]) == "settings" {
			return "settings"
		}
	case "os.getenv", "os.environ.get", "environ.get", "getenv":
		if len(c.Args) > 0 && secretSetting(text(c.Args[0])) {
			return text(c.Args[0])
		}
	}
	return ""
}

func environ(e syntax.Expr) bool {
	name := dotted(e)
	return name == "os.environ" || name == "environ"
}

// secretName tells of a name or attribute what secret it is.
func secretName(name string) string {
	switch name {
	case "os.environ", "environ":
		return "os.environ"
	case "settings.__dict__", "settings._wrapped.__dict__":
		return "settings"
	}
	_, last, attribute := cutLast(name)
	if attribute && !strings.HasSuffix(name, "settings."+last) {
		return ""
	}
	if secretSetting(last) || last == "DATABASES" {
		return last
	}
	return ""
}

// secretSetting tells whether a constant or variable of that name holds a secret.
// Of those with a KEY or TOKEN in their names many are names of something.
func secretSetting(name string) bool {
	if name != strings.ToUpper(name) || !document.SecretName(name) || document.SecretText(name) {
		return false
	}
	for _, word := range []string{"SECRET", "PASSWORD", "PASSWD", "PASSPHRASE", "API_KEY", "APIKEY", "PRIVATE_KEY", "ACCESS_KEY", "AUTH_TOKEN", "ACCESS_TOKEN", "API_TOKEN"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}
