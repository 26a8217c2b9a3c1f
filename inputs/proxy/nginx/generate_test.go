package nginx

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	crypto "crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"math/big"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// generator writes configurations, as people and their mistakes make them.
type generator struct {
	rand     *rand.Rand
	upstream string
	ports    []int
	dir      string
	out      strings.Builder
	indent   int
}

func (g *generator) line(format string, args ...any) {
	g.out.WriteString(strings.Repeat("  ", g.indent))
	fmt.Fprintf(&g.out, format+"\n", args...)
	if strings.HasSuffix(format, "{") {
		g.indent++
	}
}

func (g *generator) close() {
	g.indent--
	g.line("}")
}

func (g *generator) pick(list ...string) string { return list[g.rand.IntN(len(list))] }

func (g *generator) chance(percent int) bool { return g.rand.IntN(100) < percent }

// config writes one configuration with a server on each port.
func (g *generator) config() string {
	dir := g.dir
	g.line("daemon off; master_process off; pid %s/nginx.pid;", dir)
	g.line("events { worker_connections 1000; }")
	g.line("http {")
	g.line("access_log off; client_body_temp_path %[1]s/b; proxy_temp_path %[1]s/p; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;", dir)
	g.line("variables_hash_max_size 4096; ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem;", dir)
	g.line("upstream app_server { server %s; }", g.upstream)
	g.line("map $http_x_forwarded_proto $passed { default $http_x_forwarded_proto; '' $scheme; }")
	g.line("map $scheme $switch { HTTPS on; default \"off\"; }")
	g.line("map $host $constant { default same; other.example same; }")
	g.headers(60)
	for _, port := range g.ports {
		g.server(port)
	}
	g.close()
	return g.out.String()
}

func (g *generator) server(port int) {
	g.line("server {")
	g.line("listen 127.0.0.1:%d%s;", port, g.pick("", " ssl", " ssl default_server", " default_server"))
	g.line("server_name %s;", g.pick("shop.example.org", "_", "a.example.org b.example.org", "''"))
	if g.chance(40) {
		g.line("set $chosen %s;", g.pick("https", "$scheme", "'a b'", "$http_host"))
	} else {
		g.line("set $chosen plain;")
	}
	g.headers(50)
	if g.chance(30) {
		g.line("server_tokens %s;", g.pick("on", "off"))
	}
	if g.chance(20) {
		g.line("expires %s;", g.pick("1h", "off", "max"))
	}
	if g.chance(25) {
		g.line("if ($scheme = %s) {", g.pick("http", "https"))
		g.line("return 301 https://$host$request_uri;")
		g.close()
	}
	if g.chance(8) {
		g.line("return %s;", g.pick("444", "404", "301 https://x.example$request_uri", "308 $scheme://$host/"))
	}
	for i := range 1 + g.rand.IntN(3) {
		g.location(fmt.Sprintf("/%c%d", 'a'+i, i), 0)
	}
	g.folder()
	g.location("/", 0)
	g.close()
}

func (g *generator) location(path string, depth int) {
	kind := g.pick("", "", "= ", "^~ ")
	g.line("location %s%s {", kind, path)
	g.headers(50)
	g.access()
	switch g.rand.IntN(8) {
	case 0:
		g.line("return %s;", g.pick("301 https://$host$request_uri", "403", "302 http://x.example/", "307 $scheme://x.example/", "200 ok"))
	case 1:
		g.line("rewrite %s https://$host$request_uri%s;", g.pick("^", "^(.*)$"), g.pick("", "? permanent", "? redirect"))
	case 2:
		g.line("deny all;")
	default:
		g.line("proxy_pass http://%s%s;", g.pick("app_server", g.upstream), g.pick("", "", "/", "/under"))
	}
	if path != "/" && depth == 0 && kind != "= " && g.chance(20) {
		g.location(path+"/in", 1)
	}
	g.close()
}

// access writes who may come in, and how long what he gets may be kept.
func (g *generator) access() {
	switch g.rand.IntN(8) {
	case 0:
		g.line("%s", g.pick("allow 10.0.0.0/8; deny all;", "allow all; deny all;", "deny 10.0.0.0/8;", "allow 192.0.2.1; deny all; allow 127.0.0.1;"))
	case 1:
		g.line("auth_basic %s; auth_basic_user_file %s/users;", g.pick("off", "inside"), g.dir)
	case 2:
		g.line("expires %s;", g.pick("30d", "max", "off", "epoch", "-1", "90"))
	case 3:
		g.line("add_header Cache-Control %s;", g.pick(`"public, max-age=600"`, "no-store", "Max-Age=7"))
	}
}

// folder writes a location that serves the files of a folder; in each there is one
// that tells the folder's name.
func (g *generator) folder() {
	g.line("location %s%s {", g.pick("", "^~ "), "/files/")
	g.access()
	switch g.rand.IntN(3) {
	case 0:
		g.line("alias %s/inside/;", g.dir)
	case 1:
		g.line("root %s;", g.dir)
	default:
		g.line("root %s; try_files $uri =404;", g.dir)
	}
	g.close()
}

// headers writes lists of headers, each with a chance.
func (g *generator) headers(percent int) {
	for _, name := range []string{"Host", "X-Forwarded-Proto", "x-forwarded-host", "X-Forwarded-For", "X-Scheme"} {
		if g.chance(percent / 2) {
			g.line("proxy_set_header %s %s;", name, g.value(name))
		}
	}
	if g.chance(percent / 3) {
		g.line("add_header Strict-Transport-Security %s%s;", g.pick("max-age=60", `"max-age=60; includeSubDomains"`, `"a\"b\\c\d"`), g.pick("", " always"))
	}
	if g.chance(percent / 4) {
		g.line("add_header X-Frame-Options %s%s;", g.pick("DENY", "$constant", "''"), g.pick("", " always"))
	}
	if g.chance(percent / 4) {
		g.line("proxy_hide_header %s;", g.pick("x-frame-options", "X-Other"))
	}
}

func (g *generator) value(name string) string {
	if name == "Host" {
		return g.pick("$host", "$http_host", "$proxy_host", "$host:$server_port", "fixed.example", `"$host"`, "'${http_host}'")
	}
	return g.pick("$scheme", "https", "$http_x_forwarded_proto", "$passed", "$switch", "$constant", `""`, "$proxy_add_x_forwarded_for",
		"$remote_addr", "$host", "$http_x_scheme", "${scheme}", "'two words'", `a\"b`, `"a{b"`, "a#b", "$server_port", "x-$scheme-y", `"a\t$https-"`, "$http_x_forwarded_host")
}

// certificate writes a certificate that signs itself.
func certificate(t *testing.T, dir string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), crypto.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{"shop.example.org"}}
	der, err := x509.CreateCertificate(crypto.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "cert.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, filepath.Join(dir, "key.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
}
