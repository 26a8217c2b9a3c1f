package report

import (
	"net/url"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// This file is the page in Go: elements as functions, in the order in which they stand.
// g.Text and the attributes escape; g.Raw is for what is the page's own.

func (p *page) document() g.Node {
	return h.Doctype(lines(h.HTML(h.Lang("en"), lines(p.head(), p.body()))))
}

// lines puts each element on a line of its own, those of a group too.
func lines(nodes ...g.Node) g.Group {
	out := g.Group{g.Raw("\n")}
	for _, n := range nodes {
		if group, ok := n.(g.Group); ok {
			out = append(out, lines(group...)[1:]...)
		} else if n != nil {
			out = append(out, n, g.Raw("\n"))
		}
	}
	return out
}

func (p *page) head() g.Node {
	return h.Head(lines(
		h.Meta(h.Charset("utf-8")),
		h.Meta(g.Attr("http-equiv", "Content-Security-Policy"), h.Content(p.Policy)),
		h.Meta(h.Name("viewport"), h.Content("width=device-width, initial-scale=1")),
		h.Meta(h.Name("color-scheme"), h.Content("light dark")),
		h.TitleEl(g.Text("djgate: "+p.Project)),
		h.StyleEl(g.Raw(pageStyle)),
	))
}

func (p *page) body() g.Node {
	return h.Body(lines(
		p.header(),
		p.filters(),
		h.Main(lines(p.troubles(), p.findings(), p.checklist(), g.Map(p.Targets, pageTarget.settings))),
		h.Footer(g.Text("djgate "+p.Version)),
		h.Script(g.Raw(pageScript)),
	))
}

func (p *page) header() g.Node {
	return h.Header(lines(
		h.H1(g.Text(p.Project)),
		h.P(h.Class("verdict"), g.Text(p.Verdict)),
		h.Ul(h.Class("targets"), g.Map(p.Targets, func(t pageTarget) g.Node {
			return h.Li(h.B(g.Text(t.ID)), g.Text(" "+t.About+" "), h.I(g.Text(t.World)))
		})),
	))
}

func (p *page) filters() g.Node {
	return h.Form(h.ID("filters"), h.Aria("label", "Filters"), lines(
		g.Map(p.Kinds, pageKind.box),
		h.Label(g.Text("environment "), h.Select(h.Name("target"), h.Option(h.Value(""), g.Text("all")), g.Map(p.Targets, pageTarget.option))),
		h.Label(g.Text("search "), h.Input(h.Type("search"), h.Name("text"))),
		g.El("output", h.ID("shown"), h.Aria("live", "polite")),
	))
}

func (k pageKind) box() g.Node {
	return h.Label(h.Class(k.Name), h.Input(h.Type("checkbox"), h.Name("kind"), h.Value(k.Name), g.If(k.On, h.Checked())), g.Textf(" %s %d", k.Name, k.Count))
}

func (t pageTarget) option() g.Node {
	return h.Option(h.Value(strconv.Itoa(t.Index)), g.Text(t.ID))
}

func (p *page) troubles() g.Node {
	if len(p.Troubles) == 0 {
		return nil
	}
	return h.Section(h.H2(g.Text("What could not be read")), h.Ul(h.Class("troubles"), g.Map(p.Troubles, func(t pageTrouble) g.Node {
		return h.Li(h.B(g.Text(t.Severity)), g.Text(" "+t.Place+" "+t.Message))
	})))
}

func (p *page) findings() g.Node {
	items := g.Map(p.Items, pageItem.article)
	if len(items) == 0 {
		items = g.Group{h.P(g.Text("Nothing was found."))}
	}
	return h.Section(h.ID("findings"), h.H2(g.Text("Findings")), lines(items))
}

func (i pageItem) article() g.Node {
	return h.Article(h.Class("item"), h.Data("kind", i.Kind), h.Data("targets", i.Indexes), lines(
		h.H3(h.Span(h.Class("badge "+i.Severity), g.Text(i.Kind)), g.Text(" "+i.ID+" "), h.Small(g.Text(i.Place))),
		h.P(h.Class("title"), g.Text(i.Title+" "), h.Small(g.Text(i.Targets))),
		h.P(g.Text(i.Message)),
		i.trail(),
		labelled("accepted", i.Accepted),
		labelled("note", i.Note),
		labelled("also", i.Also),
		labelled("fix", i.Fix, h.Class("fix")),
		g.Map(i.References, reference),
	))
}

func (i pageItem) trail() g.Node {
	if len(i.Trail) == 0 {
		return nil
	}
	return h.Ol(h.Class("trail"), g.Map(i.Trail, func(hop Hop) g.Node {
		return h.Li(h.Code(g.Text(hop.At)), g.Text(" "+hop.What))
	}))
}

// labelled is a paragraph for what a finding may have; nothing where it is empty.
func labelled(label, text string, attributes ...g.Node) g.Node {
	if text == "" {
		return nil
	}
	return h.P(g.Group(attributes), h.B(g.Text(label+":")), g.Text(" "+text))
}

// reference links to an address on the web, and shows any other as a text: those of a
// user's own policies may hold anything, and javascript: would run.
func reference(address string) g.Node {
	if u, err := url.Parse(address); err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return h.P(g.Text(address))
	}
	return h.P(h.A(h.Href(address), h.Rel("noreferrer"), g.Text(address)))
}

func (p *page) checklist() g.Node {
	if len(p.Coverage) == 0 {
		return nil
	}
	columns := []string{"area", "policy", "severity"}
	for _, t := range p.Targets {
		columns = append(columns, t.ID)
	}
	return h.Section(h.H2(g.Text("Checklist")), lines(
		h.P(g.Text("✓ pass, ✗ violation, ? undetermined, ⛨ the edge does it, – does not apply, ! could not be evaluated")),
		table(columns, g.Map(p.Coverage, pageRow.row)),
	))
}

func (r pageRow) row() g.Node {
	return h.Tr(h.Td(g.Text(r.Area)), h.Td(h.Title(r.Title), g.Text(r.ID)), h.Td(g.Text(r.Severity)), g.Map(r.Cells, func(c pageCell) g.Node {
		return h.Td(h.Class("cell "+c.Status), h.Title(c.Status), g.Text(c.Sign))
	}))
}

func (t pageTarget) settings() g.Node {
	if len(t.Settings) == 0 {
		return nil
	}
	return h.Section(h.Details(h.Summary(g.Textf("Effective settings of %s (%d)", t.ID, len(t.Settings))), lines(
		table([]string{"setting", "value", "place"}, g.Map(t.Settings, Setting.row)),
	)))
}

func (s Setting) row() g.Node {
	return h.Tr(h.Td(g.Text(s.Name)), h.Td(h.Code(g.Text(s.Value))), h.Td(g.Text(Clean(line(s.At)))))
}

func table(columns []string, rows g.Group) g.Node {
	head := h.Tr(g.Map(columns, func(name string) g.Node { return h.Th(g.Text(name)) }))
	return h.Div(h.Class("wide"), h.Table(h.THead(head), h.TBody(lines(rows))))
}
