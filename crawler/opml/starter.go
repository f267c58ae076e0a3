package opml

import (
	_ "embed"
	"fmt"
	"slices"
)

//go:embed starter.opml
var starter []byte

// StarterOPML is the starter list as it ships, to be saved or imported as a file.
func StarterOPML() []byte { return slices.Clone(starter) }

// Starter returns the starter list: news feeds of the countries of the European
// Union and of its institutions, each with its language, country and kind. The
// folders, and so the first tags, are the countries' names in English. An error
// means that the embedded file is broken.
func Starter() ([]Outline, error) {
	list, err := Parse(starter)
	if err != nil {
		return nil, fmt.Errorf("starter.opml: %w", err)
	}
	return list, nil
}
