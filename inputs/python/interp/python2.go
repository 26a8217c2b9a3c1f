package interp

import (
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/python/value"
)

// python2Modules are modules that Python 3 has under other names (lib2to3, fix_imports),
// without those that a package of today might be called.
const python2Modules = `BaseHTTPServer CGIHTTPServer ConfigParser Cookie HTMLParser Queue SimpleHTTPServer SocketServer StringIO
Tkinter UserDict UserList UserString __builtin__ cPickle cStringIO cookielib copy_reg htmlentitydefs httplib robotparser urllib2
urlparse xmlrpclib`

// python2Names are names of modules that no Python 3 has there (lib2to3, fix_urllib,
// fix_itertools_imports and fix_getcwdu).
var python2Names = map[string]string{
	"itertools": "ifilter ifilterfalse imap izip izip_longest",
	"os":        "getcwdu",
	"string":    "join letters lowercase maketrans uppercase",
	"urllib": `getproxies pathname2url quote quote_plus splitport unquote unquote_plus url2pathname urlcleanup urlencode urlopen
urlretrieve FancyURLopener URLopener`,
}

// isOfPython2 tells whether a program that is ready for it gets an ImportError: the
// module is one of Python 2, and no package is called so.
func (in *interp) isOfPython2(module string) bool {
	return holdsWord(python2Modules, module) && in.takesOlder()
}

// lacksName tells the same of a name of a module of the standard library.
func (in *interp) lacksName(m *value.Module, module, name string) bool {
	return m.File == "" && holdsWord(python2Names[module], name) && in.takesOlder()
}

// takesOlder tells whether an ImportError is expected here, and Python is not known to
// be 2: a program for that alone is left unknown.
func (in *interp) takesOlder() bool {
	version, installed := in.Host.Package("python")
	return in.handling(value.Exceptions()["ImportError"]) && (installed != value.Yes || !strings.HasPrefix(version, "2"))
}

// python2Builtins are builtins that Python 3 has no more (lib2to3).
const python2Builtins = "apply basestring buffer cmp coerce execfile file intern long raw_input reduce reload unichr unicode xrange"

// builtinOfPython2 is one of them in a program that names it outright, where Python may be
// 2: it is not certain that there is no such name. Django 2.0 was the first for Python 3 alone.
func (f *frame) builtinOfPython2(name string) value.Value {
	in := f.in
	if !holdsWord(python2Builtins, name) || in.handling(value.Exceptions()["NameError"]) {
		return nil
	}
	python, _ := in.Host.Package("python")
	django, _ := in.Host.Package("django")
	if strings.HasPrefix(python, "3") || django != "" && !strings.HasPrefix(django, "1.") {
		return nil
	}
	u := value.NewUnknown(name+" is a builtin of Python 2, for which the program may be", f.t.At, nil)
	in.mayRaiseClass("NameError", u)
	if name == "execfile" {
		return value.NewBuiltin(name, in.callExecfile)
	}
	return u
}

// callExecfile runs a file in the namespace at work, or in that of a dict.
func (in *interp) callExecfile(t *value.Thread, c *value.Call) (value.Value, error) {
	s, done, err := in.codeScope(t, c, "execfile")
	if err != nil {
		return nil, err
	}
	defer done()
	file, ok := value.Str{}, false
	if len(c.Args) > 0 {
		file, ok = value.Underlying(c.Args[0]).(value.Str)
	}
	if !ok || !path.IsAbs(file.Text()) {
		s.ns.Open(t, value.NewUnknown("which file execfile runs is not known", t.At, nil))
		return value.None(), nil
	}
	if err := in.runFileIn(path.Clean(file.Text()), s); err != nil {
		return nil, err
	}
	if assumes(file.Trace()) {
		s.ns.Assume(t, file.Trace()) // another file binds other names
	}
	return value.None(), nil
}

// holdsWord tells whether a list of words has the word.
func holdsWord(words, word string) bool { return slices.Contains(strings.Fields(words), word) }
