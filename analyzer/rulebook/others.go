package rulebook

import "github.com/alleys-eu/alleys/corpus/datafile"

// othersFile is languages.yaml.
type othersFile struct {
	Languages map[string]datafile.Item[[]datafile.Item[string]] `yaml:"languages"`
}

// others reads the frequent words of languages without a lexicon. A rulebook
// may have none.
func (l *loader) others(rb *Rulebook) {
	const file = "languages.yaml"
	rb.others = make(map[string][]string)
	if _, ok := l.files[file]; !ok {
		return
	}
	var f othersFile
	l.decode(file, &f)
	for lang, list := range f.Languages {
		if len(lang) != 2 || len(list.Value) == 0 {
			l.fault(datafile.Errorf(file, list.Line, "languages: %q: write the code of a language (ISO 639-1) and its frequent words", lang))
		}
		for _, w := range list.Value {
			rb.others[lang] = append(rb.others[lang], w.Value)
		}
	}
}

// Others returns the frequent words of languages that have no lexicon, by their
// codes. It must not be changed.
func (rb *Rulebook) Others() map[string][]string { return rb.others }
