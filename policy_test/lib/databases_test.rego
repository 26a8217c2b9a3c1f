package django.lib.databases_test

import data.django.lib.databases
import data.django.lib.target

at(host) := {"settings": {"DATABASES": {"state": "partial", "value": {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": host}}}}}

test_where_the_database_is_may_be_untold if {
	databases.are_untold with input as {"settings": {"DATABASES": {"state": "unknown"}}}
	databases.are_untold with input as {"settings": {"DATABASES": {"state": "partial", "value": {"default": {"$unknown": {}}}}}}
	databases.are_untold with input as at({"$unknown": {}})
	databases.are_untold with input as object.union(at("db"), {"settings": {"DATABASES": {"parts": {"default.HOST": {"assumes": ["DB_HOST"]}}}}})
	not databases.are_untold with input as at("db")
}

test_one_server_is_beside if {
	db := {"name": "db", "kind": "postgres"}
	cache := {"name": "cache", "kind": "redis"}
	databases.beside == "db" with input as {"service": {"peers": [db, cache]}}
	not databases.beside with input as {"service": {"peers": [db, cache, {"name": "old", "kind": "mysql"}]}}
	not databases.beside with input as {"service": {"peers": [cache]}}
}

test_clear if {
	target.is_clear with input as {"target": {"unclear": false}}
	target.is_unclear with input as {"target": {"unclear": true}}
}
