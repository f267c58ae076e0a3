// Package gold measures the analyzer on labelled sentences: which frames of
// which targets a sentence uses, and in whose voice. The gold sentences are
// written for the project, in news style, in every language that the analyzer
// knows; about half of them are there to show what is no finding.
//
//	{"id":"en-001","lang":"en","text":"…","findings":[{"frame":"invasion","target":"migrants","stance":"endorsed"}],"note":"…"}
//
// A sentence without findings has an empty list or none.
//
// How the set was made: one author per language wrote 1,083 sentences and
// labelled them; a second reader, who did not see what the analyzer finds,
// labelled the texts again in random order. In the six languages read blind
// (all but English, where the second reader had seen part of the labels; of the
// 927 sentences, the labels of three German ones were known) they agreed on whether there is a finding for 99.2 % (Cohen's
// kappa 0.98), and on the first frame for 97.8 % of the 534 sentences in which
// both had one (kappa 0.98). By language, for finding and frame: German 0.97
// and 0.98, Spanish 0.96 and 0.99, French 1.00 and 0.99, Italian 1.00 and 0.99,
// Dutch 0.97 and 0.95, Polish 1.00 and 0.97. Sentences written to show one
// frame are easier to agree on than news as found. Thirty-seven sentences with
// different labels were settled one by one; where both labels can be defended,
// the author's stayed and the note begins with "either". The second reader
// then added 118 sentences without a finding: in English from en-157 on, German
// de-159, Spanish es-155, French FR-149, Italian it-172, Dutch nl-170, Polish
// pl-128. Somebody else, who knew that they were meant to have none, read them
// and changed nothing.
//
// The 146 sentences from en-177 and de-175 on are harder: irony, allusion,
// groups named by their hostel, their law or an epithet. They were written
// without sight of rules and lexicons. Of 160, a second reader, who knew the
// frame that the author had in mind and not what the analyzer finds, left out
// 14 in which no target is named and labelled the rest. Those who write rules
// had seen half of the 160 before. From then on the figures for English and
// German are not to be compared with older ones.
package gold

import (
	"bufio"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
)

//go:embed *.jsonl
var embedded embed.FS

// Item is a labelled sentence, or a short text.
type Item struct {
	ID       string  `json:"id"`
	Lang     string  `json:"lang"`
	Text     string  `json:"text"`
	Findings []Label `json:"findings"`
	Note     string  `json:"note,omitempty"` // why it is so labelled, or what makes it hard
}

// Label is what a person found in an item.
type Label struct {
	Frame  string        `json:"frame"`
	Target string        `json:"target"`
	Stance corpus.Stance `json:"stance"`
}

// Builtin returns the gold sentences that the program carries.
func Builtin(t *corpus.Taxonomy) ([]Item, error) {
	names, err := fs.Glob(embedded, "*.jsonl")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var out []Item
	var all []error
	for _, name := range names {
		f, err := embedded.Open(name)
		if err != nil {
			return nil, err
		}
		items, err := Read(f, name, t)
		out, all = append(out, items...), append(all, err)
		all = append(all, f.Close())
	}
	return out, errors.Join(all...)
}

// maxLine bounds the length of a line in bytes.
const maxLine = 1 << 20

// Read reads items, one JSON object a line; empty lines are skipped. Unknown
// keys, and names that the taxonomy does not have, are errors. The error joins
// one for each bad line, "name:line: …"; the good lines are returned as well.
func Read(r io.Reader, name string, t *corpus.Taxonomy) ([]Item, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	var out []Item
	var all []error
	seen := make(map[string]bool)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		it, err := parse(lines.Text(), t)
		switch {
		case err != nil:
			all = append(all, fmt.Errorf("%s:%d: %w", name, n, err))
		case seen[it.ID]:
			all = append(all, fmt.Errorf("%s:%d: id %s is there twice", name, n, it.ID))
		default:
			seen[it.ID] = true
			out = append(out, it)
		}
	}
	if err := lines.Err(); err != nil {
		all = append(all, fmt.Errorf("%s: %w", name, err))
	}
	return out, errors.Join(all...)
}

func parse(line string, t *corpus.Taxonomy) (Item, error) {
	var it Item
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&it); err != nil {
		return it, fmt.Errorf("not an item: %w", err)
	}
	if it.ID == "" || it.Lang == "" || it.Text == "" {
		return it, errors.New("id, lang and text must not be empty")
	}
	for _, l := range it.Findings {
		if _, ok := t.Frame(l.Frame); !ok {
			return it, fmt.Errorf("%s: no frame %q", it.ID, l.Frame)
		}
		if _, ok := t.Target(l.Target); !ok {
			return it, fmt.Errorf("%s: no target %q", it.ID, l.Target)
		}
		if _, ok := t.Stance(l.Stance); !ok {
			return it, fmt.Errorf("%s: no stance %q", it.ID, l.Stance)
		}
	}
	return it, nil
}
