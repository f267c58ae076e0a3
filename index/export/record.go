package export

import (
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

// Record is an article with its findings as JSON. Offsets count Unicode code
// points from the start of the part they are in, end exclusive.
type Record struct {
	ID            string    `json:"id"`
	URL           string    `json:"url"`
	Outlet        string    `json:"outlet"`
	Host          string    `json:"host"`
	Source        string    `json:"source"`
	Lang          string    `json:"lang"`
	Published     string    `json:"published"`
	PublishedFrom string    `json:"published_from"`
	Fetched       string    `json:"fetched"`
	Title         string    `json:"title"`
	Authors       []string  `json:"authors"`
	Text          string    `json:"text"` // empty where the publisher wants no copy shown
	NoArchive     bool      `json:"no_archive,omitempty"`
	Words         int       `json:"words"`
	Partial       bool      `json:"partial"`
	Story         string    `json:"story"`
	Version       int       `json:"version"`
	Rulebook      string    `json:"rulebook"`
	Findings      []Finding `json:"findings"`
}

// NewRecord builds the record of an article.
func NewRecord(a Article) Record {
	r := Record{
		ID: a.ID, URL: a.Canonical, Outlet: a.Outlet, Host: a.Host, Source: a.SourceID, Lang: language(a),
		Published: stamp(a.Published), PublishedFrom: dateFrom(a.PublishedFrom), Fetched: stamp(a.Fetched),
		Title: a.Title, Authors: orEmpty(a.Authors), Text: a.Text, Words: len(strings.Fields(a.Text)),
		Partial: a.Partial, Story: a.Cluster, Version: a.Version, NoArchive: a.NoArchive, Findings: []Finding{},
	}
	if a.NoArchive {
		r.Text = ""
	}
	if a.Analysis != nil {
		r.Rulebook = a.Analysis.Rulebook
		for _, f := range a.Analysis.Findings {
			r.Findings = append(r.Findings, NewFinding(f))
		}
	}
	return r
}

// Finding is a finding as JSON, the same in every output.
type Finding struct {
	Frame      string     `json:"frame"`
	Family     string     `json:"family"`
	Target     string     `json:"target"`
	Nation     string     `json:"nation,omitempty"`
	Stance     string     `json:"stance"`
	Speaker    string     `json:"speaker"`
	Techniques []string   `json:"techniques"`
	Rule       string     `json:"rule"`
	Score      float64    `json:"score"`
	Part       string     `json:"part"`
	Sentence   Quote      `json:"sentence"`
	Evidence   []Evidence `json:"evidence"`
	Context    []Context  `json:"context"`
	Claim      string     `json:"claim"`
}

// Quote is a span with its words.
type Quote struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Evidence is a span that made the rule fire.
type Evidence struct {
	Quote
	Role string `json:"role"`
}

// Context is a cue that changed the stance.
type Context struct {
	Quote
	Kind   string `json:"kind"`
	Stance string `json:"stance"`
}

// NewFinding builds the record of a finding.
func NewFinding(f corpus.Finding) Finding {
	out := Finding{
		Frame: f.Frame, Family: string(f.Family), Target: f.Target, Nation: f.Nation, Stance: string(f.Stance), Speaker: f.Speaker,
		Techniques: orEmpty(f.Techniques), Rule: f.Rule, Score: f.Score, Part: string(f.Part), Sentence: quote(f.Sentence),
		Evidence: []Evidence{}, Context: []Context{}, Claim: f.ClaimID,
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, Evidence{quote(e.Quote), e.Role})
	}
	for _, c := range f.Context {
		out.Context = append(out.Context, Context{quote(c.Quote), c.Kind, string(c.Stance)})
	}
	return out
}

func quote(q corpus.Quote) Quote { return Quote{q.Start, q.End, q.Text} }

func orEmpty(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// findingRecord is one finding with the article it is in.
type findingRecord struct {
	ID            string `json:"id"`
	URL           string `json:"url"`
	Outlet        string `json:"outlet"`
	Lang          string `json:"lang"`
	Published     string `json:"published"`
	PublishedFrom string `json:"published_from"`
	Title         string `json:"title"`
	Finding
	Rulebook string `json:"rulebook"`
}

func newFindingRecord(a Article, f *corpus.Finding) findingRecord {
	return findingRecord{
		ID: a.ID, URL: a.Canonical, Outlet: a.Outlet, Lang: a.Analysis.Lang, Published: stamp(a.Published),
		PublishedFrom: dateFrom(a.PublishedFrom), Title: a.Title, Finding: NewFinding(*f), Rulebook: a.Analysis.Rulebook,
	}
}
