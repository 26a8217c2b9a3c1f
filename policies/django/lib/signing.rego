# METADATA
# description: Questions about SECRET_KEY_FALLBACKS, the keys that still verify signatures.
package django.lib.signing

# Fallbacks that are the key itself.
repeated contains sprintf("SECRET_KEY_FALLBACKS[%d]", [i]) if {
	some i
	input.settings.SECRET_KEY_FALLBACKS.value[i]["$secret"].group == input.settings.SECRET_KEY.facts.group
}
