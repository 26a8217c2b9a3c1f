"""Settings of a shop, for every environment."""

from __future__ import annotations

import logging.config
import os
import sys
from datetime import timedelta
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve(strict=True).parent.parent.parent
APPS_DIR = BASE_DIR / "shop"
env = environ.Env(
    DEBUG=(bool, False),
    ALLOWED_HOSTS=(list, []),
    CACHE_URL=(str, "locmemcache://"),
)
if (READ_DOT_ENV_FILE := env.bool("DJANGO_READ_DOT_ENV_FILE", default=False)):
    env.read_env(str(BASE_DIR / ".env"))

# General
# ------------------------------------------------------------------------------
DEBUG = env.bool("DJANGO_DEBUG", False)
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
SITE_ID = 1
USE_I18N = USE_TZ = True
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Fran\u00e7ais"),
]
SECRET_KEY = env("DJANGO_SECRET_KEY", default="change" + "-" "me")

# Databases
# ------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default="postgres:///shop")}
DATABASES["default"]["ATOMIC_REQUESTS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Apps
# ------------------------------------------------------------------------------
DJANGO_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
]
THIRD_PARTY_APPS = ["crispy_forms", "allauth", "rest_framework", "corsheaders"]
LOCAL_APPS = [f"shop.{name}" for name in ("users", "orders", "catalog") if name]
INSTALLED_APPS = DJANGO_APPS + THIRD_PARTY_APPS + LOCAL_APPS

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    *(["whitenoise.middleware.WhiteNoiseMiddleware"] if not DEBUG else ()),
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(APPS_DIR / "templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
            ],
        },
    },
]

# Security
# ------------------------------------------------------------------------------
SESSION_COOKIE_HTTPONLY: bool = True
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if not DEBUG else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = ["https://" + host for host in env.list("HOSTS", default=["example.com"])]

# Cache
# ------------------------------------------------------------------------------
CACHES = {
    "default": {
        "BACKEND": "django_redis.cache.RedisCache",
        "LOCATION": "redis://{}:{}/{}".format(
            os.environ.get("REDIS_HOST", "127.0.0.1"), os.environ.get("REDIS_PORT", 6379), 0
        ),
        "TIMEOUT": 5 * 60,
        "OPTIONS": {"CLIENT_CLASS": "django_redis.client.DefaultClient", "SOCKET_TIMEOUT": 0.5},
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

SIMPLE_JWT = {
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=5),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=1),
    **({"SIGNING_KEY": SECRET_KEY} if SECRET_KEY else {}),
}


def show_toolbar(request, *, path="/admin", **extra) -> bool:
    """Only for staff."""
    if request.user.is_staff and not request.path.startswith(path):
        return True
    elif extra:
        return bool(extra.get("force"))
    else:
        return False


class Features:
    """Switches, by environment."""

    BETA = os.getenv("BETA", "") in ("1", "true", "yes")
    NAMES = {"a", "b"} - {"b"}

    @classmethod
    def all(cls, prefix: str = "") -> list[str]:
        return [n for n in vars(cls) if n.isupper() and n.startswith(prefix)]


if "test" in sys.argv or DEBUG:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for name, cache in CACHES.items():
        cache["KEY_PREFIX"] = f"{name}-test"
elif os.path.exists("/etc/shop"):
    with open("/etc/shop/key") as key, open("/etc/shop/salt") as salt:
        SECRET_KEY, SALT = key.read().strip(), salt.read().strip()
else:
    assert SECRET_KEY, "no key"

try:
    from .local_settings import *  # noqa
except (ImportError, FileNotFoundError) as error:
    print(f"no local settings: {error!r:>20}", file=sys.stderr)
finally:
    logging.captureWarnings(True)

match env("STAGE", default="dev"):
    case "production" | "prod":
        ALLOWED_HOSTS = ["shop.example.com"]
    case "staging":
        ALLOWED_HOSTS = [".staging.example.com"]
    case {"name": str(name), **rest} if rest:
        ALLOWED_HOSTS = [name]
    case _:
        ALLOWED_HOSTS = ["*"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"require_debug_false": {"()": "django.utils.log.RequireDebugFalse"}},
    "formatters": {
        "verbose": {
            "format": "%(levelname)s %(asctime)s %(module)s %(process)d %(thread)d %(message)s"
        }
    },
    "handlers": {
        "console": {"level": "DEBUG", "class": "logging.StreamHandler", "formatter": "verbose"},
        "mail": {
            "level": "ERROR",
            "filters": ["require_debug_false"],
            "class": "django.utils.log.AdminEmailHandler",
        },
    },
    "root": {"level": "INFO", "handlers": ["console"]},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5_242_880
LOG_LEVEL = {0: logging.ERROR, 1: logging.INFO}.get(env.int("VERBOSE", 0), logging.DEBUG)
MATRIX = lambda a, b=0x1F, *rest, c=1e-3, **kw: (a @ b, ~a, -b ** 2, not a, a if b else c)
PATTERN = rb"\d+" b"\x00"
GRAPH = {**{k: v for k, v in zip("ab", range(2))}, "c": [*range(3)][::2]}
