# What decision logs leave out. Documents of djgate hold no secret; values and
# places are nobody's business all the same.
package system.log

mask contains "/input/settings"

mask contains "/input/env"

mask contains "/input/service"
