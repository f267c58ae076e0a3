package web

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

// TestFormKeepsTheCard saves cards of every kind and language without a
// change: what comes back must be the card, but for its status.
func TestFormKeepsTheCard(t *testing.T) {
	all, err := deck.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := newDesk(t, true)
	taxonomy := &corpus.Taxonomy{}
	for _, c := range all {
		for _, f := range c.Frames {
			if _, ok := taxonomy.Frame(f); !ok {
				taxonomy.Frames = append(taxonomy.Frames, corpus.Frame{ID: f, Name: corpus.Text{"en": f}})
			}
		}
		for _, x := range c.Targets {
			if _, ok := taxonomy.Target(x); !ok {
				taxonomy.Targets = append(taxonomy.Targets, corpus.Target{ID: x, Name: corpus.Text{"en": x}})
			}
		}
		for _, x := range c.Techniques {
			if _, ok := taxonomy.Technique(x); !ok {
				taxonomy.Techniques = append(taxonomy.Techniques, corpus.Technique{ID: x, Name: corpus.Text{"en": x}})
			}
		}
	}
	d.site.Taxonomy = taxonomy
	seen := map[string]int{}
	b := d.browser()
	for _, c := range all {
		if kind := string(c.Kind) + c.Lang; seen[kind] < 3 {
			seen[kind]++
			d.put(c, corpus.CardPublished, "anna", 0)
			path := "/desk/cards/" + c.Key()
			form := formIn(t, b.get(path).body, "cardform")
			form.Set("action", "save")
			if a := b.post(path, form); a.status != 303 {
				t.Fatalf("%s: status %d", path, a.status)
			}
			after := d.card(c.ID, c.Lang).Card
			after.Status = c.Status
			if got, want := string(deck.Format(&after)), string(deck.Format(c)); got != want {
				t.Errorf("%s comes back as\n%s\nwant\n%s", c.Key(), got, want)
			}
		}
	}
	if len(seen) < 18 {
		t.Errorf("only %d kinds and languages were tried", len(seen))
	}
}

// TestNewCardChoosesWhatComesFirst checks that the order of a new card is its
// author's, not that of the boxes.
func TestNewCardChoosesWhatComesFirst(t *testing.T) {
	d := newDesk(t, true)
	b := d.browser()
	form := formIn(t, b.get("/desk/new").body, "cardform")
	form.Set("title", "A bridge joins two towns")
	form["targets"] = []string{"migrants", "refugees"}
	form.Set("first_target", "refugees")
	form.Set("first_technique", "exaggeration-minimisation") // without its box
	form["techniques"] = []string{"loaded_language"}
	form.Set("action", "check")
	form = formIn(t, b.post("/desk/new", form).body, "cardform")
	form.Set("action", "save")
	if a := b.post("/desk/new", form); a.status != 303 {
		t.Fatalf("status %d:\n%s", a.status, a.body)
	}
	c := d.card("a-bridge-joins-two-towns", "en")
	if got := strings.Join(c.Targets, " "); got != "refugees migrants" {
		t.Errorf("targets %s", got)
	}
	if got := strings.Join(c.Techniques, " "); got != "exaggeration-minimisation loaded_language" {
		t.Errorf("techniques %s", got)
	}
	b.get("/desk/cards/"+c.Key()).want(t, 200, `<option value="">Exaggeration</option>`)
}

// formIn fills in a form of a class as a browser sends it when nothing is
// changed.
func formIn(t *testing.T, page, class string) url.Values {
	t.Helper()
	form := url.Values{}
	eachElement(t, page, func(n *html.Node) {
		name := attribute(n, "name")
		if name == "" || !inForm(n, class) {
			return
		}
		kind := attribute(n, "type")
		switch {
		case n.Data == "textarea":
			// A parser drops the line end that follows the tag, as browsers do.
			form.Add(name, strings.ReplaceAll(textOf(n), "\n", "\r\n"))
		case n.Data == "select":
			form.Add(name, selected(n))
		case n.Data == "input" && kind != "file" && (kind != "checkbox" && kind != "radio" || hasAttribute(n, "checked")):
			form.Add(name, attribute(n, "value"))
		}
	})
	return form
}

func inForm(n *html.Node, class string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == "form" {
			return strings.Contains(attribute(p, "class"), class)
		}
	}
	return false
}

func selected(n *html.Node) string {
	value, first := "", true
	for o := range n.Descendants() {
		if o.Data == "option" && (first || hasAttribute(o, "selected")) {
			value, first = attribute(o, "value"), false
		}
	}
	return value
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}
