package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer"
	"github.com/alleys-eu/alleys/analyzer/pairing"
	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
	"github.com/alleys-eu/alleys/index/export"
)

// maxLine bounds a line of input; a longer one is an error and the rest goes on.
const maxLine = 16 << 20

// collectAt is by how many percent the heap may grow before it is collected.
// Nearly all that lives in it lives as long as the program, so that the usual
// 100 would double the memory for nothing.
const collectAt = 50

// memoryLimit is how many bytes the heap and its like may take before they are
// collected more often, so that texts in many languages still fit into a small
// computer. It is no hard limit.
const memoryLimit = 70 << 20

// cardsPerFinding is how many cards stand beside a finding in the output.
const cardsPerFinding = 3

func (a *app) analyzeCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "analyze [--jsonl] < IN > OUT",
		Short: "Find framing in texts, without corpus and network",
		Long: `Reads a text from standard input and prints its findings, each with its evidence and the cards that answer it.
With --jsonl, reads and writes one JSON object a line, in the same order:

  in   {"id":"a1","text":"…"}          optional: "title", "lang" (ISO 639-1), "url", "published" (RFC 3339)
  out  {"id":"a1","lang":"en","rulebook":"sha256:…","findings":[…]}

A line that cannot be used gives {"id":…,"error":"…"} in its place, and exit status 1 at the end.`,
		Example: `  echo "Brussels imposes its diktat on us." | alleys analyze
  alleys analyze --jsonl < articles.jsonl > findings.jsonl`,
		Args: argsBetween(0, 0),
		RunE: func(_ *cobra.Command, _ []string) error {
			debug.SetGCPercent(collectAt)
			debug.SetMemoryLimit(memoryLimit)
			d, err := newDesk()
			if err != nil {
				return err
			}
			if asJSON {
				return d.analyzeLines(a.in, a.out)
			}
			return d.analyzeText(a.in, a.out)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "read and print one JSON object a line")
	return cmd
}

// desk analyses texts and pairs them with the cards that come with the program.
type desk struct {
	analyzer *analyzer.Analyzer
	pairer   *pairing.Pairer
}

func newDesk() (*desk, error) {
	an, _, err := newAnalyzer()
	if err != nil {
		return nil, err
	}
	cards, err := deck.Builtin()
	if err != nil {
		return nil, fmt.Errorf("load the cards: %w", err)
	}
	return &desk{analyzer: an, pairer: pairing.New(cards)}, nil
}

type analyzeInput struct {
	ID        json.RawMessage `json:"id"`
	Title     string          `json:"title"`
	Text      *string         `json:"text"`
	Lang      string          `json:"lang"`
	URL       string          `json:"url"`
	Published string          `json:"published"`
}

type analyzeOutput struct {
	ID       json.RawMessage  `json:"id"`
	Lang     string           `json:"lang"`
	Rulebook string           `json:"rulebook"`
	Findings []analyzeFinding `json:"findings"`
}

type analyzeFinding struct {
	export.Finding
	Cards []analyzeCard `json:"cards"`
}

type analyzeCard struct {
	ID    string  `json:"id"`
	Kind  string  `json:"kind"`
	Lang  string  `json:"lang"`
	Title string  `json:"title"`
	Score float64 `json:"score"`
	Why   string  `json:"why"`
}

type analyzeError struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

func (d *desk) analyzeLines(in io.Reader, w io.Writer) error {
	out := newLines(w)
	defer out.flush()
	failed := false
	r := bufio.NewReaderSize(in, 64<<10)
	for {
		line, err := readLine(r)
		line = withoutMark(line)
		if len(bytes.TrimSpace(line)) > 0 || errors.Is(err, errLineTooLong) {
			record, bad := d.analyzeLine(line, err)
			failed = failed || bad
			out.json(record)
			// A program on the other end of the pipe may wait for each answer.
			if r.Buffered() == 0 {
				out.flush()
			}
		}
		if err != nil && !errors.Is(err, errLineTooLong) {
			if !errors.Is(err, io.EOF) {
				return err
			}
			return reported(failed, out.flush())
		}
	}
}

// withoutMark drops the byte order mark with which editors on Windows begin a
// file.
func withoutMark(b []byte) []byte { return bytes.TrimPrefix(b, []byte("\ufeff")) }

var errLineTooLong = fmt.Errorf("line longer than %d MB; split the text", maxLine>>20)

// readLine returns a line without its end; of a line that is too long, its
// beginning and errLineTooLong.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= maxLine {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case len(line) > maxLine && (err == nil || errors.Is(err, io.EOF)):
			return line[:maxLine], errLineTooLong
		}
		return bytes.TrimRight(line, "\r\n"), err
	}
}

// notJSON says what is wrong with a line, in the words of who wrote it.
func notJSON(err error) string {
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Sprintf("not a JSON object of the expected form: %q is not a string but a %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Sprintf("not a JSON object but a %s", kind.Value)
	}
	return "not a JSON object of the expected form: " + oneLine(err)
}

func (d *desk) analyzeLine(line []byte, readErr error) (record any, failed bool) {
	if errors.Is(readErr, errLineTooLong) {
		return analyzeError{json.RawMessage("null"), readErr.Error()}, true
	}
	var in analyzeInput
	id := func() json.RawMessage {
		if len(in.ID) == 0 {
			return json.RawMessage("null")
		}
		return in.ID
	}
	if !utf8.Valid(line) {
		_ = json.Unmarshal(bytes.ToValidUTF8(line, []byte("\uFFFD")), &in)
		return analyzeError{id(), "not UTF-8; convert the input first"}, true
	}
	if err := json.Unmarshal(line, &in); err != nil {
		return analyzeError{id(), notJSON(err)}, true
	}
	article, err := in.article()
	if err != nil {
		return analyzeError{id(), oneLine(err)}, true
	}
	an := d.analyzer.Analyze(article)
	out := analyzeOutput{ID: id(), Lang: an.Lang, Rulebook: an.Rulebook, Findings: []analyzeFinding{}}
	for _, f := range an.Findings {
		out.Findings = append(out.Findings, analyzeFinding{export.NewFinding(f), d.cards(f, an.Lang)})
	}
	return out, false
}

func (in *analyzeInput) article() (*corpus.Article, error) {
	if in.Text == nil {
		return nil, errors.New(`no "text"; add it`)
	}
	a := &corpus.Article{Title: in.Title, Text: *in.Text, Lang: in.Lang, URL: in.URL}
	if in.Published != "" {
		t, err := time.Parse(time.RFC3339, in.Published)
		if err != nil {
			return nil, fmt.Errorf(`"published" %q is not an RFC 3339 time such as 2024-03-05T10:00:00Z`, in.Published)
		}
		a.Published = t
	}
	return a, nil
}

// cards pairs a finding, whoever says it.
func (d *desk) cards(f corpus.Finding, lang string) []analyzeCard {
	out := []analyzeCard{}
	for _, p := range d.pairer.Pair(claimOf(f, lang), lang, cardsPerFinding) {
		out = append(out, analyzeCard{p.Card.ID, string(p.Card.Kind), p.Card.Lang, p.Card.Title, p.Score, why(p.Why)})
	}
	return out
}

func claimOf(f corpus.Finding, lang string) pairing.Claim {
	return pairing.Claim{Text: f.Sentence.Text, Lang: lang, Frames: []string{f.Frame}, Targets: []string{f.Target}, Techniques: f.Techniques}
}

// why words the reasons of a pairing.
func why(reasons []corpus.Reason) string {
	var parts []string
	for _, r := range reasons {
		switch {
		case len(r.Words) > 0:
			parts = append(parts, r.Kind+": "+strings.Join(r.Words, " "))
		case r.Value != "":
			parts = append(parts, r.Kind+": "+r.Value)
		default:
			parts = append(parts, r.Kind)
		}
	}
	return strings.Join(parts, "; ")
}

// analyzeText reads one text and prints its findings for people.
func (d *desk) analyzeText(in io.Reader, w io.Writer) error {
	b, err := io.ReadAll(io.LimitReader(in, maxLine))
	if err != nil {
		return err
	}
	if !utf8.Valid(b) {
		return errors.New("the text is not UTF-8; convert it first")
	}
	an := d.analyzer.Analyze(&corpus.Article{Text: string(b)})
	out := newLines(w)
	switch known := slices.Contains(d.analyzer.Languages(), an.Lang); {
	case !known:
		out.printf("no finding: there is no lexicon for this language (%s)\n", orUnknown(an.Lang))
	case len(an.Findings) == 0:
		out.printf("no finding (language: %s)\n", orUnknown(an.Lang))
	}
	for _, f := range an.Findings {
		out.printf("%s of %s, %s%s (%.2f)\n  “%s”\n", f.Frame, f.Target, f.Stance, by(f.Speaker), f.Score, f.Sentence.Text)
		for _, e := range f.Evidence {
			out.printf("  evidence: %s (%s)\n", e.Text, e.Role)
		}
		for _, c := range f.Context {
			out.printf("  context: %s (%s → %s)\n", c.Text, c.Kind, c.Stance)
		}
		for _, c := range d.cards(f, an.Lang) {
			out.printf("  card: %s [%s, %.2f]\n", c.Title, c.ID, c.Score)
		}
	}
	return out.flush()
}

func by(speaker string) string {
	if speaker == "" {
		return ""
	}
	return " by " + speaker
}

func orUnknown(lang string) string {
	if lang == "" {
		return "unknown"
	}
	return lang
}
