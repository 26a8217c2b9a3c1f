package urlconf

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

// values are the settings that a test knows.
type values map[string]any

func (v values) Truth(name string) (bool, bool) {
	on, known := v[name].(bool)
	return on, known
}

func (v values) Text(name string) (string, bool) {
	s, known := v[name].(string)
	return s, known
}

func input(t *testing.T, src string, settings values) Input {
	t.Helper()
	if !strings.HasPrefix(src, "-- ") {
		src = "-- urls.py --\nfrom django.contrib import admin\nfrom django.conf import settings\nfrom django.urls import include, path, re_path\nfrom django.views.static import serve\n" + src + "\n"
	}
	fsys, err := txtar.FS(txtar.Parse([]byte(src)))
	if err != nil {
		t.Fatal(err)
	}
	return Input{FS: fsys, Root: "urls", Settings: settings, Find: func(module string) (string, bool) {
		for _, file := range []string{strings.ReplaceAll(module, ".", "/") + ".py", strings.ReplaceAll(module, ".", "/") + "/__init__.py"} {
			if _, err := fs.Stat(fsys, file); err == nil {
				return file, true
			}
		}
		return "", false
	}}
}

func TestRoutes(t *testing.T) {
	settings := values{"ADMIN_URL": "door/", "LOCAL": true}
	for _, c := range []struct{ name, src, want string }{
		{"default", `urlpatterns = [path("admin/", admin.site.urls)]`, "admin default"},
		{"regular expression", `urlpatterns = [re_path(r"^admin/", include(admin.site.urls))]`, "admin default"},
		{"own path", `urlpatterns = [path("back-office/", admin.site.urls)]`, "admin own"},
		{"of a setting", `urlpatterns = [path(settings.ADMIN_URL, admin.site.urls)]`, "admin own"},
		{"of an unknown setting", `urlpatterns = [path(settings.WHERE, admin.site.urls)]`, "admin unknown"},
		{"joined", "where = \"adm\" + \"in\"\nurlpatterns = [path(f\"{where}/\", admin.site.urls)]", "admin default"},
		{"in all languages", "from django.conf.urls.i18n import i18n_patterns\nurlpatterns = i18n_patterns(path('admin/', admin.site.urls))", "admin default"},
		{"site of its own", "from shop.admin import shop_admin\nurlpatterns = [path('admin/', shop_admin.urls)]", "admin default"},
		{"below a prefix", `urlpatterns = [path("staff/", include([path("admin/", admin.site.urls)]))]`, "admin own"},
		{"behind a switch that is on", "urlpatterns = []\nif settings.LOCAL:\n    urlpatterns += [path('admin/', admin.site.urls)]", "admin default"},
		{"behind an unknown switch", "urlpatterns = []\nif settings.OTHER:\n    urlpatterns.append(path('admin/', admin.site.urls))", "admin default?"},
		{"no route", "others = [path('admin/', admin.site.urls)]\nurlpatterns = []", ""},
		{"files", `urlpatterns = [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": "/m"})]`, "serve"},
		{"files while developing", "urlpatterns = []\nif settings.DEBUG:\n    urlpatterns += [path('m/<path:path>', serve)]", ""},
		{"files but while developing", "urlpatterns = [] if settings.DEBUG else [path('m/<path:path>', serve)]", "serve"},
		{"either", "urlpatterns = []\nif settings.DEBUG or settings.LOCAL:\n    urlpatterns += [path('m/<path:path>', serve)]", "serve"},
		{"both", "urlpatterns = []\nif settings.OTHER and settings.DEBUG:\n    urlpatterns += [path('m/<path:path>', serve)]", ""},
		{"helper", "from django.conf.urls.static import static\nurlpatterns = static('/media/', document_root='/m')", ""},
		{"protected", "from django.contrib.auth.decorators import login_required\nurlpatterns = [path('m/<path:path>', login_required(serve))]", ""},
		{"through the module", "import django.views.static\nurlpatterns = [path('m/<path:path>', django.views.static.serve)]", "serve"},
		{"static insecurely", "from django.contrib.staticfiles import views\nurlpatterns = [path('s/<path:path>', views.serve, {'insecure': True})]", "insecure"},
		{"static", "from django.contrib.staticfiles import views\nurlpatterns = [path('s/<path:path>', views.serve)]", ""},
		{"function", "def more():\n    return [path('m/<path:path>', serve)]\nurlpatterns = [] + more()", "serve?"},
		{"comprehension", "urlpatterns = [path(p, serve) for p in ('a', 'b')]", "serve?"},
		{"loop without end", "urlpatterns = [path('a/', include('urls'))]", ""},
		{"replaced in a branch", "urlpatterns = [path('admin/', admin.site.urls)]\nif settings.OTHER:\n    urlpatterns = []", "admin default?"},
		{"another module", "-- urls.py --\nfrom django.urls import include, path\nurlpatterns = [path('', include('shop.urls')), *__import__('x')]\n-- shop/urls.py --\nfrom django.urls import path\nfrom .views import serve as s\nfrom django.views.static import serve\nurlpatterns = [path('a', s), path('m/<path:path>', serve)]\n-- shop/views.py --\n", "serve"},
		{"star import", "-- urls.py --\nfrom base import *\nurlpatterns += []\n-- base.py --\nfrom django.urls import path\nfrom django.views.static import serve\nurlpatterns = [path('m/<path:path>', serve)]\n", "serve"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, route := range Read(input(t, c.src, settings)).Routes {
				text := strings.TrimSpace(route.View + " " + route.Path)
				if !route.Certain {
					text += "?"
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(c.want, strings.Join(got, ", ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestViews(t *testing.T) {
	const views = `
-- shop/__init__.py --
-- shop/views.py --
from functools import partial
from .more import *
def two(request, exception): pass
def one(request): pass
def any(*args, **kwargs): pass
def reason(request, reason=""): pass
@wrapped
def other(): pass
class Page: pass
page = Page.as_view()
part = partial(two, exception=None)
again = one
-- shop/more.py --
-- shop/errors.py --
def two(request, exception): pass
`
	for view, want := range map[string]string{
		`"shop.views.two"`: "", `"shop.views.one"`: "arguments", `"shop.views.any"`: "", `"shop.views.reason"`: "", `"shop.views.other"`: "unknown",
		`"shop.views.page"`: "", `"shop.views.part"`: "unknown", `"shop.views.again"`: "arguments", `"shop.views.gone"`: "unknown",
		`"shop.errors.gone"`: "missing", `"shop.gone.two"`: "missing", `"gone.two"`: "unknown", `"django.views.defaults.page_not_found"`: "",
		`lambda request, exception: None`: "", `lambda request: None`: "arguments", `errors.two`: "", `errors.gone`: "missing",
	} {
		in := input(t, "-- urls.py --\nfrom shop import errors\nhandler404 = "+view+"\n"+views, nil)
		if got := fmt.Sprint(Read(in).Views); got != fmt.Sprintf("[{handler404 %s urls.py:2}]", want) {
			t.Errorf("%s: %s, want %q", view, got, want)
		}
	}
	for view, want := range map[string]string{"shop.views.reason": "", "shop.views.one": "arguments", "shop.views.two": "arguments", "shop.views.any": ""} {
		in := input(t, "-- urls.py --\n"+views, nil)
		in.FailureView = view
		if got := Read(in).Views[0].Problem; got != want {
			t.Errorf("%s: %q, want %q", view, got, want)
		}
	}
}

func TestUnreadable(t *testing.T) {
	for name, src := range map[string]string{"no module": "-- other.py --\n", "no Python": "-- urls.py --\nurlpatterns = [\n"} {
		out := Read(input(t, src, nil))
		if len(out.Doubts) == 0 || len(out.Routes) > 0 {
			t.Errorf("%s: %+v", name, out)
		}
	}
	if out := Read(Input{}); len(out.Doubts)+len(out.Routes)+len(out.Views) > 0 {
		t.Errorf("%+v", out)
	}
}
