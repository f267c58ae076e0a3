package deck

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

// ReviewOptions says what a ClaimReview needs beside the cards.
type ReviewOptions struct {
	// URL gives the public address of a card's page; nil, or "": none.
	URL func(*corpus.Card) string
	// Publisher is the organisation that publishes the deck, and its address.
	Publisher, PublisherURL string
	// Published gives the day a card was published; nil, or "": left out.
	Published func(*corpus.Card) string
}

// ClaimReviews writes the counter-narratives among the cards as JSON-LD, one
// schema.org ClaimReview for each card variant in a @graph; other kinds are
// left out. The claim reviewed is the myth of the card, its first claim where
// it has no myth; the verdict is in words, the title of the card.
// (https://schema.org/ClaimReview)
func ClaimReviews(cards []*corpus.Card, o ReviewOptions) ([]byte, error) {
	graph := claimGraph{Context: "https://schema.org", Graph: []claimReview{}}
	for _, c := range cards {
		if c.Kind == corpus.CardCounter {
			graph.Graph = append(graph.Graph, reviewOf(c, o))
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b) // escapes <, > and &, so that it can stand in a script element
	enc.SetIndent("", "  ")
	err := enc.Encode(graph)
	return b.Bytes(), err
}

type claimGraph struct {
	Context string        `json:"@context"`
	Graph   []claimReview `json:"@graph"`
}

type claimReview struct {
	Type          string        `json:"@type"`
	ID            string        `json:"@id,omitempty"`
	URL           string        `json:"url,omitempty"`
	Headline      string        `json:"headline"`
	InLanguage    string        `json:"inLanguage"`
	DatePublished string        `json:"datePublished,omitempty"`
	License       string        `json:"license,omitempty"`
	ClaimReviewed string        `json:"claimReviewed"`
	ItemReviewed  claimThing    `json:"itemReviewed"`
	ReviewRating  claimRating   `json:"reviewRating"`
	ReviewBody    string        `json:"reviewBody,omitempty"`
	Author        claimAgent    `json:"author"`
	Citation      []claimSource `json:"citation,omitempty"`
}

type claimThing struct {
	Type          string   `json:"@type"`
	Name          string   `json:"name"`
	AlternateName []string `json:"alternateName,omitempty"`
}

type claimRating struct {
	Type          string `json:"@type"`
	AlternateName string `json:"alternateName"`
}

type claimAgent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

type claimSource struct {
	Type          string     `json:"@type"`
	Name          string     `json:"name"`
	URL           string     `json:"url,omitempty"`
	DatePublished string     `json:"datePublished,omitempty"`
	Publisher     claimAgent `json:"publisher"`
}

func reviewOf(c *corpus.Card, o ReviewOptions) claimReview {
	r := claimReview{
		Type: "ClaimReview", Headline: c.Title, InLanguage: c.Lang, License: licenceURL(c.Licence),
		ClaimReviewed: reviewedClaim(c),
		ReviewRating:  claimRating{Type: "Rating", AlternateName: c.Title},
		ReviewBody:    partText(c, RoleFact),
		Author:        claimAgent{Type: "Organization", Name: o.Publisher, URL: o.PublisherURL},
	}
	if r.Author.Name == "" {
		r.Author.Name = strings.Join(c.Authors, ", ")
	}
	if o.URL != nil {
		r.URL = o.URL(c)
		r.ID = r.URL
	}
	if o.Published != nil {
		r.DatePublished = o.Published(c)
	}
	r.ItemReviewed = claimThing{Type: "Claim", Name: r.ClaimReviewed, AlternateName: c.Claims}
	for _, s := range c.Sources {
		published := s.Published
		if published == Undated {
			published = ""
		}
		r.Citation = append(r.Citation, claimSource{
			Type: "CreativeWork", Name: s.Title, URL: s.URL, DatePublished: published,
			Publisher: claimAgent{Type: "Organization", Name: s.Publisher},
		})
	}
	return r
}

func reviewedClaim(c *corpus.Card) string {
	if myth := partText(c, RoleMyth); myth != "" {
		return myth
	}
	if len(c.Claims) > 0 {
		return c.Claims[0]
	}
	return ""
}

// partText returns a part of a card without markup.
func partText(c *corpus.Card, role Role) string {
	for _, p := range Parts(c) {
		if p.Role == role {
			return plainText(p.Markdown)
		}
	}
	return ""
}

// licenceURL returns the address of the Creative Commons licences that decks
// use, else the licence as written.
func licenceURL(name string) string {
	rest, is := strings.CutPrefix(strings.ToUpper(strings.TrimSpace(name)), "CC ")
	fields := strings.Fields(strings.ReplaceAll(rest, "-", " "))
	switch {
	case is && len(fields) == 2 && fields[0] == "BY":
		return "https://creativecommons.org/licenses/by/" + fields[1] + "/"
	case is && len(fields) == 3 && fields[0] == "BY" && fields[1] == "SA":
		return "https://creativecommons.org/licenses/by-sa/" + fields[2] + "/"
	case strings.HasPrefix(strings.ToUpper(name), "CC0"):
		return "https://creativecommons.org/publicdomain/zero/1.0/"
	}
	return name
}
