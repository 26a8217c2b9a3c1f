"""Import a settings module with the real Django and print what it gives.

    django_settings.py [--stubs] [--root DIR] [--program FILE] PROJECT MODULE [ARGUMENT...] < environment.json

The environment on stdin, an object of strings, is the whole of the process
environment, and the arguments are sys.argv. The answer on stdout is one JSON object:

    {"django": "5.2.1", "python": "3.11.7", "settings": {NAME: {"type", "value", "facts", "types", "set"}}}

for every upper-case name of django.conf.settings, Django's defaults included, as
the module left them: without the script prefix that django.conf puts before
STATIC_URL and MEDIA_URL; or
{"django", "python", "error": {"type", "file", "line", "trace": [{"file", "line"}]}}
where the module does not load: the innermost line inside PROJECT, relative to it,
and all that the exception passed, without the message, which may hold a value.

A value is plain JSON: lists, tuples and sets are arrays (a set sorted by repr),
a key that is no string is its str, a path its text, and bytes, timedelta, a float
that JSON lacks and every other object are their str. "type" tells them apart, and
"types" those inside a container: {"default.DIRS[0]": "PosixPath"}. "set" is true of
what the module sets itself.
With --stubs a package that is not installed is imported as an empty stand-in, and
what comes from it is {"$stub": true}; the type of an error that it causes is "StandIn",
as is that of a name which is missing after a star import of one. "logging" then is the
type of the exception with which the module's LOGGING is refused, if it is.

With --root modules are also looked for in the folder that holds the project.

With --program a file of the project is run before, until it loads Django: manage.py by
its name, any other as it is imported.

Text has "facts" as well: {"length", "distinct"}. The settings that are secret by
themselves have these alone, and in a container a password, or a URL with one, is
{"$secret": {"length", "distinct"}}.
"""

import importlib
import importlib.machinery
import importlib.metadata
import json
import math
import os
import re
import runpy
import sys
import traceback
import types
import warnings

SECRET_SETTINGS = {"SECRET_KEY", "SECRET_KEY_FALLBACKS", "EMAIL_HOST_PASSWORD"}
SECRET_KEYS = {"PASSWORD", "PASSPHRASE"}
USERINFO = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*://[^/?#\s]*:[^/?#\s]+@")


class Stub:
    """Whatever a missing package would have given."""

    def __init__(self, *args, **kwargs):
        pass

    def __call__(self, *args, **kwargs):
        return Stub()

    def __getattr__(self, name):
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"Stub has no {name}")
        return Stub()

    def __iter__(self):
        return iter(())

    def __mro_entries__(self, bases):
        return (Stub,)


class StubFinder:
    """Finds, after everything else, any package that is neither the project's nor a local override."""

    def __init__(self, own):
        self.own = own

    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        own = [os.path.join(folder, top) for folder in self.own]
        if any(os.path.exists(path) or os.path.exists(path + ".py") for path in own) or re.search("local|settings|conf|secret|custom|override", top):
            return None
        if not self.asked():
            return None
        if name != top and not isinstance(sys.modules.get(top), StubModule):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def asked(self):
        """Whether the project imports it: what is installed copes without its optional packages."""
        frame = sys._getframe(2)
        while "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        return os.path.realpath(frame.f_code.co_filename).startswith(tuple(folder + os.sep for folder in self.own))

    def create_module(self, spec):
        return StubModule(spec.name)

    def exec_module(self, module):
        module.__path__ = []


class StubModule(types.ModuleType):
    starred = False

    def __getattr__(self, name):
        if name == "__all__":  # only a star import asks for it
            StubModule.starred = True
            return []
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(f"StubModule has no {name}")
        return Stub()


def version(name, installed=importlib.metadata.version):
    """The version of a package, the project's own included, that need not be installed."""
    try:
        return installed(name)
    except importlib.metadata.PackageNotFoundError:
        return Stub()


def facts(text):
    if isinstance(text, bytes):
        text = text.decode("latin-1")
    return {"length": len(text), "distinct": len(set(text))}


def hidden(value):
    """The facts of a secret; of each, where there are several."""
    if isinstance(value, (str, bytes)):
        return facts(value)
    if isinstance(value, (list, tuple)):
        return [hidden(item) for item in value]
    return plain(value)


def plain(value):
    if isinstance(value, (Stub, StubModule)) or value is Stub:
        return {"$stub": True}
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return {"$secret": facts(value)} if USERINFO.match(value) else text(value)
    if isinstance(value, dict):
        if any(isinstance(key, Stub) for key in value):
            return {"$stub": True}
        return {text(key): member(key, item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return [plain(item) for item in sorted(value, key=repr)]
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    try:
        return str(value)
    except Exception:  # a lazy URL needs the apps
        return {"$stub": True}


def text(value):
    """Python's str of a value; of a str, as of an enum's member that is one, what it holds."""
    return str.__str__(value) if isinstance(value, str) else str(value)


def member(key, value):
    if str(key).upper() in SECRET_KEYS and isinstance(value, (str, bytes)):
        return {"$secret": facts(value)}
    return plain(value)


def kinds(path, value, found):
    """The types inside a value that its JSON does not tell, by path."""
    if path and type(value) not in (type(None), bool, int, float, str, list, dict):
        found[path] = type(value).__name__
    if isinstance(value, dict):
        for key, item in value.items():
            kinds(f"{path}.{text(key)}" if path else text(key), item, found)
    elif isinstance(value, (list, tuple, set, frozenset)):
        items = sorted(value, key=repr) if isinstance(value, (set, frozenset)) else value
        for i, item in enumerate(items):
            kinds(f"{path}[{i}]", item, found)
    return found


def describe(name, value):
    shown = {"type": type(value).__name__, "types": kinds("", value, {})}
    if name not in SECRET_SETTINGS or value is None:
        shown["value"] = plain(value)
        if isinstance(value, (str, bytes)):
            shown["facts"] = facts(value)
    else:
        shown["facts"] = hidden(value)
    return shown


def innermost(error, project):
    """The last line of the traceback, or of the syntax error, inside the project, and all of them."""
    lines = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        lines.append((error.filename, error.lineno))
    trace = []
    for name, line in lines:
        if os.path.exists(name) and os.path.realpath(name).startswith(project + os.sep):
            name = os.path.realpath(name)
            trace.append({"file": os.path.relpath(name, project).replace(os.sep, "/"), "line": line})
    last = trace[-1] if trace else {"file": None, "line": None}
    return {**last, "trace": trace}


def configure():
    """Lets django-configurations import the settings, as its starter functions do.

    Gives, by class, the names that it writes itself: each has Django's defaults beside them.
    """
    try:
        from configurations import base, importer
    except ImportError:
        return {}
    importer.install()
    written = {base.Configuration: set()}
    new = base.ConfigurationBase.__new__

    def noted(cls, name, bases, attributes):
        made = new(cls, name, bases, attributes)
        written[made] = set(attributes)
        return made

    base.ConfigurationBase.__new__ = noted
    return written


def is_set(settings, name, written):
    """Whether the project sets a name; a default that only its configuration class took over is not set."""
    from django.conf import global_settings

    if not written or not settings.is_overridden(name):
        return settings.is_overridden(name)
    chosen = getattr(sys.modules[settings.SETTINGS_MODULE], os.environ["DJANGO_CONFIGURATION"])
    if any(name in written.get(cls, vars(cls)) for cls in chosen.__mro__):
        return True
    return getattr(settings._wrapped, name) is not getattr(global_settings, name, written)


def in_use(settings, name):
    """A setting as the module left it; Django 4.2.0 to 4.2.4 use the older names of STORAGES where those are set."""
    import django

    if name == "STORAGES" and (4, 2) <= django.VERSION < (4, 2, 5):
        from django.core.files.storage import storages

        return storages.backends
    return getattr(settings._wrapped, name)


def read(project):
    from django.conf import settings
    from django.utils import translation
    from django.utils.translation import trans_null

    written = configure() if "DJANGO_CONFIGURATION" in os.environ else {}
    try:
        # Django imports the module, even while the module itself asks for settings.
        # SETTINGS_MODULE is Django's own note, not a setting.
        names = [name for name in dir(settings) if name.isupper() and name != "SETTINGS_MODULE"]
    except BaseException as error:  # a settings module may even raise SystemExit
        missing = StubModule.starred and isinstance(error, (NameError, ImportError))
        name = "StandIn" if missing or "Stub" in str(error) else type(error).__name__
        return {"error": {"type": name, **innermost(error, project)}}
    # A lazy translation is its untranslated text: the catalogues need the apps.
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        setattr(translation._trans, name, getattr(trans_null, name))
    found = {}
    for name in names:
        found[name] = {**describe(name, in_use(settings, name)), "set": is_set(settings, name, written)}
    return {"settings": found}


class Loaded(BaseException):
    """The program loads Django."""


def run_program(project, file):
    import django.core.asgi
    import django.core.management
    import django.core.wsgi

    def load(*args, **kwargs):
        raise Loaded

    for module, name in (
        (django, "setup"),
        (django.core.asgi, "get_asgi_application"),
        (django.core.management, "execute_from_command_line"),
        (django.core.wsgi, "get_wsgi_application"),
    ):
        setattr(module, name, load)
    name = os.path.relpath(os.path.splitext(file)[0], project)
    try:
        if os.path.basename(file) == "manage.py":
            runpy.run_path(file, run_name="__main__")
        else:
            importlib.import_module(name.replace(os.sep, "."))
    except BaseException:  # whether it fails is not asked
        pass


def refused_logging():
    """The type of the exception with which Django's own setup would refuse LOGGING."""
    import logging.config

    from django.conf import settings

    try:
        if settings.configured and settings.LOGGING_CONFIG and settings.LOGGING:
            logging.config.dictConfig(settings.LOGGING)
    except Exception as error:
        return type(error).__name__
    return ""


def main(*args):
    stubs = args[:1] == ("--stubs",)
    args = args[stubs:]
    root = program = ""
    if args[0] == "--root":
        root, args = args[1], args[2:]
    if args[0] == "--program":
        program, args = args[1], args[2:]
    project, module, *argv = args
    os.environ.clear()
    os.environ.update(json.load(sys.stdin), DJANGO_SETTINGS_MODULE=module)
    project = os.path.realpath(project)
    os.chdir(project)
    own = [project, os.path.join(project, "src"), os.path.realpath(root or project)]
    sys.path[:0] = own = [folder for folder in own if folder == project or not os.path.exists(os.path.join(folder, "__init__.py"))]
    sys.argv = argv or sys.argv[:1]
    sys.dont_write_bytecode = True
    if stubs:
        sys.meta_path.append(StubFinder(own))
        importlib.metadata.version = version
    warnings.simplefilter("ignore")

    # What the settings print must not get between the reader and the answer.
    out, sys.stdout = sys.stdout, sys.stderr
    import django

    if program:
        run_program(project, os.path.realpath(program))
    answer = {"django": django.get_version(), "python": "%d.%d.%d" % sys.version_info[:3]}
    answer.update(read(project))
    if stubs and "settings" in answer:
        answer["logging"] = refused_logging()
    json.dump(answer, out, sort_keys=True)
    out.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
