package newsstand

import (
	"strings"
	"time"
)

// PressTime is the moment up to which the outlets have published: every story
// is dated at most eight weeks before it.
var PressTime = time.Date(2026, time.October, 4, 18, 0, 0, 0, time.UTC)

// Kind says what an article was written for.
type Kind string

const (
	// Framed articles contain sentences with the framing listed in their findings.
	Framed Kind = "framed"
	// HardNegative articles look like framing to a word list and are not: their
	// findings, if any, are never endorsed.
	HardNegative Kind = "hard-negative"
	// Ordinary articles are local news without any finding.
	Ordinary Kind = "ordinary"
)

// Access says what a crawler meets at an article's URL.
type Access string

const (
	// Open is the whole text for everybody.
	Open Access = "open"
	// Teaser pages show the lede and the first two blocks, then a paywall.
	Teaser Access = "teaser"
	// RobotsDisallowed URLs are in the feed, under a path robots.txt forbids.
	RobotsDisallowed Access = "robots-disallowed"
	// NoIndex pages carry a robots meta tag with noindex and noarchive.
	NoIndex Access = "noindex"
	// TDMReserved pages reserve text and data mining (W3C TDMRep) by header and meta tag.
	TDMReserved Access = "tdm-reserved"
)

// Article is one story as one outlet published it.
type Article struct {
	Outlet  string // slug of the outlet
	Slug    string // file name without extension, unique within the outlet
	Edition int    // 1, or 2 for the later text of a story that changed
	URL     string // canonical; only the path before Start
	Title   string
	Lede    string
	Author  string
	Section string
	Lang    string // ISO 639-1
	Kind    Kind
	Access  Access
	Agency  string // key shared by the outlets' versions of one agency story, or ""
	Caption string // of the lead picture, or ""

	Published time.Time
	Updated   time.Time // zero unless the story changed

	Blocks   []Block
	Findings []Finding
}

// BlockKind is the role of a block of text on the page.
type BlockKind string

const (
	Paragraph BlockKind = "paragraph"
	Crosshead BlockKind = "crosshead"
	Quotation BlockKind = "quotation"
)

// Block is a paragraph, cross-heading or block quotation of plain text.
type Block struct {
	Kind BlockKind
	Text string
}

// Finding is a label: the framing that one passage was written to show. The
// labels of an article name its clear cases, not every shade of it.
type Finding struct {
	Frame   string // as in the design's list of frames
	Target  string
	Nation  string // ISO 3166-1 alpha-2, for the target nationals
	Stance  string
	Speaker string // who says it, for quoted and reported
	Passage string // occurs exactly once in title, lede and blocks
}

// Text is what the page prints under the title to a reader who may see all of
// it: lede and blocks, separated by blank lines.
func (a Article) Text() string {
	return joinText(a.Lede, a.Blocks)
}

// ServedText is Text as far as the page gives it to a stranger; it differs
// from Text only behind a paywall.
func (a Article) ServedText() string {
	return joinText(a.Lede, a.servedBlocks())
}

// ServedFindings are the findings whose passage a stranger gets to see.
func (a Article) ServedFindings() []Finding {
	served := a.Title + "\n\n" + a.ServedText()
	var seen []Finding
	for _, f := range a.Findings {
		if strings.Contains(served, f.Passage) {
			seen = append(seen, f)
		}
	}
	return seen
}

const teaserBlocks = 2

func (a Article) servedBlocks() []Block {
	if a.Access == Teaser && len(a.Blocks) > teaserBlocks {
		return a.Blocks[:teaserBlocks]
	}
	return a.Blocks
}

func (a Article) modified() time.Time {
	if a.Updated.IsZero() {
		return a.Published
	}
	return a.Updated
}

func joinText(lede string, blocks []Block) string {
	parts := make([]string, 0, len(blocks)+1)
	parts = append(parts, lede)
	for _, b := range blocks {
		parts = append(parts, b.Text)
	}
	return strings.Join(parts, "\n\n")
}
