package code

import (
	"fmt"
	"strings"
	"testing"

	"github.com/djgate/djgate/inputs/document"
)

func TestSuperusers(t *testing.T) {
	for src, want := range map[string]string{
		"User.objects.create_superuser('boss', 'b@shop.example', 'secret-4711')":                      "4:66",
		"User.objects.create_superuser('b@shop.example', 'secret-4711')":                              "4:58",
		"User.objects.create_superuser(\n  email='b@shop.example',\n  password='secret-4711',\n)":     "6:12",
		"User.objects.create_superuser('boss', 'b@shop.example')":                                     "",
		"User.objects.create_superuser('boss', password=os.environ['PASSWORD'])":                      "",
		"User.objects.create_superuser('boss', password='${PASSWORD}')":                               "",
		"User.objects.create_superuser('boss', password='')":                                          "",
		"User.objects.create_superuser('boss', password=os.getenv('PASSWORD', 'x-4711'))":             "4:79 PASSWORD",
		"p = config('PASSWORD', default='x-4711')\nUser.objects.create_superuser('boss', password=p)": "4:41 PASSWORD",
		"p = os.getenv('PASSWORD') or 'x-4711'\nUser.objects.create_superuser('boss', password=p)":    "4:39 PASSWORD",
		"p = 'x-4711'\np = ask()\nUser.objects.create_superuser('boss', password=p)":                  "",
		"u.is_superuser = True\nu.set_password('x-4711')":                                             "5:16",
		"u.set_password('x-4711')": "",
		"rows = [{'password': 'x-1', 'is_superuser': False}, {'password': 'x-2', 'is_superuser': True}]": "4:75",
		`import x\nx.create_superuser('boss', 'b@shop.example', 'secret-4711')`:                          "5:46",
		"User.objects.create_superuser(": "",
	} {
		var got []string
		for _, s := range Superusers(src, document.Location{File: "start.sh", Line: 4, Column: 10}) {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%d:%d %s", s.At.Line, s.At.Column, s.Unless)))
		}
		if have := strings.Join(got, ", "); have != want {
			t.Errorf("%s: %q, want %q", src, have, want)
		}
	}
}
