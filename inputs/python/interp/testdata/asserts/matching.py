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
