package code

import (
	"fmt"
	"testing"
	"testing/fstest"
)

func lines(t *testing.T, src string) (disclosed, forwarded string) {
	t.Helper()
	out := Read(fstest.MapFS{"shop/views.py": {Data: []byte(src)}}, []string{"shop/views.py"})
	for _, d := range out.Disclosed {
		disclosed += fmt.Sprintf("%d %s %s;", d.At.Line, d.What, d.By)
	}
	for _, at := range out.Forwarded {
		forwarded += fmt.Sprintf("%d;", at.Line)
	}
	return disclosed, forwarded
}

func TestDisclosed(t *testing.T) {
	for src, want := range map[string]string{
		"print(SECRET_KEY)":                                              "1 SECRET_KEY print;",
		"print('key', settings.SECRET_KEY)":                              "1 SECRET_KEY print;",
		"print(f'key {SECRET_KEY!r}')":                                   "1 SECRET_KEY print;",
		"print('%s' % SECRET_KEY, '{}'.format(1))":                       "1 SECRET_KEY print;",
		"print('{}'.format(DB_PASSWORD))":                                "1 DB_PASSWORD print;",
		"logger.info('%s', os.environ)":                                  "1 os.environ logger.info;",
		"self.logger.error(dict(os.environ))":                            "1 os.environ self.logger.error;",
		"logging.warning(os.environ['DB_PASSWORD'])":                     "1 DB_PASSWORD logging.warning;",
		"print(os.getenv('SECRET_KEY') or 'none')":                       "1 SECRET_KEY print;",
		"print(json.dumps(settings.DATABASES))":                          "1 DATABASES print;",
		"print(vars(settings))":                                          "1 settings print;",
		"print({'key': settings.API_KEY})":                               "1 API_KEY print;",
		"if DEBUG:\n    print(SECRET_KEY)\nelse:\n    print(SECRET_KEY)": "4 SECRET_KEY print;",
		"if __name__ == '__main__':\n    print(SECRET_KEY)":              "",
		"if settings.DEBUG and x:\n    print(SECRET_KEY)":                "",
		"logger.debug(SECRET_KEY)":                                       "",
		"print(len(SECRET_KEY), SECRET_KEY[:4], mask(SECRET_KEY))":       "",
		"print('set' if SECRET_KEY else 'missing')":                      "",
		"print(os.environ['HOME'], os.environ.get('LANG'))":              "",
		"print(PASSWORD_HASHERS, CACHE_KEY, secret_key)":                 "",
		"catalog.info(SECRET_KEY)":                                       "",
		"print(form.SECRET_KEY)":                                         "",
		"print(SECRET_KEY":                                               "",
	} {
		if got, _ := lines(t, src); got != want {
			t.Errorf("%s\n%q, want %q", src, got, want)
		}
	}
}

func TestForwarded(t *testing.T) {
	for src, want := range map[string]string{
		"def ip(request):\n    return request.META['HTTP_X_FORWARDED_FOR'].split(',')[0]":                                                             "2;",
		"def ip(request):\n    x = request.META.get('HTTP_X_FORWARDED_FOR')\n    if x:\n        ip = x.split(',')[0].strip()\n    return ip":          "4;",
		"def ip(r):\n    return r.headers.get('X-Forwarded-For', '').partition(',')[0]":                                                               "2;",
		"def ip(r):\n    ips = [i.strip() for i in r.headers.get('x-forwarded-for').split(',')]\n    return ips[0]":                                   "3;",
		"def ip(r):\n    return r.headers['X-Forwarded-For'].split(',').pop(0)":                                                                       "2;",
		"def ip(r):\n    x = r.headers['X-Forwarded-For'].split(',')\n    if len(x) == 1 and x[0] in TRUSTED:\n        return x[0]\n    return x[-2]": "",
		"def ip(r):\n    x = r.headers['X-Forwarded-For'].split(',')\n    if len(x) == 1:\n        return None\n    else:\n        return x[0]":       "6;",
		"def ip(r):\n    return r.headers['X-Forwarded-For'].split(',')[-1]":                                                                          "",
		"def ip(r):\n    x = r.headers['X-Forwarded-For'].split(',')[-1]\n    return x.split(':')[0]":                                                 "",
		"def a(r):\n    x = r.headers['X-Forwarded-For']\ndef b(x):\n    return x.split(',')[0]":                                                      "",
		"def ip(r):\n    x = r.META['HTTP_X_FORWARDED_FOR'].split(',')\n    if x[0]:\n        return x[0]":                                            "3;",
		"def ip(r):\n    log('X-Forwarded-For', r)\n    return r.META['REMOTE_ADDR'].split(',')[0]":                                                   "",
	} {
		if _, got := lines(t, src); got != want {
			t.Errorf("%s\n%q, want %q", src, got, want)
		}
	}
}

func TestUploads(t *testing.T) {
	for src, want := range map[string]string{
		"from django.db import models\nclass A(models.Model):\n    b = models.ImageField()\n": "models.py:3:16",
		"def save(request):\n    keep(request.FILES['a'])\n":                                  "models.py:2:17",
		"class A(models.Model):\n    file_field = models.CharField()\n":                       "",
	} {
		got := ""
		for _, at := range Read(fstest.MapFS{"models.py": {Data: []byte(src)}, "urls.py": {Data: []byte("static(settings.MEDIA_ROOT)")}}, []string{"models.py", "urls.py"}).Uploads {
			got += fmt.Sprintf("%s:%d:%d", at.File, at.Line, at.Column)
		}
		if got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestServed(t *testing.T) {
	for file, want := range map[string]bool{
		"config/settings/production.py": true, "config/settings/development.py": false, "config/settings_local.py": false, "shop/local.py": true,
		"shop/views.py": true, "shop/tests/views.py": false, "shop/test_views.py": false, "shop/migrations/0001.py": false, "manage.py": false,
		"shop/management/commands/x.py": false, "scripts/x.py": false, "shop/views.txt": false, "tasks.py": false, "shop/tasks.py": true,
	} {
		if served(file) != want {
			t.Errorf("%s: %v", file, !want)
		}
	}
}

func TestRemoteUsers(t *testing.T) {
	for src, want := range map[string]string{
		"class Login(RemoteUserMiddleware):\n    header = 'HTTP_X_AUTH_USER'":                  "2 Login X-Auth-User;",
		"class Login(auth.PersistentRemoteUserMiddleware):\n    header = \"HTTP_REMOTE_USER\"": "2 Login Remote-User;",
		"class Login(RemoteUserMiddleware):\n    header = 'REMOTE_USER'  # not HTTP_":          "",
		"class Login(Other):\n    header = 'HTTP_X'  # RemoteUserMiddleware":                   "",
	} {
		got := ""
		for _, u := range Read(fstest.MapFS{"shop/login.py": {Data: []byte(src)}}, []string{"shop/login.py"}).RemoteUsers {
			got += fmt.Sprintf("%d %s %s;", u.At.Line, u.Class, u.Header)
		}
		if got != want {
			t.Errorf("%s\n%q, want %q", src, got, want)
		}
	}
}
