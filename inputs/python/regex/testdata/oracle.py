"""What Python finds: for each line {"pattern", "flags", "texts", "bytes"} the groups and
names, and for each text what search, match and fullmatch find, and finditer; or null
where re.compile raises re.error.
"""

import json
import re
import sys
import warnings

warnings.simplefilter("ignore")


def places(m):
    return m and [[m.span(i) for i in range(m.re.groups + 1)], m.lastindex or 0]


def answer(case):
    convert = (lambda s: s.encode("latin-1")) if case["bytes"] else str
    try:
        p = re.compile(convert(case["pattern"]), case["flags"])
    except re.error:
        return None
    found = []
    for text in map(convert, case["texts"]):
        found.append([places(f(text)) for f in (p.search, p.match, p.fullmatch)] + [places(m) for m in p.finditer(text)])
    return {"groups": p.groups, "names": list(p.groupindex.items()), "flags": p.flags, "found": found}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))))
