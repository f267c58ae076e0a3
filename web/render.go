package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/go-chi/chi/v5"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static/*
var staticFiles embed.FS

// templates are the pages, each with the layout and the shared parts.
type templates struct {
	byName map[string]*template.Template
	hashes map[string]string // of static files, so that browsers may keep them
}

// shared are the files that every page may use.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/desk_parts.html"}

func (s *server) loadTemplates() (*templates, error) {
	t := &templates{byName: map[string]*template.Template{}, hashes: map[string]string{}}
	files, err := staticFiles.ReadDir("static")
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		b, err := staticFiles.ReadFile("static/" + f.Name())
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		t.hashes[f.Name()] = hex.EncodeToString(sum[:6])
	}
	pages, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		name := strings.TrimSuffix(path.Base(p), ".html")
		if slices.Contains(shared, p) {
			continue
		}
		page, err := template.New("layout.html").Funcs(t.funcs()).ParseFS(templateFiles, append(shared, p)...)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, err)
		}
		t.byName[name] = page
	}
	return t, nil
}

func (t *templates) funcs() template.FuncMap {
	return template.FuncMap{
		"static": func(file string) string { return "/static/" + t.hashes[file] + "/" + file },
		// pass gives a part of a template the view beside its own data.
		"pass":         func(v *view, data any) part { return part{v, data} },
		"lines":        lines,
		"phrases":      phrases,
		"contexts":     contexts,
		"searchOutlet": searchOutlet,
		"quoted":       quoted,
	}
}

// part is what a shared part of a template sees.
type part struct {
	V *view
	D any
}

// render writes a page. It is built in memory first, so that a fault of a
// template never shows as half a page.
func (s *server) render(w http.ResponseWriter, v *view) {
	var b bytes.Buffer
	t, ok := s.templates.byName[v.template]
	if !ok {
		s.Log.Error("no such template", "name", v.template)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	err := error(nil)
	if v.block != "" {
		err = t.ExecuteTemplate(&b, v.block, v.Data)
	} else {
		err = t.Execute(&b, v)
	}
	if err != nil {
		s.Log.Error("template failed", "name", v.template, "problem", err.Error())
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", v.Lang)
	h.Set("Vary", "Accept-Language, Cookie")
	h.Set("Cache-Control", "no-cache")
	w.WriteHeader(v.status)
	w.Write(b.Bytes())
}

// static serves a file of the interface for ever: its address changes with
// its content.
func (s *server) static(w http.ResponseWriter, r *http.Request) {
	file := chi.URLParam(r, "file")
	if s.templates.hashes[file] == "" || s.templates.hashes[file] != chi.URLParam(r, "hash") {
		http.NotFound(w, r)
		return
	}
	b, err := staticFiles.ReadFile("static/" + file)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(file)))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	w.Write(b)
}
