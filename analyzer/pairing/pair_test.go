package pairing

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// small is a deck of made-up cards that shows each rule of the order.
func small() []*corpus.Card {
	card := func(key string, kind corpus.CardKind, frames, targets, title string, claims ...string) *corpus.Card {
		id, lang, _ := strings.Cut(key, ".")
		return &corpus.Card{ID: id, Lang: lang, Kind: kind, Title: title, Frames: strings.Fields(frames), Targets: strings.Fields(targets), Techniques: []string{"loaded_language"}, Claims: claims}
	}
	const counter, practice, explainer = corpus.CardCounter, corpus.CardPractice, corpus.CardExplainer
	return []*corpus.Card{
		card("jobs.en", counter, "job-competition", "migrants", "Newcomers fill gaps",
			"Migrants steal our jobs", "Cheap foreign labour pushes wages down", "No work is left for the young"),
		card("jobs.it", counter, "job-competition", "migrants", "I nuovi arrivati colmano i vuoti",
			"Gli immigrati ci rubano il lavoro", "La manodopera straniera abbassa i salari", "Per i giovani non resta lavoro"),
		card("growth.en", counter, "job-competition", "migrants", "Firms grow with their staff",
			"Every job for a foreigner is one less for us", "Bosses hire refugees instead of our people", "Immigration makes us unemployed"),
		card("posted.en", counter, "job-competition", "nationals", "Posted workers have a contract",
			"Poles undercut our craftsmen", "Romanian drivers work for nothing", "Eastern firms ruin our trades"),
		card("flood.en", counter, "invasion", "migrants refugees", "Arrivals in numbers",
			"A flood of migrants is swamping us", "Hordes overrun the border", "We are being invaded"),
		card("diktat.en", counter, "lost-sovereignty", "eu-institutions", "Laws need our ministers' votes",
			"Brussels dictates our laws", "We are a colony of the EU", "Our parliament must obey Brussels"),
		card("harvest.en", practice, "job-competition", "migrants", "A village harvests together"),
		card("kitchen.en", practice, "job-competition", "migrants", "A kitchen trains cooks"),
		card("movement.en", explainer, "job-competition", "migrants foreigners", "Who may work where",
			"Who may work in another EU country", "How do I get a work permit", "Can foreigners take any job"),
	}
}

func ids(pairings []corpus.Pairing) string {
	var out []string
	for _, p := range pairings {
		out = append(out, p.Card.Key())
	}
	return strings.Join(out, " ")
}

func TestPairOrder(t *testing.T) {
	jobs := Claim{Text: "Well, well!", Lang: "en", Frames: []string{"job-competition"}, Targets: []string{"migrants"}}
	with := func(c Claim, change func(*Claim)) Claim { change(&c); return c }
	tests := []struct {
		name   string
		claim  Claim
		reader string
		limit  int
		want   string
	}{
		{"same target before near target, practice and explainer last, one each", jobs, "en", 0, "growth.en jobs.en posted.en harvest.en movement.en"},
		{"words decide among equals", with(jobs, func(c *Claim) { c.Text = "Cheap labour from abroad lowers all wages" }), "en", 1, "jobs.en"},
		{"the reader's language first", jobs, "it", 2, "jobs.it growth.en"},
		{"a limit keeps room for the others after two", jobs, "en", 4, "growth.en jobs.en harvest.en movement.en"},
		{"a limit of three", jobs, "en", 3, "growth.en jobs.en harvest.en"},
		{"a limit of one", jobs, "en", 1, "growth.en"},
		{"near target", with(jobs, func(c *Claim) { c.Targets = []string{"refugees"} }), "en", 1, "growth.en"},
		{"a claim without a target", with(jobs, func(c *Claim) { c.Targets = nil }), "en", 1, "growth.en"},
		{"another target has to share words", with(jobs, func(c *Claim) { c.Targets = []string{"jews"} }), "en", 0, ""},
		{"frame and target pass words of another frame", Claim{Text: "Brussels dictates our laws", Lang: "en", Frames: []string{"invasion"}, Targets: []string{"migrants"}}, "en", 1, "flood.en"},
		{"words of another frame come after", Claim{Text: "Brussels dictates our laws", Lang: "en", Frames: []string{"invasion"}, Targets: []string{"migrants"}}, "en", 2, "flood.en diktat.en"},
		{"the card for the very words comes second", Claim{Text: "Brussels dictates our laws", Lang: "en", Frames: []string{"job-competition"}, Targets: []string{"migrants"}}, "en", 2, "jobs.en diktat.en"},
		{"a frame without a card", Claim{Text: "They smell", Lang: "en", Frames: []string{"derogation"}, Targets: []string{"migrants"}}, "en", 0, ""},
		{"another language of the claim", Claim{Text: "Ils nous envahissent, une vague après l'autre", Lang: "fr", Frames: []string{"invasion"}, Targets: []string{"migrants"}}, "fr", 0, "flood.en"},
		{"a language nobody knows", Claim{Text: "…", Lang: "xx", Frames: []string{"invasion"}, Targets: []string{"migrants"}}, "xx", 0, "flood.en"},

		{"words alone", Claim{Text: "Foreigners are stealing our jobs", Lang: "en"}, "en", 1, "jobs.en"},
		{"words alone, shown to an Italian", Claim{Text: "Foreigners are stealing our jobs", Lang: "en"}, "it", 1, "jobs.it"},
		{"words alone across languages", Claim{Text: "Les migrants volent nos emplois", Lang: "fr"}, "en", 1, "jobs.en"},
		{"words alone, language unknown", Claim{Text: "Gli stranieri ci rubano il lavoro"}, "it", 1, "jobs.it"},
		{"nothing fits", Claim{Text: "The choir sings on Sunday in the old church", Lang: "en"}, "en", 0, ""},
		{"one common word is not enough", Claim{Text: "The migrants arrived in Genoa on a sunny Sunday in April", Lang: "en"}, "en", 0, ""},
		{"whom it is about is not enough, said twice", Claim{Text: "The EU meets migrants and refugees in Brussels", Lang: "en"}, "en", 0, ""},
		{"no words", Claim{Text: " –!", Lang: "en"}, "en", 0, ""},
		{"nothing at all", Claim{}, "", 0, ""},
	}
	p := New(small())
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := p.Pair(tt.claim, tt.reader, tt.limit)
			if ids(got) != tt.want {
				t.Errorf("got %q, want %q\n%+v", ids(got), tt.want, got)
			}
			for _, pairing := range got {
				if pairing.Score < Threshold || pairing.Score > 1 || len(pairing.Why) == 0 {
					t.Errorf("%s: score %v, reasons %v", pairing.Card.Key(), pairing.Score, pairing.Why)
				}
			}
		})
	}
}

func TestPairVotes(t *testing.T) {
	p := New(small())
	claim := Claim{Text: "Well, well!", Lang: "en", Frames: []string{"job-competition"}, Targets: []string{"migrants"}}
	tests := []struct {
		name  string
		votes map[string]int
		want  string
	}{
		{"up comes first", map[string]int{"jobs": 1}, "jobs.en growth.en posted.en"},
		{"down comes last", map[string]int{"growth": -1}, "jobs.en posted.en growth.en"},
		{"down and down again goes", map[string]int{"growth": -4}, "jobs.en posted.en"},
		{"a card of another frame that trainers chose", map[string]int{"diktat": 2}, "diktat.en growth.en jobs.en posted.en"},
		{"cancelled out", map[string]int{"jobs": 0}, "growth.en jobs.en posted.en"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := claim
			c.Votes = tt.votes
			var counters []corpus.Pairing
			for _, pairing := range p.Pair(c, "en", 0) {
				if pairing.Card.Kind == corpus.CardCounter {
					counters = append(counters, pairing)
				}
			}
			if ids(counters) != tt.want {
				t.Errorf("got %q, want %q", ids(counters), tt.want)
			}
		})
	}
	free := Claim{Text: "The choir sings on Sunday", Lang: "en", Votes: map[string]int{"flood": 1, "diktat": -1}}
	if got := p.Pair(free, "en", 0); ids(got) != "flood.en" {
		t.Errorf("a chosen card for a claim without words in common: got %q", ids(got))
	}
}

func TestPairGivesReasons(t *testing.T) {
	p := New(small())
	got := p.Pair(Claim{
		Text: "Migrants are stealing the jobs of our sons", Lang: "en",
		Frames: []string{"job-competition"}, Targets: []string{"migrants"}, Techniques: []string{"loaded_language"},
		Votes: map[string]int{"jobs": 2},
	}, "en", 1)
	if len(got) != 1 {
		t.Fatalf("got %v", got)
	}
	var kinds []string
	for _, r := range got[0].Why {
		kinds = append(kinds, r.Kind+"="+r.Value+" "+strings.Join(r.Words, "+"))
	}
	want := []string{"frame=job-competition ", "target=migrants ", "technique=loaded_language ", "words=Migrants steal our jobs migrants+stealing+jobs", "votes=+2 "}
	if !slices.Equal(kinds, want) {
		t.Errorf("got %q\nwant %q", kinds, want)
	}
}

// A synonym must be named among the shared words, or a trainer cannot see why
// the card is there.
func TestReasonsNameSynonyms(t *testing.T) {
	got := New(small()).Pair(Claim{Text: "Immigrants snatch away employment", Lang: "en"}, "en", 1)
	if len(got) != 1 || got[0].Card.ID != "jobs" {
		t.Fatalf("got %v", ids(got))
	}
	for _, r := range got[0].Why {
		if r.Kind == "words" && slices.Equal(r.Words, []string{"immigrants", "snatch", "employment"}) {
			return
		}
	}
	t.Errorf("got %+v", got[0].Why)
}

// For every frame and target that the deck answers, the first card must be of
// that frame and target, whatever the words say.
func TestRightFrameAndTargetFirst(t *testing.T) {
	cards := builtin(t)
	p := New(cards)
	texts := []string{"", "Brussels bans bent bananas", "Our women are not safe from these men any more", "The council met on Tuesday"}
	for _, c := range cards {
		if c.Kind != corpus.CardCounter || c.Lang != "en" {
			continue
		}
		for _, frame := range c.Frames {
			for _, target := range c.Targets {
				for _, text := range texts {
					for _, reader := range []string{"en", "it", "ro"} {
						got := p.Pair(Claim{Text: text, Lang: "en", Frames: []string{frame}, Targets: []string{target}}, reader, 3)
						if len(got) == 0 || !slices.Contains(got[0].Card.Frames, frame) || !slices.Contains(got[0].Card.Targets, target) {
							t.Errorf("%s of %s, %q, reader %s: got %q", frame, target, text, reader, ids(got))
						}
					}
				}
			}
		}
	}
}

func TestPairIsSafeForConcurrentUse(t *testing.T) {
	p := New(small())
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for _, lang := range []string{"en", "it", "fr", "de", "es", "pl", "nl", "sv"} {
				p.Pair(Claim{Text: fmt.Sprintf("Migrants steal %d jobs", i), Lang: lang}, lang, 3)
			}
		})
	}
	wg.Wait()
}

// All that can agree must not make more than one, or readers see a fit above a
// hundred per cent.
func TestScoreIsAShare(t *testing.T) {
	if sum := frameScore + targetScore + allTargetsScore + techniqueScore + wordsScore; sum > 1.000001 {
		t.Errorf("the parts of the score make %v", sum)
	}
}

func TestPairWithoutCards(t *testing.T) {
	if got := New(nil).Pair(Claim{Text: "Migrants steal our jobs", Lang: "en", Frames: []string{"job-competition"}}, "en", 3); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}

// deckOf makes a deck of about n cards from the shipped one: every copy has
// its own ID and its claims in another order of words.
func deckOf(b *testing.B, n int) []*corpus.Card {
	var cards []*corpus.Card
	seen := map[string]bool{}
	for round := 0; ; round++ {
		for _, c := range builtin(b) {
			copied := *c
			copied.ID = fmt.Sprintf("%s-%d", c.ID, round)
			if !seen[copied.ID] && len(seen) == n {
				return cards
			}
			seen[copied.ID] = true
			copied.Claims = slices.Clone(c.Claims)
			for i, claim := range copied.Claims {
				words := strings.Fields(claim)
				slices.Reverse(words[:len(words)*(round%5)/5])
				copied.Claims[i] = strings.Join(words, " ") + fmt.Sprintf(" topic%d", round)
			}
			cards = append(cards, &copied)
		}
	}
}

// BenchmarkPair pairs the test wordings with a deck of 1,000 cards in all
// their languages; the bar is 5 ms for the median claim on one core.
func BenchmarkPair(b *testing.B) {
	cards := deckOf(b, 1000)
	p := New(cards)
	all := paraphrases(b, "testdata/paraphrases.yaml")
	b.ReportMetric(float64(len(cards)), "variants")
	for i := 0; b.Loop(); i++ {
		q := all[i%len(all)]
		p.Pair(Claim{Text: q.text, Lang: q.lang}, "en", 3)
	}
}

func BenchmarkPairWithFrame(b *testing.B) {
	p := New(deckOf(b, 1000))
	all := paraphrases(b, "testdata/paraphrases.yaml")
	for i := 0; b.Loop(); i++ {
		q := all[i%len(all)]
		p.Pair(Claim{Text: q.text, Lang: q.lang, Frames: []string{"invasion"}, Targets: []string{"migrants"}}, "en", 3)
	}
}

func BenchmarkNew(b *testing.B) {
	cards := deckOf(b, 1000)
	for b.Loop() {
		New(cards)
	}
}

func FuzzPair(f *testing.F) {
	p := New(small())
	f.Add("Migrants steal our jobs", "en", "it", "invasion")
	f.Add("L’Europe – nous envahit…", "fr", "", "")
	f.Add("\xff\x00ß’'", "de", "en", "x")
	f.Fuzz(func(t *testing.T, text, lang, reader, frame string) {
		for _, got := range p.Pair(Claim{Text: text, Lang: lang, Frames: []string{frame}}, reader, 5) {
			if got.Card == nil || !(got.Score >= Threshold && got.Score <= 1) {
				t.Fatalf("got %+v", got)
			}
		}
		p.Pair(Claim{Text: text, Lang: lang}, reader, 0)
	})
}
