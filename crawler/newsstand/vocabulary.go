package newsstand

import "slices"

// frames, targets and stances are the names that labels may use.
var (
	xenophobicFrames = []string{
		"threat-crime", "sexual-threat", "welfare-burden", "job-competition", "cultural-incompatibility",
		"invasion", "replacement", "dehumanisation", "derogation", "essentialising", "bogus-claimant",
		"exclusion-call", "complicit-solidarity",
	}
	antiEUFrames = []string{
		"lost-sovereignty", "elites-vs-people", "imminent-collapse", "threatened-values", "ridicule",
		"euromyth", "waste-corruption", "imposed-migration",
	}
	frames  = slices.Concat(xenophobicFrames, antiEUFrames)
	targets = []string{
		"migrants", "refugees", "muslims", "roma", "jews", "black-people", "foreigners", "nationals",
		"helpers", "eu-institutions", "member-states",
	}
	stances = []string{"endorsed", "quoted", "reported", "countered", "questioned"}
)

var (
	languages = []string{"en", "it"}
	kinds     = []string{string(Framed), string(HardNegative), string(Ordinary)}
	accesses  = []string{string(Open), string(Teaser), string(RobotsDisallowed), string(NoIndex), string(TDMReserved)}
)
