package deck

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/alleys-eu/alleys/corpus"
)

var today = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

func names() *corpus.Taxonomy {
	return &corpus.Taxonomy{
		Frames:  []corpus.Frame{{ID: "welfare-burden"}, {ID: "invasion"}},
		Targets: []corpus.Target{{ID: "migrants"}},
		Techniques: []corpus.Technique{
			{ID: "causal_oversimplification", Name: corpus.Text{"en": "Causal oversimplification"}},
			{ID: "loaded_language", Name: corpus.Text{"en": "Loaded language"}},
		},
	}
}

func options() Options {
	return Options{Today: today, Taxonomy: names(), Dead: map[string]string{"https://gone.example/": "404"}}
}

func codes(problems []Problem) string {
	var out []string
	for _, p := range problems {
		out = append(out, string(p.Level)+" "+p.Code)
	}
	return strings.Join(slices.Compact(out), ", ")
}

func TestLintFindsNothingInAGoodCard(t *testing.T) {
	if got := Lint([]*corpus.Card{sample()}, options()); len(got) > 0 {
		t.Errorf("got %v", got)
	}
}

func TestLintOneCard(t *testing.T) {
	body := func(old, new string) func(*corpus.Card) {
		return func(c *corpus.Card) {
			if !strings.Contains(c.Body, old) {
				panic("the sample has no " + old)
			}
			c.Body = strings.Replace(c.Body, old, new, 1)
		}
	}
	tests := []struct {
		name   string
		change func(*corpus.Card)
		want   string
	}{
		{"kind missing", func(c *corpus.Card) { c.Kind = ""; c.Body = "" }, "error kind"},
		{"kind unknown", func(c *corpus.Card) { c.Kind = "flyer"; c.Body = "" }, "error kind"},
		{"status unknown", func(c *corpus.Card) { c.Status = "done" }, "error status"},
		{"strategy unknown", func(c *corpus.Card) { c.Strategy = "shouting" }, "error strategy"},
		{"strategy missing", func(c *corpus.Card) { c.Strategy = "" }, "error strategy"},
		{"response unknown", func(c *corpus.Card) { c.Response = "shout" }, "error response"},
		{"no title", func(c *corpus.Card) { c.Title = " " }, "error title"},
		{"long title", func(c *corpus.Card) { c.Title = strings.Repeat("long ", 21) }, "warning title"},
		{"no minutes", func(c *corpus.Card) { c.Minutes = 0 }, "error minutes"},
		{"age in words", func(c *corpus.Card) { c.Age = "teens" }, "error age"},
		{"no licence", func(c *corpus.Card) { c.Licence = "" }, "error licence"},
		{"no author", func(c *corpus.Card) { c.Authors = nil }, "error authors"},
		{"reviewed by the author", func(c *corpus.Card) { c.Reviewers = c.Authors }, "error reviewers"},
		{"no frame", func(c *corpus.Card) { c.Frames = nil }, "error frames"},
		{"unknown frame", func(c *corpus.Card) { c.Frames = []string{"flood"} }, "error frames"},
		{"frame twice", func(c *corpus.Card) { c.Frames = []string{"invasion", "invasion"} }, "error frames"},
		{"no target", func(c *corpus.Card) { c.Targets = nil }, "error targets"},
		{"unknown target", func(c *corpus.Card) { c.Targets = []string{"martians"} }, "error targets"},
		{"no technique", func(c *corpus.Card) { c.Techniques = nil }, "error techniques"},
		{"unknown technique", func(c *corpus.Card) { c.Techniques = []string{"magic"} }, "error techniques"},
		{"no source", func(c *corpus.Card) { c.Sources = nil }, "error sources"},
		{"source without title", func(c *corpus.Card) { c.Sources[0].Title = "" }, "error source-title"},
		{"source without publisher", func(c *corpus.Card) { c.Sources[0].Publisher = "" }, "error source-publisher"},
		{"source without address", func(c *corpus.Card) { c.Sources[0].URL = "" }, "error source-url"},
		{"source without https", func(c *corpus.Card) { c.Sources[0].URL = "http://a.example/" }, "error source-url"},
		{"source of words", func(c *corpus.Card) { c.Sources[0].URL = "see the report" }, "error source-url"},
		{"source that is dead", func(c *corpus.Card) { c.Sources[0].URL = "https://gone.example/" }, "warning source-dead"},
		{"source twice", func(c *corpus.Card) { c.Sources = append(c.Sources, c.Sources[0]) }, "warning source-twice"},
		{"source without date", func(c *corpus.Card) { c.Sources[0].Published = "" }, "error source-dated"},
		{"source that says it has no date", func(c *corpus.Card) { c.Sources[0].Published = Undated }, ""},
		{"source not read", func(c *corpus.Card) { c.Sources[0].Accessed = "" }, "error source-dated"},
		{"source with a strange date", func(c *corpus.Card) { c.Sources[0].Published = "March 2025" }, "error source-dated"},
		{"source read before it was there", func(c *corpus.Card) { c.Sources[0].Accessed = "2025-02" }, "error source-dated"},
		{"source read tomorrow", func(c *corpus.Card) { c.Sources[0].Accessed = "2026-06-02" }, "error source-dated"},
		{"no date of figures", func(c *corpus.Card) { c.AsOf = "" }, "error as-of"},
		{"figures of a day that is none", func(c *corpus.Card) { c.AsOf = "2024-02-30" }, "error as-of"},
		{"no review date", func(c *corpus.Card) { c.ReviewBy = "" }, "error review-by"},
		{"review in a month", func(c *corpus.Card) { c.ReviewBy = "2027-11" }, "error review-by"},
		{"review before the figures", func(c *corpus.Card) { c.AsOf, c.ReviewBy = "2026-05", "2026-04-30" }, "error review-by, warning review-due"},
		{"review due", func(c *corpus.Card) { c.ReviewBy = "2026-05-30" }, "warning review-due"},
		{"review due of an archived card", func(c *corpus.Card) { c.ReviewBy, c.Status = "2026-05-30", corpus.CardArchived }, ""},
		{"two claims", func(c *corpus.Card) { c.Claims = c.Claims[:2] }, "error claims"},
		{"claim twice", func(c *corpus.Card) { c.Claims[1] = "the new arrivals RIDE for free, while we pay!" }, "error claim-twice"},
		{"claim twice in other order", func(c *corpus.Card) {
			c.Claims[1] = "Strangers' tickets: our fares finance them now"
			c.Claims[0] = "Our fares finance tickets for strangers now"
			c.Claims[2] = "Finance, fares, strangers, tickets"
		}, "warning claim-twice"},
		{"empty claim", func(c *corpus.Card) { c.Claims[1] = "–" }, "error claim-empty"},
		{"long claim", func(c *corpus.Card) { c.Claims[1] = strings.Repeat("word ", 41) }, "warning claim-long"},

		{"part missing", body("## Warning\n\nThe next sentence leaves out who pays.\n\n", ""), "error part-missing"},
		{"part empty", body("The next sentence leaves out who pays.", ""), "error part-empty"},
		{"part twice", body("## Fact again", "## Fact"), "error part-missing, error part-twice"},
		{"part unknown", body("## Discussion", "## Talk"), "error part-missing, warning part-unknown"},
		{"text before the parts", body("## Fact\n", "Hello.\n\n## Fact\n"), "warning part-unknown"},
		{"part in the wrong place", func(c *corpus.Card) {
			myth, rest, _ := strings.Cut(c.Body[strings.Index(c.Body, "## Myth"):], "## Fallacy")
			c.Body = c.Body[:strings.Index(c.Body, "## Myth")] + "## Fallacy" + strings.Replace(rest, "## How", myth+"## How", 1)
		}, "warning part-order"},
		{"one question", body("\n- Where can you look it up?", ""), "error questions"},
		{"five questions", body("- Who", "- A?\n- B?\n- C?\n- Who"), "error questions"},
		{"questions without a list", body("- Who in your town gets a pass?\n- Where", "Who in your town gets a pass? Where"), ""},

		{"myth in the title", func(c *corpus.Card) { c.Title = "Do new arrivals really ride for free while we pay?" }, "error myth-in-title"},
		{"myth in the fact", body("Every rider has", "Our fares do finance the tickets of strangers. Every rider has"), "error myth-repeated"},
		{"myth told again", body("The town buys", "Newcomers travel at the cost of others, they say. The town buys"), "error myth-repeated"},
		{"long myth", body("Some say", strings.Repeat("So it goes on and on. ", 7)+"Some say"), "warning myth-long"},
		{"two fallacies", body("Many causes", "That is causal oversimplification and loaded language. Many causes"), "error fallacy-several"},
		{"one fallacy by name", body("Many causes", "That is causal oversimplification. Many causes"), ""},

		{"hard to read", body("Every rider has a ticket.", strings.Repeat("Considerable municipal expenditure characteristically necessitates comprehensive administrative coordination. ", 4)), "error reading-level"},
		{"too long", body("Every rider has a ticket.", strings.Repeat("Every rider has a ticket. ", 100)), "warning length"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := sample()
			tt.change(c)
			problems := Lint([]*corpus.Card{c}, options())
			if got := codes(problems); got != tt.want {
				t.Errorf("got %q, want %q\n%v", got, tt.want, problems)
			}
			for _, p := range problems {
				if p.Text == "" || p.Line < 1 || p.File != "en/bus-line.md" || p.Card != "bus-line.en" {
					t.Errorf("problem lacks text or place: %+v", p)
				}
			}
		})
	}
}

func TestLintNamesTheLine(t *testing.T) {
	c := sample()
	c.Claims[2] = "–"
	c.Sources[0].URL = "http://a.example/"
	c.Body = strings.Replace(c.Body, "\n- Where can you look it up?", "", 1)
	lines := strings.Split(string(Format(c)), "\n")
	for _, p := range Lint([]*corpus.Card{c}, options()) {
		want := map[string]string{"claim-empty": "- –", "source-url": "  url: ", "questions": "## Discussion"}[p.Code]
		if want == "" || !strings.HasPrefix(lines[p.Line-1], want) {
			t.Errorf("%v points at %q, want %q", p, lines[p.Line-1], want)
		}
	}
}

func TestLintDeck(t *testing.T) {
	italian := func(change func(*corpus.Card)) *corpus.Card {
		c := sample()
		c.Lang = "it"
		c.Title = "La linea dell'autobus si paga da sola"
		c.Claims = []string{"Chi arriva viaggia gratis e noi paghiamo", "I nostri biglietti pagano i viaggi degli stranieri", "Ormai il biglietto lo compra solo chi è di qui"}
		for _, p := range layout()[c.Kind] {
			c.Body = strings.Replace(c.Body, "## "+p.Headings["en"][0]+"\n", "## "+p.Headings["it"][0]+"\n", 1)
		}
		c.Body = strings.Replace(c.Body, "120,000", "120.000", 1)
		if change != nil {
			change(c)
		}
		return c
	}
	other := func(change func(*corpus.Card)) *corpus.Card {
		c := sample()
		c.ID = "school-meals"
		c.Title = "Every child gets the same meal"
		c.Claims = []string{"Their kids eat at the school for nothing", "Meals are changed because of a few families", "Pork has vanished from all canteens"}
		change(c)
		return c
	}
	tests := []struct {
		name  string
		cards []*corpus.Card
		want  string
	}{
		{"in step", []*corpus.Card{sample(), italian(nil)}, ""},
		{"other frames", []*corpus.Card{sample(), italian(func(c *corpus.Card) { c.Frames = []string{"invasion"} })}, "error variant-frames"},
		{"other figures' date", []*corpus.Card{sample(), italian(func(c *corpus.Card) { c.AsOf = "2023-12-31" })}, "error variant-as-of"},
		{"other source", []*corpus.Card{sample(), italian(func(c *corpus.Card) { c.Sources[0].URL += "/it" })}, "error variant-sources"},
		{"other figure", []*corpus.Card{sample(), italian(func(c *corpus.Card) { c.Body = strings.Replace(c.Body, "120.000", "12.000", 1) })}, "warning variant-figures"},
		{"same variant twice", []*corpus.Card{sample(), sample()}, "error card-twice"},
		{"same claim in two cards", []*corpus.Card{sample(), other(func(c *corpus.Card) { c.Claims[0] = sample().Claims[1] })}, "error claim-shared"},
		{"near claim in two cards", []*corpus.Card{sample(), other(func(c *corpus.Card) { c.Claims[0] = "Tickets for strangers? Our fares finance them" })}, "warning claim-shared"},
		{"different claims", []*corpus.Card{sample(), other(func(*corpus.Card) {})}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			problems := Lint(tt.cards, options())
			if got := codes(problems); got != tt.want {
				t.Errorf("got %q, want %q\n%v", got, tt.want, problems)
			}
		})
	}
}

func TestLintFS(t *testing.T) {
	problems := LintFS(fstest.MapFS{
		"en/bus-line.md": {Data: Format(sample())},
		"en/wrong.md":    {Data: Format(&corpus.Card{ID: "right", Lang: "en", Kind: corpus.CardPractice})},
		"en/broken.md":   {Data: []byte("---\nid: broken\nlang: en\nnope: 1\nnah: 2\n---\n")},
	}, options())
	var got []string
	for _, p := range problems {
		if p.Code == "unreadable" || p.Code == "file-name" {
			got = append(got, p.String())
		}
	}
	want := []string{
		"en/broken.md:4: error: ",
		"en/broken.md:5: error: ",
		"en/wrong.md:2: error: the file of this card must be called en/right.md",
	}
	for i, w := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], w) {
			t.Fatalf("got %q, want lines that start with %q", got, want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("got %q, want %d problems", got, len(want))
	}
}
