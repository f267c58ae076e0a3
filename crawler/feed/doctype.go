package feed

import (
	"regexp"
	"strings"
)

// Limits on entities that a document type declares: enough for the handful
// that feeds declare, too little for a bomb.
const (
	maxEntities    = 256
	maxEntityValue = 1024
	maxSubset      = 1 << 16
	maxExpanded    = 1 << 20
)

var entityDecl = regexp.MustCompile(`<!ENTITY\s+([A-Za-z_][\w.\-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>`)

// doctype passes over a declaration, with its internal subset if it has one,
// and keeps the general entities declared there. References inside a value are
// not expanded again, which takes the fuse out of an entity bomb.
func (s *scanner) doctype() {
	subset := s.pos
	if !strings.HasPrefix(strings.ToUpper(s.src[s.pos:min(len(s.src), s.pos+9)]), "<!DOCTYPE") {
		s.upTo(">")
		return
	}
	end := s.find(">")
	if end < 0 || !strings.Contains(s.src[s.pos:end], "[") {
		s.upTo(">")
		return
	}
	if i := s.find("]>"); i >= 0 {
		s.pos = i
	} else if i := s.find("]"); i >= 0 {
		s.pos = i
	}
	declared := s.src[subset:min(s.pos, subset+maxSubset)]
	s.upTo(">")
	for _, m := range entityDecl.FindAllStringSubmatch(declared, maxEntities) {
		if value := m[2] + m[3]; len(value) <= maxEntityValue {
			if _, dup := s.entities[m[1]]; !dup {
				s.entities[m[1]] = s.unescape(value)
			}
		}
	}
}
