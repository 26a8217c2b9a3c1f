# types with parameters, and unions of types


class L(list[int]):
    pass


class O:
    class I:
        pass


class D(dict):
    pass


class Own:
    def __class_getitem__(cls, key):
        return cls.__name__, key


A = list[int]
assert A == list[int] and A != list and A != list[str] and list != A
assert repr(A) == str(A) == "list[int]"
assert repr(dict[str, list[int]]) == "dict[str, list[int]]"
assert repr(tuple[int, ...]) == "tuple[int, ...]"
assert repr(list["x"]) == "list['x']" and repr(list[None]) == "list[None]"
assert repr(list[O.I]).endswith("O.I]") and "O.I" in repr(O.I)
assert A([1, 2]) == [1, 2] and type(A()) is list and dict[str, int](a=1) == {"a": 1}
assert type(D[str, int](a=1)) is D
assert A.__origin__ is list and A.__args__ == (int,) and dict[str, int].__args__ == (str, int)
assert A.__name__ == "list"
assert L.__mro__[1] is list and L.__bases__ == (list,) and L([1]) == [1]
assert {A: 1}[list[int]] == 1 and list not in {A: 1}
assert type(A) is not type
assert Own[1] == ("Own", 1) and Own["a", "b"] == ("Own", ("a", "b"))

U = int | str
assert repr(U) == "int | str" and repr(int | None) == "int | None" and repr(None | int) == "None | int"
assert repr(int | list[str] | None) == "int | list[str] | None"
assert U == str | int and U != int | None and (int | int) is int
assert U | int == U and (int | str | int).__args__ == (int, str)
assert isinstance(1, U) and isinstance("a", U) and not isinstance(1.0, U)
assert isinstance(None, int | None) and issubclass(bool, U) and not issubclass(bytes, U)
assert {int | None: 1}[None | int] == 1
assert bool(A) and bool(U) and callable(A) and not callable(U)


def raises(f):
    try:
        f()
    except TypeError as e:
        return str(e)


assert raises(lambda: isinstance([], list[int])) == "isinstance() argument 2 cannot be a parameterized generic"
assert raises(lambda: issubclass(list, list[int])) == "issubclass() argument 2 cannot be a parameterized generic"
assert raises(lambda: int[str]) == "type 'int' is not subscriptable"
assert raises(lambda: O[str]) == "type 'O' is not subscriptable"
assert raises(lambda: None | None) and raises(lambda: int | "x") and raises(lambda: int | 1)
