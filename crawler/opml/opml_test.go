package opml

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

func urls(outlines []Outline) []string {
	var u []string
	for _, o := range outlines {
		u = append(u, o.XMLURL)
	}
	return u
}

func TestParseFindsEveryAddress(t *testing.T) {
	const a, b = "https://a.example/rss", "https://b.example/rss"
	tests := []struct {
		name, text string
		want       []string
	}{
		{"well-formed", `<opml><body><outline text="A" xmlUrl="` + a + `"/><outline text="B" xmlUrl="` + b + `"/></body></opml>`, []string{a, b}},
		{"ampersand in the address", `<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&copy=2&y=3"/></body></opml>`, []string{"https://a.example/?x=1&copy=2&y=3"}},
		{"escaped ampersand", `<outline xmlUrl="https://a.example/?x=1&amp;y=2&#38;z=3"/>`, []string{"https://a.example/?x=1&y=2&z=3"}},
		{"quotes in a title", `<outline text="He said "no" again" xmlUrl="` + a + `"/><outline xmlUrl="` + b + `"/>`, []string{a, b}},
		{"missing end quote", `<outline text="A xmlUrl="` + a + `" htmlUrl="x"/><outline xmlUrl="` + b + `"/>`, []string{a, b}},
		{"address without end quote", `<outline text="A" xmlUrl="` + a + `/>` + "\n" + `<outline xmlUrl="` + b + `"/>`, []string{a, b}},
		{"no quotes", `<outline text=A xmlUrl=` + a + `><outline xmlUrl='` + b + `'>`, []string{a, b}},
		{"typographic quotes", `<outline text=“A” xmlUrl=“` + a + `”/>`, []string{a}},
		{"upper case", `<OPML><BODY><OUTLINE TEXT="A" XMLURL="` + a + `"/></BODY></OPML>`, []string{a}},
		{"spaces around equals", "<outline text = \"A\"\n xmlUrl\n=\n\"" + a + "\" />", []string{a}},
		{"tag not closed", `<outline text="A" xmlUrl="` + a + `"` + "\n" + `<outline text="B" xmlUrl="` + b + `"/>`, []string{a, b}},
		{"cut off", `<opml><body><outline text="A" xmlUrl="` + a + `"/><outline text="B" xmlUrl="` + b, []string{a, b}},
		{"angle bracket in a title", `<outline text="1 > 0 < 2" xmlUrl="` + a + `"/>`, []string{a}},
		{"markup in a title", `<outline text="<b>A</b>" xmlUrl="` + a + `"/>`, []string{a}},
		{"commented out", `<!-- <outline xmlUrl="` + a + `"/> --><outline xmlUrl="` + b + `"/>`, []string{b}},
		{"comment not closed", `<outline xmlUrl="` + a + `"/><!-- <outline xmlUrl="` + b + `"/>`, []string{a, b}},
		{"url of type rss", `<outline type="rss" text="A" url="` + a + `"/><outline type="link" url="` + b + `"/>`, []string{a}},
		{"shown on a web page", `<html><pre>&lt;outline text=&quot;A&quot; xmlUrl=&quot;` + a + `&quot;/&gt;</pre></html>`, []string{a}},
		{"pasted into a web page", `<!DOCTYPE html><p>my list<br><outline text="A" xmlUrl="` + a + `"></p>`, []string{a}},
		{"twice", `<outline xmlUrl="` + a + `"/><outline xmlUrl="` + a + `"/>`, []string{a}},
		{"line break in the address", "<outline xmlUrl=\"\n  " + a + "\n\"/>", []string{a}},
		{"no tag at all", `<outline text=<b>A</b> xmlUrl="` + a + `"` + "\n" + `<outline xmlUrl="` + b + `"/>`, []string{b, a}},
		{"without root, junk first", "My feeds:\n<outline xmlUrl=\"" + a + "\"/>", []string{a}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Parse([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(urls(got), tt.want) {
				t.Errorf("got %q, want %q", urls(got), tt.want)
			}
		})
	}
}

func TestParseFolders(t *testing.T) {
	const text = `<opml><body>
<outline text="News, local">
  <outline text="Italy"><outline text="A" xmlUrl="a"/></outline>
  <outline text="B" xmlUrl="b" category="/Europe/Malta,sport"></outline>
</outline>
<outline text="C" xmlUrl="c"/>
<outline text="Later"><outline xmlUrl="a"/></outline>
</body></opml>`
	sloppy := strings.NewReplacer(`xmlUrl="a"/>`, `xmlUrl="a">`, `</outline>`+"\n  <outline text=\"B\"", "</outline>\n  <outline text=\"B\"",
		`sport"></outline>`, `sport">`, `xmlUrl="c"/>`, `xmlUrl="c">`).Replace(text)
	for name, text := range map[string]string{"matching": text, "sloppy": sloppy} {
		got, err := Parse([]byte(text))
		if err != nil {
			t.Fatal(name, err)
		}
		want := map[string][]string{"a": {"News; local", "Italy", "Later"}, "b": {"News; local", "Europe", "Malta", "sport"}, "c": nil}
		for _, o := range got {
			if !slices.Equal(o.Tags, want[o.XMLURL]) {
				t.Errorf("%s: %s has tags %q, want %q", name, o.XMLURL, o.Tags, want[o.XMLURL])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d feeds, want %d", name, len(got), len(want))
		}
	}
}

func TestParseAttributes(t *testing.T) {
	want := Outline{Title: "L'Écho <1>", XMLURL: "https://a.example/rss", HTMLURL: "https://a.example/", Lang: "fr-BE", Country: "BE", Kind: Regional}
	for name, data := range map[string]string{
		"namespace": `<outline title="L'Écho &lt;1&gt;" text="x" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="fr-BE" alleys:country="be" alleys:outlet="regional"/>`,
		"plain":     `<outline text="L&#39;&Eacute;cho &amp;lt;1&amp;gt;" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/" language="fr-BE" country="BE" outlet="Regional"/>`,
		"latin-1":   "<?xml version='1.0' encoding='iso-8859-1'?><outline title='L&apos;\xc9cho &lt;1&gt;' xmlUrl='https://a.example/rss' htmlUrl='https://a.example/' language='fr-BE' country='BE' outlet='regional'/>",
		"mistaken":  "<?xml version='1.0' encoding='utf-8'?><outline title='L&apos;\xc9cho &lt;1&gt;' xmlUrl='https://a.example/rss' htmlUrl='https://a.example/' language='fr-BE' country='BE' outlet='regional'/>",
	} {
		got, err := Parse([]byte(data))
		if err != nil || len(got) != 1 {
			t.Fatal(name, got, err)
		}
		if !equal(got[0], want) {
			t.Errorf("%s: got %+v, want %+v", name, got[0], want)
		}
	}
}

func equal(a, b Outline) bool {
	tags := slices.Equal(a.Tags, b.Tags)
	a.Tags, b.Tags = nil, nil
	return tags && a.Title == b.Title && a.XMLURL == b.XMLURL && a.HTMLURL == b.HTMLURL && a.Lang == b.Lang && a.Country == b.Country && a.Kind == b.Kind
}

func TestParseExplains(t *testing.T) {
	tests := []struct {
		text string
		line int
		want string
	}{
		{"", 1, "empty"},
		{" \n\n", 1, "empty"},
		{"<opml>\n<body>\n<outline text='Folder'/>\n</body></opml>", 3, "xmlUrl"},
		{"\n<!DOCTYPE html><html></html>", 2, "web page"},
		{"<?xml version='1.0'?><rss><channel/></rss>", 1, "this is a feed"},
		{"{\"feeds\":[]}", 1, "JSON"},
		{"https://a.example/rss", 1, "not OPML"},
		{"<opml/>", 1, "no outline"},
	}
	for _, tt := range tests {
		got, err := Parse([]byte(tt.text))
		var pe *ParseError
		if !errors.As(err, &pe) || got != nil {
			t.Fatalf("%q: got %v, %v", tt.text, got, err)
		}
		if pe.Line != tt.line || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %q, want line %d and %q", tt.text, err, tt.line, tt.want)
		}
	}
}

func TestFeedURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/rss":      "https://a.example/rss",
		"feed://a.example/rss":       "http://a.example/rss",
		"feed:https://a.example/rss": "https://a.example/rss",
		"feed://https://a.example/":  "https://a.example/",
		"feeds://a.example/":         "https://a.example/",
		"//a.example/rss":            "https://a.example/rss",
		"a.example/rss":              "https://a.example/rss",
	} {
		if got := (Outline{XMLURL: in}).FeedURL(); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func roundTrip(t *testing.T, outlines []Outline) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, outlines); err != nil {
		t.Fatal(err)
	}
	back, err := Parse(b.Bytes())
	if err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if !slices.EqualFunc(outlines, back, equal) {
		t.Errorf("wrote\n%+v\nread\n%+v\nfrom\n%s", outlines, back, b.String())
	}
}

func TestWriteRoundTrip(t *testing.T) {
	roundTrip(t, []Outline{
		{Title: `Quotes " and ' & <tags>`, XMLURL: "https://a.example/?a=1&b=2", HTMLURL: "https://a.example/", Lang: "it", Country: "IT", Kind: National, Tags: []string{"Italy", "daily"}},
		{Title: "Second", XMLURL: "https://b.example/rss", Tags: []string{"Italy"}},
		{Title: "No folder", XMLURL: "https://c.example/rss"},
		{Title: "Slash in a tag", XMLURL: "https://d.example/rss", Tags: []string{"a/b", "c/d"}},
		{XMLURL: "https://e.example/rss", Kind: OfficialEU, Country: "EU"},
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="A"><outline text="B &amp; C" xmlUrl="https://a.example/rss" category="x,/y/z"/></outline></body></opml>`))
	f.Add([]byte(`<outline text="He said "no"" xmlUrl=https://a.example/><outline`))
	f.Add([]byte("<!-- <outline xmlUrl='a'/> <outline title='\xff' xmlUrl=\"b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Parse(data)
		if err != nil {
			if len(got) > 0 {
				t.Fatal("feeds and an error")
			}
			return
		}
		roundTrip(t, got)
	})
}
