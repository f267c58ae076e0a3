package analyzer

import "github.com/alleys-eu/alleys/analyzer/rule"

// tagger returns what gives the parts of speech of a language, or nil.
func (a *Analyzer) tagger(lang string) rule.Tagger { return nil }
