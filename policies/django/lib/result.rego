# METADATA
# description: How to say what is wrong, and where. A subject is a path in the document.
package django.lib.result

# What is wrong with a setting or a part of it: "DEBUG", "ALLOWED_HOSTS[1]".
at(subject, msg) := {"subject": subject, "msg": msg}

# The same, where the severity depends.
graded(subject, severity, msg) := {"subject": subject, "severity": severity, "msg": msg}

# What is wrong only with what other subjects are: where one of them rests on a
# default that may not hold, so does what is said.
resting(claim, subjects) := object.union(claim, {"rests": subjects})

# What is wrong at a place that the document gives.
here(subject, location, msg) := {"subject": subject, "at": location, "msg": msg}

# The same, where the severity depends.
graded_here(subject, severity, location, msg) := {"subject": subject, "severity": severity, "at": location, "msg": msg}

# Who does already what the policy asks for.
by(location, text) := {"subject": "", "at": location, "msg": text}
