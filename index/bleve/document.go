package bleve

import (
	"slices"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/query"
)

// language returns the name of the index that a document belongs to.
func language(lang string) string {
	if _, ok := analyzers[lang]; ok {
		return lang
	}
	return otherLanguage
}

// fields turns a document into the fields of the mapping.
func fields(d index.Document) map[string]any {
	f := map[string]any{
		fieldTitle: d.Title, fieldTitleExact: d.Title,
		fieldText: d.Text, fieldTextExact: d.Text,
		"id": d.ID, "date": dateFrom(d.PublishedFrom),
	}
	for name, v := range map[string]string{
		"lang": d.Lang, "outlet": d.Outlet, "host": d.Host, "country": d.Country, "source": d.SourceID, "cluster": d.Cluster,
	} {
		if v != "" {
			f[name] = v
		}
	}
	if !d.Published.IsZero() {
		f[fieldPublished] = seconds(d.Published)
	}
	for name, get := range findingValues {
		if v := distinct(d.Findings, get); len(v) > 0 {
			f[name] = v
		}
	}
	if v := distinct(d.Findings, combinations); len(v) > 0 {
		f[fieldFinding] = v
	}
	return f
}

func dateFrom(d corpus.DateFrom) string {
	if d == corpus.DateUnknown {
		return "none"
	}
	return string(d)
}

func seconds(t time.Time) float64 { return float64(t.Unix()) }

var findingValues = map[string]func(corpus.Finding) []string{
	"family":    func(f corpus.Finding) []string { return []string{string(f.Family)} },
	"frame":     func(f corpus.Finding) []string { return []string{f.Frame} },
	"target":    func(f corpus.Finding) []string { return []string{f.Target} },
	"stance":    func(f corpus.Finding) []string { return []string{string(f.Stance)} },
	"technique": func(f corpus.Finding) []string { return f.Techniques },
	"rule":      func(f corpus.Finding) []string { return []string{f.Rule} },
	"claim":     func(f corpus.Finding) []string { return []string{f.ClaimID} },
}

func distinct(findings []corpus.Finding, get func(corpus.Finding) []string) []string {
	var out []string
	for _, f := range findings {
		for _, v := range get(f) {
			if v != "" {
				out = append(out, v)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// combinations returns a term for each choice of the conditions that a query
// may ask of one finding, so that "this frame with this stance" is one look-up.
func combinations(f corpus.Finding) []string {
	full := query.Finding{Family: string(f.Family), Frame: f.Frame, Target: f.Target, Stance: string(f.Stance)}
	var out []string
	for mask := 1; mask < 16; mask++ {
		c := full
		if mask&1 == 0 {
			c.Family = ""
		}
		if mask&2 == 0 {
			c.Frame = ""
		}
		if mask&4 == 0 {
			c.Target = ""
		}
		if mask&8 == 0 {
			c.Stance = ""
		}
		out = append(out, c.String())
	}
	return out
}
