# a generator that nothing refers to any more is closed at once

LOG = []


def counted(name):
    try:
        yield 1
        yield 2
    finally:
        LOG.append(name)


def logged():
    out = list(LOG)
    LOG.clear()
    return out


for x in counted("break"):
    break
assert logged() == ["break"]

for x in counted("whole"):
    pass
assert logged() == ["whole"]


def returns():
    for x in counted("return"):
        return x


assert returns() == 1 and logged() == ["return"]

try:
    for x in counted("raise"):
        raise ValueError("x")
except ValueError:
    LOG.append("except")
assert logged() == ["raise", "except"]

assert next(counted("next")) == 1 and logged() == ["next"]
assert any(x == 1 for x in counted("any")) and logged() == ["any"]
assert not all(x == 2 for x in counted("all")) and logged() == ["all"]
assert next((x for x in counted("expression") if x == 1), None) == 1 and logged() == ["expression"]

# one that has a name goes on
kept = counted("kept")
for x in kept:
    break
assert logged() == [] and next(kept) == 2 and list(kept) == [] and logged() == ["kept"]
stored = []


def store():
    stored.append(counted("stored"))
    return stored[0]


for x in store():
    break
assert logged() == [] and next(stored[0]) == 2
assert next(stored[0], "end") == "end" and logged() == ["stored"]

# what closing raises reaches nobody
def bad():
    try:
        yield 1
    finally:
        LOG.append("bad")


for x in bad():
    break
else:
    LOG.append("else")
assert logged() == ["bad"]
for x in counted("outer"):
    for y in counted("inner"):
        break
    assert logged() == ["inner"]
    break
assert logged() == ["outer"]
