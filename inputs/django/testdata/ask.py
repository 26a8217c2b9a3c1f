"""Asks Django for its default settings.

    ask.py [FOLDER]

Takes the wheels of VERSIONS from FOLDER, where they are fetched with pip if they
are not there, and prints {series: {name: [type, value]}}. Only
django/conf/global_settings.py is run, which imports nothing, so that any Python
serves any Django. Tuples are told from lists by their type's name, at the top
of a value; what is no JSON is an error.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import zipfile

VERSIONS = """
1.11.29 2.0.13 2.1.15 2.2.28 3.0.14 3.1.14
3.2.25 4.0.10 4.1.13 4.2.30 5.0.14 5.1.15 5.2.19 6.0.10 6.1.3
""".split()


def main():
    if len(sys.argv) > 1:
        print(answer(pathlib.Path(sys.argv[1])))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(answer(pathlib.Path(folder)))


def answer(folder):
    found = {version.rpartition(".")[0]: defaults(wheel(folder, version)) for version in VERSIONS}
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


def plain(value):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(member) for member in value]
    if isinstance(value, dict):
        return {str(key): plain(member) for key, member in value.items()}
    raise TypeError(f"{type(value).__name__} is no JSON")


main()
