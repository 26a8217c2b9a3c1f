# if, while, for, else, break, continue
def sign(n):
    if n > 0:
        return "plus"
    elif n < 0:
        return "minus"
    else:
        return "zero"


assert [sign(n) for n in (3, -2, 0)] == ["plus", "minus", "zero"]

found = None
for n in range(2, 10):
    if n * n > 30:
        found = n
        break
else:
    found = "none"
assert found == 6

for n in []:
    pass
else:
    found = "empty"
assert found == "empty"
assert n == 6

odd = []
for n in range(10):
    if n % 2 == 0:
        continue
    if n > 7:
        break
    odd.append(n)
assert odd == [1, 3, 5, 7]

i, total = 0, 0
while i < 5:
    i += 1
    if i == 3:
        continue
    total += i
else:
    total += 100
assert total == 112

pairs = []
for a in "ab":
    for b in (1, 2):
        if a == "b" and b == 2:
            break
        pairs.append((a, b))
assert pairs == [("a", 1), ("a", 2), ("b", 1)]


def first(items, wanted):
    for index, item in enumerate(items):
        if item == wanted:
            return index
    return -1


assert first(["x", "y"], "y") == 1
assert first(["x", "y"], "z") == -1

x = 5
assert (1 < x < 10) is True
assert (1 < x < 4) is False
assert (0 or "" or "last") == "last"
assert (1 and "" and "last") == ""
assert ("a" if x else "b") == "a"
assert not (x in (1, 2)) and x not in [1, 2]
