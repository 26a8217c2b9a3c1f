"""Evaluates one expression a line and prints, as a line of JSON, what it gives.

Sets are dumped sorted, since their order is not the same in each process.
"""
import json
import resource
import sys
import warnings

warnings.simplefilter("ignore")
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))  # a mistake in the generator must not hurt the machine


def dump(v):
    name = type(v).__name__
    if isinstance(v, (list, tuple)):
        return [name, [dump(x) for x in v]]
    if isinstance(v, (set, frozenset)):
        return [name, sorted((dump(x) for x in v), key=json.dumps)]
    if isinstance(v, dict):
        return [name, [[dump(k), dump(x)] for k, x in v.items()]]
    if name in ("dict_keys", "dict_values", "dict_items"):
        return [name, [dump(x) for x in v]]
    if name in ("zip", "map", "filter", "enumerate", "reversed") or name.endswith("iterator"):
        return ["iterator", [dump(x) for x in v]]
    return [name, repr(v)]


def main():
    print(json.dumps(list(sys.version_info[:3])))
    for line in sys.stdin:
        try:
            out = dump(eval(json.loads(line)))
        except BaseException as e:
            out = ["!", type(e).__name__]
        print(json.dumps(out))


main()
