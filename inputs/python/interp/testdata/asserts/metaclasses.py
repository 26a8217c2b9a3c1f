# metaclasses, descriptors, slots, operators, keys
# metaclass new
class M(type):
    def __new__(mcs, name, bases, ns, **kw):
        ns["ADDED"] = name.lower()
        cls = super().__new__(mcs, name, bases, ns)
        cls.kw = kw
        return cls
class A(metaclass=M, x=1):
    y = 2
X = A.ADDED, A.kw, A.y, type(A).__name__
class B(A, z=3): pass
Y = B.ADDED, B.kw, type(B) is M, isinstance(B, M)
assert X == ('a', {'x': 1}, 2, 'M')
assert Y == ('b', {'z': 3}, True, True)
# metaclass init and call
class M(type):
    def __init__(cls, name, bases, ns):
        super().__init__(name, bases, ns)
        cls.tag = name + "!"
    def __call__(cls, *a, **k):
        o = super().__call__(*a, **k)
        o.called = True
        return o
    def __getitem__(cls, k): return cls.__name__, k
    def __len__(cls): return 7
    def __iter__(cls): return iter([1, 2])
    def __contains__(cls, x): return x == 5
    def __repr__(cls): return "<M " + cls.__name__ + ">"
    def __getattr__(cls, n): return "meta " + n
    @property
    def prop(cls): return "prop of " + cls.__name__
class A(metaclass=M):
    def __init__(self, v): self.v = v
X = A(3).v, A(3).called, A.tag, A["k"], len(A), list(A), 5 in A, 6 in A, A.foo, A.prop
Y = A
Z = f"{A}", str(A), repr([A])
assert X == (3, True, 'A!', ('A', 'k'), 7, [1, 2], True, False, 'meta foo', 'prop of A')
assert Z == ('<M A>', '<M A>', '[<M A>]')
# prepare
class M(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        return {"pre": 10}
    def __new__(mcs, name, bases, ns):
        ns["names"] = [k for k in ns if not k.startswith("_")]
        return super().__new__(mcs, name, bases, ns)
class A(metaclass=M):
    a = pre + 1
    b = 2
X = A.names, A.a, A.pre
assert X == (['pre', 'a', 'b'], 11, 10)
# type() three args
Base = type("Base", (), {"x": 1, "f": lambda self: self.x + 1})
D = type("D", (Base,), dict(y=2))
X = Base.x, Base().f(), D().y, D().f(), D.__name__, D.__bases__ == (Base,), type(D) is type, D.__mro__[1] is Base
Y = isinstance(D(), Base), type(D()).__name__
assert X == (1, 2, 2, 2, 'D', True, True, True)
assert Y == (True, 'D')
# type three args 2
T = type("T", (dict,), {"get2": lambda self, k: self[k] * 2})
t = T(a=1)
X = t.get2("a"), t, len(t)
assert X == (2, {'a': 1}, 1)
# init_subclass kwargs, class_getitem
class P:
    reg = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        P.reg[name or cls.__name__] = cls.__name__
    def __class_getitem__(cls, k): return (cls.__name__, k)
class Q(P, name="q"): pass
class R(Q): pass
X = P.reg, P[int], Q["x"]
# set_name via builtin type
class D:
    def __set_name__(self, o, n): self.n = n; o.seen = getattr(o, "seen", []) + [n]
    def __get__(self, i, o=None):
        if i is None: return self
        return i.__dict__.get(self.n, "unset")
    def __set__(self, i, v): i.__dict__[self.n] = v * 2
    def __delete__(self, i): del i.__dict__[self.n]
class C:
    a = D(); b = D()
c = C()
X = C.seen, c.a
c.a = 5
Y = c.a, c.__dict__, C.a.n
del c.a
Z = c.a
assert X == (['a', 'b'], 'unset')
assert Z == 'unset'
# non data descriptor is shadowed
class D:
    def __get__(self, i, o): return "desc"
class C: a = D()
c = C()
X = c.a
c.a = 1
Y = c.a, C.a
assert X == 'desc'
assert Y == (1, 'desc')
# property
class C:
    def __init__(self): self._x = 1
    @property
    def x(self):
        "doc"
        return self._x
    @x.setter
    def x(self, v): self._x = v * 2
    @x.deleter
    def x(self): self._x = None
    y = property(lambda s: s._x, lambda s, v: setattr(s, "_x", v))
    z = property(fget=lambda s: 9)
c = C()
c.x = 5
X = c.x, c.y
c.y = 3
Y = c.x, c.z
del c.x
Z = c.x, type(C.x).__name__, C.x.fget(c)
try: c.z = 1
except AttributeError as e: E = str(e)
try: del c.z
except AttributeError as e: F = str(e)
assert X == (10, 10)
assert Y == (3, 9)
assert Z == (None, 'property', None)
assert E == "property 'z' of 'C' object has no setter"
assert F == "property 'z' of 'C' object has no deleter"
# super forms
class A:
    def f(self): return ["A"]
    @classmethod
    def c(cls): return [cls.__name__]
    @property
    def p(self): return "pA"
    @staticmethod
    def s(): return "sA"
class B(A):
    def f(self): return super(B, self).f() + ["B"]
    @classmethod
    def c(cls): return super().c() + ["B"]
    @property
    def p(self): return super().p + "B"
    @staticmethod
    def s(): return super(B, B).s() + "B"
    def g(self):
        return [super(B, self).f() for _ in range(2)] , (lambda: super(B, self).f())()
b = B()
X = b.f(), b.c(), B.c(), b.p, b.s(), b.g()
Y = super(B, b).f()
assert X == (['A', 'B'], ['B', 'B'], ['B', 'B'], 'pAB', 'sAB', ([['A'], ['A']], ['A']))
assert Y == ['A']
# mro error
try:
    class X1: pass
    class Y1(X1): pass
    class Z1(X1, Y1): pass
except TypeError as e:
    E = type(e).__name__
assert E == 'TypeError'
# mro C3
class O: pass
class A(O): pass
class B(O): pass
class C(O): pass
class K1(A, B): pass
class K2(B, C): pass
class Z(K1, K2): pass
X = [k.__name__ for k in Z.__mro__], [k.__name__ for k in Z.mro()], Z.__bases__ == (K1, K2), Z.__base__ is K1
assert X == (['Z', 'K1', 'A', 'K2', 'B', 'C', 'O', 'object'], ['Z', 'K1', 'A', 'K2', 'B', 'C', 'O', 'object'], True, True)
# eq without hash
class E:
    def __eq__(self, o): return True
try: hash(E())
except TypeError as e: X = str(e)
try: {E(): 1}
except TypeError as e: Y = str(e)
assert X == "unhashable type: 'E'"
assert Y == "unhashable type: 'E'"
# identity keys
class K: pass
a, b = K(), K()
d = {a: 1, b: 2}
X = d[a], d[b], a == b, a is a, a in d, K() in d, len({a, b, a}), [a, b].index(b)
assert X == (1, 2, False, True, True, False, 2, 1)
# class as dict key, function as key
def f(): pass
class K: pass
d = {f: 1, K: 2, int: 3, len: 4, None: 5, (1, "a"): 6, frozenset([1]): 7, 1.0: 8, True: 9}
X = d[f], d[K], d[int], d[len], d[None], d[(1, "a")], d[frozenset([1])], d[1], len(d)
assert X == (1, 2, 3, 4, 5, 6, 7, 9, 8)
# getattribute, setattr, delattr
class P:
    def __init__(self, t): object.__setattr__(self, "_t", t); object.__setattr__(self, "log", [])
    def __getattr__(self, n): self.log.append(n); return getattr(self._t, n)
    def __setattr__(self, n, v): self.log.append(("set", n)); setattr(self._t, n, v)
    def __delattr__(self, n): self.log.append(("del", n)); delattr(self._t, n)
class T: x = 1
t = T()
p = P(t)
p.y = 2
X = p.x, p.y, t.y
del p.y
Y = p.log, hasattr(t, "y"), hasattr(p, "nope"), getattr(p, "nope", 3)
assert X == (1, 2, 2)
assert Y == ([('set', 'y'), 'x', 'y', ('del', 'y'), 'nope', 'nope'], False, False, 3)
# getattribute override
class G:
    a = 1
    def __getattribute__(self, n):
        if n.startswith("x"): return "X" + n
        return super().__getattribute__(n)
g = G()
X = g.a, g.xyz, hasattr(g, "b")
assert X == (1, 'Xxyz', False)
# class scope
x = "g"
class C:
    x = "c"
    y = x
    l = [x for _ in range(1)]
    def f(self): return x
    z = (lambda: x)()
    w = [q for q in x]
    if True:
        v = x
    del y
X = C.l, C().f(), C.z, C.w, C.v, hasattr(C, "y"), C.x
assert X == (['g'], 'g', 'g', ['c'], 'c', False, 'c')
# decorator on class, with args
def dec(**kw):
    def inner(cls):
        for k, v in kw.items(): setattr(cls, k, v)
        return cls
    return inner
@dec(a=1, b=2)
class C: pass
X = C.a, C.b
class Deco:
    def __init__(self, f): self.f = f; self.n = 0
    def __call__(self, *a): self.n += 1; return self.f(*a), self.n
@Deco
def g(x): return x * 2
Y = g(2), g(3)
assert X == (1, 2)
assert Y == ((4, 1), (6, 2))
# module getattr
class C: pass
c = C()
try: c.foo
except AttributeError as e: X = str(e)
try: C.bar
except AttributeError as e: Y = str(e)
try: None.x
except AttributeError as e: Z = str(e)
try: (1).foo
except AttributeError as e: W = str(e)
assert X == "'C' object has no attribute 'foo'"
assert Y == "type object 'C' has no attribute 'bar'"
assert Z == "'NoneType' object has no attribute 'x'"
assert W == "'int' object has no attribute 'foo'"
# callable, isinstance, type
class C:
    def __call__(self): pass
def f(): pass
X = callable(C), callable(C()), callable(f), callable(3), callable(len), callable("a".upper), callable(lambda: 1)
Y = type(1), type("a"), type(None), type(f).__name__, type(C()).__name__, type(type), type(len).__name__, type(...).__name__, type(iter([])).__name__, type({}.keys()).__name__, type(range(1)), type(C().__call__).__name__
Z = isinstance(True, int), isinstance(1, object), isinstance(C, type), issubclass(C, object), type(1) is int, type(True) == bool, type("") in (str, bytes)
assert X == (True, True, True, False, True, True, True)
assert Z == (True, True, True, True, True, True, True)
# instance methods and identities
class A:
    def f(self): return 1
a = A()
X = a.f == a.f, a.f is a.f, A.f is A.f, a.f.__self__ is a, a.f.__func__ is A.f
f = a.f
Y = f()
A.f = lambda self: 2
Z = a.f(), f()
a.f = lambda: 3
W = a.f(), A().f()
assert X == (True, False, True, True, True)
assert Y == 1
assert Z == (2, 1)
assert W == (3, 2)
