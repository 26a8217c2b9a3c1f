"""Prints Django's table of languages as django_locales.txt has it.

Usage: django_locales.py FOLDER > ../django_locales.txt, the folder with a wheel of
each series from 1.11 on. A line is a code, its name, its local name, "bidi" or
nothing, what it falls back to, and the first and last series that have it so.
"""
import pathlib
import re
import sys
import zipfile


def table(wheel):
    namespace = {}
    exec(zipfile.ZipFile(wheel).read("django/conf/locale/__init__.py").decode(), namespace)
    return namespace["LANG_INFO"]


def line(code, info):
    fallback = " ".join(info.get("fallback", []))
    bidi = "bidi" if info.get("bidi") else ""
    assert code == info.get("code", code)
    return "\t".join([code, info.get("name", ""), info.get("name_local", ""), bidi, fallback])


def main():
    tables = {}
    for wheel in pathlib.Path(sys.argv[1]).iterdir():
        series = re.match(r"[Dd]jango-(\d+)\.(\d+)\.", wheel.name)
        found = [line(code, info) for code, info in table(wheel).items()]
        number = int(series[1]), int(series[2])
        assert tables.setdefault(number, found) == found, wheel
    numbers = sorted(tables)
    print(" ".join("%d.%d" % n for n in numbers))
    order = [row.split("\t")[0] for row in tables[numbers[-1]]]
    rows = {row: [n for n in numbers if row in tables[n]] for n in numbers for row in tables[n]}
    for row, have in sorted(rows.items(), key=lambda item: (order.index(item[0].split("\t")[0]), item[1])):
        assert numbers[numbers.index(have[0]):numbers.index(have[-1]) + 1] == have, row
        print(row + "\t%d.%d\t%d.%d" % (have[0] + have[-1]))
    for found in tables.values():
        codes = [row.split("\t")[0] for row in found]
        assert codes == sorted(codes, key=order.index), "order"



main()
