package models

import "testing"

// TestUnknownKeys: what is kept under a key that is not known is there, and what is asked
// for again is perhaps not made again.
func TestUnknownKeys(t *testing.T) {
	const source = `import os
from collections import defaultdict
from functools import lru_cache
U = os.environ["U"]
LISTS, FIRST = defaultdict(list), defaultdict(list)
for name in U.split(","):
    LISTS[name].append(1)
FIRST[U].append(1)
A = bool(LISTS)
E = len(FIRST)
F = str(FIRST)
G = FIRST.get("a", 5)
H = "a" in LISTS

MADE = []
@lru_cache(maxsize=None)
def read(name):
    MADE.append(name)
    return os.environ.get(name)
read("U")
read("U")
B = len(MADE)
read(U)
C = MADE[0]
D = read("HOME") is None
`
	h := &host{unknown: map[string]bool{"U": true}, files: map[string]string{"/app/s.py": source}}
	expectNames(t, h, map[string]string{
		"A": "unknown: it is a secret of the platform", "B": "1", "C": "'U'", "D": "unknown: it is a secret of the platform",
	})
}
