package analyzer

import "github.com/alleys-eu/alleys/analyzer/rule"

type tracer struct{}

func (t *tracer) sentence(w *work, v *rule.Sentence, matches []rule.Match) {}
