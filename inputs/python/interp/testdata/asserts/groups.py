# Exception groups and except*.


def of(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__


def shape(e):
    if isinstance(e, BaseExceptionGroup):
        return [type(e).__name__, [shape(x) for x in e.exceptions]]
    return type(e).__name__


def handled(group, kind, action):
    try:
        try:
            raise group
        except* kind:
            action()
    except BaseException as e:
        return shape(e)
    return "nothing"


def key():
    raise KeyError("k")


def again():
    raise


def quiet():
    pass


one = ExceptionGroup("g", [ValueError(1)])
two = ExceptionGroup("g", [ValueError(1), TypeError(2)])
deep = ExceptionGroup("g", [ExceptionGroup("h", [ValueError(1), OSError(2)]), TypeError(3)])
assert handled(one, ValueError, key) == "KeyError"
assert handled(one, ValueError, quiet) == "nothing"
assert handled(two, ValueError, key) == ["ExceptionGroup", ["KeyError", ["ExceptionGroup", ["TypeError"]]]]
assert handled(two, ValueError, quiet) == ["ExceptionGroup", ["TypeError"]]
assert handled(ValueError(1), ValueError, key) == "KeyError"
assert handled(ValueError(1), ValueError, quiet) == "nothing"
assert handled(ValueError(1), TypeError, quiet) == "ValueError"
assert handled(deep, OSError, quiet) == ["ExceptionGroup", [["ExceptionGroup", ["ValueError"]], "TypeError"]]


def reraised(group):
    try:
        try:
            raise group
        except* ValueError:
            raise
        except* TypeError:
            pass
    except BaseException as e:
        return shape(e)


assert reraised(one) == ["ExceptionGroup", ["ValueError"]]
assert reraised(two) == ["ExceptionGroup", ["ValueError"]]
assert reraised(deep) == ["ExceptionGroup", [["ExceptionGroup", ["ValueError", "OSError"]]]]
assert reraised(ValueError(1)) == ["ExceptionGroup", ["ValueError"]]

assert of(ExceptionGroup, "g", [1]) == "ValueError"
assert of(ExceptionGroup, "g", [ValueError]) == "ValueError"
assert of(ExceptionGroup, "g", []) == "ValueError"
assert of(ExceptionGroup, "g", 5) == "TypeError"
assert of(ExceptionGroup, 1, [ValueError()]) == "TypeError"
assert of(ExceptionGroup, "g") == "TypeError"
assert of(ExceptionGroup, "g", [KeyboardInterrupt()]) == "TypeError"
assert type(BaseExceptionGroup("g", [ValueError()])) is ExceptionGroup
assert type(BaseExceptionGroup("g", [KeyboardInterrupt()])) is BaseExceptionGroup
assert len(BaseExceptionGroup("g", (ValueError(), TypeError())).exceptions) == 2


class Own(ExceptionGroup):
    pass


assert type(Own("g", [ValueError()])) is Own
assert of(Own, "g", [KeyboardInterrupt()]) == "TypeError"
