package django.lib.infra_test

import data.django.lib.infra

known(value) := {"state": "known", "value": value, "truth": truth} if truth := value != false

unknown := {"state": "unknown", "because": "nothing sets it"}

database(facts) := object.union({"name": "aws_db_instance.main", "engine": known("postgres"), "version": known("13.4")}, facts)

databases(facts) := {"infra": {"databases": [database(facts)]}}

rules(open) := {"infra": {"firewall_rules": [{"name": "db", "from": known(5432), "to": known(5432), "open": open}]}}

test_facts if {
	count(infra.with_on("databases", "public")) == 1 with input as databases({"public": known(true)})
	count(infra.with_off("databases", "public")) == 0 with input as databases({"public": known(true)})
	count(infra.with_off("databases", "public")) == 1 with input as databases({"public": known(false)})
	count(infra.with_on("databases", "public") | infra.with_off("databases", "public")) == 0 with input as databases({"public": unknown})
	infra.subject(database({}), "public") == "infra.aws_db_instance.main.public"
}

test_openings if {
	count(infra.openings(5432)) == 1 with input as rules(known(true))
	count(infra.openings(3306)) == 0 with input as rules(known(true))
	count(infra.openings(5432)) == 0 with input as rules(known(false))
	not infra.is_shut(5432) with input as rules(known(true))
	infra.is_shut(3306) with input as rules(known(true))
	infra.is_shut(5432) with input as rules(known(false))
	not infra.is_shut(5432) with input as rules(unknown)
}

test_openings_for if {
	cache := {"infra": {"firewall_rules": [{"name": "cache", "from": known(6379), "to": known(6380), "open": known(true)}]}}
	count(infra.openings_for("redis")) == 1 with input as cache
	count(infra.openings_for("memcached")) == 0 with input as cache
}

test_all if {
	infra.are_on("databases", "public") with input as databases({"public": known(true)})
	not infra.are_on("databases", "public") with input as databases({"public": unknown})
	infra.are_off("databases", "public") with input as databases({"public": known(false)})
	not infra.are_off("databases", "public") with input as databases({"public": known(true)})
}

test_addressed if {
	{found.port | some found in infra.addressed} == {5432} with input as databases({"public": known(true)})
	infra.addressed == set() with input as databases({"public": known(false)})
	infra.addressed == set() with input as databases({"public": known(true), "open": known(false)})
}

test_outdated if {
	{found.least | some found in infra.outdated} == {"14"} with input as object.union(databases({}), {"django": {"exact": "5.2.3", "series": "5.2"}})
	infra.outdated == set() with input as object.union(databases({}), {"django": {"exact": "5.1", "series": "5.1"}})
	infra.outdated == set() with input as object.union(databases({}), {"django": {}})
	infra.outdated == set() with input as object.union(databases({"version": unknown, "engine": known("other")}), {"django": {"exact": "5.2.3", "series": "5.2"}})
}
