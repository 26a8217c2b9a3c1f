package django.lib.peers_test

import data.django.lib.peers

share(name) := {"name": name, "with": name, "at": {"file": "main.tf", "line": 7}}

deployed(class, settings, name) := {
	"target": {"class": class, "environment": class},
	"peers": [{"class": "staging", "environment": "staging", "shares": [share(name)]}],
	"settings": settings,
}

key := {"SECRET_KEY": {"chain": [{"kind": "reader", "name": "KEY"}]}, "DATABASES": {"chain": [{"kind": "reader", "name": "DATABASE_URL"}], "parts": {"default.PASSWORD": {"reads": ["DB_PASSWORD"]}}}}

shared contains s.environments if some s in peers.shared_secrets

test_shared_secrets if {
	every name in {"KEY", "DATABASE_URL", "DB_PASSWORD"} {
		shared == {"production and staging"} with input as deployed("production", key, name)
	}
	shared == set() with input as deployed("production", key, "MAPS_KEY")
	shared == set() with input as deployed("staging", key, "KEY")
	shared == {"production and review"} with input as {
		"target": {"class": "staging", "environment": "review"},
		"peers": [{"class": "production", "environment": "production", "shares": [share("KEY")]}], "settings": key,
	}
}

test_share_nothing if {
	every settings in [
		{"SECRET_KEY": {"state": "known"}, "DATABASES": {"state": "partial"}},
		{"SECRET_KEY": {"state": "unknown", "chain": [{"kind": "reader", "name": "KEY"}]}, "DATABASES": {"state": "known"}},
	] {
		peers.share_nothing with input as deployed("production", settings, "MAPS_KEY")
	}
	not peers.share_nothing with input as deployed("production", {"SECRET_KEY": {"state": "unknown"}, "DATABASES": {"state": "known"}}, "MAPS_KEY")
	not peers.share_nothing with input as deployed("production", {"SECRET_KEY": {"state": "unknown", "chain": [{"kind": "reader", "name": "KEY"}]}, "DATABASES": {"state": "known"}}, "KEY")
}

test_shared_keys if {
	of_another_project := {"id": "blog", "class": "production", "project": "blog", "same": ["SECRET_KEY"]}
	peers.shared_keys == {{"with": "blog", "severity": "medium"}} with input as {"target": {"class": "production", "project": "shop"}, "peers": [of_another_project]}
	peers.shared_keys == set() with input as {"target": {"class": "production", "project": "blog"}, "peers": [of_another_project]}
}

test_are_alike if {
	production := {"class": "production", "project": "shop"}
	peers.are_alike with input as {"target": production, "peers": [production]}
	peers.are_alike with input as {"target": production, "peers": []}
	not peers.are_alike with input as {"target": production, "peers": [production, {"class": "staging", "project": "shop"}]}
	not peers.are_alike with input as {"target": production, "peers": [{"class": "production", "project": "blog"}]}
}
