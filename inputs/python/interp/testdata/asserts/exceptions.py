# try, except, else, finally, raise, with
log = []


def run(n):
    try:
        log.append("body")
        if n == 1:
            raise ValueError("one")
        if n == 2:
            raise KeyError("two")
        if n == 3:
            return "returned"
    except ValueError as e:
        log.append("value " + str(e))
        return "value"
    except (KeyError, IndexError):
        log.append("key")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return "end"


assert run(0) == "end" and log == ["body", "else", "finally"]
log.clear()
assert run(1) == "value" and log == ["body", "value one", "finally"]
log.clear()
assert run(2) == "end" and log == ["body", "key", "finally"]
log.clear()
assert run(3) == "returned" and log == ["body", "finally"]

for make in (
    lambda: int("x"),
    lambda: {}["k"],
    lambda: [][0],
    lambda: 1 / 0,
    lambda: None.attr,
    lambda: undefined_name,
    lambda: "a" + 1,
    lambda: len(5),
):
    try:
        make()
    except (ValueError, KeyError, IndexError, ZeroDivisionError, AttributeError, NameError, TypeError) as e:
        log.append(type(e).__name__)
assert log[2:] == [
    "ValueError",
    "KeyError",
    "IndexError",
    "ZeroDivisionError",
    "AttributeError",
    "NameError",
    "TypeError",
    "TypeError",
]


def nested():
    try:
        try:
            raise KeyError("inner")
        except KeyError as e:
            raise RuntimeError("outer") from e
    except RuntimeError as e:
        return str(e)


assert nested() == "outer"


def again():
    try:
        try:
            raise LookupError("x")
        except LookupError:
            raise
    except Exception as e:
        return type(e).__name__


assert again() == "LookupError"


def override():
    try:
        return 1
    finally:
        return 2


assert override() == 2


def swallowed():
    for n in range(3):
        try:
            if n == 1:
                continue
            if n == 2:
                break
        finally:
            log.append(n)
    return n


log.clear()
assert swallowed() == 2 and log == [0, 1, 2]

try:
    try:
        raise OSError("gone")
    finally:
        log.append("cleanup")
except OSError:
    log.append("caught")
assert log[-2:] == ["cleanup", "caught"]


class Manager:
    def __init__(self, swallow=False):
        self.swallow = swallow

    def __enter__(self):
        log.append("enter")
        return "value"

    def __exit__(self, kind, exc, tb):
        log.append("exit" if kind is None else kind.__name__)
        return self.swallow


log.clear()
with Manager() as m, Manager(swallow=True) as other:
    assert m == "value"
    raise ValueError
assert log == ["enter", "enter", "ValueError", "exit"]


def through():
    with Manager():
        return "through"


log.clear()
assert through() == "through" and log == ["enter", "exit"]

try:
    assert 1 == 2, "no"
except AssertionError as e:
    assert str(e) == "no"

try:
    raise SystemExit(3)
except SystemExit as e:
    assert e.code == 3

try:
    import no_such_module_at_all
except ImportError:
    absent = True
assert absent

try:
    e
except NameError:
    gone = True
assert gone


def raised(f, *args, **named):
    try:
        f(*args, **named)
    except BaseException as e:
        return type(e)


def again():
    try:
        raise TypeError
    except TypeError:
        try:
            raise KeyError
        finally:
            raise


def caused():
    raise IndexError from 5


def caused_by_none():
    raise IndexError from None


assert raised(again) is KeyError and raised(caused) is TypeError and raised(caused_by_none) is IndexError
assert raised(ValueError, "x", code=1) is TypeError and raised(ImportError, "x", name="y") is None

entered = []


class Enters:
    def __enter__(self):
        entered.append(self)


def use(manager):
    with manager:
        pass


assert raised(use, Enters()) is not None and not entered and raised(use, 5) is not None
assert raised(use, Enters()) in (TypeError, AttributeError)


def numbers():
    yield 1


started = numbers()
assert raised(started.send, 5) is TypeError and next(started) == 1


# the context of an exception that is caught where another is handled
def contexts():
    out = []
    try:
        raise ValueError("first")
    except ValueError as first:
        try:
            int("x")
        except ValueError:
            pass
        try:
            raise KeyError("second")
        except KeyError as e:
            out.append(e.__context__ is first)
        try:
            1 / 0
        except ZeroDivisionError as e:
            out.append(e.__context__ is first and e.__cause__ is None)
        try:
            raise first
        except ValueError as e:
            out.append(e.__context__ is None)
        try:
            raise TypeError from None
        except TypeError as e:
            out.append(e.__context__ is first and e.__suppress_context__)
    try:
        raise OSError
    except OSError as e:
        out.append(e.__context__ is None)
    return out


assert contexts() == [True] * 5
