"""Evaluates the tables of expressions with the real libraries.

Reads {"modules": [...], "cases": [{"env": {...}, "expr": "..."}]} and writes
{"versions": {module: version}, "missing": [...], "results": [...]}: the repr of
each result, or "raises" and the exception's class.
"""
import importlib
import importlib.metadata
import json
import os
import platform
import sys
import warnings

DISTRIBUTIONS = {
    "environ": "django-environ", "decouple": "python-decouple", "dotenv": "python-dotenv",
    "dj_database_url": "dj-database-url", "environs": "environs", "marshmallow": "marshmallow", "django": "django", "yaml": "PyYAML",
    "django_redis": "django-redis", "pymemcache": "pymemcache", "configurations": "django-configurations",
    "pydantic": "pydantic", "pydantic_settings": "pydantic-settings", "split_settings": "django-split-settings",
    "dj_email_url": "dj-email-url", "django_cache_url": "django-cache-url", "celery": "celery", "kombu": "kombu",
    "corsheaders": "django-cors-headers", "csp": "django-csp", "everett": "everett", "toml": "toml", "dynaconf": "dynaconf",
    "sentry_sdk": "sentry-sdk", "goodconf": "goodconf", "whitenoise": "whitenoise",
}


def evaluate(case, namespace):
    os.environ.clear()
    os.environ.update(case["env"])
    try:
        return repr(eval(case["expr"], dict(namespace)))
    except Exception as e:
        return "raises " + type(e).__name__


def main():
    warnings.simplefilter("ignore")
    request = json.load(sys.stdin)
    versions, missing, namespace = {"python": platform.python_version()}, [], {}
    for name, distribution in DISTRIBUTIONS.items():
        try:
            versions[name] = importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = "-"
    for name in request["modules"]:
        try:
            importlib.import_module(name)
            namespace[name.partition(".")[0]] = sys.modules[name.partition(".")[0]]
        except ImportError:
            missing.append(name)
    results = [] if missing else [evaluate(c, namespace) for c in request["cases"]]
    json.dump({"versions": versions, "missing": missing, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
