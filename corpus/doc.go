// Package corpus is the ground floor of alleys: the nouns of the domain, the
// kinds of error, and the Store that keeps the records.
//
// The corpus is the only system of record. What the analyzer and the index
// make is derived from it: delete it, rebuild, and it comes back the same.
// Every derived record names the version of what made it, so that a changed
// rule re-analyses exactly what is stale.
//
// The package imports the standard library only, and nothing of alleys.
package corpus
