package main

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/corpus/deck"
)

var (
	pdfPage = regexp.MustCompile(`/Type /Page\b`)
	pdfBox  = regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`)
)

// TestPrintCards prints with a real browser: every card takes exactly one page
// of its format, in every language.
func TestPrintCards(t *testing.T) {
	needBrowser(t)
	cards, err := deck.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, c := range cards {
		ids[c.ID] = true
	}
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "deck.pdf")
	for _, test := range []struct {
		args  string
		pages int
		box   string // points
	}{
		{"--format a5 --lang de", len(ids), "420 595"},
		{"--format a5 --lang fr", len(ids), "420 595"},
		{"--format a4 --lang pl", len(ids), "595 842"},
		{"--format projector --lang it", len(ids), "960 540"},
		{"--format projector duty-to-rescue", 8, "960 540"},
		{"--lang es duty-to-rescue arrivals-in-numbers", 2, "420 595"},
	} {
		t.Run(test.args, func(t *testing.T) {
			mustAlleys(t, append([]string{"cards", "print", "--data", data, "--pdf", file}, strings.Fields(test.args)...)...)
			b, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got := len(pdfPage.FindAll(b, -1)); got != test.pages {
				t.Errorf("%d pages for %d sheets", got, test.pages)
			}
			for _, m := range pdfBox.FindAllSubmatch(b, -1) {
				if got := points(t, m[1]) + " " + points(t, m[2]); got != test.box {
					t.Errorf("a page measures %s points, want %s", got, test.box)
				}
			}
		})
	}
}

func points(t *testing.T, b []byte) string {
	t.Helper()
	x, err := strconv.ParseFloat(string(b), 64)
	if err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(int(math.Round(x)))
}

func TestPrintCardsWithoutBrowser(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, errOut, status := alleys(t, "", "cards", "print", "--data", t.TempDir(), "--pdf", filepath.Join(t.TempDir(), "deck.pdf"))
	if status != exitFailed || strings.Count(errOut, "\n") != 1 || !strings.Contains(errOut, "install Chromium") {
		t.Errorf("status %d: %s", status, errOut)
	}
}
