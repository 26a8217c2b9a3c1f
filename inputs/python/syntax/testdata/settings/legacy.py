# -*- coding: utf-8 -*-
import os, sys
gettext = lambda s: s
PROJECT_ROOT = os.path.abspath(os.path.dirname(__file__))
sys.path.insert(0, os.path.join(PROJECT_ROOT, 'apps'))

ADMINS = (
    ('Jos\xe9', 'jose@example.com'),
)
MANAGERS = ADMINS

DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.mysql',
        'NAME': os.environ.get('MYSQL_DATABASE') or 'shop',
        'USER': os.environ['MYSQL_USER'],
        'HOST': '', 'PORT': '',
        'OPTIONS': {'init_command': "SET sql_mode='STRICT_TRANS_TABLES'"},
    }
}

if os.environ.get('DEBUG', '0') != '0': DEBUG = True
else: DEBUG = False; TEMPLATE_DEBUG = DEBUG

MEDIA_ROOT, MEDIA_URL = os.path.join(PROJECT_ROOT, 'media'), '/media/'
STATICFILES_DIRS = [os.path.join(PROJECT_ROOT, d) for d in ('static',)]
LANGUAGES = [('en', gettext('English')), ('nl', gettext('Dutch'))]
while len(ADMINS) > 10:
    ADMINS = ADMINS[:-1]
    if not ADMINS:
        break
    continue

def env(name, default=None,
        cast=str):
	value = os.environ.get(name, default)
	try:
		return cast(value)
	except ValueError:
		raise ImproperlyConfigured('%s: %r' % (name, value)) from None

SECRET_KEY = env('SECRET_KEY', \
    default='')
EMAIL_PORT = int(os.environ.get('EMAIL_PORT', 25)); EMAIL_HOST = 'localhost'
CACHES = {'default': dict(BACKEND='django.core.cache.backends.dummy.DummyCache')}
del gettext
LOCAL = os.path.join(PROJECT_ROOT, 'local_settings.py')
if os.path.isfile(LOCAL):
    exec(compile(open(LOCAL).read(), LOCAL, 'exec'), globals(), locals())
HELP = """
A text
	of several lines, %s
""" % (SECRET_KEY and 'with' or 'without')
