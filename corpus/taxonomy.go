package corpus

// Family groups frames by what they are aimed at.
type Family string

const (
	FamilyXenophobic Family = "xenophobic"
	FamilyAntiEU     Family = "anti-eu"
)

// Stance says whose voice a finding is in.
type Stance string

const (
	StanceEndorsed   Stance = "endorsed"   // the outlet's own voice
	StanceQuoted     Stance = "quoted"     // in quotation marks, somebody else's words
	StanceReported   Stance = "reported"   // indirect speech, with the speaker where one is named
	StanceCountered  Stance = "countered"  // negated, refuted, condemned
	StanceQuestioned Stance = "questioned" // asked, hypothetical
)

// Stances lists every stance in the order in which they are shown.
var Stances = []Stance{StanceEndorsed, StanceQuoted, StanceReported, StanceCountered, StanceQuestioned}

// Text is a text in several languages, by ISO 639-1 code. English is always
// there.
type Text map[string]string

// In returns the text in lang, or in English where it is missing.
func (t Text) In(lang string) string {
	if s, ok := t[lang]; ok && s != "" {
		return s
	}
	return t["en"]
}

// Frame is one way of framing a group or the EU.
type Frame struct {
	ID      string // "invasion"
	Family  Family
	Demand  bool // something is demanded, nothing stated
	Name    Text // "Invasion"
	Summary Text // one sentence: what the frame says
	Explain Text // some paragraphs: how it works, why it is used, what it is not
	Ask     Text // a question for readers
	Reading []Reading
}

// Reading is a work of research that a frame or technique is taken from.
type Reading struct {
	Title, Authors, Year, URL string
}

// Target is the group or body that a finding is about.
type Target struct {
	ID   string // "migrants"
	Name Text
}

// Technique is a persuasion technique, named as in SemEval-2023 task 3.
type Technique struct {
	ID     string // "loaded_language"
	Name   Text
	Define Text
	Ask    Text // one question for readers
}

// Taxonomy is everything the findings are named by.
type Taxonomy struct {
	Frames     []Frame // in the order of the design
	Targets    []Target
	Techniques []Technique
	Stances    []StanceText
}

// StanceText is how a stance is shown.
type StanceText struct {
	ID     Stance
	Name   Text
	Define Text
}

// Frame returns the frame with that ID.
func (t *Taxonomy) Frame(id string) (Frame, bool) {
	return find(t.Frames, id, func(f Frame) string { return f.ID })
}

// Target returns the target with that ID.
func (t *Taxonomy) Target(id string) (Target, bool) {
	return find(t.Targets, id, func(x Target) string { return x.ID })
}

// Technique returns the technique with that ID.
func (t *Taxonomy) Technique(id string) (Technique, bool) {
	return find(t.Techniques, id, func(x Technique) string { return x.ID })
}

// Stance returns the texts of a stance.
func (t *Taxonomy) Stance(id Stance) (StanceText, bool) {
	return find(t.Stances, string(id), func(x StanceText) string { return string(x.ID) })
}

func find[T any](list []T, id string, key func(T) string) (T, bool) {
	for _, x := range list {
		if key(x) == id {
			return x, true
		}
	}
	var none T
	return none, false
}
