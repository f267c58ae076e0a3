package web

import (
	"fmt"
	"html/template"
	"net/http"
)

type aboutData struct {
	Body    template.HTML
	Figures []figureGroup
}

type figureGroup struct {
	Kind string
	Rows []Figure
}

// figureKinds are the kinds of figures in the order in which they are shown.
var figureKinds = []string{"all", "language", "family", "stance", "frame"}

// about explains how it works and what it gets wrong. The text is a Markdown
// file for each language.
func (s *server) about(_ *http.Request, v *view) error {
	v.template, v.Title = "about", v.T("about.title")
	b, err := textFiles.ReadFile("texts/about." + v.Lang + ".md")
	if err != nil {
		return fmt.Errorf("text of the about page: %w", err)
	}
	body, err := markdown(string(b))
	if err != nil {
		return err
	}
	d := &aboutData{Body: body}
	figures := s.Figures()
	for _, kind := range figureKinds {
		g := figureGroup{Kind: kind}
		for _, f := range figures {
			if f.Kind == kind {
				g.Rows = append(g.Rows, f)
			}
		}
		if len(g.Rows) > 0 {
			d.Figures = append(d.Figures, g)
		}
	}
	v.Data = d
	return nil
}

// FigureName names a row of the figures.
func (v *view) FigureName(f Figure) string {
	if f.Kind == "all" {
		return v.T("figures.all")
	}
	kind := f.Kind
	if kind == "language" {
		kind = "lang"
	}
	return v.valueName(kind, f.ID)
}
