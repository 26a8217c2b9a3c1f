package tree

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

func TestReadRegular(t *testing.T) {
	fsys := fstest.MapFS{"a": {Data: []byte(strings.Repeat("x", 1024))}, "dir/b": {}, "fifo": {Mode: fs.ModeNamedPipe}, "large": {Data: []byte(strings.Repeat("x", 1025))}}
	for _, tt := range []struct {
		name, want string
		is         error
	}{
		{"a", "", nil},
		{"absent", "there is no such file", fs.ErrNotExist},
		{"dir", "not a regular file", ErrNotRegular},
		{"fifo", "not a regular file", ErrNotRegular},
		{"large", "larger than 1 KiB", ErrTooLarge},
		{"../a", "the path leads out of the project", ErrOutside},
	} {
		src, err := ReadRegular(fsys, tt.name, 1024)
		if tt.want == "" {
			if err != nil || len(src) != 1024 {
				t.Errorf("%s: %d bytes, %v", tt.name, len(src), err)
			}
			continue
		}
		if err == nil || err.Error() != tt.want || !errors.Is(err, tt.is) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestLineOf(t *testing.T) {
	for text, want := range map[string]int{"yaml: line 12: did not find hunter2": 12, "yaml: unmarshal errors": 1, "line 99999999999999": 9999999} {
		if got := LineOf(errors.New(text)); got != want {
			t.Errorf("%s: %d, want %d", text, got, want)
		}
	}
}
