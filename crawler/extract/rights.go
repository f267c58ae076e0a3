package extract

import "strings"

// Agent is the name by which a robots meta element addresses this crawler.
const Agent = "alleys"

// rights reads what the page allows: robots meta elements, for everybody or for
// this agent, and the TDM reservation (W3C TDM Reservation Protocol, section 6.2).
func (h *head) rights(p *Page) {
	for _, name := range []string{"robots", Agent} {
		for _, content := range h.meta[name] {
			for directive := range strings.SplitSeq(strings.ToLower(content), ",") {
				switch strings.TrimSpace(directive) {
				case "noindex":
					p.NoIndex = true
				case "noarchive", "nocache":
					p.NoArchive = true
				case "none":
					p.NoIndex, p.NoArchive = true, true
				}
			}
		}
	}
	p.Reserved = h.first("tdm-reservation") == "1"
	p.Policy = h.first("tdm-policy")
}
