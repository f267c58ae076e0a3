package corpus

// Validate returns an error that wraps ErrInvalid when the source cannot be
// stored.
func (s *Source) Validate() error {
	switch {
	case s.ID == "":
		return Invalidf("source %s has no ID", s.URL)
	case s.URL == "":
		return Invalidf("source %s has no URL", s.ID)
	}
	switch s.Kind {
	case SourceFeed, SourcePage, SourceList:
	default:
		return Invalidf("source %s has the unknown kind %q, use feed, page or list", s.URL, s.Kind)
	}
	switch s.State {
	case SourceActive, SourceResting, SourceGone:
	default:
		return Invalidf("source %s has the unknown state %q, use active, resting or gone", s.URL, s.State)
	}
	return nil
}

// Validate returns an error that wraps ErrInvalid when the article cannot be
// stored.
func (a *Article) Validate() error {
	switch {
	case a.ID == "":
		return Invalidf("article %s has no ID", a.URL)
	case a.URL == "":
		return Invalidf("article %s has no URL", a.ID)
	case a.Canonical == "":
		return Invalidf("article %s has no canonical address", a.URL)
	case a.ContentHash == "":
		return Invalidf("article %s has no content hash", a.URL)
	}
	return nil
}

// Validate returns an error that wraps ErrInvalid when the card cannot be
// stored. Whether it is a good card is for the deck's lint to say.
func (c *Card) Validate() error {
	switch {
	case c.ID == "":
		return Invalidf("card %q has no id", c.Title)
	case c.Lang == "":
		return Invalidf("card %s has no lang", c.ID)
	}
	switch c.Kind {
	case CardCounter, CardPractice, CardExplainer:
	default:
		return Invalidf("card %s has the unknown kind %q, use counter-narrative, best-practice or eu-explainer", c.Key(), c.Kind)
	}
	switch c.Status {
	case CardDraft, CardReviewed, CardPublished, CardArchived:
	default:
		return Invalidf("card %s has the unknown status %q, use draft, reviewed, published or archived", c.Key(), c.Status)
	}
	return nil
}

// Validate returns an error that wraps ErrInvalid when the vote cannot be
// stored.
func (v *Vote) Validate() error {
	if v.ClaimID == "" || v.CardID == "" || v.Voter == "" {
		return Invalidf("a vote needs a claim, a card and a voter")
	}
	return nil
}
