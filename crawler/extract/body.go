package extract

import "strings"

// declaredBody returns the article text that the JSON-LD carries, as blocks, for
// pages that draw their text with scripts. It returns nil when the page has at
// least half as much text of its own, or when the declared text is not meant for
// everybody (isAccessibleForFree is false).
func (h *head) declaredBody(own int) []Block {
	if h.article == nil {
		return nil
	}
	if free, told := h.accessibleForFree(); told && !free {
		return nil
	}
	body, _ := h.article["articleBody"].(string)
	if len(body) > MaxBytes || letters(body) < 400 || letters(body) < own*2 {
		return nil
	}
	var blocks []Block
	for _, paragraph := range splitParagraphs(body) {
		if text := plain(paragraph); letters(text) > 0 {
			blocks = append(blocks, Block{Kind: Paragraph, Text: text})
		}
	}
	return blocks
}

// splitParagraphs cuts a text at blank lines, at single line breaks if it has no
// blank ones, and at the ends of paragraphs if it is HTML.
func splitParagraphs(s string) []string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "</p>", "\n\n", "<br><br>", "\n\n", "<br/><br/>", "\n\n").Replace(s)
	if strings.Contains(s, "\n\n") {
		return strings.Split(s, "\n\n")
	}
	return strings.Split(s, "\n")
}
