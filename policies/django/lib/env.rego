# METADATA
# description: Questions about the variables of the process.
package django.lib.env

# Whether a variable holds any text.
is_filled(name) if input.env[name].truth == true

is_empty(name) if input.env[name].truth == false

# No source that is known sets it.
is_absent(name) if not input.env[name]
