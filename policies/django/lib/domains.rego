# METADATA
# description: >-
#   Domains below which anybody may have a name: of a country, of a hosting
#   platform. The platforms are those that Django projects are deployed on.
package django.lib.domains

# A domain of which strangers own subdomains; without a dot before it.
is_shared(domain) if {
	not contains(domain, ".")
	domain != "localhost"
}

is_shared(domain) if domain in _platforms

is_shared(domain) if {
	[kind, country] := split(domain, ".")
	kind in {"ac", "co", "com", "edu", "gov", "net", "org"}
	count(country) == 2
}

is_shared(domain) if {
	some suffix in {".elb.amazonaws.com", ".elasticbeanstalk.com", ".cloudapp.azure.com", ".railway.app", ".run.app", ".ngrok.io"}
	endswith(sprintf(".%s", [domain]), suffix)
	count(split(trim_suffix(domain, suffix), ".")) <= 1
}

_platforms := {
	"amazonaws.com", "elb.amazonaws.com", "elasticbeanstalk.com", "cloudfront.net", "awsapprunner.com", "appspot.com", "run.app", "a.run.app",
	"web.app", "firebaseapp.com", "azurewebsites.net", "azurecontainerapps.io", "cloudapp.net", "cloudapp.azure.com", "azurefd.net",
	"herokuapp.com", "onrender.com", "railway.app", "up.railway.app", "fly.dev", "ondigitalocean.app", "pythonanywhere.com",
	"vercel.app", "now.sh", "netlify.app", "pages.dev", "workers.dev", "trycloudflare.com", "github.io", "github.dev", "app.github.dev",
	"gitlab.io", "gitpod.io", "repl.co", "replit.dev", "replit.app", "ngrok.io", "ngrok.app", "ngrok-free.app", "ngrok-free.dev", "loca.lt",
	"koyeb.app", "cyclic.app", "zeabur.app", "northflank.app", "platformsh.site", "scalingo.io", "osc-fr1.scalingo.io", "nip.io", "sslip.io",
}
