package newsstand

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// site answers the requests to one written outlet.
type site struct {
	profile profile
	pages   *pageSet

	mu      sync.RWMutex
	stories []*story // newest first
}

func newSite(p profile) (*site, error) {
	stories, err := loadStories(articleFiles, p.Slug)
	if err != nil {
		return nil, err
	}
	pages, err := loadPages(p.Slug)
	if err != nil {
		return nil, err
	}
	s := &site{profile: p, pages: pages, stories: stories}
	return s, s.checkPaths()
}

// checkPaths refuses two articles under one URL, and an article in another
// language than its outlet's.
func (s *site) checkPaths() error {
	taken := map[string]string{}
	for _, a := range s.articles() {
		if other := taken[a.URL]; other != "" {
			return fmt.Errorf("articles/%s: %s and %s share the URL %s; rename one", s.profile.Slug, other, a.Slug, a.URL)
		}
		taken[a.URL] = a.Slug
		if a.Lang != s.profile.Lang {
			return fmt.Errorf("articles/%s/%s.md: lang is %s, the outlet's is %s", a.Outlet, a.Slug, a.Lang, s.profile.Lang)
		}
	}
	return nil
}

func (s *site) outlet() Outlet {
	p := s.profile
	o := Outlet{Slug: p.Slug, Name: p.Name, Lang: p.Lang, Country: p.Country, Kind: p.Kind, Format: p.feedFormat, URL: "/", FeedURL: p.feedPath}
	if p.feedMoved != "" {
		o.FeedURL = p.feedMoved
	}
	return o
}

func (s *site) articles() []Article {
	s.mu.RLock()
	defer s.mu.RUnlock()
	list := make([]Article, len(s.stories))
	for i, st := range s.stories {
		list[i] = st.article()
		list[i].URL = s.profile.path(list[i])
	}
	return list
}

func (s *site) setEdition(slug string, n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.stories, func(st *story) bool { return st.article().Slug == slug })
	if i < 0 {
		return fmt.Errorf("outlet %s has no story %q", s.profile.Slug, slug)
	}
	if n < 1 || n > len(s.stories[i].editions) {
		return fmt.Errorf("%s/%s has %d editions, there is no edition %d", s.profile.Slug, slug, len(s.stories[i].editions), n)
	}
	s.stories[i].current = n - 1
	return nil
}

// lastModified is the time of the newest change on the whole site.
func (s *site) lastModified(list []Article) time.Time {
	var last time.Time
	for _, a := range list {
		if m := a.modified(); m.After(last) {
			last = m
		}
	}
	return last.UTC()
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD are served", http.StatusMethodNotAllowed)
		return
	}
	p := s.profile
	visit := &request{site: s, w: w, r: r, base: "http://" + r.Host, list: s.articles()}
	switch path := withoutTracking(r.URL); {
	case path == "/robots.txt":
		visit.plain("text/plain; charset=utf-8", []byte(s.robots(visit.base)))
	case path == p.feedPath:
		visit.feed()
	case p.feedMoved != "" && path == p.feedMoved:
		http.Redirect(w, r, p.feedPath, http.StatusMovedPermanently)
	case p.sitemap != "" && path == p.sitemap:
		visit.sitemap()
	case path == "/.well-known/tdmrep.json":
		visit.tdmrep()
	case path == "/style.css":
		visit.plain("text/css; charset=utf-8", s.pages.style)
	case path == "/about":
		visit.page(http.StatusOK, "about", s.pages.view(visit, nil))
	case path == "/":
		visit.page(http.StatusOK, "front", s.pages.view(visit, nil))
	default:
		visit.deeper(path)
	}
}

// deeper serves what is addressed by section or story.
func (v *request) deeper(path string) {
	if a := v.find(path); a != nil {
		v.article(a)
		return
	}
	if a := v.find(path + "/"); a != nil {
		http.Redirect(v.w, v.r, path+"/", http.StatusMovedPermanently)
		return
	}
	if printed, ok := strings.CutPrefix(path, v.site.profile.printPath); ok && v.site.profile.printPath != "" {
		if a := v.find(printed); a != nil {
			v.print(a)
			return
		}
	}
	if slug, ok := strings.CutPrefix(path, "/section/"); ok && v.section(slug) {
		return
	}
	if name, ok := strings.CutPrefix(path, "/img/"); ok {
		v.picture(name)
		return
	}
	v.page(http.StatusNotFound, "missing", v.site.pages.view(v, nil))
}

func (v *request) find(path string) *Article {
	i := slices.IndexFunc(v.list, func(a Article) bool { return a.URL == path })
	if i < 0 {
		return nil
	}
	return &v.list[i]
}

// withoutTracking is the path and query of u as the site's own links have it.
func withoutTracking(u *url.URL) string {
	if u.RawQuery == "" {
		return u.Path
	}
	var kept []string
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		if !strings.HasPrefix(pair, "utm_") && !strings.HasPrefix(pair, "fbclid=") {
			kept = append(kept, pair)
		}
	}
	if len(kept) == 0 {
		return u.Path
	}
	return u.Path + "?" + strings.Join(kept, "&")
}

func (s *site) robots(base string) string {
	text := s.profile.robots
	if s.profile.sitemap != "" {
		text += "\nSitemap: " + base + s.profile.sitemap + "\n"
	}
	return text
}

// tdmrep lists reserved articles (W3C TDMRep, section 5.3).
func (v *request) tdmrep() {
	type rule struct {
		Location    string `json:"location"`
		Reservation int    `json:"tdm-reservation"`
	}
	var rules []rule
	for _, a := range v.list {
		if a.Access == TDMReserved {
			rules = append(rules, rule{Location: a.URL, Reservation: 1})
		}
	}
	if rules == nil {
		http.NotFound(v.w, v.r)
		return
	}
	text, err := json.Marshal(rules)
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	v.plain("application/json", text)
}

func indexProfile(all []profile, slug string) int {
	return slices.IndexFunc(all, func(p profile) bool { return p.Slug == slug })
}

func profileSlugs(all []profile) string {
	slugs := make([]string, len(all))
	for i, p := range all {
		slugs[i] = p.Slug
	}
	return strings.Join(slugs, ", ")
}
