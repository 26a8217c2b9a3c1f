# classes that derive from the containers, and iterators of one's own


class Listed:
    def __iter__(self):
        return [1]


class Once:
    def __init__(self):
        self.left = 2

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        return self.left


class Two:
    def __iter__(self):
        return Once()


for read in (list, tuple, set, iter, sorted, lambda v: [*v], lambda v: dict(v)):
    try:
        read(Listed())
        assert False, read
    except TypeError:
        pass
assert list(Two()) == [1, 0] and [n for n in Two()] == [1, 0] and sum(Two()) == 1


class Indexed:
    def __getitem__(self, i):
        if i == 3:
            raise ValueError
        return i


it = iter(Indexed())
assert next(it) == 0 and next(it) == 1
assert next(filter(None, Indexed())) == 1


class D(dict):
    pass


class Upper(dict):
    def __setitem__(self, key, v):
        super().__setitem__(key.upper(), v)


class Backwards(dict):
    def __iter__(self):
        return iter(list(super().keys())[::-1])

    def keys(self):
        return list(iter(self))


assert type(D.fromkeys("ab")) is D and D.fromkeys("ab", 1) == {"a": 1, "b": 1}
assert Upper.fromkeys("ab") == {"A": None, "B": None}
assert list(dict(Backwards(a=1, b=2))) == ["b", "a"] and list({**Backwards(a=1, b=2)}) == ["b", "a"]


class L(list):
    pass


class Named(tuple):
    def __init__(self, items, label=None):
        self.label = label


class S(set):
    pass


for make in (lambda: L([1], [2]), lambda: L(items=[1]), lambda: S([1], [2]), lambda: S(items=[1])):
    try:
        make()
        assert False
    except TypeError:
        pass
assert Named((1, 2), label="x") == (1, 2) and Named([1], label="x").label == "x"


class Right(list):
    def __radd__(self, other):
        return "right"


a = [1]
a += Right([2])
assert a == "right"

items = [2, 1]
try:
    items.sort(key=lambda n: items.append(n) or n)
    assert False
except ValueError:
    pass

for spec in ("_,", ",_", ",,", "__"):
    try:
        format(1000, spec)
        assert False, spec
    except ValueError:
        pass

settings = {"a": 1, "b": 2}
for key in settings:
    settings[key] = key
assert settings == {"a": "a", "b": "b"}


class Ends:
    def __getitem__(self, i):
        if i == 2:
            raise RuntimeError
        return i


seen = []
try:
    for i in Ends():
        seen.append(i)
except RuntimeError:
    pass
assert seen == [0, 1]


class Closed:
    __iter__ = None

    def __getitem__(self, i):
        return i


for read in (iter, list, lambda v: [n for n in v], lambda v: next(enumerate(v))):
    try:
        read(Closed())
        assert False, read
    except TypeError:
        pass
