# METADATA
# title: Which hosts are allowed is computed while Django starts
# description: >-
#   No file tells which hosts the site answers to. A lookup that is slow or fails keeps
#   every process from starting, and an address that changes locks the site out.
# related_resources:
#   - ref: https://docs.djangoproject.com/en/stable/ref/settings/#allowed-hosts
#   - ref: https://docs.djangoproject.com/en/stable/howto/deployment/checklist/#allowed-hosts
# custom:
#   severity: info
#   reads: [settings.ALLOWED_HOSTS]
#   inputs: [http]
#   remediation: |-
#     ALLOWED_HOSTS = os.environ["ALLOWED_HOSTS"].split(",")  # and let the deployment fill it in
#   cwe: [1188]
#   owasp: ["A05:2021"]
package django.checklist.hosts.allowed_hosts_dynamic

import data.django.lib.hosts
import data.django.lib.result

deny contains result.at(dynamic.subject, sprintf("%s: no file tells which hosts are allowed, and a lookup that fails stops the start.", [dynamic.because])) if {
	some dynamic in hosts.computed
}

allow if hosts.are_given
