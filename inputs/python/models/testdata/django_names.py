"""Prints the names that modules of the installed Django have.

The first line is the series, every other one "module: name name ...". Names
that begin with an underscore are left out; the modules of a package are names too. A module that is not there has none.
"""
import importlib
import pkgutil
import sys
import warnings

MODULES = """django django.conf django.conf.global_settings django.conf.urls django.conf.urls.i18n django.conf.urls.static
django.core django.core.cache django.core.exceptions django.core.files.storage django.core.mail django.core.management django.core.management.base
django.core.management.utils django.core.signing django.core.urlresolvers django.core.validators django.contrib.messages
django.contrib.messages.constants django.http django.http.request django.http.response django.shortcuts django.template
django.template.defaultfilters django.template.loader django.urls django.utils django.utils.cache django.utils.crypto
django.utils.csp django.utils.dateparse django.utils.datastructures django.utils.decorators django.utils.deprecation
django.utils.encoding django.utils.formats django.utils.functional django.utils.html django.utils.http
django.utils.importlib django.utils.itercompat django.utils.log django.utils.lru_cache django.utils.module_loading
django.utils.regex_helper django.utils.safestring django.utils.six django.utils.text django.utils.timezone
django.utils.translation django.utils.version""".split()


def names_of(name):
    try:
        module = importlib.import_module(name)
    except ImportError:
        return []
    names = {n for n in dir(module) if not n.startswith("_")}
    if hasattr(module, "__path__"):
        names.update(m.name for m in pkgutil.iter_modules(module.__path__))
    return sorted(n for n in names if not n.startswith("_"))


def main():
    warnings.simplefilter("ignore")
    import django
    print("%d.%d" % django.VERSION[:2])
    for name in MODULES:
        print(name + ": " + " ".join(names_of(name)))


main()
