package interp

import (
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

// holdsWord tells whether a list of words has the word.
func holdsWord(words, word string) bool { return slices.Contains(strings.Fields(words), word) }
