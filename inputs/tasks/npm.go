package tasks

// This file reads the scripts of package.json, as npm, yarn, pnpm and bun run them.

// npm reads one, with the scripts whose names begin with pre and post.
func (r *reader) npm(name string, depth int) bool {
	scripts := r.table("scripts")
	line, ok := scripts[name].(string)
	if !ok {
		return false
	}
	if depth == 0 {
		r.npm("pre"+name, 1)
	}
	r.add(Step{Text: line, At: r.at(`"scripts"`, name)})
	if depth == 0 {
		r.pass()
		r.passed = true
		r.npm("post"+name, 1)
	}
	return true
}
