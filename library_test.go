package djgate_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/djgate/djgate"
	"github.com/djgate/djgate/evaluator"
	"github.com/djgate/djgate/evaluator/report"
)

var shop = fstest.MapFS{
	"manage.py":            {Data: []byte("import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'config.production')\n")},
	"config/production.py": {Data: []byte("INSTALLED_APPS = []\nDEBUG = True\nALLOWED_HOSTS = ['example.com']  # djgate:ignore hsts-off reason='a demo'\nSECRET_KEY = 'short'\n")},
}

// Any fs.FS is a project: os.DirFS("."), an archive, a map.
func ExampleCheck() {
	r, err := djgate.Check(context.Background(), shop, djgate.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range r.Findings {
		if f.Severity == evaluator.Critical {
			fmt.Printf("%s:%d %s\n", f.At.File, f.At.Line, f.Policy.ID)
		}
	}
	fmt.Println("fails:", r.Fails(evaluator.Threshold{FailOn: evaluator.High}))
	// Output:
	// config/production.py:2 debug-enabled
	// config/production.py:4 secret-key-weak
	// fails: true
}

// Many checks at once say what one says: nothing is shared.
func TestCheckIsSafeForConcurrentUse(t *testing.T) {
	once := func() string {
		r, err := djgate.Check(t.Context(), shop, djgate.Options{})
		if err != nil {
			t.Error(err)
			return ""
		}
		var b bytes.Buffer
		if err := report.JSON(&b, r.Report, report.Options{}); err != nil {
			t.Error(err)
		}
		return b.String()
	}
	want := once()
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if got := once(); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	wait.Wait()
}
