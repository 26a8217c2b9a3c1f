"""Runs settings packages and prints what they bind, one JSON object a line.

Each line of the input is {"files": {name: text}, "env": {name: text}}; the entry
is the module "s". The output has {"error": type name or null, "names": {NAME:
[type name, repr]}}. Each runs in a process of its own; the answer is {"ended":
false} where that takes more than SECONDS or BYTES.
"""

import json
import os
import resource
import shutil
import signal
import sys
import tempfile

SECONDS, BYTES = 10, 1 << 30

sys.dont_write_bytecode = True


def run(case, folder):
    for name, text in case["files"].items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    os.environ.clear()
    os.environ.update(case["env"])
    sys.path.insert(0, folder)
    names, error = {}, None
    try:
        names = vars(__import__("s"))
    except MemoryError:
        raise
    except BaseException as e:
        error = type(e).__name__
    names = {k: [type(v).__name__, repr(v)] for k, v in names.items() if k.isupper()}
    return {"ended": True, "error": error, "names": names}


def answer(line, folder):
    """The answer to one case, by a child that an alarm ends."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
        try:
            out = json.dumps(run(json.loads(line), folder))
            with open(writer, "w") as f:
                f.write(out)
        except MemoryError:
            pass
        finally:
            os._exit(0)
    os.close(writer)
    with open(reader) as f:
        out = f.read()
    os.waitpid(child, 0)
    return out or '{"ended": false}'


for line in sys.stdin:
    folder = tempfile.mkdtemp()
    print(answer(line, folder))
    shutil.rmtree(folder)
