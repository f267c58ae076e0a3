package deck

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// MaxCardSize is the size in bytes above which a card file is refused. A card
// is one printed page; the largest sane one has some 10 KB.
const MaxCardSize = 256 << 10

const fence = "---"

var (
	idPattern   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	langPattern = regexp.MustCompile(`^[a-z]{2,3}$`)
)

// Parse reads a card file. file is only used in errors, each a
// *datafile.Error with file and line (several are joined). ID and Lang of the
// card are safe as parts of a file name. What is merely missing or unwise is
// left to Lint.
func Parse(file string, data []byte) (*corpus.Card, error) {
	doc, err := parse(file, data)
	if err != nil {
		return nil, err
	}
	return doc.card, nil
}

// validPrefix returns the bytes before the first one that is not UTF-8.
func validPrefix(data []byte) []byte {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 {
			return data[:i]
		}
		i += n
	}
	return data
}

// Cards are the cards of versions, without their history.
func Cards(versions []*corpus.CardVersion) []*corpus.Card {
	cards := make([]*corpus.Card, len(versions))
	for i, v := range versions {
		cards[i] = &v.Card
	}
	return cards
}

// document is a card with the lines of its file on which its parts stand.
type document struct {
	file     string
	card     *corpus.Card
	lines    map[string]int // by key ("claims", "claims[0]", "sources[1].url")
	bodyLine int            // line of the first line of Card.Body

	// What the comparison with other cards needs, made when first asked for.
	numbers    []string // figures
	hasNumbers bool
	claimWords [][]string // keyWords of each claim
}

// line returns the line of a key, or of the front matter when it is missing.
func (d *document) line(key string) int {
	if n, ok := d.lines[key]; ok {
		return n
	}
	return 1
}

func parse(file string, data []byte) (*document, error) {
	if len(data) > MaxCardSize {
		return nil, datafile.Errorf(file, 0, "%d bytes are too many for a card (at most %d): is this another kind of file?", len(data), MaxCardSize)
	}
	if !utf8.Valid(data) {
		return nil, datafile.Errorf(file, 1+bytes.Count(validPrefix(data), []byte("\n")), "the text is not UTF-8: save the file with that encoding")
	}
	text := strings.TrimPrefix(string(data), "\ufeff")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	head, body, bodyLine, err := split(file, text)
	if err != nil {
		return nil, err
	}
	var m loadedMatter
	if err := datafile.Load(file, 2, []byte(head), &m); err != nil {
		return nil, err
	}
	doc := &document{file: file, card: m.card(), lines: m.lines(), bodyLine: bodyLine}
	doc.card.Body = body
	return doc, doc.checkIdentity()
}

func (d *document) checkIdentity() error {
	if !idPattern.MatchString(d.card.ID) {
		return datafile.Errorf(d.file, d.line("id"), "id %q cannot be used: write lower-case letters a-z, digits and single hyphens, such as id: arrivals-in-numbers", d.card.ID)
	}
	if !langPattern.MatchString(d.card.Lang) {
		return datafile.Errorf(d.file, d.line("lang"), "lang %q is not a language code: write two lower-case letters (ISO 639-1), such as lang: en", d.card.Lang)
	}
	return nil
}

// split cuts a file into the front matter and the body. bodyLine is the line
// on which the body starts, after blank lines.
func split(file, text string) (head, body string, bodyLine int, err error) {
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != fence {
		return "", "", 0, datafile.Errorf(file, 1, "a card starts with a line of three hyphens and its front matter")
	}
	line, start := 1, rest
	for rest != "" {
		var l string
		line++
		at := len(start) - len(rest)
		l, rest, _ = strings.Cut(rest, "\n")
		if strings.TrimRight(l, " \t") != fence {
			continue
		}
		body = strings.TrimLeft(rest, "\n")
		bodyLine = line + 1 + len(rest) - len(body)
		return start[:at], tidyBody(body), bodyLine, nil
	}
	return "", "", 0, datafile.Errorf(file, 1, "the front matter has no end: close it with a line of three hyphens")
}

func tidyBody(body string) string {
	return strings.TrimRight(strings.TrimLeft(body, "\n"), " \t\n")
}

// Format writes a card as a file that Parse reads back as the same card. Line
// ends are LF and the file ends with one.
func Format(c *corpus.Card) []byte {
	m := matterOf(c)
	head, err := datafile.Dump(m)
	if err != nil {
		// A struct of strings and numbers has nothing that cannot be encoded.
		panic("deck: " + err.Error())
	}
	var b bytes.Buffer
	b.WriteString(fence + "\n")
	b.Write(head)
	b.WriteString(fence + "\n")
	if body := tidyBody(strings.ReplaceAll(c.Body, "\r\n", "\n")); body != "" {
		b.WriteString("\n" + body + "\n")
	}
	return b.Bytes()
}
