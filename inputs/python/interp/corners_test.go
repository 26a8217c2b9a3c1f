package interp

import "testing"

// What CPython does in corners that programs have been found to depend on.
func TestCorners(t *testing.T) {
	tests := map[string]struct{ source, want string }{
		"errno makes the class": {`
try:
    raise OSError(2, "no such file")
except FileNotFoundError as e:
    A = (type(e).__name__, e.errno, str(e))
try:
    raise IOError(13, "denied", "/x")
except PermissionError as e:
    B = (e.args, e.filename)
C = type(OSError(9999, "odd")).__name__, type(OSError(2)).__name__
class Own(OSError): pass
D = type(Own(2, "x")).__name__
E = type(OSError(U, "x")).__name__
`, "A: ('FileNotFoundError', 2, '[Errno 2] no such file')\nB: ((13, 'denied'), '/x')\nC: ('OSError', 'OSError')\nD: 'Own'\nE: unknown"},
		"globals() |= binds": {`
glob = globals()
glob |= {"A": 1, "B": 2}
C = A + B
`, "A: 1\nB: 2\nC: 3"},
		"a parameterized type is no class": {`
A = list[int].__origin__
B = dict[str, int].__args__
C = list[int] == list
`, "A: <class 'list'>\nB: (<class 'str'>, <class 'int'>)\nC: False"},
		"object() holds no attributes": {`
A = object()
try:
    A.x = 1
    B = 1
except AttributeError:
    B = 2
`, "B: 2"},
		"a generator advanced in one arm": {`
seen = []
def g():
    for i in range(3):
        seen.append(i)
        yield i
it = g()
if U:
    A = next(it)
B = next(it)
C = len(seen) in (1, 2, 3)
D = seen
`, "B: unknown\nD: [many]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld("-- s.py --\nimport os\nU = os.environ['U']\n" + tt.source)
			w.unknown = []string{"U"}
			r := w.run(t, "s")
			if r.Failure != nil {
				t.Errorf("failure %+v", r.Failure)
			}
			expect(t, r, tt.want)
		})
	}
}
