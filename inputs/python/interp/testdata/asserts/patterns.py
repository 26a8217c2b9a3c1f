# patterns of every kind, over every kind of value
# match
class P:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Const: A = 1; B = "b"
def m(v):
    match v:
        case None: return "none"
        case True | False: return "bool"
        case Const.A: return "const a"
        case P(0, y): return "p0", y
        case P(x=1, y=2): return "p12"
        case P(x, y) if x == y: return "diag"
        case P(): return "p"
        case int(n) if n > 100: return "big", n
        case 5 | 6 | 7 as n: return "567", n
        case -1: return "neg"
        case 2.5 | 1+2j: return "num"
        case str() as s if s.startswith("x"): return "x str"
        case "a" "b": return "ab"
        case [] | (): return "empty"
        case [x]: return "one", x
        case [1, *rest]: return "1+", rest
        case [first, *_, last]: return first, last
        case {"k": v, **rest}: return "map", v, rest
        case {"j": [a, {"z": b}]}: return a, b
        case {}: return "dict"
        case bytes(b): return "bytes", b
        case float() | complex(): return "float"
        case set(): return "set"
        case (int() | str()) as z: return "int or str", z
        case _: return "default"
X = [m(v) for v in [None, True, 1, P(0, 3), P(1, 2), P(4, 4), P(9, 8), 500, 6, -1, 2.5, 1+2j, "xyz", "ab", [], (), [7], (8,), [1, 2, 3], [1], (5, 6, 7), {"k": 1, "l": 2}, {"j": [1, {"z": 2, "q": 3}]}, {}, {"other": 1}, b"x", 3.5, 5j, {1}, 42, "q", object, range(3), "", frozenset()]]
class D(dict): pass
class L(list): pass
Y = m(D(k=1)), m(L([1, 2])), m(L())
Z = m(range(1, 4)), m(iter([]))
match 1, 2:
    case a, b if a > b: W = "gt"
    case a, b: W = "le", a, b
match {"a": 1}:
    case {"a": 1, **kw} if not kw: V = "exact"
try:
    match P(1, 2):
        case P(1, 2, 3): pass
except TypeError as e: U = str(e)
match 3:
    case x: T = x
match "s":
    case str(x): R = x
match "env":
    case "dev" | "test": M1 = 1
    case other: M1 = other
assert X == ['none', 'bool', 'const a', ('p0', 3), 'p12', 'diag', 'p', ('big', 500), ('567', 6), 'neg', 'num', 'num', 'x str', 'ab', 'empty', 'empty', ('one', 7), ('one', 8), ('1+', [2, 3]), ('one', 1), (5, 7), ('map', 1, {'l': 2}), (1, 2), 'dict', 'dict', ('bytes', b'x'), 'float', 'float', 'set', ('int or str', 42), ('int or str', 'q'), 'default', (0, 2), ('int or str', ''), 'default']
assert Z == (('1+', [2, 3]), 'default')
assert W == ('le', 1, 2)
assert V == 'exact'
assert U == 'P() accepts 2 positional sub-patterns (3 given)'
assert T == 3
assert R == 's'
assert M1 == 'env'
