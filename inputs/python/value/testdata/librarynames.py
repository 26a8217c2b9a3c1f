"""Prints the attributes of classes of libraries, as librarynames.txt has them.

Usage: librarynames.py OLDER > librarynames.txt, with one Python after the other: what
the older file lists stays. A line is a class and the names of dir() that do not begin with
one underscore, but for those of every class, and those that the methods of the class assign to self.
"""
import importlib
import inspect
import re
import sys
import textwrap
import warnings


SHARED = {*dir(type("A", (Exception,), {})), "__annotations__", "__abstractmethods__", "__orig_bases__", "__parameters__", "__dataclass_fields__"} - {"with_traceback", "add_note", "args"}


def names(cls):
    found = {n for n in dir(cls) if n not in SHARED and (n[0] != "_" or n[:2] == n[-2:] == "__")}
    for k in cls.__mro__:
        try:
            source = inspect.getsource(k)
        except Exception:  # no source, or none that this Python can cut out
            continue
        found.update(re.findall(r"\bself\.([A-Za-z]\w*) *(?:=[^=]|,)", source))
    return found


def current(path):
    module, _, name = path.rpartition(".")
    try:
        return names(getattr(importlib.import_module(module), name))
    except (ImportError, AttributeError):
        return set()


def main():
    warnings.simplefilter("ignore")
    with open(sys.argv[1]) as f:
        rows = re.split(r"\n(?!\t)", f.read().strip())
    for row in rows:
        path, *have = row.split()
        line = " ".join([path] + sorted(current(path).union(have)))
        print(textwrap.fill(line, 140, subsequent_indent="\t", break_on_hyphens=False, break_long_words=False))


main()
