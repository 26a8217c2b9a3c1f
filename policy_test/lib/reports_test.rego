package lib.reports_test

import data.django.lib.reports

test_printed if {
	reports.are_printed with input as {"service": {"server": {"program": "daphne"}}}
	reports.are_printed with input as {"service": {"server": {"program": "waitress"}}}
	reports.are_printed with input as {"service": {"kind": "lambda"}}
}

test_left_to_django if {
	reports.are_left_to_django with input as {"service": {"kind": "procfile", "server": {"program": "gunicorn"}}}
	reports.are_left_to_django with input as {"service": {}}
	not reports.are_left_to_django with input as {"service": {"kind": "zappa"}}
}
