// Package newsstand serves the sites of eight fictional European outlets over
// real HTTP on loopback, so that a demonstration and the tests can crawl
// something that behaves like the press on the web: eight page layouts, five
// feed formats, four character sets, robots.txt, conditional GET, tracking
// parameters, a feed that moved, agency copy in several papers, a story that
// changes under its URL, a paywall.
//
//	ns, err := newsstand.New(newsstand.Options{})
//	if err != nil { … }
//	if err := ns.Start(ctx); err != nil { … }
//	defer ns.Close()
//	os.WriteFile("feeds.opml", ns.OPML(), 0o644)
//
// Every outlet listens on a port of its own, so that a crawler's politeness
// per host:port holds as it would outside. Nothing in the content depends on
// the clock: all stories are dated in the eight weeks before [PressTime].
//
// The articles are files, articles/OUTLET/SLUG.md, in the format of
// [ParseArticle]. Their headers say which framing the text was written to
// contain; [Newsstand.Articles] hands these labels to tests, no page shows
// them. Outlets, places and people are invented and every page says so, in its
// chrome and in its footer. The texts are licensed CC BY 4.0.
//
// [Generated] makes a newsstand of any size for benchmarks, [Hostile] serves
// feeds and pages that misbehave.
package newsstand
