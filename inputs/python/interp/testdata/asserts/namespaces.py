# globals, exec, eval, module attributes
import sys

globals()["MADE"] = 1
assert MADE == 1
globals().update({"A": 1}, B=2)
assert (A, B) == (1, 2) and "A" in globals() and "NOPE" not in globals()
vars()["C"] = 3
assert C == 3
setattr(sys.modules[__name__], "D", 4)
assert D == 4 and getattr(sys.modules[__name__], "D") == 4
assert globals().get("E", "none") == "none" and globals().setdefault("E", 5) == 5 and E == 5
for key in ("F", "G"):
    globals()[key] = key.lower()
assert F + G == "fg"
del globals()["G"]
assert "G" not in dir() and "F" in dir()
assert {k: v for k, v in globals().items() if k in ("A", "B")} == {"A": 1, "B": 2}
assert dict(globals())["A"] == 1


def scope(a):
    b = a + 1
    return locals()


assert scope(1) == {"a": 1, "b": 2}


class Space:
    x = 1
    locals()["y"] = 2


assert Space.y == 2 and vars(Space)["x"] == 1

exec("H = A + 1")
assert H == 2
ns = {"start": 2}
exec("end = start * 3", ns)
assert ns["end"] == 6
assert eval("A + B") == 3 and eval("q * 2", {"q": 4}) == 8
code = compile("I = 9\nJ = I + 1", "<text>", "exec")
exec(code)
assert (I, J) == (9, 10)
exec(compile(b"# coding: latin-1\nK = '\xe9'", "<bytes>", "exec"))
assert K == "\u00e9"
exec(b"L = K + '\xc3\xa9'")
assert L == "\u00e9\u00e9" and eval(b"I + 1") == 10
try:
    exec("1 +")
except SyntaxError:
    wrong = True
assert wrong
assert __name__ in ("__main__", "namespaces")
del A
try:
    A
except NameError:
    A = "again"
assert A == "again"


class Box:
    pass


box = Box()
box.v = 1
vars(box)["w"] = 2
assert box.w == 2 and vars(box) == {"v": 1, "w": 2}
X: int = 3
Y: "list[str]" = ["a"]
Z: int
assert X == 3 and Y == ["a"] and "Z" not in globals()
K, (L, *M) = 1, (2, 3)
assert [K, L, M] == [1, 2, [3]]


def local_exec(a):
    exec("seen.append(a)", globals(), locals())
    exec("seen.append(a + 1)")
    inner = 1
    exec("inner = 2")
    return eval("a + inner"), eval("b", {"b": a}), eval("b + c", {"b": 1}, {"c": 2})


seen = []
assert local_exec(3) == (4, 3, 3) and seen == [3, 4]


class WithExec:
    m = 1
    exec("n = m + len(seen)")


assert WithExec.n == 3
given, into = {"a": 1}, {}
exec("b = a + 1", given)
assert given["b"] == 2 and "__builtins__" in given
exec("x = 1\ndef get(): return x", {"x": 9}, into)
assert into["x"] == 1 and into["get"]() == 9
exec("global put\nput = 1\nkept = 2", given, into)
assert given["put"] == 1 and "put" not in into and into["kept"] == 2
exec("del a", given)
assert "a" not in given
exec("from_none = 1", None)
exec("from_two = from_none", globals(), None)
assert from_two == 1
for wrong in ((5,), ({}, 5)):
    try:
        exec("1", *wrong)
        assert False, "no"
    except TypeError:
        pass
try:
    exec("half = 1\nraise KeyError", given)
except KeyError:
    assert given["half"] == 1

outside = 1


class Declares:
    global outside
    outside = 2
    inside = 3


assert outside == 2 and not hasattr(Declares, "outside") and Declares.inside == 3


def around():
    n = m = 1

    class Inner:
        nonlocal n
        n = 2
        m = 6

        def get(self):
            return m

    return n, hasattr(Inner, "n"), Inner().get(), Inner.m


assert around() == (2, False, 1, 6)


# in code with namespaces of its own, a name that a function declares global is global there, too
inner_globals, inner_locals = {}, {}
exec("""
def f():
    y = 1
    def g():
        global y
        return y
    return g(), y
y = 9
z = 10
pair = f()
""", inner_globals, inner_locals)
assert inner_globals["y"] == 9 and inner_locals["pair"] == (9, 1) and "y" not in inner_locals and inner_locals["z"] == 10
