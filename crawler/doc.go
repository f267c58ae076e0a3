// Package crawler harvests: it polls the sources that are due, fetches the
// pages that their entries name, extracts the articles, and stores them. It
// ends at the corpus; analysis and indexing follow from there.
//
// A poll is safe to repeat. Articles are stored one by one as they come, and
// the state of the source is written last; a process that is killed in
// between finds the stored articles known and fetches only the others.
//
// The rooms below are independent of the corpus and of one another: fetch
// (HTTP, robots and politeness), feed and opml (what feeds and lists of feeds
// say), extract (what a page says), dedupe (what is the same), warc
// (archives), and newsstand (fictional outlets for training and tests).
package crawler
