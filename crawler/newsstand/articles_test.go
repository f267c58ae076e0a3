package newsstand

import (
	"slices"
	"strings"
	"testing"
)

// editions loads every edition of every article, the later ones included.
func editions(t *testing.T) []Article {
	t.Helper()
	var all []Article
	for _, p := range profiles() {
		stories, err := loadStories(articleFiles, p.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range stories {
			all = append(all, s.editions...)
		}
	}
	return all
}

func TestArticlesAreOfBelievableLength(t *testing.T) {
	for _, a := range editions(t) {
		if n := wordCount(&a); n < 150 || n > 600 {
			t.Errorf("%s/%s has %d words, want 150 to 600", a.Outlet, a.Slug, n)
		}
	}
}

func TestKindsAreBalanced(t *testing.T) {
	for _, lang := range languages {
		count, all := map[Kind]int{}, 0
		for _, a := range editions(t) {
			if a.Lang == lang {
				count[a.Kind]++
				all++
			}
		}
		if all < 36 {
			t.Errorf("%s: %d articles, want at least 36", lang, all)
		}
		if count[Framed]*3 < all {
			t.Errorf("%s: %d of %d articles are framed, want a third", lang, count[Framed], all)
		}
		if count[HardNegative]*10 < all*3 || count[Ordinary]*10 < all*3 {
			t.Errorf("%s: %v, want three tenths each of hard negatives and ordinary news", lang, count)
		}
	}
}

func TestEveryFrameIsCovered(t *testing.T) {
	stances := map[[2]string]map[string]int{} // language, frame
	for _, a := range editions(t) {
		for _, f := range a.Findings {
			key := [2]string{a.Lang, f.Frame}
			if stances[key] == nil {
				stances[key] = map[string]int{}
			}
			stances[key][f.Stance]++
		}
	}
	for _, lang := range languages {
		for _, frame := range frames {
			got := stances[[2]string{lang, frame}]
			if got["endorsed"] == 0 {
				t.Errorf("%s: %s is never endorsed", lang, frame)
			}
			if len(got) < 2 {
				t.Errorf("%s: %s occurs with the stances %v only, want another", lang, frame, got)
			}
		}
	}
}

func TestEveryTargetAndStanceIsCovered(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range editions(t) {
		for _, f := range a.Findings {
			seen[a.Lang+" "+f.Target] = true
			seen[a.Lang+" "+f.Stance] = true
		}
	}
	for _, lang := range languages {
		for _, name := range slices.Concat(targets, stances) {
			if !seen[lang+" "+name] {
				t.Errorf("%s: nothing is labelled %s", lang, name)
			}
		}
	}
}

func TestSpeakersAreNamedInTheText(t *testing.T) {
	for _, a := range editions(t) {
		for _, f := range a.Findings {
			surname := f.Speaker[strings.LastIndex(f.Speaker, " ")+1:]
			if !strings.Contains(a.Text(), surname) {
				t.Errorf("%s/%s: the speaker %q does not occur in the text", a.Outlet, a.Slug, f.Speaker)
			}
		}
	}
}

func TestQuotationMarksAreTypographic(t *testing.T) {
	foreign := map[string]string{"en": "\"'«»„", "it": "\"'„"}
	pairs := map[string][2]string{"en": {"“", "”"}, "it": {"«", "»"}}
	for _, a := range editions(t) {
		text := a.Title + "\n" + a.Text() + "\n" + a.Caption
		if i := strings.IndexAny(text, foreign[a.Lang]); i >= 0 {
			t.Errorf("%s/%s: %q is not a quotation mark of this language", a.Outlet, a.Slug, text[max(0, i-20):min(len(text), i+20)])
		}
		pair := pairs[a.Lang]
		if opened, closed := strings.Count(text, pair[0]), strings.Count(text, pair[1]); opened != closed {
			t.Errorf("%s/%s: %d %s and %d %s", a.Outlet, a.Slug, opened, pair[0], closed, pair[1])
		}
	}
}

func TestAgencyStoriesAppearInSeveralOutlets(t *testing.T) {
	clusters := map[string][]Article{}
	for _, a := range editions(t) {
		if a.Agency != "" {
			clusters[a.Agency] = append(clusters[a.Agency], a)
		}
	}
	if len(clusters) < 2 {
		t.Fatalf("%d agency stories, want two", len(clusters))
	}
	for key, copies := range clusters {
		titles := map[string]bool{}
		for _, a := range copies {
			titles[a.Title] = true
			if a.Blocks[0] != copies[0].Blocks[0] {
				t.Errorf("%s: %s does not begin as %s does", key, a.Outlet, copies[0].Outlet)
			}
		}
		if len(copies) < 3 || len(titles) != len(copies) {
			t.Errorf("%s: %d copies under %d titles, want at least three, each with its own", key, len(copies), len(titles))
		}
	}
}

func TestEveryAccessOccurs(t *testing.T) {
	seen := map[string]bool{}
	for _, a := range editions(t) {
		seen[string(a.Access)] = true
	}
	for _, access := range accesses {
		if !seen[access] {
			t.Errorf("no article has access %s", access)
		}
	}
}
