# helper-heavy settings: env readers, mixins, registries, merging
# helper heavy
import os
class Env:
    TRUE = {"1", "true", "yes"}
    def __init__(self, environ=None, prefix=""):
        self.environ = environ if environ is not None else os.environ
        self.prefix = prefix
    def __call__(self, name, default=None, cast=str):
        v = self.environ.get(self.prefix + name)
        if v is None: return default
        return cast(v)
    def bool(self, name, default=False): return self(name, default, lambda v: v.lower() in self.TRUE)
    def list(self, name, default=()): return self(name, list(default), lambda v: [x.strip() for x in v.split(",")])
    def __getattr__(self, n):
        if n.startswith("get_"): return lambda name, d=None: self(name, d, {"int": int, "float": float}[n[4:]])
        raise AttributeError(n)
env = Env({"DJ_DEBUG": "True", "DJ_HOSTS": "a, b", "DJ_PORT": "80"}, prefix="DJ_")
DEBUG = env.bool("DEBUG")
HOSTS = env.list("HOSTS")
PORT = env.get_int("PORT")
NONE = env("NOPE", "fallback")
E = env.list("X", ["d"])
assert E == ['d']
# attrdict and lazy
class AttrDict(dict):
    def __init__(self, *a, **k):
        super().__init__(*a, **k)
        self.__dict__ = self
a = AttrDict(x=1, y={"z": 2})
a.w = 3
a["v"] = 4
X = a.x, a.w, a["w"], a.v, dict(a), len(a)
del a.x
Y = "x" in a, a.get("w")
class Lazy:
    def __init__(self, f): self.f = f
    def __str__(self): return str(self.f())
    def __eq__(self, o): return str(self) == o
    def __hash__(self): return hash(str(self))
L = str(Lazy(lambda: 5)), Lazy(lambda: "a") == "a", f"{Lazy(lambda: 'q')}"
assert X == (1, 3, 3, 4, {'x': 1, 'y': {'z': 2}, 'w': 3, 'v': 4}, 4)
assert Y == (False, 3)
assert L == ('5', True, 'q')
# deep merge and walk
def merge(a, b):
    out = dict(a)
    for k, v in b.items():
        out[k] = merge(out[k], v) if isinstance(v, dict) and isinstance(out.get(k), dict) else v
    return out
M = merge({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": 3}, "e": 5})
def walk(d, path=()):
    for k, v in d.items():
        if isinstance(v, dict): yield from walk(v, path + (k,))
        else: yield ".".join(path + (k,)), v
W = dict(walk(M))
class Chain:
    def __init__(s): s.items = []
    def add(s, x): s.items.append(x); return s
    def __iter__(s): return iter(s.items)
    def __len__(s): return len(s.items)
    def __bool__(s): return bool(s.items)
    def __contains__(s, x): return x in s.items
    def __add__(s, o): c = Chain(); c.items = s.items + list(o); return c
    def __iadd__(s, o): s.items.extend(o); return s
    def __getitem__(s, i): return s.items[i]
c = Chain().add(1).add(2)
c += [3]
C = list(c), len(c), 2 in c, list(c + [9]), c[0], c[-1], bool(Chain()), [*c], c[1:]
assert M == {'a': {'b': 3, 'c': 2}, 'd': [1], 'e': 5}
assert W == {'a.b': 3, 'a.c': 2, 'd': [1], 'e': 5}
assert C == ([1, 2, 3], 3, True, [1, 2, 3, 9], 1, 3, False, [1, 2, 3], [2, 3])
