package dockerrun

import (
	"strings"
	"testing"
	"testing/fstest"
)

// Files that grow without end are read to their bounds.
func TestHostile(t *testing.T) {
	double := "A0 = docker run xxxxxxxxxxxxxxxx\n"
	for _, name := range []string{"1", "2", "3", "4", "5", "6", "7", "8"} {
		before := string(name[0] - 1)
		double += "A" + name + " = " + strings.Repeat("$(A"+before+")", 200) + "\n"
	}
	for name, text := range map[string]string{
		"doubling":   double + "all:\n" + strings.Repeat("\t$(A8) $(A7) docker run x\n", 5000),
		"itself":     "A = $(A)$(A)\nall:\n\tdocker run $(A)\n",
		"options":    "all:\n\tdocker run " + strings.Repeat("-e A=1 ", 30_000) + "x\n",
		"containers": "all:\n" + strings.Repeat("\tdocker run x\n", 15_000),
		"dollars":    "all:\n\tdocker run " + strings.Repeat("$$", 30_000) + " x\n",
		"deep":       "all:\n\tdocker run " + strings.Repeat("$(", 30_000) + "\n",
		"loops":      "all:\n" + strings.Repeat("\tfor a in 1 2 3 4 5 6 7 8 9; do for b in 1 2 3 4 5 6 7 8 9; do docker run $$a $$b; done; done\n", 500),
	} {
		t.Run(name, func(t *testing.T) {
			groups, _ := Read(fstest.MapFS{"Makefile": {Data: []byte(text)}}, "Makefile")
			count := 0
			for _, g := range groups {
				count += len(g.Workloads)
			}
			if count > maxContainers {
				t.Errorf("%d containers", count)
			}
		})
	}
}
