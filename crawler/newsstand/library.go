package newsstand

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed articles/*/*.md
var articleFiles embed.FS

// story is one URL with the editions published under it, the first one first.
type story struct {
	editions []Article
	current  int // index in editions
}

func (s *story) article() Article { return s.editions[s.current] }

// loadStories reads the articles of one outlet, newest first. SLUG.2.md is the
// later edition of SLUG.md.
func loadStories(files fs.FS, outlet string) ([]*story, error) {
	names, err := fs.Glob(files, path.Join("articles", outlet, "*.md"))
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("articles/%s: no article; add a file SLUG.md", outlet)
	}
	bySlug := map[string]*story{}
	var stories []*story
	var errs []error
	for _, name := range names {
		a, err := loadArticle(files, outlet, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if bySlug[a.Slug] == nil {
			bySlug[a.Slug] = &story{}
			stories = append(stories, bySlug[a.Slug])
		}
		bySlug[a.Slug].editions = append(bySlug[a.Slug].editions, a)
	}
	for _, s := range stories {
		errs = append(errs, orderEditions(s))
	}
	slices.SortFunc(stories, func(x, y *story) int {
		a, b := x.editions[0], y.editions[0]
		return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.Slug, b.Slug))
	})
	return stories, errors.Join(errs...)
}

func loadArticle(files fs.FS, outlet, name string) (Article, error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return Article{}, err
	}
	a, err := ParseArticle(name, text)
	if err != nil {
		return Article{}, err
	}
	a.Outlet, a.Edition = outlet, 1
	a.Slug = strings.TrimSuffix(path.Base(name), ".md")
	if slug, later := strings.CutSuffix(a.Slug, ".2"); later {
		a.Slug, a.Edition = slug, 2
	}
	return a, nil
}

func orderEditions(s *story) error {
	slices.SortFunc(s.editions, func(a, b Article) int { return cmp.Compare(a.Edition, b.Edition) })
	for i, a := range s.editions {
		if a.Edition != i+1 {
			return fmt.Errorf("articles/%s/%s.2.md: there is no %s.md; a later edition needs a first one", a.Outlet, a.Slug, a.Slug)
		}
		if i > 0 && (a.Updated.IsZero() || !a.Published.Equal(s.editions[0].Published)) {
			return fmt.Errorf("articles/%s/%s.2.md:1: a later edition keeps published and adds updated", a.Outlet, a.Slug)
		}
	}
	return nil
}

// storyNumber is a number such as content management systems put in URLs,
// stable when other articles come and go.
func storyNumber(a Article) uint32 {
	h := fnv.New32a()
	h.Write([]byte(a.Outlet + "/" + a.Slug))
	return 100000 + h.Sum32()%900000
}

// sectionSlug is the section's name as it stands in a URL.
func sectionSlug(section string) string {
	plain := strings.NewReplacer("à", "a", "è", "e", "é", "e", "ì", "i", "ò", "o", "ù", "u", "’", "-", "'", "-", " ", "-", "&", "and")
	return plain.Replace(strings.ToLower(section))
}
