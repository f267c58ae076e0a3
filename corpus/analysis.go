package corpus

// Part says which part of an article an offset counts in.
type Part string

const (
	PartText  Part = "text"
	PartTitle Part = "title"
)

// Span is a stretch of a text: Unicode code points from its start, end
// exclusive.
type Span struct{ Start, End int }

// Analysis is what the analyzer says of one version of one article. It is
// derived: the same article and rulebook give the same analysis.
type Analysis struct {
	ArticleID   string
	ContentHash string // Article.ContentHash that was analysed
	Rulebook    string // "sha256:…": hash of all rules and lexicons
	Lang        string // language that was analysed as
	Findings    []Finding
}

// Finding says: this sentence uses frame X of target Y; here is the evidence;
// this is who says it.
type Finding struct {
	Frame      string // Frame.ID
	Family     Family
	Target     string // Target.ID
	Nation     string // for target nationals: ISO 3166-1 alpha-2, else ""
	Stance     Stance
	Speaker    string   // who says it, as named in the text, or ""
	Techniques []string // Technique.ID, sorted
	Rule       string   // Rule ID, "xen.invasion.flood"
	Score      float64  // 0..1: calibrated chance that the finding stands up
	Part       Part
	Sentence   Quote
	Evidence   []Evidence
	Context    []Context // what changed the stance, in the order it applied
	ClaimID    string    // ClaimID of the language and the sentence
}

// Quote is a span with its words.
type Quote struct {
	Span
	Text string
}

// Evidence is a span that made the rule fire.
type Evidence struct {
	Quote
	Role string // what it is to the frame: "target", "metaphor", "predicate", "cue", …
}

// Context is a cue that changed the stance or the score of a finding.
type Context struct {
	Quote
	Kind   string // "negation", "refutation", "condemnation", "quotation", "reported", "question", "condition", "irony", "speaker", …
	Stance Stance // the stance it led to
}

// Claim is the sentence that carries findings. The same claim in many
// articles is one claim.
type Claim struct {
	ID         string
	Lang       string
	Text       string // the sentence as it stands in its first article
	Frames     []string
	Targets    []string
	Techniques []string
}
