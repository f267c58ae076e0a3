package deck

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/datafile"
)

// Role says what a part of a card's body is for, whatever its language. A
// part under a heading that headings.yaml does not list has the role "".
type Role string

const (
	RoleFact       Role = "fact"
	RoleWarning    Role = "warning"
	RoleMyth       Role = "myth"
	RoleFallacy    Role = "fallacy"
	RoleFactAgain  Role = "fact-again"
	RoleRespond    Role = "respond"
	RoleDiscussion Role = "discussion"

	RoleWhere   Role = "where"
	RoleWho     Role = "who"
	RoleDone    Role = "done"
	RoleChanged Role = "changed"
	RoleRepeat  Role = "repeat"

	RoleShort  Role = "short"
	RoleWorks  Role = "works"
	RoleLimits Role = "limits"
	RoleAct    Role = "act"
)

// Part is one part of a card's body.
type Part struct {
	Role     Role
	Heading  string // as written; "" for text before the first heading
	Markdown string // without the heading
	Line     int    // of the heading in Card.Body, 1-based
}

// Parts cuts the body of a card at its "## " headings, in the order in which
// they stand. Headings inside fenced code do not count.
func Parts(c *corpus.Card) []Part {
	roles := rolesOf(c.Kind, c.Lang)
	var parts []Part
	open := Part{Line: 1}
	var text []string
	end := func() {
		open.Markdown = strings.Trim(strings.Join(text, "\n"), "\n")
		if open.Heading != "" || strings.TrimSpace(open.Markdown) != "" {
			parts = append(parts, open)
		}
		text = nil
	}
	code := ""
	for i, line := range strings.Split(c.Body, "\n") {
		code = codeFence(code, line)
		heading, is := strings.CutPrefix(line, "## ")
		if !is || code != "" {
			text = append(text, line)
			continue
		}
		end()
		heading = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(heading), "#"))
		open = Part{Role: roles[headingKey(heading)], Heading: heading, Line: i + 1}
	}
	end()
	return parts
}

// codeFence follows the fenced code blocks of CommonMark, section 4.5: it
// returns the fence that is open after a line, or "".
func codeFence(open, line string) string {
	line = strings.TrimLeft(line, " ")
	if open != "" {
		if strings.HasPrefix(line, open) && strings.Trim(line, open[:1]+" \t") == "" {
			return ""
		}
		return open
	}
	for _, mark := range []string{"`", "~"} {
		if rest := strings.TrimLeft(line, mark); len(line)-len(rest) >= 3 {
			return line[:len(line)-len(rest)]
		}
	}
	return ""
}

// Heading returns the wording of a part's heading, or "" when the kind has no
// such part or headings.yaml lacks the language.
func Heading(kind corpus.CardKind, role Role, lang string) string {
	for _, p := range layout()[kind] {
		if p.Role == role && len(p.Headings[lang]) > 0 {
			return p.Headings[lang][0]
		}
	}
	return ""
}

// Languages are those in which cards can be written: headings.yaml has all
// parts of all kinds in them. They are sorted.
func Languages() []string {
	var langs []string
	for lang := range layout()[corpus.CardCounter][0].Headings {
		if !lacksHeading(lang) {
			langs = append(langs, lang)
		}
	}
	slices.Sort(langs)
	return langs
}

func lacksHeading(lang string) bool {
	for _, parts := range layout() {
		if slices.ContainsFunc(parts, func(p partLayout) bool { return len(p.Headings[lang]) == 0 }) {
			return true
		}
	}
	return false
}

// Skeleton returns an empty body for a card: the headings of its kind in its
// language, in English where headings.yaml lacks the language.
func Skeleton(kind corpus.CardKind, lang string) string {
	var b strings.Builder
	for _, p := range layout()[kind] {
		heading := Heading(kind, p.Role, lang)
		if heading == "" {
			heading = Heading(kind, p.Role, "en")
		}
		b.WriteString("## " + heading + "\n\n\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

// partLayout is one entry of headings.yaml.
type partLayout struct {
	Role     Role                `yaml:"role"`
	Required bool                `yaml:"required"`
	Headings map[string][]string `yaml:"headings"`
}

//go:embed headings.yaml
var headingsYAML []byte

// layout returns headings.yaml, which is part of the program and tested.
var layout = sync.OnceValue(func() map[corpus.CardKind][]partLayout {
	var l map[corpus.CardKind][]partLayout
	if err := datafile.Load("headings.yaml", 1, headingsYAML, &l); err != nil {
		panic("deck: " + err.Error())
	}
	return l
})

// rolesOf maps the headings of a kind in a language to roles. English ones
// are understood on every card whose language has no headings.
func rolesOf(kind corpus.CardKind, lang string) map[string]Role {
	roles := map[string]Role{}
	for _, p := range layout()[kind] {
		words := p.Headings[lang]
		if len(words) == 0 {
			words = p.Headings["en"]
		}
		for _, w := range words {
			roles[headingKey(w)] = p.Role
		}
	}
	return roles
}

// headingKey makes headings comparable: case, typographic apostrophes and
// spacing do not matter.
func headingKey(s string) string {
	s = strings.NewReplacer("’", "'", "\u00a0", " ").Replace(strings.ToLower(s))
	return strings.Join(strings.Fields(strings.TrimRight(s, ":.")), " ")
}
