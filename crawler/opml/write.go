package opml

import (
	"bufio"
	"io"
	"strings"
)

// Write writes a list that [Parse] reads back the same: a folder for the first
// tag of each feed, the other tags as categories. Feeds keep their order, so a
// folder may occur more than once. It returns the first error of w.
func Write(w io.Writer, outlines []Outline) error {
	out := &writer{w: bufio.NewWriter(w)}
	out.line(`<?xml version="1.0" encoding="UTF-8"?>`)
	out.line(`<opml version="2.0" xmlns:alleys="` + Namespace + `">`)
	out.line("  <head>\n    <title>News feeds</title>\n  </head>\n  <body>")
	folder := ""
	for _, o := range outlines {
		first := ""
		if len(o.Tags) > 0 {
			first = o.Tags[0]
		}
		if first != folder {
			if folder != "" {
				out.line("    </outline>")
			}
			if folder = first; folder != "" {
				out.line(`    <outline text="` + escape(folder) + `">`)
			}
		}
		out.feed(o, folder != "")
	}
	if folder != "" {
		out.line("    </outline>")
	}
	out.line("  </body>\n</opml>")
	return out.w.Flush()
}

// A writer relies on bufio to keep the first error for Flush.
type writer struct{ w *bufio.Writer }

func (w *writer) line(s string) {
	w.w.WriteString(s)
	w.w.WriteByte('\n')
}

func (w *writer) feed(o Outline, inFolder bool) {
	var b strings.Builder
	b.WriteString("    ")
	categories := o.Tags
	if inFolder {
		b.WriteString("  ")
		categories = o.Tags[1:]
	}
	b.WriteString("<outline type=\"rss\"")
	attr := func(name, value string) {
		if value != "" {
			b.WriteString(" " + name + `="` + escape(value) + `"`)
		}
	}
	attr("text", o.Title)
	attr("xmlUrl", o.XMLURL)
	attr("htmlUrl", o.HTMLURL)
	attr("language", o.Lang)
	attr("alleys:country", o.Country)
	attr("alleys:outlet", string(o.Kind))
	attr("category", strings.Join(categories, ","))
	b.WriteString("/>")
	w.line(b.String())
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(clean(s))
}
