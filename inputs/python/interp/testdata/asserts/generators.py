# generators: laziness, send, throw, yield from, and loops over what changes
# lazy
log = []
def g():
    log.append("start")
    yield 1
    log.append("mid")
    yield 2
    log.append("end")
it = g()
log.append("made")
A = next(it)
log.append("got1")
B = next(it)
log.append("got2")
C = next(it, "done")
X = log
assert A == 1
assert B == 2
assert C == 'done'
assert X == ['made', 'start', 'got1', 'mid', 'got2', 'end']
# send, throw, close
def g():
    got = []
    try:
        while True:
            x = yield got
            got.append(x)
    except ValueError as e:
        yield "caught " + str(e)
    finally:
        got.append("fin")
it = g()
A = next(it), it.send(1), it.send("b")
B = it.throw(ValueError("v"))
it.close()
C = A[0]
D = next(it, "over")
assert A == ([1, 'b', 'fin'], [1, 'b', 'fin'], [1, 'b', 'fin'])
assert B == 'caught v'
assert C == [1, 'b', 'fin']
assert D == 'over'
# return value, yield from
def sub():
    x = yield 1
    yield x
    return "ret"
def g():
    r = yield from sub()
    yield r
    r2 = yield from [7, 8]
    yield r2
it = g()
X = next(it), it.send("sent"), next(it), next(it), next(it), next(it)
try: next(it)
except StopIteration as e: Y = e.value, e.args
def h():
    return 5
    yield
try: next(h())
except StopIteration as e: Z = e.value
assert X == (1, 'sent', 'ret', 7, 8, None)
assert Y == (None, ())
assert Z == 5
# interleave
log = []
def g():
    for i in range(3):
        log.append(("y", i))
        yield i
for x in g():
    log.append(("b", x))
X = log
log2 = []
def f(x): log2.append(x); return x
Y = [next(f(x) for x in [1, 2]), any(f(x) > 2 for x in [1, 3, 5]), all(f(x) < 2 for x in [1, 5, 6]), log2]
Z = [a for a in map(f, [8, 9]) if log2.append("seen") is None], log2
assert X == [('y', 0), ('b', 0), ('y', 1), ('b', 1), ('y', 2), ('b', 2)]
assert Y == [1, True, False, [1, 1, 3, 1, 5, 8, 'seen', 9, 'seen']]
assert Z == ([8, 9], [1, 1, 3, 1, 5, 8, 'seen', 9, 'seen'])
# break leaves the rest
def g(): yield from range(5)
it = g()
for x in it:
    if x == 2: break
X = list(it), list(it)
it = iter([1, 2, 3])
Y = 1 in it, list(it)
it = iter("abc")
Z = list(zip(it, it)), list(it)
assert X == ([3, 4], [])
assert Y == (True, [2, 3])
assert Z == ([('a', 'b')], [])
# modify while iterating
l = [1, 2, 3, 4, 5, 6]
for x in l:
    if x % 2 == 0 or x == 3: l.remove(x)
X = l
m = [1]
for x in m:
    if len(m) < 5: m.append(x + 1)
Y = m
d = {"a": 1}
try:
    for k in d: d["b"] = 2
except RuntimeError as e: Z = str(e)
s = {1, 2}
try:
    for k in s: s.add(k + 10)
except RuntimeError as e: W = str(e)
for k in list(d): del d[k]
V = d
d = {"a": 1, "b": 2}
for k in d: d[k] += 1
U = d
try:
    for k in d.items(): d.pop(k[0])
except RuntimeError as e: T = str(e)
for x in l[:]: l.remove(x)
S = l
q = [3, 2, 1]
for x in reversed(q): q.append(x) if len(q) < 5 else None
R = q
n = [1, 2, 3]
P = [n.pop() for x in n]
assert X == []
assert Y == [1, 2, 3, 4, 5]
assert Z == 'dictionary changed size during iteration'
assert W == 'Set changed size during iteration'
assert U == {'b': 3}
assert T == 'dictionary changed size during iteration'
assert S == []
assert R == [3, 2, 1, 1, 2]
assert P == [3, 2]
# generator expression scope and laziness
n = 2
g = (x * n for x in [1, 2])
n = 10
X = list(g)
try:
    g = (x for x in None)
except TypeError as e: Y = "eager first"
log = []
g = (log.append(x) for x in [1, 2, 3])
Z = log[:]
next(g)
W = log, type(g).__name__
def outer():
    fs = [lambda: i for i in range(3)]
    return [f() for f in fs]
V = outer()
assert X == [10, 20]
assert Y == 'eager first'
assert Z == []
assert W == ([1], 'generator')
assert V == [2, 2, 2]
# with
class CM:
    def __init__(self, n, sw=False): self.n, self.sw = n, sw
    def __enter__(self): log.append("in " + self.n); return self
    def __exit__(self, t, v, tb): log.append(("out " + self.n, t.__name__ if t else None, str(v) if v else None)); return self.sw
log = []
with CM("a") as a, CM("b", True) as b: raise ValueError("x")
with (CM("c"), CM("d") as d): log.append(d.n)
def f():
    with CM("e"): return "ret"
X = f(), log
for i in range(3):
    with CM("l"):
        if i == 0: continue
        break
Y = log[-4:], i
try:
    with CM("f"): 1 / 0
except ZeroDivisionError as e: Z = str(e), log[-1]
assert X == ('ret', ['in a', 'in b', ('out b', 'ValueError', 'x'), ('out a', None, None), 'in c', 'in d', 'd', ('out d', None, None), ('out c', None, None), 'in e', ('out e', None, None), 'in l', ('out l', None, None), 'in l', ('out l', None, None), 'in f', ('out f', 'ZeroDivisionError', 'division by zero')])
assert Y == (['in l', ('out l', None, None), 'in l', ('out l', None, None)], 1)
assert Z == ('division by zero', ('out f', 'ZeroDivisionError', 'division by zero'))
# unpack and star from generators
def g(): yield 1; yield 2; yield 3
a, *b = g()
X = a, b, [*g(), 0], (*g(),), {*g()}, max(g()), sum(g()), sorted(g(), reverse=True), dict(enumerate(g())), ",".join(str(x) for x in g()), set(g()), tuple(g()), len(list(g()))
def f(*a): return a
Y = f(*g()), list(map(lambda a, b: a + b, g(), g())), list(filter(None, [0, 1])), list(zip(g(), "ab")), dict(zip("abc", g())), list(enumerate(g(), 5))
assert X == (1, [2, 3], [1, 2, 3, 0], (1, 2, 3), {1, 2, 3}, 3, 6, [3, 2, 1], {0: 1, 1: 2, 2: 3}, '1,2,3', {1, 2, 3}, (1, 2, 3), 3)
assert Y == ((1, 2, 3), [2, 4, 6], [1], [(1, 'a'), (2, 'b')], {'a': 1, 'b': 2, 'c': 3}, [(5, 1), (6, 2), (7, 3)])
# recursion generators
def flat(x):
    for i in x:
        if isinstance(i, list): yield from flat(i)
        else: yield i
X = list(flat([1, [2, [3, [4]], 5]]))
def perms(l):
    if len(l) <= 1: yield l
    for i in range(len(l)):
        for p in perms(l[:i] + l[i+1:]):
            if len(l) > 1: yield [l[i]] + p
Y = list(perms([1, 2, 3]))
assert X == [1, 2, 3, 4, 5]
assert Y == [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
# exceptions in generators
def g():
    yield 1
    raise ValueError("inside")
it = g()
A = next(it)
try: next(it)
except ValueError as e: B = str(e)
C = next(it, "end")
def h():
    yield next(iter([]))
try: next(h())
except RuntimeError as e: D = str(e)
try: list(h())
except RuntimeError as e: E = type(e.__cause__).__name__
def k():
    try:
        yield 1
        yield 2
    finally: LOG.append("f")
LOG = []
for x in k(): pass
F = LOG[:]
try: next(5)
except TypeError as e: G = str(e)
try: next([1])
except TypeError as e: H = str(e)
assert A == 1
assert B == 'inside'
assert C == 'end'
assert D == 'generator raised StopIteration'
assert E == 'StopIteration'
assert F == ['f']
assert G == "'int' object is not an iterator"
assert H == "'list' object is not an iterator"
# iter sentinel, iterator protocol
vals = [1, 2, 3, 0, 4]
it = iter(lambda: vals.pop(0), 0)
X = list(it), vals
class It:
    def __init__(s, n): s.n = n
    def __iter__(s): return s
    def __next__(s):
        if s.n == 0: raise StopIteration
        s.n -= 1
        return s.n
i = It(4)
Y = next(i), list(i), next(i, "d")
class Seq:
    def __getitem__(s, i):
        if i > 3: raise IndexError
        return i * 10
    def __len__(s): return 4
Z = list(Seq()), 20 in Seq(), list(reversed(Seq())), [*Seq()], max(Seq())
class G:
    def __iter__(s):
        yield "a"
        yield "b"
W = list(G()), "b" in G(), dict.fromkeys(G(), 1)
for v in It(3):
    if v == 1: break
V = v
a, b = It(2)
U = a, b
T = iter(It(1)).n, isinstance(iter([]), object), list(iter(It(2)))
assert X == ([1, 2, 3], [4])
assert Y == (3, [2, 1, 0], 'd')
assert Z == ([0, 10, 20, 30], True, [30, 20, 10, 0], [0, 10, 20, 30], 30)
assert W == (['a', 'b'], True, {'a': 1, 'b': 1})
assert V == 1
assert U == (1, 0)
assert T == (1, True, [1, 0])
# zip strict etc
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: X = str(e)
try: list(zip([1, 2], [1], strict=True))
except ValueError as e: Y = str(e)
Z = list(zip()), list(zip([1])), list(map(str, [1, 2])), list(map(max, [1, 5], [3, 2])), list(reversed("abc")), list(reversed({"a": 1, "b": 2}))
W = repr(zip)[:12], list(zip("ab", [1, 2], (3, 4)))
assert X == 'zip() argument 2 is longer than argument 1'
assert Y == 'zip() argument 2 is shorter than argument 1'
assert Z == ([], [(1,)], ['1', '2'], [3, 5], ['c', 'b', 'a'], ['b', 'a'])
assert W == ("<class 'zip'", [('a', 1, 3), ('b', 2, 4)])
# gi attributes
def g(): yield 1
it = g()
X = it.__name__, iter(it) is it, hasattr(it, "__next__"), hasattr(it, "send")
Y = it.__next__()
Z = [].__iter__().__next__ is None, [1].__iter__().__next__(), hasattr([], "__iter__"), hasattr(5, "__iter__"), hasattr("", "__iter__"), hasattr({}, "__getitem__"), hasattr(it, "__iter__")
assert X == ('g', True, True, True)
assert Y == 1
assert Z == (False, 1, True, False, True, True, True)
# reversed sees what becomes of a list
l = [1, 2, 3, 4]
r = reversed(l)
l.pop(), l.pop()
A = list(r)
l = [1, 2, 3, 4]
r = reversed(l)
B = next(r)
l.insert(0, 9)
B = [B, *r]
l = [1, 2, 3]
r = reversed(l)
l[0] = 7
C = list(r)
l = [1, 2, 3, 4]
D = []
for x in reversed(l):
    D.append(x)
    if x == 3: l.clear()
l = [1, 2, 3]
r = reversed(l)
l.reverse()
E = list(r)
l = [1, 2, 3]
r = reversed(l)
F = next(r)
l.pop(), l.pop()
l.extend([7, 8, 9])
F = [F, *r, *r]
class L(list):
    def __iter__(self): return iter("no")
l = L([1, 2])
r = reversed(l)
l.append(3)
G = list(r)
assert A == []
assert B == [4, 2, 1, 9]
assert C == [3, 2, 7]
assert D == [4, 3]
assert E == [1, 2, 3]
assert F == [3, 7, 1]
assert G == [2, 1]
