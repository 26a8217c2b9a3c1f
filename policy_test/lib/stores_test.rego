package django.lib.stores_test

import data.django.lib.stores
import data.django.lib.transport

known(value) := {"state": "known", "value": value, "set": true}

caches(cache) := {"settings": {"CACHES": known({"default": object.union({"BACKEND": "django.core.cache.backends.redis.RedisCache"}, cache)})}}

hosts contains cache.host if some cache in stores.unguarded

test_unguarded if {
	hosts == {"cache"} with input as caches({"LOCATION": "redis://cache:6379/1"})
	hosts == {"a", "10.0.0.1"} with input as caches({"LOCATION": ["a:11211", "redis://10.0.0.1"]})
	hosts == set() with input as caches({"LOCATION": {"$secret": {}}})
	hosts == set() with input as caches({"LOCATION": "redis://cache:6379", "OPTIONS": {"PASSWORD": {"$secret": {}}}})
	{cache.port | some cache in stores.unguarded} == {11211} with input as caches({"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache", "LOCATION": "cache:11211"})
	stores.location("default") == "CACHES.default.LOCATION"
}

test_public_addresses if {
	stores.is_public_address("203.0.114.7")
	not stores.is_public_address("172.20.0.1")
	not stores.is_public_address("cache")
}

uploads(old, class, options) := {"django": {"exact": "4.2"}, "settings": object.union(old, {
	"STORAGES": known({"default": object.union({"BACKEND": class}, options)}),
	"AWS_STORAGE_BUCKET_NAME": known("aws"),
	"GS_BUCKET_NAME": known("gs"),
})}

s3 := "storages.backends.s3.S3Storage"

disk := "django.core.files.storage.FileSystemStorage"

named := {"OPTIONS": {"bucket_name": "own"}}

test_uploads if {
	stores.are_remote with input as uploads({}, s3, {})
	not stores.are_remote with input as uploads({}, disk, {})
	stores.are_remote with input as uploads({"DEFAULT_FILE_STORAGE": known(s3)}, disk, {})
	stores.may_be_remote with input as uploads({}, "config.Storage", {})
	not stores.may_be_remote with input as uploads({}, s3, {})
	stores.is_upload_bucket("aws") with input as uploads({}, s3, {})
	stores.is_upload_bucket("gs") with input as uploads({}, s3, {})
	stores.is_upload_bucket("own") with input as uploads({}, s3, named)
	not stores.is_upload_bucket("aws") with input as uploads({}, s3, named)
	stores.is_foreign(s3)
	not stores.is_foreign(disk)
}

database(engine, host, more) := {"settings": {"DATABASES": known({"default": object.union({"ENGINE": engine, "HOST": host}, more)})}}

postgres := "django.db.backends.postgresql"

mysql := "django.db.backends.mysql"

test_databases_in_clear if {
	count(transport.in_clear) == 1 with input as database(postgres, "203.0.114.7", {})
	count(transport.in_clear) == 1 with input as database(postgres, "203.0.114.7", {"OPTIONS": {"sslmode": "prefer"}})
	count(transport.in_clear) == 0 with input as database(postgres, "203.0.114.7", {"OPTIONS": {"sslmode": "require"}})
	count(transport.in_clear) == 0 with input as database(postgres, "203.0.114.7", {"OPTIONS": {"$more": {}}})
	count(transport.in_clear) == 0 with input as database(postgres, "10.0.0.1", {})
	count(transport.in_clear) == 1 with input as database(mysql, "203.0.114.7", {})
	count(transport.in_clear) == 0 with input as database(mysql, "203.0.114.7", {"OPTIONS": {"ssl": {}}})
}

test_brokers_of_both_names if {
	{broker.setting | some broker in stores.unguarded_brokers} == {"BROKER_URL", "CELERY_BROKER_URL"} with input.settings as {
		"BROKER_URL": known("redis://broker:6379/0"),
		"CELERY_BROKER_URL": known("amqp://broker//"),
	}
}
