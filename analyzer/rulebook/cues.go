package rulebook

import (
	"github.com/alleys-eu/alleys/analyzer/lexicon"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// Cue is a modifier in the sense of ConText (Harkema et al. 2009; medspaCy):
// phrases of a class that change the stance of a finding in their scope.
type Cue struct {
	Kind      string // corpus.Context.Kind
	Classes   lexicon.Set
	Direction string        // "forward", "backward" or "both": where the finding stands
	Scope     string        // "near", "phrase", "clause", "sentence" or "text"
	Stance    corpus.Stance // what the finding becomes; "" for no change
	Unless    lexicon.Set   // no effect when one of these is in the sentence
	Factor    float64       // multiplies the score; 1 for no change
	Inside    bool          // works also when its words are part of what was matched
	Reach     int           // words that may stand between the cue and the finding; 0 for any number
	Stated    bool          // works only on what is stated, not on a name that presupposes it
	Across    bool          // the reach does not count where the cue stands outside the quotation with the finding
	Line      int
}

type cueFile struct {
	Cues []datafile.Item[cueEntry] `yaml:"cues"`
}

type cueEntry struct {
	Kind      string        `yaml:"kind"`
	Classes   []string      `yaml:"classes"`
	Direction string        `yaml:"direction"`
	Scope     string        `yaml:"scope"`
	Stance    corpus.Stance `yaml:"stance"`
	Unless    []string      `yaml:"unless"`
	Factor    float64       `yaml:"factor"`
	Inside    bool          `yaml:"inside"`
	Reach     int           `yaml:"reach"`
	Across    bool          `yaml:"across"`
	Stated    bool          `yaml:"stated"`
	About     string        `yaml:"about"`
}

var (
	cueDirections = map[string]bool{"forward": true, "backward": true, "both": true}
	cueScopes     = map[string]bool{"near": true, "phrase": true, "clause": true, "sentence": true, "text": true}
	cueStances    = map[corpus.Stance]bool{"": true, corpus.StanceQuoted: true, corpus.StanceReported: true, corpus.StanceCountered: true, corpus.StanceQuestioned: true, corpus.StanceEndorsed: true}
)

func (l *loader) cues(rb *Rulebook) {
	const file = "context/cues.yaml"
	var f cueFile
	l.decode(file, &f)
	for _, it := range f.Cues {
		e := it.Value
		if e.Kind == "" || !cueDirections[e.Direction] || !cueScopes[e.Scope] || !cueStances[e.Stance] {
			l.fault(datafile.Errorf(file, it.Line, "cue %q needs kind, direction (forward, backward, both), scope (near, phrase, clause, sentence, text) and a stance that exists", e.Kind))
			continue
		}
		c := Cue{Kind: e.Kind, Direction: e.Direction, Scope: e.Scope, Stance: e.Stance, Factor: e.Factor, Inside: e.Inside, Reach: e.Reach, Across: e.Across, Stated: e.Stated, Line: it.Line}
		if c.Factor == 0 {
			c.Factor = 1
		}
		c.Classes = l.classSet(rb, file, it.Line, e.Classes)
		c.Unless = l.classSet(rb, file, it.Line, e.Unless)
		rb.cues = append(rb.cues, c)
	}
}

// classSet joins classes by name, each with what is below it.
func (l *loader) classSet(rb *Rulebook, file string, line int, names []string) lexicon.Set {
	var s lexicon.Set
	for _, n := range names {
		under := rb.classes.Under(n)
		if under.Empty() {
			l.fault(datafile.Errorf(file, line, "no class %q in classes.yaml", n))
		}
		s.Join(&under)
	}
	return s
}
