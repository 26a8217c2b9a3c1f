"""Runs settings packages and prints what they bind, one JSON object a line.

Each line of the input is {"files": {name: text}, "env": {name: text}}; the entry
is the module "s". The output has {"error": type name or null, "names": {NAME:
[type name, repr]}}.
"""

import json
import os
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True


def run(case):
    folder = tempfile.mkdtemp()
    for name, text in case["files"].items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    before = dict(os.environ), set(sys.modules), list(sys.path)
    os.environ.clear()
    os.environ.update(case["env"])
    sys.path.insert(0, folder)
    names, error = {}, None
    try:
        names = vars(__import__("s"))
    except BaseException as e:
        error = type(e).__name__
    out = {"error": error, "names": {k: [type(v).__name__, repr(v)] for k, v in names.items() if k.isupper()}}
    os.environ.clear()
    os.environ.update(before[0])
    for m in set(sys.modules) - before[1]:
        del sys.modules[m]
    sys.path[:] = before[2]
    shutil.rmtree(folder)
    return out


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))))
