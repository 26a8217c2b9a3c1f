package proxy

import (
	"maps"
	"slices"

	"github.com/djgate/djgate/inputs/document"
)

// platform is what the edge of a platform does by itself: it ends TLS, and sets
// X-Forwarded-Proto anew on each request. What a setting of the platform decides
// is off here; .djgate.yaml may turn it on.
type platform struct {
	name     string
	redirect bool // plain HTTP goes on to HTTPS, always
	hsts     bool
	sets     []string
}

// forwarded are the headers that most platforms set.
var forwarded = []string{"X-Forwarded-For", "X-Forwarded-Proto"}

// platforms are the edges that .djgate.yaml may name.
//
// Sources, each the platform's own documentation:
//
//	app-engine    cloud.google.com/appengine/docs/standard/reference/request-headers; `secure: always` in app.yaml redirects
//	app-runner    docs.aws.amazon.com/apprunner/latest/dg/develop.html; github.com/aws/apprunner-roadmap/issues/231 (redirects with 301, which nothing turns off)
//	app-service   learn.microsoft.com/azure/app-service/configure-ssl-bindings ("HTTPS Only" redirects)
//	cloud-foundry docs.cloudfoundry.org/concepts/http-routing.html (the router sets the headers, and redirects nothing)
//	cloud-run     cloud.google.com/run/docs/triggering/https-request (redirects all HTTP to HTTPS)
//	cloudflare    developers.cloudflare.com/fundamentals/reference/http-headers ("Always Use HTTPS" redirects)
//	digitalocean  docs.digitalocean.com/products/app-platform (redirects HTTP to HTTPS)
//	fly           fly.io/docs/networking/request-headers; force_https in fly.toml redirects
//	heroku        devcenter.heroku.com/articles/http-routing (no redirect of its own)
//	pythonanywhere help.pythonanywhere.com/pages/ForcingHTTPS ("Force HTTPS" redirects)
//	railway       docs.railway.com/reference/public-networking (redirects port 80; X-Forwarded-Proto is always https)
//	render        render.com/docs/tls (redirects all HTTP to HTTPS)
//	vercel        vercel.com/docs/encryption (redirects with 308, adds Strict-Transport-Security)
//	zappa         docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html (API Gateway answers HTTPS alone)
var platforms = map[string]platform{
	"app-engine":     {name: "App Engine", sets: forwarded},
	"app-runner":     {name: "App Runner", redirect: true, sets: forwarded},
	"app-service":    {name: "Azure App Service", sets: forwarded},
	"cloud-foundry":  {name: "Cloud Foundry", sets: forwarded},
	"cloud-run":      {name: "Cloud Run", redirect: true, sets: forwarded},
	"cloudflare":     {name: "Cloudflare", sets: forwarded},
	"digitalocean":   {name: "DigitalOcean App Platform", redirect: true, sets: forwarded},
	"fly":            {name: "Fly.io", sets: append([]string{"X-Forwarded-Port"}, forwarded...)},
	"heroku":         {name: "Heroku", sets: append([]string{"X-Forwarded-Port"}, forwarded...)},
	"pythonanywhere": {name: "PythonAnywhere", sets: forwarded},
	"railway":        {name: "Railway", redirect: true, sets: append([]string{"X-Forwarded-Host"}, forwarded...)},
	"render":         {name: "Render", redirect: true, sets: forwarded},
	"vercel":         {name: "Vercel", redirect: true, hsts: true, sets: append([]string{"X-Forwarded-Host"}, forwarded...)},
	"zappa":          {name: "API Gateway", redirect: true, sets: append([]string{"X-Forwarded-Port"}, forwarded...)},
}

// Platforms lists the names that Platform knows.
func Platforms() []string { return slices.Sorted(maps.Keys(platforms)) }

// Platform returns what the edge of a platform does; nil for one that is not known.
func Platform(name string) *document.Proxy {
	p, ok := platforms[name]
	if !ok {
		return nil
	}
	out := &document.Proxy{Declared: true, Kind: name, Name: p.name, TLS: true, Redirect: p.redirect, HSTS: p.hsts, Sets: slices.Clone(p.sets)}
	if p.hsts {
		out.Headers = []string{"Strict-Transport-Security"}
	}
	return out
}
