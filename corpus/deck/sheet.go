package deck

import (
	"math"
	"unicode/utf8"

	"github.com/alleys-eu/alleys/corpus"
)

// The sheet that a card must fit: A5 upright (148 × 210 mm) with margins of
// 11 mm, body text of 9 pt on a line of 11.5 pt. That leaves 46 lines of
// about 78 characters. Headings stand at the start of their part's first
// line height and a half; the sources are set at 7 pt on 8.5 pt.
const (
	SheetLines = 46.0 // body lines on the sheet

	sheetColumns       = 78.0
	sheetTitleColumns  = 46.0 // title at 15 pt
	sheetTitleLine     = 1.6  // body lines a line of the title takes
	sheetHeadingLine   = 1.25 // space before and heading
	sheetParagraphGap  = 0.25
	sheetItemIndent    = 4.0
	sheetSourceColumns = 104.0
	sheetSourceLine    = 0.74
	sheetFoot          = 1.5 // licence, date of figures, address of the card
)

// Length returns how many body lines a card takes on its printed sheet, with
// title, headings, sources and foot; it should be at most SheetLines. It is
// an estimate from counted characters, good to about a line in ten.
func Length(c *corpus.Card) float64 {
	total := sheetFoot + rows(c.Title, sheetTitleColumns)*sheetTitleLine
	for _, b := range blocksOf(c.Body) {
		switch {
		case b.heading:
			total += sheetHeadingLine
		case b.item:
			total += rows(b.text, sheetColumns-sheetItemIndent)
		default:
			total += rows(b.text, sheetColumns) + sheetParagraphGap
		}
	}
	for _, s := range c.Sources {
		total += rows(s.Publisher+": "+s.Title+". "+s.URL, sheetSourceColumns) * sheetSourceLine
	}
	return total
}

// rows returns how many lines a text fills. Words that do not fit leave half
// a word's space at the end of a line.
func rows(text string, columns float64) float64 {
	const ragged = 3
	return math.Max(1, math.Ceil(float64(utf8.RuneCountInString(text))/(columns-ragged)))
}
