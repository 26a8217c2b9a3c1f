// Package pattern holds regular expressions that are compiled when they are first
// used: a run needs few of all that the readers have, and compiling them took a
// tenth of the time in which djgate starts.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression, with the methods that regexp.Regexp has. It is
// safe for concurrent use.
type Pattern struct {
	source string
	once   sync.Once
	re     *regexp.Regexp
}

// New returns the pattern of an expression in the syntax of regexp. One that is
// wrong panics where it is first used: a test compiles all that are in the code.
func New(source string) *Pattern { return &Pattern{source: source} }

func (p *Pattern) regexp() *regexp.Regexp {
	p.once.Do(func() { p.re = regexp.MustCompile(p.source) })
	return p.re
}

// Match is that of regexp.Regexp.
func (p *Pattern) Match(b []byte) bool { return p.regexp().Match(b) }

// MatchString is that of regexp.Regexp.
func (p *Pattern) MatchString(s string) bool { return p.regexp().MatchString(s) }

// FindString is that of regexp.Regexp.
func (p *Pattern) FindString(s string) string { return p.regexp().FindString(s) }

// FindStringIndex is that of regexp.Regexp.
func (p *Pattern) FindStringIndex(s string) []int { return p.regexp().FindStringIndex(s) }

// FindSubmatch is that of regexp.Regexp.
func (p *Pattern) FindSubmatch(b []byte) [][]byte { return p.regexp().FindSubmatch(b) }

// FindStringSubmatch is that of regexp.Regexp.
func (p *Pattern) FindStringSubmatch(s string) []string { return p.regexp().FindStringSubmatch(s) }

// FindStringSubmatchIndex is that of regexp.Regexp.
func (p *Pattern) FindStringSubmatchIndex(s string) []int {
	return p.regexp().FindStringSubmatchIndex(s)
}

// FindAllString is that of regexp.Regexp.
func (p *Pattern) FindAllString(s string, n int) []string { return p.regexp().FindAllString(s, n) }

// FindAllStringSubmatch is that of regexp.Regexp.
func (p *Pattern) FindAllStringSubmatch(s string, n int) [][]string {
	return p.regexp().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is that of regexp.Regexp.
func (p *Pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return p.regexp().FindAllStringSubmatchIndex(s, n)
}

// ReplaceAll is that of regexp.Regexp.
func (p *Pattern) ReplaceAll(src, repl []byte) []byte { return p.regexp().ReplaceAll(src, repl) }

// ReplaceAllString is that of regexp.Regexp.
func (p *Pattern) ReplaceAllString(src, repl string) string {
	return p.regexp().ReplaceAllString(src, repl)
}

// ReplaceAllStringFunc is that of regexp.Regexp.
func (p *Pattern) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return p.regexp().ReplaceAllStringFunc(src, repl)
}
