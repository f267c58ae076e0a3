package deck

import (
	"cmp"
	"embed"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

//go:embed cards
var builtin embed.FS

// Builtin returns the cards that come with the program, by ID, then Lang. The
// caller owns them. Bad files are left out and named in the error, as in
// Load; a test keeps the shipped deck free of them.
func Builtin() ([]*corpus.Card, error) { return Load(Files()) }

// Files returns the files of the deck that comes with the program.
func Files() fs.FS {
	sub, err := fs.Sub(builtin, "cards")
	if err != nil {
		panic("deck: " + err.Error()) // the folder is embedded under that name
	}
	return sub
}

// Path returns the path of a card's file inside a deck: "LANG/ID.md".
func Path(c *corpus.Card) string { return c.Lang + "/" + c.ID + ".md" }

// Load reads every card below a folder, by ID, then Lang. Files that are not
// Markdown, hidden ones and those called README.md or LICENSE.md are passed
// over. The error joins one error with file and line for each fault; the
// cards of the other files are returned with it.
func Load(fsys fs.FS) ([]*corpus.Card, error) {
	docs, err := load(fsys)
	cards := make([]*corpus.Card, len(docs))
	for i, d := range docs {
		cards[i] = d.card
	}
	return cards, err
}

func load(fsys fs.FS) ([]*document, error) {
	var docs []*document
	var faults []error
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			faults = append(faults, datafile.Errorf(name, 0, "cannot be read: %v", cause(err)))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if name != "." && strings.HasPrefix(entry.Name(), ".") {
				return fs.SkipDir
			}
			return nil
		case !isCardFile(name):
			return nil
		}
		data, err := readCard(fsys, name)
		if err != nil {
			faults = append(faults, datafile.Errorf(name, 0, "cannot be read: %v", cause(err)))
			return nil
		}
		doc, err := parse(name, data)
		if err != nil {
			faults = append(faults, err)
			return nil
		}
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		faults = append(faults, err)
	}
	docs, twice := onlyOnce(docs)
	return docs, errors.Join(append(faults, twice...)...)
}

// isCardFile tells card files from the other files of a deck.
func isCardFile(name string) bool {
	base := path.Base(name)
	switch strings.ToLower(base) {
	case "readme.md", "license.md", "licence.md":
		return false
	}
	return strings.EqualFold(path.Ext(base), ".md") && !strings.HasPrefix(base, ".")
}

// readCard reads one byte more than allowed, so that parse sees the excess.
func readCard(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, MaxCardSize+1))
}

// onlyOnce sorts documents by ID and Lang and drops repeated variants.
func onlyOnce(docs []*document) ([]*document, []error) {
	slices.SortStableFunc(docs, func(a, b *document) int {
		return cmp.Or(cmp.Compare(a.card.ID, b.card.ID), cmp.Compare(a.card.Lang, b.card.Lang))
	})
	var kept []*document
	var faults []error
	for _, d := range docs {
		if n := len(kept); n > 0 && kept[n-1].card.Key() == d.card.Key() {
			faults = append(faults, datafile.Errorf(d.file, d.line("id"), "card %s in %s is there already in %s: give it another id, or remove one of the files", d.card.ID, d.card.Lang, kept[n-1].file))
			continue
		}
		kept = append(kept, d)
	}
	return kept, faults
}

// cause drops the path that file errors repeat.
func cause(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}
