package web

import (
	"fmt"
	"html/template"
	"net/http"
)

type aboutData struct{ Body template.HTML }

// about explains how it works and what it gets wrong. The text is a Markdown
// file for each language.
func (s *server) about(_ *http.Request, v *view) error {
	v.template, v.Title = "about", v.T("about.title")
	b, err := textFiles.ReadFile("texts/about." + v.Lang + ".md")
	if err != nil {
		return fmt.Errorf("text of the about page: %w", err)
	}
	body, err := markdown(string(b))
	v.Data = &aboutData{body}
	return err
}
