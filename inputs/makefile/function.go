package makefile

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// This file holds the functions on text (GNU make manual, "Functions for
// Transforming Text"). One that asks a shell or the machine, or that changes what make
// itself reads, gives what is not known.

// others are the functions that are not followed.
var others = []string{"shell", "eval", "call", "foreach", "value", "origin", "flavor", "wildcard", "realpath", "abspath", "error", "file", "guile", "let", "intcmp", "join"}

// arity is how many arguments a function takes at most; the last holds further commas.
var arity = map[string]int{"subst": 3, "patsubst": 3, "strip": 1, "findstring": 2, "filter": 2, "filter-out": 2, "sort": 1, "word": 2, "wordlist": 3, "words": 1,
	"firstword": 1, "lastword": 1, "dir": 1, "notdir": 1, "suffix": 1, "basename": 1, "addsuffix": 2, "addprefix": 2, "if": 3, "or": 99, "and": 99, "info": 1, "warning": 1}

// cutFunction tells a call of a function from the name of a variable.
func cutFunction(ref string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(strings.TrimLeft(ref, " "), " ")
	if !ok {
		name, rest, ok = strings.Cut(ref, "\t")
	}
	return name, strings.TrimLeft(rest, " \t"), ok && (arity[name] > 0 || slices.Contains(others, name))
}

// call expands a call of a function.
func (m *maker) call(name, rest string, depth int) string {
	args := arguments(rest, arity[name])
	switch name {
	case "if", "or", "and":
		return m.choose(name, args, depth)
	case "info", "warning":
		return ""
	}
	if arity[name] == 0 || len(args) < arity[name] {
		return unknown
	}
	for i, a := range args {
		var ok bool
		if args[i], ok = m.resolve(m.expandAt(a, depth)); !ok {
			return unknown
		}
	}
	return transform(name, args)
}

// arguments splits at the commas that are in no brackets.
func arguments(s string, most int) []string {
	var out []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(', '{':
			depth++
		case ')', '}':
			depth--
		case ',':
			if depth == 0 && len(out)+1 < most {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	return append(out, s[start:])
}

// choose expands if, or and and, which expand only what they need.
func (m *maker) choose(name string, args []string, depth int) string {
	if name == "if" {
		args[0] = strings.TrimSpace(args[0])
		cond, ok := m.resolve(m.expandAt(args[0], depth))
		switch {
		case !ok || len(args) < 2:
			return unknown
		case cond != "":
			return m.expandAt(args[1], depth)
		case len(args) == 3:
			return m.expandAt(args[2], depth)
		}
		return ""
	}
	last := ""
	for _, a := range args {
		last = m.expandAt(strings.TrimSpace(a), depth)
		text, ok := m.resolve(last)
		switch {
		case !ok:
			return unknown
		case (text != "") == (name == "or"):
			return last
		}
	}
	return last
}

// transform is a function of texts that are known.
func transform(name string, args []string) string {
	last := args[len(args)-1]
	list := strings.Fields(last)
	switch name {
	case "subst":
		if args[0] == "" {
			return last + args[1]
		}
		return strings.ReplaceAll(last, args[0], args[1])
	case "patsubst":
		return substitute(list, strings.TrimSpace(args[0]), strings.TrimSpace(args[1]))
	case "findstring":
		if strings.Contains(last, args[0]) {
			return args[0]
		}
		return ""
	case "filter", "filter-out":
		patterns := strings.Fields(args[0])
		list = slices.DeleteFunc(list, func(w string) bool {
			fits := slices.ContainsFunc(patterns, func(p string) bool { _, ok := stem(p, w); return ok })
			return fits != (name == "filter")
		})
	case "sort":
		slices.Sort(list)
		list = slices.Compact(list)
	case "words":
		return strconv.Itoa(len(list))
	case "firstword":
		list = list[:min(1, len(list))]
	case "lastword":
		list = list[max(0, len(list)-1):]
	case "word", "wordlist":
		return part(args, list)
	case "strip":
	default:
		return strings.Join(each(name, args[0], list), " ")
	}
	return strings.Join(list, " ")
}

// part is $(word n,list) and $(wordlist from,to,list).
func part(args, list []string) string {
	from, err := strconv.Atoi(strings.TrimSpace(args[0]))
	to := from
	if len(args) == 3 && err == nil {
		to, err = strconv.Atoi(strings.TrimSpace(args[1]))
	}
	if err != nil || from < 1 || to < 0 {
		return unknown // make refuses it
	}
	to = min(to, len(list))
	if from > to {
		return ""
	}
	return strings.Join(list[from-1:to], " ")
}

// each changes every word.
func each(name, arg string, list []string) []string {
	out := []string{}
	for _, w := range list {
		ext := path.Ext(w)
		switch name {
		case "dir":
			w = w[:strings.LastIndexByte(w, '/')+1]
			if w == "" {
				w = "./"
			}
		case "notdir":
			if w = w[strings.LastIndexByte(w, '/')+1:]; w == "" {
				continue
			}
		case "suffix":
			if w = ext; w == "" {
				continue
			}
		case "basename":
			w = strings.TrimSuffix(w, ext)
		case "addsuffix":
			w += arg
		case "addprefix":
			w = arg + w
		}
		out = append(out, w)
	}
	return out
}

// substituted is $(NAME:from=to).
func (m *maker) substituted(value, from, to string) string {
	text, ok := m.resolve(value)
	if !ok {
		return unknown
	}
	if !strings.Contains(from, "%") {
		from, to = "%"+from, "%"+to
	}
	return substitute(strings.Fields(text), from, to)
}

// substitute is $(patsubst from,to,list).
func substitute(list []string, from, to string) string {
	for i, w := range list {
		if s, ok := stem(from, w); ok && strings.Contains(from, "%") {
			list[i] = strings.Replace(to, "%", s, 1)
		} else if ok {
			list[i] = to
		}
	}
	return strings.Join(list, " ")
}

// stem is what "%" stands for in a pattern that fits a word.
func stem(pattern, word string) (string, bool) {
	before, after, ok := strings.Cut(pattern, "%")
	if !ok {
		return "", pattern == word
	}
	if len(word) < len(before)+len(after) || !strings.HasPrefix(word, before) || !strings.HasSuffix(word, after) {
		return "", false
	}
	return word[len(before) : len(word)-len(after)], true
}
