"""Runs settings modules with the real libraries and prints what they bind.

Reads {"files": {name: text}, "runs": [{NAME: text}]} and writes {"versions":
{module: version}, "results": [{"error": type name or null, "names": {NAME:
repr}}]}. The entry is the module "s". DJANGO_CONFIGURATION names the class of
django-configurations whose settings the module gets. "/app" stands for the folder.
"""
import importlib
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
import warnings

from oracle import DISTRIBUTIONS

warnings.simplefilter("ignore")
sys.dont_write_bytecode = True


def versions():
    yield "python", platform.python_version()
    for name, distribution in DISTRIBUTIONS.items():
        try:
            yield name, importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            yield name, "-"


def names_of(env):
    os.environ.clear()
    os.environ.update(env, DJANGO_SETTINGS_MODULE="s")
    if "DJANGO_CONFIGURATION" not in env:
        return vars(importlib.import_module("s"))
    from configurations import importer
    from django.conf import global_settings
    importer.install()
    names = vars(importlib.import_module("s"))
    return {k: v for k, v in names.items() if not hasattr(global_settings, k) or v != getattr(global_settings, k)}


def run(env, folder):
    names, error = {}, None
    try:
        names = names_of(env)
    except BaseException as e:
        error = type(e).__name__
    shown = {k: repr(v).replace(folder, "/app") for k, v in names.items() if k.isupper()}
    return {"error": error, "names": shown}


def in_child(env, folder):
    """Every run has a process of its own: libraries keep what they have read."""
    r, w = os.pipe()
    if os.fork() == 0:
        with os.fdopen(w, "w") as out:
            json.dump(run(env, folder), out)
        os._exit(0)
    os.close(w)
    with os.fdopen(r) as answer:
        result = json.load(answer)
    os.wait()
    return result


def main():
    request = json.load(sys.stdin)
    for name in ("django.conf", "environs", "pydantic_settings", "pydantic"):  # slow, and the same for every run
        try:
            importlib.import_module(name)
        except ImportError:
            pass
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, text in request["files"].items():
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        sys.path.insert(0, folder)
        sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
        os.chdir("/")
        results = [in_child(env, folder) for env in request["runs"]]
    json.dump({"versions": dict(versions()), "results": results}, sys.stdout)


main()
