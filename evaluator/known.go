package evaluator

import "fmt"

// Known tells whether one of the policies has that id or alias; the error suggests
// the nearest where none has.
func Known(policies []*Policy, id string) error {
	best, distance := "", 4
	for _, p := range policies {
		if p.Named(id) {
			return nil
		}
		if d := EditDistance(p.ID, id); d < distance {
			best, distance = p.ID, d
		}
	}
	if best != "" {
		return fmt.Errorf("no policy is called %q (did you mean %s?)", id, best)
	}
	return fmt.Errorf("no policy is called %q (see djgate list)", id)
}

// EditDistance is Levenshtein's, in bytes: how many to insert, delete or replace.
func EditDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		last := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := last
			if a[i-1] != b[j-1] {
				cost++
			}
			last = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
