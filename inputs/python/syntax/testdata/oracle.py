"""Says what CPython makes of Python files, for comparison with package syntax.

    oracle.py < PATHS          one line a file: verdict, two hashes
    oracle.py dump < PATHS     one line a file: the tree itself, or the verdict
    oracle.py compile < PATHS  one line a file: the verdict of the compiler
    oracle.py names < PATHS    the characters that the files call \\N{...}

A verdict is "ok", or line, column and message of the SyntaxError joined by ":".
The hashes are of the tree with positions and without. A node is written
(Kind@line:col-line:col field field ...), a list [...], None ~; an int in hex, a
float by its bits, bytes in hex. Fields stand in the order of ast's _fields.
"""

import ast
import hashlib
import re
import struct
import sys
import unicodedata
import warnings

LEFT_OUT = {"type_comment", "type_ignores"}
# What older versions lack: the field, and the value that it has there.
ADDED = {
    **dict.fromkeys(["FunctionDef", "AsyncFunctionDef", "ClassDef"], ("type_params", [])),
    **dict.fromkeys(["TypeVar", "ParamSpec", "TypeVarTuple"], ("default_value", None)),
}


def text(value):
    return '"%s"' % value.replace("\\", "\\\\").replace("\n", "\\n")


def bits(value):
    return "%x" % struct.unpack(">Q", struct.pack(">d", value))


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is ...:
        return "..."
    if isinstance(value, str):
        return "s" + text(value)
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, int):
        return "i%x" % value
    if isinstance(value, float):
        return "f" + bits(value)
    return "j" + bits(value.imag)


class Dump:
    """Writes a tree into a list of strings; those that begin with "@" are positions."""

    def __init__(self):
        self.parts = []
        self.kinds = {}

    def fields(self, kind):
        names = [f for f in kind._fields if f not in LEFT_OUT]
        added = ADDED.get(kind.__name__)
        if added and added[0] not in names:
            names.append(added[0])
            setattr(kind, *added)
        placed = "lineno" in kind._attributes
        opening = "(" + kind.__name__ if names or placed else kind.__name__
        self.kinds[kind] = found = opening, placed, names
        return found

    def node(self, n):
        write = self.parts.append
        kind = type(n)
        opening, placed, names = self.kinds.get(kind) or self.fields(kind)
        write(opening)
        if placed:
            write("@%d:%d-%d:%d" % (n.lineno, n.col_offset, n.end_lineno, n.end_col_offset))
        elif not names:
            return
        if kind is ast.Constant:
            write(" " + constant(n.value) + (' "u")' if n.kind else " ~)"))
            return
        if kind is ast.MatchSingleton:
            write(" " + constant(n.value) + ")")
            return
        if kind is ast.JoinedStr and sys.version_info < (3, 13):
            # The first of 3.12 leave an empty text behind a format specification.
            n.values = [v for v in n.values if getattr(v, "value", None) != ""]
        for name in names:
            write(" ")
            self.value(getattr(n, name))
        write(")")

    def value(self, v):
        kind = type(v)
        if kind is list:
            self.parts.append("[")
            for i, item in enumerate(v):
                if i:
                    self.parts.append(" ")
                self.value(item)
            self.parts.append("]")
        elif v is None:
            self.parts.append("~")
        elif kind is str:
            self.parts.append(text(v))
        elif kind is int:
            self.parts.append(str(v))
        else:
            self.node(v)


def encode(parts):
    return "".join(parts).encode("utf-8", "surrogatepass")


def parts_of(tree):
    dump = Dump()
    dump.node(tree)
    return dump.parts


def attempt(function, path):
    """Returns "ok" and what function makes of the source, or a verdict and None."""
    with open(path, "rb") as f:
        source = f.read()
    try:
        return "ok", function(source)
    except SyntaxError as e:
        return "%s:%s:%s" % (e.lineno, e.offset, re.sub(r"\s", " ", str(e.msg))), None
    except (ValueError, RecursionError, MemoryError) as e:
        return "0:0:%s" % type(e).__name__, None


def judge(path):
    verdict, tree = attempt(ast.parse, path)
    if tree is None:
        return (verdict + "\t-\t-").encode("utf-8", "replace")
    parts = parts_of(tree)
    unplaced = [p for p in parts if p[0] != "@"]
    hashes = [hashlib.md5(encode(p)).hexdigest() for p in (parts, unplaced)]
    return "\t".join([verdict, *hashes]).encode()


def dump(path):
    verdict, tree = attempt(ast.parse, path)
    return encode(parts_of(tree)) if tree else verdict.encode("utf-8", "replace")


def compiles(path):
    verdict, _ = attempt(lambda s: compile(s, "x.py", "exec", dont_inherit=True), path)
    return verdict.encode("utf-8", "replace")


def names(paths):
    found = set()
    for path in paths:
        with open(path, "rb") as f:
            found.update(re.findall(r"\\N\{([^}\n]+)\}", f.read().decode("latin-1")))
    for name in sorted(found):
        try:
            print("%s\t%s" % (name, unicodedata.lookup(name).encode("utf-8").hex()))
        except KeyError:
            pass


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20000)
    mode = sys.argv[1] if len(sys.argv) > 1 else "judge"
    paths = sys.stdin.read().splitlines()
    if mode == "names":
        names(paths)
        return
    answer = {"judge": judge, "dump": dump, "compile": compiles}[mode]
    for path in paths:
        sys.stdout.buffer.write(answer(path) + b"\n")


main()
