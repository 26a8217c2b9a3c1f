# match statements
def kind(v):
    match v:
        case None | False:
            return "nothing"
        case "prod" | "production":
            return "deployed"
        case int(n) if n > 10:
            return f"big {n}"
        case int():
            return "int"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [first, *rest]:
            return f"{first} and {len(rest)}"
        case {"host": h, "port": p}:
            return f"{h}:{p}"
        case str() as s:
            return "str " + s
        case _:
            return "other"


assert kind(None) == "nothing" and kind(False) == "nothing"
assert kind("production") == "deployed" and kind("x") == "str x"
assert kind(11) == "big 11" and kind(3) == "int"
assert kind([]) == "empty" and kind([1]) == "one 1" and kind((1, 2, 3)) == "1 and 2"
assert kind({"host": "h", "port": 1, "x": 0}) == "h:1" and kind({"host": "h"}) == "other"
assert kind(1.5) == "other"


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


match Point(1, 2):
    case Point(x=0):
        where = "axis"
    case Point(x=1, y=y):
        where = y
assert where == 2


def refused(value):
    """What a guard refuses is bound all the same, and what it changes stays changed."""
    match value:
        case name if name == "b":
            where = "first"
        case "a" as text if (length := len(text)) > 3:
            where = "second"
        case [first, *others] if others:
            where = "third"
        case _:
            where = "none"
    return where, name, dict(locals())


assert refused("b")[0] == "first" and refused("a")[0] == "none" and refused([1, 2])[0] == "third"
assert refused("a")[2] == {"value": "a", "name": "a", "text": "a", "length": 1, "where": "none"}
assert refused([1])[2] == {"value": [1], "name": [1], "first": 1, "others": [], "where": "none"}
assert "text" not in refused("c")[2]

n = m = None
match 1:
    case n if n > 1:
        bound = "first"
    case n if n > 5:
        bound = "second"
    case m if m == n:
        bound = "third"
assert (n, m, bound) == (1, 1, "third")
