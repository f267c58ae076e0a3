package extract

import (
	"net/url"
	"testing"
)

func TestHeadline(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"site behind a bar", `<title>Bridge opens on Sunday | The Daily Bell</title>`, "Bridge opens on Sunday"},
		{"site behind a dash", `<title>Bridge opens on Sunday - Example</title>`, "Bridge opens on Sunday"},
		{"site in front", `<title>Example: Bridge opens on Sunday</title>`, "Bridge opens on Sunday"},
		{"section and site", `<title>Bridge opens on Sunday - News - example.org</title><h1>Bridge opens on Sunday</h1>`, "Bridge opens on Sunday"},
		{"a dash of its own", `<title>Bridge opens - at last</title>`, "Bridge opens - at last"},
		{"guillemets around it all", `<meta property="og:title" content="« Nobody asked us »"><title>« Nobody asked us » - Example</title>`, "« Nobody asked us »"},
		{"a guillemet before the site", `<title>Bridge opens on Sunday » Example</title>`, "Bridge opens on Sunday"},
		{"separators in the name of the site", `<meta property="og:site_name" content="Bell - News - Views"><meta property="og:title" content="Bridge opens | Bell - News - Views"><title>Bridge opens | Bell - News - Views</title>`, "Bridge opens"},
		{"attribute ended by a quotation mark", `<meta property="og:title" content="Mayor calls bridge "a scandal""><title>Mayor calls bridge "a scandal" | Example</title>`, `Mayor calls bridge "a scandal"`},
		{"title for search engines", `<title>Bridge 2024: date and traffic | Example</title><meta property="og:title" content="Bridge 2024: date and traffic"><h1>At last, the bridge opens on Sunday</h1>`, "At last, the bridge opens on Sunday"},
		{"heading of a section", `<title>The valley gets a second bridge - Example</title><meta property="og:title" content="The valley gets a second bridge"><h1>Top news</h1>`, "The valley gets a second bridge"},
		{"site in the heading", `<meta property="og:title" content="Bridge opens"><h1>Bridge opens on Sunday | Example</h1>`, "Bridge opens on Sunday"},
		{"quotation marks of the heading", `<meta property="og:title" content="Mayor: &quot;We must - now&quot;"><title>Mayor: "We must - now" | Example</title><h1>Mayor: “We must – now”</h1>`, "Mayor: “We must – now”"},
		{"the colon of the declared title", `<meta property="og:title" content="Traffic: Bridge opens on Sunday"><h1>Traffic Bridge opens on Sunday</h1>`, "Traffic: Bridge opens on Sunday"},
		{"hyphen in a word", `<title>Twenty-one boats-on-wheels | Bell</title>`, "Twenty-one boats-on-wheels"},
		{"declared name of the site", `<meta property="og:site_name" content="Valley Post"><title>Rain ahead — Valley Post</title>`, "Rain ahead"},
		{"the majority", `<h1>LIVE Rain: all you need to know</h1><meta property="og:title" content="Rain floods the valley"><script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain floods the valley","datePublished":"2024-01-01"}</script>`, "Rain floods the valley"},
		{"the heading on a tie", `<h1>Rain floods the valley</h1><meta property="og:title" content="You won't believe this rain">`, "Rain floods the valley"},
		{"logo as heading", `<h1><a href="/">The Daily Bell</a></h1><h1>Bridge opens on Sunday</h1><title>Bridge opens on Sunday</title>`, "Bridge opens on Sunday"},
		{"kicker inside", `<h1><span class="article-kicker">Traffic</span>Bridge opens on Sunday</h1><meta property="og:title" content="Bridge opens on Sunday">`, "Bridge opens on Sunday"},
		{"kicker in all", `<h1><span class="kicker">Traffic:</span> Bridge opens on Sunday</h1><meta property="og:title" content="Traffic: Bridge opens on Sunday">`, "Traffic: Bridge opens on Sunday"},
		{"heading of a teaser", `<h1>Wholly different things</h1><h1>Bridge opens on Sunday</h1><meta property="og:title" content="Bridge opens on Sunday">`, "Bridge opens on Sunday"},
		{"entities", `<meta property="og:title" content="Milk &amp;amp; honey"><title>Milk &amp; honey</title>`, "Milk & honey"},
		{"soft hyphens and hard spaces", "<h1>Donau\u00ADdampf\u00ADschiff\u00A0ahoi</h1>", "Donaudampfschiff ahoi"},
		{"quotation marks stay", `<h1>«Nobody asked us»</h1>`, "«Nobody asked us»"},
		{"hidden heading", `<h1 style="display: none">Menu</h1><title>Bridge opens on Sunday</title>`, "Bridge opens on Sunday"},
		{"microdata", `<div itemprop="headline">Bridge opens on Sunday</div>`, "Bridge opens on Sunday"},
		{"title of a drawing", `<svg><title>Icon of a bell</title></svg><title>Bridge opens</title>`, "Bridge opens"},
		{"only the site", `<title>Example</title>`, "Example"},
		{"nothing", `<p>text</p>`, ""},
	}
	base, err := url.Parse("https://www.example.org/news/1")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := parse([]byte(tt.html))
			if err != nil {
				t.Fatal(err)
			}
			if got := readHead(doc).headline(doc, base); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
