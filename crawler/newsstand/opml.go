package newsstand

import "encoding/xml"

// OPML 2.0: one folder per language, one outline per feed.
type opmlDoc struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Title   string        `xml:"head>title"`
	Body    []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text        string        `xml:"text,attr"`
	Title       string        `xml:"title,attr,omitempty"`
	Type        string        `xml:"type,attr,omitempty"`
	XMLURL      string        `xml:"xmlUrl,attr,omitempty"`
	HTMLURL     string        `xml:"htmlUrl,attr,omitempty"`
	Language    string        `xml:"language,attr,omitempty"`
	Category    string        `xml:"category,attr,omitempty"`
	Description string        `xml:"description,attr,omitempty"`
	Outlines    []opmlOutline `xml:"outline"`
}

var folderNames = map[string]string{"en": "English", "it": "Italiano"}

// OPML lists the feeds, grouped by language; call it after Start, since it
// holds absolute URLs.
func (ns *Newsstand) OPML() []byte {
	doc := opmlDoc{Version: "2.0", Title: "alleys newsstand: fictional training outlets"}
	for _, o := range ns.Outlets() {
		feed := opmlOutline{
			Text: o.Name, Title: o.Name, Type: "rss", XMLURL: o.FeedURL, HTMLURL: o.URL,
			Language: o.Lang, Category: "/training/" + o.Kind, Description: "fictional training material",
		}
		doc.folder(folderNames[o.Lang]).add(feed)
	}
	// Marshalling strings into attributes cannot fail.
	text, _ := xml.MarshalIndent(doc, "", "  ")
	return append([]byte(xml.Header), text...)
}

func (d *opmlDoc) folder(name string) *opmlOutline {
	for i := range d.Body {
		if d.Body[i].Text == name {
			return &d.Body[i]
		}
	}
	d.Body = append(d.Body, opmlOutline{Text: name})
	return &d.Body[len(d.Body)-1]
}

func (o *opmlOutline) add(child opmlOutline) { o.Outlines = append(o.Outlines, child) }
