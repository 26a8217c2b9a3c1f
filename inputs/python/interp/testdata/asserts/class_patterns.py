# positional patterns of classes, and classes that say who is an instance
class P:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Q(P):
    pass


class R(P):
    __match_args__ = ("y",)


class N:
    pass


class Listed:
    __match_args__ = ["x"]
    x = 1


class Numbered:
    __match_args__ = (1,)


class Own(str):
    __match_args__ = ("size",)
    size = 7


class Some(type):
    def __instancecheck__(cls, v):
        return v == 1

    def __subclasscheck__(cls, c):
        return c is str


class One(metaclass=Some):
    pass


def m(v):
    match v:
        case R(5): return "r5"
        case P(1, 2): return "12"
        case P(x=1): return "x1"
        case P(1, y=_): return "never"
        case P(a, b): return a, b
        case int(3): return 3
        case dict(a=1): return "no"
        case Own(7): return "own"
        case N(): return "n"
        case One(): return "one"


assert [m(v) for v in (P(1, 2), P(1, 3), Q(3, 4), R(9, 5), R(5, 6), 3, {"a": 1}, N(), Own("x"), 1, 2)] == [
    "12", "x1", (3, 4), "r5", (5, 6), 3, None, "n", "own", "one", None]
assert isinstance(1, One) and not isinstance(2, One) and isinstance(One(), One)
assert issubclass(str, One) and not issubclass(int, One)


def refused(v, case):
    try:
        match case, v:
            case 0, N(1): pass
            case 1, P(1, x=1): pass
            case 2, Listed(1): pass
            case 3, Numbered(1): pass
            case 4, int(1, 2): pass
            case 5, P(1, 2, 3): pass
    except TypeError as e:
        return str(e)


assert refused(N(), 0) == "N() accepts 0 positional sub-patterns (1 given)"
assert refused(P(1, 1), 1) == "P() got multiple sub-patterns for attribute 'x'"
assert refused(Listed(), 2) == "Listed.__match_args__ must be a tuple (got list)"
assert refused(Numbered(), 3) == "__match_args__ elements must be strings (got int)"
assert refused(3, 4) == "int() accepts 1 positional sub-pattern (2 given)"
assert refused(P(1, 2), 5) == "P() accepts 2 positional sub-patterns (3 given)"


class Fixed(type):
    def __setattr__(cls, name, v):
        if name == "a":
            raise AttributeError(name)
        super().__setattr__(name, v + 1)


class F(metaclass=Fixed):
    a = 1


F.b = 2
try:
    F.a = 2
    assert False, "no"
except AttributeError:
    pass
assert F.a == 1 and F.b == 3

# special methods that are called by their names
assert (1).__abs__() == 1 and (-1).__neg__() == 1 and (1).__invert__() == -2 and (5).__divmod__(2) == (2, 1)
assert (1.5).__round__() == 2 and (1.5).__trunc__() == 1 and (1.5).__floor__() == 1 and (1.5).__ceil__() == 2
assert (5).__rdivmod__(12) == (2, 2) and (1).__add__("a") is NotImplemented
assert list([1, 2].__reversed__()) == [2, 1] and list(range(3).__reversed__()) == [2, 1, 0]
assert (3 + 4j).__abs__() == 5.0 and (1 + 2j).__neg__() == -1 - 2j
assert not hasattr("a", "__sub__") and not hasattr([], "__sub__") and hasattr("a", "__add__") and not hasattr(1, "__len__")
