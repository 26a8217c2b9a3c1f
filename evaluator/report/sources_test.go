package report

import "testing"

func TestSourcesOfManyFilesAreCounted(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{"a", "b", "c", "d", "e"}, "a + b + c + d + e"},
		{[]string{"a", "b", "c", "d", "e", "f"}, "a + b + c + d + 2 more"},
	} {
		if got := sources(c.files); got != c.want {
			t.Errorf("%v: got %q, want %q", c.files, got, c.want)
		}
	}
}
