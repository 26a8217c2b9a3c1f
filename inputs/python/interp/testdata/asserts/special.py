# special methods: what they are asked for, and what they must answer


def raised(f):
    try:
        f()
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
    return None


class Answer:
    def __init__(self, v):
        self.v = v


class Int(Answer):
    def __int__(self):
        return self.v


class Index(Answer):
    def __index__(self):
        return self.v


class Float(Answer):
    def __float__(self):
        return self.v


class Bytes(Answer):
    def __bytes__(self):
        return self.v


class Formatted(Answer):
    def __format__(self, spec):
        return self.v


assert int(Int(3)) == 3 and type(int(Int(True))) is int
assert raised(lambda: int(Int("3"))) == "TypeError: __int__ returned non-int (type str)"
assert raised(lambda: int(Index(1.5))) == "TypeError: __index__ returned non-int (type float)"
assert float(Index(3)) == 3.0 and type(float(Index(3))) is float and complex(Index(2)) == 2 + 0j
assert raised(lambda: float(Float(3))) == "TypeError: Float.__float__ returned non-float (type int)"
assert [1, 2][Index(1)] == 2 and [1, 2, 3][Index(1):] == [2, 3] and "abc"[Index(0)] == "a" and (5, 6)[-Index(1).v] == 6
assert raised(lambda: [1, 2][Index("1")]) == "TypeError: __index__ returned non-int (type str)"
assert raised(lambda: [1, 2][Index("1"):]) == "TypeError: __index__ returned non-int (type str)"
assert "ab" * Index(2) == Index(2) * "ab" == "abab" and [0] * Index(1) == [0]
assert raised(lambda: "a" * Index("b")) == "TypeError: __index__ returned non-int (type str)"
assert "%d" % Index(2) == "%d" % Int(2) == "2" and "%f" % Float(2.5) == "2.500000" and "%x" % Index(255) == "ff"
assert raised(lambda: "%d" % Int("2")) == "TypeError: %d format: a real number is required, not Int"
assert raised(lambda: "%f" % Int(2)) == "TypeError: must be real number, not Int"
assert "%c" % Index(65) == "A" and bytes(Index(2)) == b"\0\0" and hex(Index(255)) == "0xff"
assert bytes(Bytes(b"x")) == b"x"
assert raised(lambda: bytes(Bytes("x"))) == "TypeError: __bytes__ returned non-bytes (type str)"
assert format(Formatted("x")) == f"{Formatted('x')}" == "x"
assert raised(lambda: format(Formatted(1))) == "TypeError: __format__ must return a str, not int"

items = [1, 2]
items[Index(0)] = 5
assert items == [5, 2]
del items[Index(1)]
assert items == [5] and items.pop(Index(0)) == 5


class Hash(Answer):
    def __hash__(self):
        if self.v is None:
            raise ValueError("no hash")
        return self.v


for ask in (lambda k: {k: 1}, lambda k: {k}, lambda k: {}.get(k), lambda k: {}[k], lambda k: k in {}, lambda k: hash((1, k)),
            lambda k: {}.setdefault(k, 1), lambda k: {1: 2}.pop(k, 3), lambda k: dict([(k, 1)]), lambda k: dict.fromkeys([k]), set().add, hash):
    assert raised(lambda: ask(Hash(None))) == "ValueError: no hash"
    assert raised(lambda: ask(Hash("x"))) == "TypeError: __hash__ method should return an integer"
assert hash(Hash(-1)) == -2 and hash(Hash(True)) == 1 and hash(Hash(7)) == 7
key = Hash(3)
assert {key: 1}[key] == 1 and Hash(3) not in {key: 1}


# != is the opposite of == in object alone
class Equal:
    def __eq__(self, other):
        return "equal"


class Different:
    def __ne__(self, other):
        return "different"


class Neither:
    def __eq__(self, other):
        return NotImplemented


class Text(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Number(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Items(list):
    def __eq__(self, other):
        return True


class Pairs(dict):
    def __eq__(self, other):
        return True


class Wrong(ValueError):
    def __eq__(self, other):
        return True


assert (Equal() != 1) is False and (1 != Equal()) is False and (Equal() != Different()) is False
assert Different() != Equal() and (Different() != Equal()) == "different" and (Neither() != Different()) == "different"
assert Neither() != 1 and not (Neither() != Neither()) is False
assert Text("a") != "b" and "b" != Text("a") and Text("a") == "b" and not Text("a") != "a"
assert Number(1) != 2 and 2 != Number(1) and Items() != [1] and [1] != Items() and Pairs() != {1: 2}
assert not Wrong() != 1 and not Items([1]) != [1]


class Exits:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise KeyError("exit")


try:
    with Exits():
        raise ValueError("body")
except KeyError as e:
    assert repr(e.__context__) == "ValueError('body')"
try:
    with Exits():
        pass
except KeyError as e:
    assert e.__context__ is None


# an int is its own index, whatever its class says
class Own(int):
    def __index__(self):
        return 42

    def __int__(self):
        return 43

    def __float__(self):
        return 44.0


assert int(Own(7)) == 43 and float(Own(7)) == 44.0 and hex(Own(7)) == "0x7" and list(range(50))[Own(7)] == 7 and "%d" % Own(7) == "7"


# a sequence ends by StopIteration, too; what has None as a special method has none
class Counted:
    def __getitem__(self, i):
        if i < 3:
            return i
        raise StopIteration


class Closed:
    __contains__ = None

    def __iter__(self):
        return iter([1])


assert list(Counted()) == [0, 1, 2] and 2 in Counted() and 5 not in Counted()
assert raised(lambda: 1 in Closed()) == "TypeError: 'Closed' object is not a container"
assert [str(float(x)) for x in ("+nan", "-NaN", "+inf", "-Infinity")] == ["nan", "nan", "inf", "-inf"]


class Methods:
    def own(self):
        pass


def defaulted(a, b=2):
    return a, b


assert Methods().own.__class__.__name__ == "method" and Methods.own.__class__.__name__ == "function"
assert [].append.__class__.__name__ == len.__class__.__name__ == "builtin_function_or_method"
defaulted.__defaults__ = (5, 6)
assert defaulted() == (5, 6)
del defaulted.__defaults__
assert defaulted.__defaults__ is None and raised(lambda: defaulted(1)) == "TypeError: defaulted() missing 1 required positional argument: 'b'"


# each operand is asked once, the right one first only where it has a method of its own
ASKED = []


class Left:
    def __eq__(self, other):
        ASKED.append("left ==")
        return NotImplemented

    def __lt__(self, other):
        ASKED.append("left <")
        return NotImplemented


class Right:
    def __ne__(self, other):
        ASKED.append("right !=")
        return NotImplemented

    def __eq__(self, other):
        ASKED.append("right ==")
        return NotImplemented

    def __gt__(self, other):
        ASKED.append("right >")
        return NotImplemented


def asked():
    out = list(ASKED)
    ASKED.clear()
    return out


assert (Left() != Right()) is True and asked() == ["left ==", "right !="]
assert (Left() == Right()) is False and asked() == ["left ==", "right =="]
assert raised(lambda: Left() < Right()).startswith("TypeError: '<' not supported") and asked() == ["left <", "right >"]


class Joined:
    def __or__(self, other):
        return type(self).__name__

    def __ror__(self, other):
        return "reflected " + type(self).__name__


class Inherits(Joined):
    pass


class Overrides(Joined):
    def __ror__(self, other):
        return "own"


assert Joined() | Inherits() == "Joined" and Joined() | Overrides() == "own" and 1 | Inherits() == "reflected Inherits"




once = twice = [1]
once *= Index(3)
assert twice == [1, 1, 1]
