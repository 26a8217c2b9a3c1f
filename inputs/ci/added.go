package ci

import (
	"io/fs"
	"path"
	"strings"

	"github.com/djgate/djgate/inputs/document"
	"github.com/djgate/djgate/inputs/pattern"
	"github.com/djgate/djgate/inputs/tree"
)

// adding is a line of a pipeline that writes a variable of its own to the end of an env
// file: echo "SECRET_KEY=${{ secrets.SECRET_KEY }}" >> .env. One with a text of its own is
// often there for tests alone.
var adding = pattern.New(`\becho\s+["']?([A-Za-z_][A-Za-z0-9_]*)=["']?\$(?:\{\{\s*(?:secrets|vars)\.|[A-Z{(]).*>>\s*["']?([\w./-]+)`)

// Added are the variables that pipelines write to env files, by file. Which text they have
// is known to the pipeline.
func Added(fsys fs.FS, files []string) map[string][]document.Variable {
	out := map[string][]document.Variable{}
	for _, file := range files {
		if k := kindOf(file); k != github && k != gitlab && k != pipeline {
			continue
		}
		src, err := tree.ReadRegular(fsys, file, maxFile)
		if err != nil || !strings.Contains(string(src), ">>") {
			continue
		}
		number := 0
		for line := range strings.SplitSeq(string(src), "\n") {
			number++
			if m := adding.FindStringSubmatchIndex(line); m != nil && !strings.HasPrefix(strings.TrimSpace(line), "#") {
				at := document.Location{File: file, Line: number, Column: m[2] + 1}
				to := path.Clean(line[m[4]:m[5]])
				out[to] = append(out[to], document.Variable{Name: line[m[2]:m[3]], State: document.Unknown, Origin: document.OriginEnv,
					Because: at.String() + " adds it to " + to, Needs: []string{line[m[2]:m[3]]}, At: at})
			}
		}
	}
	return out
}
