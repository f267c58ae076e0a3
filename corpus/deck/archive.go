package deck

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// What an archive may hold at most. A deck of 1,000 cards in six languages
// stays below a tenth of this.
const (
	MaxArchiveFiles = 50_000
	MaxArchiveSize  = 128 << 20 // bytes of all card files together, unpacked
)

// Import reads a deck from a folder or a zip archive, or one card from a
// Markdown file. It returns the cards that could be read with an error that
// joins one line for each fault, as Load does.
func Import(name string) ([]*corpus.Card, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	if info.IsDir() {
		return Load(os.DirFS(name))
	}
	if isCardFile(name) {
		return importFile(name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	defer f.Close()
	cards, err := ImportZip(f, info.Size())
	if errors.Is(err, zip.ErrFormat) {
		return nil, fmt.Errorf("%s: not a deck: give a folder, a zip archive or a card file (.md)", name)
	}
	return cards, err
}

func importFile(name string) ([]*corpus.Card, error) {
	data, err := readCard(os.DirFS(filepath.Dir(name)), filepath.Base(name))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, cause(err))
	}
	c, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	return []*corpus.Card{c}, nil
}

// ImportZip reads a deck from a zip archive of the given size in bytes.
// Nothing is unpacked to disk. Entries whose names leave the archive and
// archives above MaxArchiveFiles or MaxArchiveSize are refused; sizes are
// those of the unpacked bytes, not those that the archive claims. The error
// wraps zip.ErrFormat when r is no zip archive.
func ImportZip(r io.ReaderAt, size int64) ([]*corpus.Card, error) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, err
	}
	if len(z.File) > MaxArchiveFiles {
		return nil, fmt.Errorf("the archive has %d files, at most %d are read: is it a deck?", len(z.File), MaxArchiveFiles)
	}
	var docs []*document
	var faults []error
	left := int64(MaxArchiveSize)
	for _, f := range z.File {
		if f.FileInfo().IsDir() || !isCardFile(f.Name) || hidden(f.Name) {
			continue
		}
		if !fs.ValidPath(f.Name) || strings.Contains(f.Name, `\`) {
			faults = append(faults, datafile.Errorf(f.Name, 0, "the name points outside the archive: the file is left out"))
			continue
		}
		data, err := unzip(f)
		if err != nil {
			faults = append(faults, datafile.Errorf(f.Name, 0, "cannot be unpacked: %v", err))
			continue
		}
		if left -= int64(len(data)); left < 0 {
			faults = append(faults, fmt.Errorf("the archive holds more than %d MB of cards: the rest from %s on is left out", MaxArchiveSize>>20, f.Name))
			break
		}
		doc, err := parse(f.Name, data)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		docs = append(docs, doc)
	}
	docs, twice := onlyOnce(docs)
	cards := make([]*corpus.Card, len(docs))
	for i, d := range docs {
		cards[i] = d.card
	}
	return cards, errors.Join(append(faults, twice...)...)
}

// hidden says whether a file is in a folder that Load would pass over, or in
// the one in which macOS keeps its own copies.
func hidden(name string) bool {
	for dir := range strings.SplitSeq(path.Dir(name), "/") {
		if dir == "__MACOSX" || strings.HasPrefix(dir, ".") && dir != "." && dir != ".." {
			return true
		}
	}
	return false
}

func unzip(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, MaxCardSize+1))
}

// Export writes cards below a folder as LANG/ID.md, which is made if needed.
// Files of the same cards are replaced, each at once; others stay. The error
// is ErrInvalid for a card whose ID or Lang cannot be a file name, else the
// file system's.
func Export(dir string, cards []*corpus.Card) error {
	for _, c := range cards {
		if err := exportable(c); err != nil {
			return err
		}
	}
	for _, c := range cards {
		if err := writeFile(filepath.Join(dir, filepath.FromSlash(Path(c))), Format(c)); err != nil {
			return fmt.Errorf("card %s: %w", c.Key(), err)
		}
	}
	return nil
}

// writeFile replaces a file by renaming, so that a reader never sees half.
func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".card-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// ExportZip writes cards as a zip archive of LANG/ID.md files. The same cards
// give the same bytes. Errors are those of Export and of w.
func ExportZip(w io.Writer, cards []*corpus.Card) error {
	z := zip.NewWriter(w)
	for _, c := range slices.SortedFunc(slices.Values(cards), func(a, b *corpus.Card) int { return strings.Compare(Path(a), Path(b)) }) {
		if err := exportable(c); err != nil {
			return err
		}
		// The zip format's epoch: a time of writing would make equal decks differ.
		f, err := z.CreateHeader(&zip.FileHeader{Name: Path(c), Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := f.Write(Format(c)); err != nil {
			return err
		}
	}
	return z.Close()
}

func exportable(c *corpus.Card) error {
	if !idPattern.MatchString(c.ID) || !langPattern.MatchString(c.Lang) {
		return corpus.Invalidf("card %q in %q cannot be written to a file: its id needs letters a-z, digits and hyphens, its lang two letters", c.ID, c.Lang)
	}
	return nil
}
