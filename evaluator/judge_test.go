package evaluator

import "testing"

func TestResting(t *testing.T) {
	for _, c := range []struct {
		assumes []string
		want    string
	}{
		{[]string{"DEBUG", "HOSTS"}, "it rests on the default of DEBUG, HOSTS, which nothing here sets"},
		{[]string{"config/local.py"}, "a file that is not here may set it: config/local.py"},
		{[]string{"local.py"}, "a file that is not here may set it: local.py"},
		{[]string{"/etc/app.py", "DEBUG"}, "it rests on the default of DEBUG, which nothing here sets; a file that is not here may set it: /etc/app.py"},
		{[]string{"A", "B", "C", "D"}, "it rests on the default of A, B, C, D, which nothing here sets"},
		{[]string{"A", "B", "C", "D", "E"}, "it rests on the default of A, B, C and 2 others, which nothing here sets"},
		{[]string{"*"}, "it rests on there being no variables that nothing here names"},
	} {
		if got := resting(c.assumes); got != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.assumes, got, c.want)
		}
	}
}
