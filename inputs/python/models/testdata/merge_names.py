"""Merges what django_names.py prints under several series of Django.

Usage: merge_names.py FILE... > django_names.txt, the files from the oldest series
to the newest, several for a series whose releases differ.
"""
import sys


def spans(have, series):
    """The runs of series in which a name is there: "3.2-4.2"."""
    first = None
    for i, s in enumerate(series):
        if s in have and first is None:
            first = s
        if first is not None and (s not in have or i == len(series) - 1):
            yield first + "-" + (s if s in have else series[i - 1])
            first = None


def main():
    series, modules = [], {}
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            head, *lines = f.read().splitlines()
        if head not in series:
            series.append(head)
        for line in lines:
            module, _, names = line.partition(":")
            have = modules.setdefault(module, {})
            for name in names.split():
                have.setdefault(name, set()).add(head)
    print(" ".join(series))
    for module, names in sorted(modules.items()):
        words = []
        for name, have in sorted(names.items()):
            words += [name] if have == set(series) else [name + "@" + s for s in spans(have, series)]
        print(" ".join([module + ":"] + words))


main()
