# calls: parameters, closures, decorators, exceptions, unpacking
# defaults evaluated once, mutable
def f(x, acc=[]):
    acc.append(x)
    return acc
f(1); f(2)
X = f(3), f.__defaults__, f.__name__, f.__kwdefaults__
i = 5
def g(a=i): return a
i = 6
Y = g()
assert X == ([1, 2, 3], ([1, 2, 3],), 'f', None)
assert Y == 5
# closures
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
inc(); inc(5)
X = get()
fs = []
for i in range(3):
    def f(i=i): return i
    fs.append(f)
    fs.append(lambda: i)
Y = [f() for f in fs]
def outer():
    x = 1
    def a():
        def b():
            nonlocal x
            x += 1
            return x
        return b
    b = a()
    b(); b()
    return x
Z = outer()
def late():
    def f(): return v
    v = 10
    return f()
W = late()
def unbound():
    try:
        return v2
    except UnboundLocalError as e: return str(e)
    v2 = 1
V = unbound()
def free():
    def f(): return q
    try: f()
    except NameError as e: r = type(e).__name__, str(e)
    q = 1
    return r
U = free()
assert X == 6
assert Y == [0, 2, 1, 2, 2, 2]
assert Z == 3
assert W == 10
assert V == "cannot access local variable 'v2' where it is not associated with a value"
assert U == ('NameError', "cannot access free variable 'q' where it is not associated with a value in enclosing scope")
# global
G1 = 1
def f():
    global G1, G2
    G1 += 1
    G2 = "new"
f()
X = G1, G2
def h():
    global K
    class K: a = 1
    import os as OSX
    global deffed
    def deffed(): return 7
h()
Y = K.a, deffed()
assert G1 == 2
assert G2 == 'new'
assert X == (2, 'new')
assert Y == (1, 7)
# del in functions, except var cleanup
def f():
    a = 1
    del a
    try: a
    except UnboundLocalError as e: return str(e)
X = f()
try: 1/0
except ZeroDivisionError as e: pass
try: e
except NameError as x: Y = str(x)
d = {"a": 1, "b": 2}; l = [1, 2, 3, 4]
del d["a"], l[0], l[1:]
Z = d, l
try: del d["zz"]
except KeyError as e2: W = str(e2)
try: del undefined_name
except NameError as e3: V = str(e3)
assert X == "cannot access local variable 'a' where it is not associated with a value"
assert Y == "name 'e' is not defined"
assert Z == ({'b': 2}, [2])
assert W == "'zz'"
assert V == "name 'undefined_name' is not defined"
# decorators
def deco(n):
    def wrap(f):
        def inner(*a, **k): return [n, f(*a, **k)]
        return inner
    return wrap
@deco(1)
@deco(2)
def f(x): return x
X = f(0)
registry = {}
def register(name=None):
    def d(f): registry[name or f.__name__] = f; return f
    if callable(name): f, name = name, None; return d(f)
    return d
@register
def a(): return "a"
@register("bee")
def b(): return "b"
Y = {k: v() for k, v in registry.items()}
assert X == [1, [2, 0]]
assert Y == {'a': 'a', 'bee': 'b'}
# lambdas
X = (lambda *a, k=1, **kw: (a, k, kw))(1, 2, z=3), (lambda x, /, y=2: (x, y))(1), list(map(lambda p: p[0], [(1, 2)])), sorted("bca", key=lambda c: -ord(c))
assert X == (((1, 2), 1, {'z': 3}), (1, 2), [1], ['c', 'b', 'a'])
# class-based export
class Base:
    DEBUG = False
    HOSTS = ["a"]
class Prod(Base):
    DEBUG = True
for k in dir(Prod):
    if k.isupper(): globals()[k] = getattr(Prod, k)
def export(cls):
    for c in reversed(cls.__mro__):
        for k, v in vars(c).items():
            if not k.startswith("_"): globals()["E_" + k] = v
export(Prod)
vars().update({k: v for k, v in Prod.__dict__.items() if k == "DEBUG"})
# assert and raise
try: raise "str"
except TypeError as e: Z = str(e)
try: raise ValueError("a") from KeyError("b")
except ValueError as e: W = repr(e.__cause__), e.__suppress_context__
try:
    try: 1/0
    except ZeroDivisionError: raise KeyError("k")
except KeyError as e: V = repr(e.__context__), e.__cause__
try:
    try: raise ValueError(1)
    except ValueError as e: raise
except ValueError as e: U = e.args
try: raise ValueError("a") from None
except ValueError as e: T = e.__cause__, e.__suppress_context__, e.__traceback__ is not None
try:
    try: raise ValueError("x")
    finally: L = "fin"
except ValueError: S = 1
e = ValueError("n"); e.add_note("note"); R = e.__notes__
Q = ValueError("a").with_traceback(None).args
assert Z == 'exceptions must derive from BaseException'
assert W == ("KeyError('b')", True)
assert V == ("ZeroDivisionError('division by zero')", None)
assert U == (1,)
assert L == 'fin'
assert S == 1
assert R == ['note']
assert Q == ('a',)
# try flows
def f(n):
    try:
        if n == 0: return "try"
        if n == 1: raise KeyError
        if n == 2: raise ValueError
    except KeyError: return "except"
    else: return "else"
    finally: log.append(n)
    return "after"
log = []
def g():
    try: return 1
    finally: return 2
def h():
    for i in range(3):
        try: continue
        finally:
            if i == 1: break
    return i
def k():
    try:
        try: raise ValueError
        finally: raise KeyError("inner")
    except KeyError as e: return type(e.__context__).__name__
X = f(0), f(1), f(3), log, g(), h(), k()
try: f(2)
except ValueError: Y = log
assert X == ('try', 'except', 'else', [0, 1, 3, 2], 2, 1, 'ValueError')
assert Y == [0, 1, 3, 2]
# unpacking
a, b = b, a = 1, 2
X = a, b
(c, [d, *e]), f = (1, [2, 3, 4]), 5
*g, h = "abc"
Y = c, d, e, f, g, h
x = y = []
x.append(1)
Z = y, x is y
i = 0
l = [0, 0]
i, l[i] = 1, "set"
W = l
try: a, b = 1, 2, 3
except ValueError as ex: V = str(ex)
try: a, b, c = 1, 2
except ValueError as ex: U = str(ex)
try: a, *b, c = [1]
except ValueError as ex: T = str(ex)
try: a, b = 5
except TypeError as ex: S = str(ex)
for k, (v, w) in {"a": (1, 2)}.items(): R = k, v, w
l = [1, 2, 3]; l[1:2] = "xyz"; l[::2] = [9, 9, 9]; Q = l
[m, n] = {"p": 1, "q": 2}
P = m, n, {**{"a": 1}, "b": 2, **{"a": 3}}, [*range(2), *"ab"], (*[], 1), {*[1], 2}
assert X == (2, 1)
assert Y == (1, 2, [3, 4], 5, ['a', 'b'], 'c')
assert Z == ([1], True)
assert W == [0, 'set']
assert V == 'too many values to unpack (expected 2)'
assert U == 'not enough values to unpack (expected 3, got 2)'
assert T == 'not enough values to unpack (expected at least 2, got 1)'
assert S == 'cannot unpack non-iterable int object'
assert R == ('a', 1, 2)
assert Q == [9, 'x', 9, 'z', 9]
assert P == ('p', 'q', {'a': 3, 'b': 2}, [0, 1, 'a', 'b'], (1,), {1, 2})
# augmented
l = [1]; m = l; l += (2,); l *= 2
X = m
t = (1,); u = t; t += (2,); Y = u, t
s = {1}; r = s; s |= {2}; s -= {1}; Z = r
d = {}; d["a"] = 1; d["a"] += 5; d |= {"b": 1}; W = d
n = 7; n //= 2; n **= 3; n %= 5; n <<= 2; n |= 1; n ^= 3; n &= 14; n >>= 1; V = n
x = "a"; x += "b"; x *= 3; x %= (); U = x
class O: v = 1
O.v += 1; o = O(); o.v += 5; T = O.v, o.v
try:
    tt = ([],); tt[0] += [1]
except TypeError: S = tt
f = 1.5; f /= 2; R = f
assert X == [1, 2, 1, 2]
assert Y == ((1,), (1, 2))
assert W == {'a': 6, 'b': 1}
assert V == 5
assert U == 'ababab'
assert T == (2, 7)
assert S == ([1],)
assert R == 0.75
# chained comparison, boolean
log = []
def f(x): log.append(x); return x
X = 1 < f(2) < 3 < f(4), f(5) > f(6) > f(7), log
Y = 0 or "" or [], 1 and "a" and 0 and 2, not [], None or 5, 1 < 2 == 2, (1 < 2) == True, 1 in [1] == True, not 1 == 2
Z = 1 if [] else 2 if {} else 3
assert X == (True, False, [2, 4, 5, 6])
assert Y == ([], 0, True, 5, True, True, False, True)
assert Z == 3
# while else, for else
i = 0
while i < 3:
    i += 1
    if i == 2: continue
else: X = "else", i
while True:
    break
else: X2 = 1
for x in []: pass
else: Y = "empty"
for x in [1, 2]:
    if x == 1: break
else: Z = 1
W = x
assert X == ('else', 3)
assert Y == 'empty'
assert W == 1
