// Package deck keeps cards as Markdown files with a YAML front matter: it
// reads and writes them, checks them, carries the deck that comes with the
// program, and moves decks in and out as folders and zip archives.
//
// A card file is LANG/ID.md. Its body has a fixed set of parts for each kind
// of card, each under a "## " heading in the language of the card; the
// headings are data (headings.yaml). The order of a counter-narrative follows
// the Debunking Handbook 2020 (Lewandowsky et al., "fact, warn about the
// myth, explain fallacy, fact"): doi.org/10.17910/b7.1182.
package deck
