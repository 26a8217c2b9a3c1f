# parameters, closures, defaults, decorators
def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


assert f(1, c=3) == (1, 2, (), 3, 4, {})
assert f(1, 5, 6, 7, c=3, d=0, e=9) == (1, 5, (6, 7), 3, 0, {"e": 9})
assert f(*[1, 2, 3], **{"c": 4, "z": 5}) == (1, 2, (3,), 4, 4, {"z": 5})


def only(a, /, b, *, c):
    return a + b + c


assert only(1, b=2, c=3) == 6
for bad in (lambda: only(a=1, b=2, c=3), lambda: only(1, 2, 3), lambda: only(1, 2), lambda: only(1, 2, c=3, d=4)):
    try:
        bad()
    except TypeError:
        continue
    assert False


def shared(item, into=[]):
    into.append(item)
    return into


assert shared(1) == [1]
assert shared(2) == [1, 2]


def counter(start=0):
    count = start

    def step(by=1):
        nonlocal count
        count += by
        return count

    return step


step, other = counter(), counter(10)
assert (step(), step(), other(5), step()) == (1, 2, 15, 3)

total = 0


def add(n):
    global total
    total += n
    return total


add(2)
add(3)
assert total == 5

adders = [lambda x, n=n: x + n for n in range(3)]
assert [a(10) for a in adders] == [10, 11, 12]
late = [lambda: n for n in range(3)]
assert [a() for a in late] == [2, 2, 2]


def traced(prefix):
    def wrap(fn):
        def inner(*args, **kwargs):
            return prefix + fn(*args, **kwargs)

        return inner

    return wrap


@traced("<")
@traced("[")
def name(x, *, up=False):
    return x.upper() if up else x


assert name("a") == "<[a"
assert name("a", up=True) == "<[A"


def fact(n):
    return 1 if n <= 1 else n * fact(n - 1)


assert fact(20) == 2432902008176640000


def gen(n):
    for i in range(n):
        if i == 2:
            yield from ("x", "y")
        yield i


assert list(gen(4)) == [0, 1, "x", "y", 2, 3]
g = gen(2)
assert next(g) == 0 and next(g) == 1 and next(g, "end") == "end"
assert sum(x for x in gen(2)) == 1


def early(v):
    if v is None:
        return
    return v


assert early(None) is None and early(3) == 3
assert f.__name__ == "f"


def documented():
    """What it does."""


assert documented.__doc__ == "What it does." and documented() is None


def unbound():
    try:
        return local
    except UnboundLocalError:
        local = 1
        return local


assert unbound() == 1


def outer(x, y, z):
    def inner(w):
        def innermost():
            return y

        def own():
            z = 1
            return z

        v = x + w
        return locals()

    return inner


names = outer(1, 2, 3)(4)
assert names.pop("innermost")() == 2 and names.pop("own")() == 1
assert names == {"w": 4, "v": 5, "x": 1, "y": 2}


def marked(**marks):
    def mark(f):
        f.__dict__.update(marks)
        f.__dict__["marked"] = True
        return f

    return mark


@marked(order=1)
def job():
    pass


job.__name__ = "renamed"
assert job.order == 1 and job.marked and job.__dict__ == {"order": 1, "marked": True} and job.__name__ == "renamed"


def around(a, b, c, d, e, i, k):
    def inner():
        def defaults(x=a, *, y=b):
            return x, y

        class Holds:
            c = 1
            of = c

            def get(self):
                return d

        doubled = [i for i in range(3)] + [e for _ in range(1)]
        pick = lambda k: k
        return locals()

    return set(inner())


assert around(1, 2, 3, 4, 5, 6, 7) == {"a", "b", "d", "e", "defaults", "Holds", "doubled", "pick"}
