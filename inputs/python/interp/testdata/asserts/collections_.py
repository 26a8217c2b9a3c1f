# aliasing, unpacking, comprehensions, dict and list displays
a = [1]
b = a
b += [2]
b.append(3)
assert a == [1, 2, 3] and a is b
b = b + [4]
assert a == [1, 2, 3] and b == [1, 2, 3, 4]
t = (1,)
u = t
t += (2,)
assert u == (1,) and t == (1, 2)
a += (9,)
assert a == [1, 2, 3, 9]

DB = {"default": {"HOST": "h"}}
alias = DB["default"]
alias["PORT"] = 5432
DB["default"]["OPTIONS"] = {}
DB["default"]["OPTIONS"]["x"] = 1
assert DB == {"default": {"HOST": "h", "PORT": 5432, "OPTIONS": {"x": 1}}}
del DB["default"]["PORT"]
assert "PORT" not in alias
DB["default"].update(HOST="i", NAME="n")
assert list(alias) == ["HOST", "OPTIONS", "NAME"]
assert alias.setdefault("HOST", "z") == "i" and alias.pop("NAME") == "n" and alias.get("Q") is None

x, y = 1, 2
x, y = y, x
assert (x, y) == (2, 1)
first, *rest = [1, 2, 3]
*init, last = "abc"
head, *mid, tail = (1, 2, 3, 4)
assert (first, rest, init, last, head, mid, tail) == (1, [2, 3], ["a", "b"], "c", 1, [2, 3], 4)
(p, (q, r)), s = (1, (2, 3)), 4
assert (p, q, r, s) == (1, 2, 3, 4)
[m, n] = {"k": 1, "l": 2}
assert (m, n) == ("k", "l")
c = d = []
c.append(1)
assert d == [1]
for bad in ("a, b = [1]", "a, b = 1, 2, 3", "a, *b, c = [1]"):
    try:
        exec(bad)
    except ValueError:
        continue
    assert False

assert [*a, "z", *"ab"] == [1, 2, 3, 9, "z", "a", "b"]
assert {**{"a": 1, "b": 2}, "a": 3} == {"a": 3, "b": 2}
assert (*[1], 2) == (1, 2) and {*[1, 1], 2} == {1, 2}

assert [n * n for n in range(6) if n % 2 if n > 1] == [9, 25]
assert [(i, j) for i in range(3) for j in range(i)] == [(1, 0), (2, 0), (2, 1)]
assert {k: v for k, v in [("a", 1), ("b", 2)]} == {"a": 1, "b": 2}
assert {w.lower() for w in ("A", "a", "B")} == {"a", "b"}
assert [[n for n in row] for row in ([1, 2], [3])] == [[1, 2], [3]]
assert ",".join(str(n) for n in range(3)) == "0,1,2"
n = "kept"
[n for n in range(3)]
assert n == "kept"
assert [h.strip() for h in " a , b,,".split(",") if h.strip()] == ["a", "b"]
assert any(n > 2 for n in range(4)) and not all(n > 2 for n in range(4))
if (found := [n for n in range(5) if n > 3]):
    assert found == [4]
assert [last := n for n in range(3)] == [0, 1, 2] and last == 2

g = (n for n in range(3))
assert list(g) == [0, 1, 2] and list(g) == []

lst = list(range(10))
assert lst[2:5] == [2, 3, 4] and lst[::-3] == [9, 6, 3, 0] and lst[-2:] == [8, 9]
lst[1:3] = ["a", "b", "c"]
del lst[5:]
assert lst == [0, "a", "b", "c", 3]
lst.insert(lst.index("b") + 1, "n")
lst.remove("a")
assert lst == [0, "b", "n", "c", 3]
nums = sorted([3, 1, 2], key=lambda v: -v)
assert nums == [3, 2, 1] and list(reversed(nums)) == [1, 2, 3]
assert list(map(int, ["1", "2"])) == [1, 2] and list(filter(None, [0, 1, ""])) == [1]
assert dict(zip("ab", (1, 2))) == {"a": 1, "b": 2}
assert {"a": 1} | {"b": 2} == {"a": 1, "b": 2}
assert list({"a": 1}.items()) == [("a", 1)]

for wrong in ([], "ab", [(1, 2)], {1: 2}.items(), (x for x in "ab"), None, 3):
    for spread in (lambda: {**wrong}, lambda: dict(**wrong)):
        try:
            spread()
            assert False, wrong
        except TypeError:
            pass
assert {**{1: 2}, **dict(a=1)} == {1: 2, "a": 1}
for wrong in (None, 3, "a", len):
    try:
        vars(wrong)
        assert False, wrong
    except TypeError:
        pass
