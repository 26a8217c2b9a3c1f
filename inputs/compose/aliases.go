package compose

// aliases are the names by which other services reach one, beside its own: that of
// its container, and those on its networks.
func (l *loader) aliases(n *node) []string {
	var out []string
	if name := l.text(n.get("container_name")); name != "" {
		out = append(out, name)
	}
	networks := n.get("networks")
	if networks.isNull() || networks.kind != mapping {
		return out
	}
	for _, e := range networks.entries {
		for _, alias := range e.value.get("aliases").each() {
			out = append(out, l.text(alias))
		}
	}
	return out
}
