package dockerfile

import (
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/djgate/djgate/inputs/tree"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// maxPatterns is the number of patterns above which a .dockerignore is not read.
const maxPatterns = 2000

// Ignore returns a function that tells whether a build with the context dir
// leaves a file out, by its .dockerignore. Paths are relative to the root of
// fsys. What lies outside the context is left out.
func Ignore(fsys fs.FS, dir string) func(path string) bool {
	return IgnoreFor(fsys, dir, path.Join(dir, "Dockerfile"))
}

// IgnoreFor is Ignore for a build by the Dockerfile of that path: a
// <Dockerfile>.dockerignore beside it takes the place of the context's own.
func IgnoreFor(fsys fs.FS, dir, dockerfile string) func(path string) bool {
	dir = path.Clean(dir)
	src, err := tree.ReadText(fsys, dockerfile+".dockerignore", maxFile)
	if err != nil {
		src, err = tree.ReadText(fsys, path.Join(dir, ".dockerignore"), maxFile)
	}
	var matcher *patternmatcher.PatternMatcher
	if err == nil {
		matcher = compile(src)
	}
	var mu sync.Mutex // the matcher compiles its patterns while it matches
	return func(name string) bool {
		rel, ok := within(dir, path.Clean(name))
		if !ok || matcher == nil {
			return !ok
		}
		mu.Lock()
		defer mu.Unlock()
		ignored, err := matcher.MatchesOrParentMatches(rel)
		return err == nil && ignored
	}
}

// compile returns the matcher of a .dockerignore; nil where docker refuses it.
func compile(src string) *patternmatcher.PatternMatcher {
	patterns, err := ignorefile.ReadAll(strings.NewReader(src))
	if err != nil || len(patterns) > maxPatterns {
		return nil
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return nil
	}
	return matcher
}

// within returns a path relative to dir; false where it is not in it.
func within(dir, name string) (string, bool) {
	if dir == "." {
		return name, name != ".." && !strings.HasPrefix(name, "../") && !path.IsAbs(name)
	}
	return strings.CutPrefix(name, dir+"/")
}
