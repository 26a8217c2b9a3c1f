# classes, inheritance, properties, super
class Base:
    kind = "base"
    names = []

    def __init__(self, name="x"):
        self.name = name
        self.names.append(name)

    def hello(self):
        return "hello " + self.name

    @property
    def shout(self):
        return self.name.upper()

    @shout.setter
    def shout(self, v):
        self.name = v.lower()

    @classmethod
    def make(cls, n):
        return cls(n)

    @staticmethod
    def twice(n):
        return n * 2

    def __eq__(self, other):
        return isinstance(other, Base) and self.name == other.name

    def __getitem__(self, key):
        return (self.name, key)

    def __len__(self):
        return len(self.name)

    def __contains__(self, item):
        return item in self.name

    def __call__(self, x, y=1):
        return x + y

    def __add__(self, other):
        return self.name + str(other)

    def __radd__(self, other):
        return str(other) + self.name

    def __str__(self):
        return "Base(" + self.name + ")"

    def __repr__(self):
        return f"<{self.name}>"


class Derived(Base):
    kind = "derived"

    def __init__(self, name, extra=None):
        super().__init__(name)
        self.extra = extra

    def hello(self):
        return super().hello() + "!"


b, d = Base("abc"), Derived("de", extra=1)
assert (b.hello(), d.hello(), d.extra) == ("hello abc", "hello de!", 1)
assert Base.names == ["abc", "de"] and Derived.names is Base.names
assert (b.kind, d.kind, Derived.kind) == ("base", "derived", "derived")
assert b.shout == "ABC"
b.shout = "NEW"
assert b.name == "new"
assert Derived.make("q").name == "q" and isinstance(Derived.make("q"), Derived)
assert Base.twice(4) == 8 and b.twice(2) == 4
assert b == Base("new") and b != d
assert b["k"] == ("new", "k") and len(b) == 3 and "ew" in b and b(2) == 3 and b(2, y=5) == 7
assert b + 1 == "new1" and 1 + b == "1new"
assert str(b) == "Base(new)" and f"{b!r}" == "<new>" and repr([b]) == "[<new>]"
assert isinstance(d, Base) and issubclass(Derived, Base) and type(d) is Derived
assert hasattr(d, "extra") and not hasattr(b, "extra") and getattr(b, "none", 7) == 7
setattr(b, "z", 26)
assert b.z == 26
del b.z
assert not hasattr(b, "z")
assert Derived.__name__ == "Derived" and d.__class__ is Derived


class A:
    def who(self):
        return ["A"]


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


assert D().who() == ["D", "B", "C", "A"]
assert [k.__name__ for k in D.__mro__] == ["D", "B", "C", "A", "object"]


class Plain:
    x = 1
    y = x + 1
    z = [v for v in (x, y)]

    def method(self):
        return x


x = "global"
assert (Plain.y, Plain.z, Plain().method()) == (2, [1, 2], "global")


class Texty(str):
    def loud(self):
        return self.upper() + "!"


assert Texty("a").loud() == "A!" and Texty("a") == "a"


class Settings(dict):
    def __getattr__(self, name):
        return self[name]


s = Settings(a=1)
assert s.a == 1 and s["a"] == 1 and len(s) == 1


class Error(ValueError):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


try:
    raise Error(3)
except ValueError as e:
    assert e.code == 3 and str(e) == "code 3" and isinstance(e, Error)


class Registry:
    made = []

    def __init_subclass__(cls, label=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Registry.made.append((cls.__name__, label))


class One(Registry, label="1"):
    pass


assert Registry.made == [("One", "1")]


class Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner):
        return "field " + self.name


class Model:
    title = Field()


assert Model().title == "field title"


class Iter:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left


assert list(Iter()) == [2, 1, 0]


class Slotted:
    __slots__ = ("a", "b")


class Unslotted(Slotted):
    def __init__(self):
        self.a, self.c = 1, 2


assert Unslotted().a == 1 and Unslotted().c == 2
assert list(enumerate("a", 2**63)) == [(2**63, "a")] and list(enumerate("a", True)) == [(1, "a")]
assert repr(complex(-0.0)) == "(-0+0j)" and repr(complex(-0.0, -0.0)) == "(-0-0j)" and complex(1, 2j) == -1
assert complex(1j, 2) == 3j and complex(1j) == 1j and complex(2j, 3j) == -3 + 2j
