package compose

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/djgate/djgate/inputs/docker"
	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/dotenv"
	"github.com/djgate/djgate/inputs/tree"
)

// Listed returns the files that COMPOSE_FILE in an env file names, as compose
// reads them by default in the folder of that file, and where it says so; none
// where it does not, or where one of them is not a file of the project.
// COMPOSE_ENV_FILES has no say there: compose looks for it before it reads the file.
func Listed(fsys fs.FS, envFile string) ([]string, document.Location) {
	src, err := tree.ReadRegular(fsys, envFile, maxFile)
	if err != nil {
		return nil, document.Location{}
	}
	entries, _ := dotenv.Parse(dotenv.Compose, envFile, src, nil)
	set := dotenv.Last(dotenv.Compose, entries)
	names := set["COMPOSE_FILE"]
	if names == nil {
		return nil, document.Location{}
	}
	separator := ":"
	if e := set["COMPOSE_PATH_SEPARATOR"]; e != nil {
		separator = cmp.Or(e.Value.Reveal(), separator)
	}
	var out []string
	for _, name := range strings.Split(names.Value.Reveal(), separator) {
		file, ok := docker.Inside(path.Dir(envFile), name)
		if _, err := tree.ReadRegular(fsys, file, maxFile); !ok || err != nil || slices.Contains(out, file) {
			return nil, document.Location{}
		}
		out = append(out, file)
	}
	return out, names.At
}
