package corpus

import "time"

// CardKind says what a card is for.
type CardKind string

const (
	CardCounter   CardKind = "counter-narrative"
	CardPractice  CardKind = "best-practice"
	CardExplainer CardKind = "eu-explainer"
)

// CardStatus is where a card stands in its review.
type CardStatus string

const (
	CardDraft     CardStatus = "draft"
	CardReviewed  CardStatus = "reviewed"
	CardPublished CardStatus = "published"
	CardArchived  CardStatus = "archived"
)

// Card answers a claim, shows a good example, or explains the EU. A card and
// its translations share an ID and differ in Lang.
type Card struct {
	ID         string
	Lang       string // ISO 639-1
	Kind       CardKind
	Title      string // the fact, never the myth
	Frames     []string
	Targets    []string
	Techniques []string
	Claims     []string // wordings it answers
	Strategy   string   // "facts", "values", "question", "technique", "local-story"
	Sources    []CardSource
	AsOf       string // date of the figures: "2024", "2024-12" or "2024-12-31"
	ReviewBy   string // "2027-11-30"
	Status     CardStatus
	Minutes    int
	Age        string // "16+"
	Response   string // "respond", "ignore", "report"
	Authors    []string
	Reviewers  []string
	Licence    string
	Body       string // Markdown
}

// Key names one language variant of a card: "arrivals-in-numbers.it".
func (c *Card) Key() string { return c.ID + "." + c.Lang }

// CardSource is where a card's facts can be checked.
type CardSource struct {
	Title, Publisher, URL string
	Published, Accessed   string // dates as written: year, year-month or day
}

// CardVersion is a stored state of a card.
type CardVersion struct {
	Card
	Version int // 1, 2, …
	Author  string
	Comment string
	At      time.Time
	Builtin bool // came with the program and was never edited here
}

// Pairing is a card beside a claim, with the reasons.
type Pairing struct {
	Card  *Card
	Score float64 // 0..1
	Why   []Reason
}

// Reason is one cause of a fit. Kind names it ("frame", "target",
// "technique", "words", "votes"); Words are the shared terms for "words".
type Reason struct {
	Kind  string
	Value string
	Words []string
}

// Vote is a trainer's thumb on a card beside a claim.
type Vote struct {
	ClaimID, CardID string
	Voter           string
	Up              bool
	At              time.Time
}
