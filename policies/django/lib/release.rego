# METADATA
# description: Which steps of a release the files of the project do.
package django.lib.release

import data.django.lib.process
import data.django.lib.service

does(name) if {
	some work in input.source.work
	work.name == name
}

does_not(name) if {
	every work in input.source.work {
		work.name != name
	}
}

# Where a pipeline brings the project to its machines.
deploys_at := sort([[work.at.file, work.at.line, work.at] | some work in input.source.work; work.name == "deploy"])[0][2]

# The image is built here, and what it starts is followed.
is_seen if {
	input.target.closed == true
	_has_dockerfile
}

is_seen if {
	input.target.closed == false
	_has_dockerfile
	not _is_hidden
}

is_hidden if not _has_dockerfile

is_hidden if _is_hidden

_is_hidden if {
	input.target.closed == false
	regex.match(`cannot be followed|is not built here|may not be its Dockerfile|is not here and may set`, input.target.open_because)
}

_has_dockerfile if {
	some file in input.files
	file.kind == "dockerfile"
}

# The image is all that is deployed, and nothing fills STATIC_ROOT in it.
collects_nothing if {
	service.is_container
	does_not("collectstatic")
	is_seen
	process.has_no_mounts
}

# Why it is not known whether something does.
may_collect contains "the image, or what it starts, is not here and may run collectstatic" if {
	does_not("collectstatic")
	is_hidden
}

may_collect contains "no file runs collectstatic; a volume may hold what somebody collected" if {
	does_not("collectstatic")
	process.has_mounts
}

# Where it is deployed.
place := input.service.at
