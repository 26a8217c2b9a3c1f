package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/proxy/proxytest"
)

// What init writes runs here: Django with the settings, in gunicorn, behind a real
// nginx or Caddy with the configuration, all on loopback. Only what a test cannot have
// is replaced: ports, certificates, folders below /srv, and PostgreSQL by SQLite.

const (
	siteHost = "shop.kettle-and-leaf.net"
	evilHost = "evil.example.net"
	password = "kettle-and-leaf"
)

func TestGeneratedSiteRuns(t *testing.T) {
	for _, tt := range []struct{ project, proxy, module, static string }{
		{"startproject", "nginx", "mysite.settings_production", "/static/"},
		{"nginx", "nginx", "config.settings.production", "/assets/"},
		{"caddy", "caddy", "config.settings.production", "/assets/"},
	} {
		t.Run(tt.project+" "+tt.proxy, func(t *testing.T) {
			python := djangoPython(t)
			program := proxytest.Program(t, "DJGATE_"+strings.ToUpper(tt.proxy), tt.proxy, "/usr/sbin/"+tt.proxy)
			dir := generated(t, tt.project, tt.proxy)
			ports := proxytest.Ports(t, 3)
			d := &deployment{dir: dir, module: tt.module, proxy: tt.proxy, http: ports[0], https: ports[1], django: ports[2]}
			d.startDjango(t, python)
			d.startProxy(t, program)
			d.redirects(t)
			d.refusesStrangers(t)
			d.serves(t, tt.static)
			d.takesForms(t)
			d.answersTheChecklist(t)
		})
	}
}

// djangoPython finds a Python with Django, gunicorn and the libraries of the fixtures.
func djangoPython(t *testing.T) string {
	t.Helper()
	python := proxytest.Program(t, "DJGATE_PYTHON", "python3")
	if exec.Command(python, "-c", "import django, gunicorn, environ, decouple").Run() == nil {
		return python
	}
	const missing = "no Django, gunicorn, django-environ and python-decouple for $DJGATE_PYTHON (.ci/requirements.txt)"
	if os.Getenv("DJGATE_REQUIRE_ORACLES") != "" {
		t.Fatal(missing)
	}
	t.Skip(missing)
	return ""
}

// TestGeneratedSettingsOfEveryDjango: Django's own checks, in every version that is
// installed, want of the settings only what HSTS begins without.
func TestGeneratedSettingsOfEveryDjango(t *testing.T) {
	pythons, err := filepath.Glob(filepath.Join(os.Getenv("DJGATE_VENVS"), "django-*", "bin", "python"))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("DJGATE_VENVS") == "" || len(pythons) == 0 {
		if os.Getenv("DJGATE_REQUIRE_ORACLES") != "" {
			t.Fatal("no virtual environment has Django ($DJGATE_VENVS)")
		}
		t.Skip("no virtual environment has Django ($DJGATE_VENVS)")
	}
	d := &deployment{dir: generated(t, "startproject", "nginx"), module: "mysite.settings_production"}
	env := d.prepare(t)
	for _, python := range pythons {
		c := exec.Command(python, "manage.py", "check", "--deploy")
		c.Dir, c.Env = d.dir, env
		out, err := c.CombinedOutput()
		ids := regexp.MustCompile(`(?m)^\?: \(([\w.]+)\)`).FindAllSubmatch(out, -1)
		if err != nil || len(ids) != 2 || string(ids[0][1]) != "security.W005" || string(ids[1][1]) != "security.W021" {
			t.Errorf("%s: %v\n%s", python, err, out)
		}
	}
}

// deployment is a generated project that runs, and its ports.
type deployment struct {
	dir, module, proxy  string
	http, https, django int
}

func (d *deployment) path(name string) string { return filepath.Join(d.dir, name) }

func (d *deployment) write(t *testing.T, name, text string) {
	t.Helper()
	writeFile(t, d.path(name), text)
}

// prepare writes a module that puts a database and folders which are there over the
// generated settings, and returns the environment that runs it.
func (d *deployment) prepare(t *testing.T) []string {
	t.Helper()
	d.write(t, "live.py", fmt.Sprintf(`from %s import *

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": %q}}
STATIC_ROOT = %q
MEDIA_ROOT = %q
`, d.module, d.path("live.sqlite3"), d.path("live/static"), d.path("live/media")))
	d.write(t, "live/media/cat.html", "<script>alert(1)</script>")
	env := append(os.Environ(), "DJANGO_SETTINGS_MODULE=live", "DJANGO_SUPERUSER_PASSWORD="+password)
	for name, value := range supplied {
		env = append(env, name+"="+value)
	}
	return env
}

// startDjango fills the database and the folders, and runs the server.
func (d *deployment) startDjango(t *testing.T, python string) {
	t.Helper()
	env := d.prepare(t)
	for _, command := range []string{"migrate --verbosity 0", "collectstatic --noinput --verbosity 0", "createsuperuser --noinput --username ada --email ada@example.org"} {
		c := exec.Command(python, append([]string{"manage.py"}, strings.Fields(command)...)...)
		c.Dir, c.Env = d.dir, env
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, out)
		}
	}
	pkg, _, _ := strings.Cut(d.module, ".")
	c := exec.Command(python, "-m", "gunicorn", pkg+".wsgi", "--bind", fmt.Sprintf("127.0.0.1:%d", d.django))
	c.Dir, c.Env = d.dir, env
	proxytest.Run(t, c, d.path("gunicorn.log"), func(said string) bool { return strings.Contains(said, "Booting worker") })
}

// startProxy runs the generated configuration with what is different on loopback.
func (d *deployment) startProxy(t *testing.T, program string) {
	t.Helper()
	name := "deploy/Caddyfile"
	if d.proxy == "nginx" {
		name = "deploy/nginx.conf"
	}
	src, err := os.ReadFile(d.path(name))
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`/srv/\w+/`).ReplaceAllString(string(src), d.path("live")+"/")
	text = regexp.MustCompile(`\b(web|127\.0\.0\.1):8000\b`).ReplaceAllString(text, fmt.Sprintf("127.0.0.1:%d", d.django))
	var c *exec.Cmd
	if d.proxy == "nginx" {
		d.certificate(t)
		text = strings.NewReplacer("listen 80", fmt.Sprintf("listen 127.0.0.1:%d", d.http), "listen 443", fmt.Sprintf("listen 127.0.0.1:%d", d.https)).Replace(text)
		text = regexp.MustCompile(`/etc/ssl/\w+/(fullchain|privkey)\.pem`).ReplaceAllStringFunc(text, func(file string) string { return d.path(filepath.Base(file)) })
		d.write(t, "nginx.conf", fmt.Sprintf("daemon off;\nmaster_process off;\npid %s;\nevents {}\nhttp {\naccess_log off;\ntypes { text/css css; text/html html; }\n%s\n%s}\n",
			d.path("nginx.pid"), temporary(d.dir), text))
		c = exec.Command(program, "-p", d.dir, "-c", d.path("nginx.conf"), "-e", d.path("error.log"))
	} else {
		text = fmt.Sprintf("{\n\tadmin off\n\thttp_port %d\n\thttps_port %d\n\tdefault_bind 127.0.0.1\n\tlocal_certs\n\tskip_install_trust\n}\n", d.http, d.https) + text
		d.write(t, "Caddyfile", text)
		c = exec.Command(program, "run", "--config", d.path("Caddyfile"), "--adapter", "caddyfile")
		c.Env = append(os.Environ(), "HOME="+d.dir, "XDG_DATA_HOME="+d.dir, "XDG_CONFIG_HOME="+d.dir)
	}
	proxytest.Run(t, c, d.path("proxy.log"), func(string) bool { return d.listens(d.http) && d.hasCertificate() })
}

// certificate writes one that is as good as any where nobody checks it.
func (d *deployment) certificate(t *testing.T) {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	pair := s.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	d.write(t, "fullchain.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})))
	d.write(t, "privkey.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})))
}

// temporary are the folders that nginx makes, below one of the test's own.
func temporary(dir string) string {
	var b strings.Builder
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		fmt.Fprintf(&b, "%s_temp_path %s;\n", kind, filepath.Join(dir, "nginx-"+kind))
	}
	return b.String()
}

func (d *deployment) listens(port int) bool {
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// hasCertificate tells whether the proxy ends TLS for the site: Caddy makes its
// certificate after it has begun to listen.
func (d *deployment) hasCertificate() bool {
	c, err := tls.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", d.https), &tls.Config{ServerName: siteHost, InsecureSkipVerify: true})
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// visitor comes to the deployment by the ports that browsers use, keeps cookies, and
// follows no redirect by itself.
func (d *deployment) visitor(t *testing.T) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		here := map[string]int{"80": d.http, "443": d.https}[port]
		return (&net.Dialer{}).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", here))
	}
	return &http.Client{
		Jar:           jar,
		Transport:     &http.Transport{DialContext: dial, TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// answer is what came back; status 0 where the connection was refused or ended.
type answer struct {
	status int
	header http.Header
	body   string
}

func ask(t *testing.T, c *http.Client, method, address, host string, form url.Values, header map[string]string) answer {
	t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequest(method, address, body)
	if err != nil {
		t.Fatal(err)
	}
	if r.Host = host; form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for name, value := range header {
		r.Header.Set(name, value)
	}
	got, err := c.Do(r)
	if err != nil {
		return answer{header: http.Header{}, body: errors.Unwrap(err).Error()}
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{got.StatusCode, got.Header, string(text)}
}

// want fails where a status is not one of those wanted.
func (a answer) want(t *testing.T, what string, statuses ...int) {
	t.Helper()
	for _, status := range statuses {
		if a.status == status {
			return
		}
	}
	t.Errorf("%s: %d, want %v\n%v\n%.300s", what, a.status, statuses, a.header, a.body)
}

// redirects: HTTP goes to HTTPS in one step, whatever scheme the client claims, and
// HTTPS goes nowhere.
func (d *deployment) redirects(t *testing.T) {
	t.Helper()
	c := d.visitor(t)
	for _, header := range []map[string]string{nil, {"X-Forwarded-Proto": "https"}} {
		a := ask(t, c, "GET", "http://"+siteHost+"/admin/login/?a=b", "", nil, header)
		a.want(t, "plain HTTP", 301, 308)
		if got := a.header.Get("Location"); got != "https://"+siteHost+"/admin/login/?a=b" {
			t.Errorf("plain HTTP is sent to %q", got)
		}
	}
	for _, header := range []map[string]string{nil, {"X-Forwarded-Proto": "http"}} {
		a := ask(t, c, "GET", "https://"+siteHost+"/admin/login/", "", nil, header)
		a.want(t, "HTTPS", 200)
		for name, want := range map[string]string{"Strict-Transport-Security": "max-age=3600", "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff"} {
			if got := a.header.Values(name); len(got) != 1 || got[0] != want {
				t.Errorf("%s is %q, want %q once", name, got, want)
			}
		}
	}
}

// refusesStrangers: neither the proxy nor Django answers to a name that is not the site's.
func (d *deployment) refusesStrangers(t *testing.T) {
	t.Helper()
	c := d.visitor(t)
	for _, tt := range []struct{ address, host string }{
		{"http://" + evilHost + "/admin/login/", ""},
		{"https://" + evilHost + "/admin/login/", ""},
		{"https://" + siteHost + "/admin/login/", evilHost}, // TLS for one name, HTTP for another
	} {
		ask(t, c, "GET", tt.address, tt.host, nil, nil).want(t, tt.address+" as "+tt.host, 0, 400, 421)
	}
	direct := fmt.Sprintf("http://127.0.0.1:%d/admin/login/", d.django)
	ask(t, http.DefaultClient, "GET", direct, evilHost, nil, nil).want(t, "Django itself, a stranger's name", 400)
}

// serves: static files and uploads come from the proxy, and nothing beside them.
func (d *deployment) serves(t *testing.T, static string) {
	t.Helper()
	c := d.visitor(t)
	a := ask(t, c, "GET", "https://"+siteHost+static+"admin/css/base.css", "", nil, nil)
	a.want(t, "a static file", 200)
	if got := a.header.Get("Content-Type"); !strings.HasPrefix(got, "text/css") {
		t.Errorf("a style sheet comes as %q", got)
	}
	beside := strings.TrimSuffix(static, "/") + "../media/cat.html"
	ask(t, c, "GET", "https://"+siteHost+beside, "", nil, nil).want(t, beside, 400, 403, 404)
	if static != "/assets/" {
		return // no uploads
	}
	a = ask(t, c, "GET", "https://"+siteHost+"/uploads/cat.html", "", nil, nil)
	a.want(t, "an upload", 200)
	if a.header.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("an upload may run as a page of the site: %v", a.header)
	}
}

var csrfToken = regexp.MustCompile(`name="csrfmiddlewaretoken" value="([^"]+)"`)

// form fetches a page and returns the token in it.
func form(t *testing.T, c *http.Client, address string) url.Values {
	t.Helper()
	a := ask(t, c, "GET", address, "", nil, nil)
	a.want(t, address, 200)
	found := csrfToken.FindStringSubmatch(a.body)
	if found == nil {
		t.Fatalf("%s has no form", address)
	}
	return url.Values{"csrfmiddlewaretoken": {found[1]}}
}

// takesForms: the login works and gives a cookie for HTTPS alone; a form with its token
// is taken, and one without, or from elsewhere, is not.
func (d *deployment) takesForms(t *testing.T) {
	t.Helper()
	c := d.visitor(t)
	login := "https://" + siteHost + "/admin/login/?next=/admin/"
	here := map[string]string{"Origin": "https://" + siteHost, "Referer": login}
	values := form(t, c, login)
	values.Set("username", "ada")
	values.Set("password", password)
	a := ask(t, c, "POST", login, "", values, here)
	a.want(t, "the login", 302)
	if cookies := strings.Join(a.header.Values("Set-Cookie"), "\n"); !regexp.MustCompile(`(?m)^sessionid=.*Secure`).MatchString(cookies) {
		t.Errorf("the session's cookie: %s", cookies)
	}
	group := "https://" + siteHost + "/admin/auth/group/add/"
	values = form(t, c, group)
	values.Set("name", "tea")
	elsewhere := map[string]string{"Origin": "https://" + evilHost, "Referer": "https://" + evilHost + "/"}
	ask(t, c, "POST", group, "", values, elsewhere).want(t, "a form from another site", 403)
	ask(t, c, "POST", group, "", url.Values{"name": {"tea"}}, here).want(t, "a form without its token", 403)
	ask(t, c, "POST", group, "", values, here).want(t, "a form", 302)
}

// answersTheChecklist: the commands that checklist prints show what they say they show.
func (d *deployment) answersTheChecklist(t *testing.T) {
	t.Helper()
	curl := proxytest.Program(t, "DJGATE_CURL", "curl")
	commands, variables := askedOf(t, d.dir)
	if len(variables) > 1 || len(variables) == 1 && variables[0] != "HOST" {
		t.Errorf("the commands need %v", variables)
	}
	d.write(t, ".curlrc", fmt.Sprintf("insecure\nconnect-to = \"%[1]s:80:127.0.0.1:%[2]d\"\nconnect-to = \"%[1]s:443:127.0.0.1:%[3]d\"\n", siteHost, d.http, d.https))
	for _, tt := range []struct {
		id   string
		at   int
		want string
	}{
		{"debug-live-page", 0, `^0\n$`},
		{"debug-live-page", 1, `(^|\n)0\n$`},
		{"site-live", 0, `^404 \n$`}, // the fixtures have the admin alone
		{"bad-host-live-accepted", 0, `(^|\n)(000|400|421)\n$`},
		{"bad-host-live-accepted", 2, `(^|\n)(000|400|421) \n$`},
		{"http-live-not-redirected", 0, `^30[18] https://` + siteHost + `/\?a=b\n$`},
		{"http-live-not-redirected", 1, `^404 1 https://` + siteHost + `/\n$`},
		{"proxy-scheme-live-spoofable", 0, `^30[18] https://` + siteHost + `/\n$`},
		{"live-vs-settings-drift", 0, `(?i)strict-transport-security: max-age=3600\r\n`},
		{"cookies-live", 0, `csrftoken=.*SameSite=Lax; Secure`},
		{"csrf-live", 0, `^$`},
		{"csrf-live", 1, `^200\n$`},
		{"csrf-live", 2, `^403\n$`},
		{"static-live", 0, `^200 text/css`},
		{"dotfiles-live", 0, `^404 .env\n404 .git/HEAD\n404 settings.py\n404 db.sqlite3\n$`},
	} {
		if tt.at >= len(commands[tt.id]) {
			t.Errorf("%s has %d commands", tt.id, len(commands[tt.id]))
			continue
		}
		c := exec.Command("sh", "-c", commands[tt.id][tt.at])
		c.Dir = d.dir
		c.Env = append(os.Environ(), "CURL_HOME="+d.dir, "HOST="+siteHost, "PATH="+filepath.Dir(curl)+":"+os.Getenv("PATH"))
		out, _ := c.CombinedOutput()
		if !regexp.MustCompile(tt.want).Match(out) {
			t.Errorf("%s: %s\n%s", tt.id, commands[tt.id][tt.at], out)
		}
	}
}
