package lib.superusers_test

import data.django.lib.superusers

test_no_service_makes_none if superusers.are_none with input as {"target": {"class": "production"}}
