"""Asks Django for its default settings.

    ask.py [FOLDER]

Takes the wheels of VERSIONS from FOLDER, where they are fetched with pip if they
are not there, and prints {"defaults": {series: {name: [type, value]}}, "checks":
{series: [id]}, "deprecated": {series: [name]}, "required": {series: {program:
version}}}. Only django/conf/global_settings.py is run, which imports nothing,
so that any Python serves any Django. Tuples are told from lists by their type's
name, at the top of a value; what is no JSON is an error. The ids of system checks
are those that stand in Django's source as texts.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

VERSIONS = """
1.8.19 1.9.13 1.10.8 1.11.29 2.0.13 2.1.15 2.2.28 3.0.14 3.1.14
3.2.25 4.0.10 4.1.13 4.2.30 5.0.14 5.1.15 5.2.19 6.0.10 6.1.3
""".split()


def main():
    if len(sys.argv) > 1:
        print(answer(pathlib.Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(answer(pathlib.Path(folder)))


def answer(folder):
    wheels = {version.rpartition(".")[0]: wheel(folder, version) for version in VERSIONS}
    found = {"defaults": {series: defaults(path) for series, path in wheels.items()},
             "checks": {series: checks(path) for series, path in wheels.items()},
             "deprecated": {series: deprecated(path) for series, path in wheels.items()},
             "required": {series: required(path) for series, path in wheels.items()}}
    return json.dumps(found, sort_keys=True, ensure_ascii=False)


def wheel(folder, version):
    pattern = f"[Dd]jango-{version}-*.whl"
    if not list(folder.glob(pattern)):
        # No wheel here is bound to a Python version that matters to its source.
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--python-version", "3.12",
                        "--only-binary=:all:", "--dest", folder, f"Django=={version}"], check=True)
    return next(folder.glob(pattern))


def defaults(path):
    source = zipfile.ZipFile(path).read("django/conf/global_settings.py")
    namespace = {}
    exec(compile(source, "global_settings.py", "exec"), namespace)
    return {name: [type(value).__name__, plain(value)] for name, value in namespace.items() if name.isupper()}


def checks(path):
    archive = zipfile.ZipFile(path)
    found = set()
    for name in archive.namelist():
        if name.startswith("django/") and name.endswith(".py"):
            source = archive.read(name).decode()
            found.update(re.findall(r"""["']([a-z0-9_]+\.[CEIW]\d{3})["']""", source))
            found.update(numbered(source))
    return sorted(found)


def numbered(source):
    """The ids that are put together: id="admin.E%d" % code, with the codes beside it."""
    for label in re.findall(r"""["']([a-z]+\.E)%d["']""", source):
        for code in re.findall(r"""["']django\.contrib\.\w+["'], (\d{3})\)""", source):
            yield label + code


def deprecated(path):
    """The settings of which django/conf/__init__.py says so."""
    source = zipfile.ZipFile(path).read("django/conf/__init__.py").decode()
    joined = re.sub(r"""["']\s*\n\s*["']""", "", source)
    found = set(re.findall(r"The (\w+) (?:transitional )?setting,? (?:is deprecated|and)", joined))
    several = re.search(r"DEPRECATED_EMAIL_SETTINGS = {(.*?)}", source, re.DOTALL)
    found.update(re.findall(r"\w+", several.group(1)) if several else [])
    return sorted(name for name in found if name.isupper())


def required(path):
    """The least versions that the package and its database backends ask for."""
    archive = zipfile.ZipFile(path)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    found = {}
    if match := re.search(r"Requires-Python: >=\s*([\d.]+)", archive.read(metadata).decode()):
        found["python"] = match.group(1)
    for program, folder, pattern in (
        ("postgresql", "postgresql", r"minimum_database_version = \(([\d, ]+)\)"),
        ("sqlite", "sqlite3", r"minimum_database_version = \(([\d, ]+)\)"),
        ("mariadb", "mysql", r"mysql_is_mariadb:\s+return \(([\d, ]+)\)\s+else"),
        ("mysql", "mysql", r"mysql_is_mariadb:\s+return \([\d, ]+\)\s+else:\s+return \(([\d, ]+)\)"),
    ):
        features = f"django/db/backends/{folder}/features.py"
        if features not in archive.namelist():
            continue
        source = archive.read(features).decode()
        if match := re.search(pattern, source):
            found[program] = ".".join(re.findall(r"\d+", match.group(1)))
    return found


def plain(value):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {str(key): plain(member) for key, member in value.items()}
    raise TypeError(f"{type(value).__name__} is no JSON")


main()
