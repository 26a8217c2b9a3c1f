"""Asks Django's check command.

    system_checks.py < CASES

Reads {"settled": source of a module, "cases": [{"settings": what follows it,
"env": {name: value}}]} and prints, as a JSON list, what `manage.py check --deploy`
does with each: the sorted ids that it shows, or the exception that stops it.

Each case has a process of its own. It is forked from one that has imported the
models of the settled applications, unless the case changes what importing them
depends on.
"""
import json
import os
import sys
import types
import warnings

warnings.simplefilter("ignore")

import django  # noqa: E402
import django.core.handlers.wsgi  # noqa: E402
import django.core.management  # noqa: E402
import django.db.models  # noqa: E402
import django.template.backends.django  # noqa: E402
import django.urls  # noqa: E402
import django.views.debug  # noqa: E402
from django.apps import apps  # noqa: E402
from django.conf import empty, settings  # noqa: E402
from django.core.checks.registry import registry  # noqa: E402

CHECKS = set(registry.registered_checks), set(registry.deployment_checks)
COLD = ("INSTALLED_APPS", "LANGUAGE", "USE_I18N", "LOCALE_PATHS", "SECRET_KEY", "AUTH")


def load(source):
    module = types.ModuleType("config")
    module.__file__ = "/srv/app/config.py"
    exec(compile(source, "config.py", "exec"), module.__dict__)
    sys.modules["config"] = module


def forget():
    """Leaves nothing of an earlier setup but imported modules."""
    settings.__dict__.clear()
    settings._wrapped = empty
    apps.app_configs = {}
    apps.apps_ready = apps.models_ready = apps.ready = apps.loading = False
    apps.ready_event.clear()
    apps.clear_cache()
    registry.registered_checks = set(CHECKS[0])
    registry.deployment_checks = set(CHECKS[1])


def ids(settled, case):
    os.environ.update(case.get("env", {}))
    try:
        load(settled + case["settings"])
        forget()
        django.setup()
        found = registry.run_checks(include_deployment_checks=True)
        return {"ids": sorted({message.id for message in found if not message.is_silenced()})}
    except Exception as e:
        return {"error": type(e).__name__, "text": str(e)[:200]}


def forked(function, *args):
    """The answer of a function, given by a process of its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w") as out:
            json.dump(function(*args), out)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as answer:
        result = json.load(answer)
    os.waitpid(child, 0)
    return result


def warm(settled, cases):
    load(settled)
    django.setup()
    return [forked(ids, settled, case) for case in cases]


def main():
    asked = json.load(sys.stdin)
    settled, cases = asked["settled"], asked["cases"]
    os.environ["DJANGO_SETTINGS_MODULE"] = "config"
    urls = types.ModuleType("urls")
    urls.urlpatterns = []
    sys.modules["urls"] = urls
    answers = {}
    hot = [i for i, case in enumerate(cases) if not any(name in case["settings"] for name in COLD)]
    answers.update(zip(hot, forked(warm, settled, [cases[i] for i in hot])))
    for i, case in enumerate(cases):
        if i not in answers:
            answers[i] = forked(ids, settled, case)
    json.dump([answers[i] for i in range(len(cases))], sys.stdout)


main()
