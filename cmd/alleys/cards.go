package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/corpus/deck"
)

const cardsCommands = "lint, links, list, import, export, print"

func (a *app) cardsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "cards lint|links|list|import|export|print",
		Short:   "The cards that answer claims",
		Example: "  alleys cards list --lang it\n  alleys cards lint my-cards/",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("cards needs one of %s; see alleys cards --help", cardsCommands)
			}
			return usagef("there is no command cards %q; there are %s", args[0], cardsCommands)
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	cmd.AddCommand(a.cardsLintCommand(), a.cardsLinksCommand(), a.cardsListCommand(), a.cardsImportCommand(), a.cardsExportCommand(), a.cardsPrintCommand())
	return cmd
}

func (a *app) cardsLintCommand() *cobra.Command {
	var warnings bool
	cmd := &cobra.Command{
		Use:   "lint [FOLDER]",
		Short: "Check cards: parts, sources, dates, length, reading level, translations",
		Long: `Checks the cards in a folder of Markdown files (LANG/ID.md), or without one the deck that comes with the program.
Links that "alleys cards links" found dead are warnings.
Exit status 1 when there is an error; warnings alone give 0.`,
		Example: "  alleys cards lint\n  alleys cards lint my-cards/",
		Args:    argsBetween(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, rb, err := newAnalyzer()
			if err != nil {
				return err
			}
			dead, err := a.deadLinks(cmd.Context())
			if err != nil {
				return err
			}
			files := deck.Files()
			if len(args) == 1 {
				if _, err := os.Stat(args[0]); err != nil {
					return err
				}
				files = os.DirFS(args[0])
			}
			cards, _ := deck.Load(files) // LintFS tells what cannot be read
			counts := map[deck.Level]int{}
			out := newLines(a.out)
			for _, p := range deck.LintFS(files, deck.Options{Today: time.Now(), Taxonomy: rb.Taxonomy(), Dead: dead}) {
				counts[p.Level]++
				if warnings || p.Level == deck.LevelError {
					out.printf("%s\n", p)
				}
			}
			out.printf("%s, %s, %s\n", counted(len(cards), "card"), counted(counts[deck.LevelError], "error"), counted(counts[deck.LevelWarning], "warning"))
			return reported(counts[deck.LevelError] > 0, out.flush())
		},
	}
	cmd.Flags().BoolVar(&warnings, "warnings", true, "print warnings as well")
	return cmd
}

// cardRecord is a card as JSON, without its body.
type cardRecord struct {
	ID       string   `json:"id"`
	Lang     string   `json:"lang"`
	Kind     string   `json:"kind"`
	Title    string   `json:"title"`
	Status   string   `json:"status"`
	Strategy string   `json:"strategy"`
	Frames   []string `json:"frames"`
	Targets  []string `json:"targets"`
	ReviewBy string   `json:"review_by"`
	Sources  int      `json:"sources"`
	Version  int      `json:"version"`
}

func (a *app) cardsListCommand() *cobra.Command {
	var f corpus.CardFilter
	var kind, status string
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List the cards of the corpus",
		Example: "  alleys cards list --lang it --frame invasion",
		Args:    argsBetween(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			f.Kind, f.Status = corpus.CardKind(kind), corpus.CardStatus(status)
			if err := checkCardFilter(f); err != nil {
				return err
			}
			return a.withCards(cmd.Context(), func(store corpus.Store) error {
				cards, err := store.Cards(cmd.Context(), f)
				if err != nil {
					return err
				}
				if asJSON {
					out := newLines(a.out)
					for _, c := range cards {
						out.json(cardRecord{c.ID, c.Lang, string(c.Kind), c.Title, string(c.Status), c.Strategy, c.Frames, c.Targets, c.ReviewBy, len(c.Sources), c.Version})
					}
					return out.flush()
				}
				tab := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
				fmt.Fprintln(tab, "ID\tLANG\tKIND\tSTATUS\tFRAMES\tTITLE")
				for _, c := range cards {
					fmt.Fprintf(tab, "%s\t%s\t%s\t%s\t%s\t%s\n", c.ID, c.Lang, c.Kind, c.Status, cmp.Or(strings.Join(c.Frames, " "), "–"), c.Title)
				}
				return tab.Flush()
			})
		},
	}
	cmd.Flags().StringVar(&f.ID, "id", "", "only this card")
	cmd.Flags().StringVar(&f.Lang, "lang", "", "only this language")
	cmd.Flags().StringVar(&f.Frame, "frame", "", "only cards that answer this frame")
	cmd.Flags().StringVar(&kind, "kind", "", "counter-narrative, best-practice or eu-explainer")
	cmd.Flags().StringVar(&status, "status", "", "draft, reviewed, published or archived")
	cmd.Flags().BoolVar(&asJSON, "jsonl", false, "print one JSON object a line")
	return cmd
}

// checkCardFilter refuses names that no card can have.
func checkCardFilter(f corpus.CardFilter) error {
	kinds := []corpus.CardKind{corpus.CardCounter, corpus.CardPractice, corpus.CardExplainer}
	if f.Kind != "" && !slices.Contains(kinds, f.Kind) {
		return usagef("there is no kind %q; kinds are %s", f.Kind, joined(kinds))
	}
	statuses := []corpus.CardStatus{corpus.CardDraft, corpus.CardReviewed, corpus.CardPublished, corpus.CardArchived}
	if f.Status != "" && !slices.Contains(statuses, f.Status) {
		return usagef("there is no status %q; statuses are %s", f.Status, joined(statuses))
	}
	if f.Frame == "" {
		return nil
	}
	_, rb, err := newAnalyzer()
	if err != nil {
		return err
	}
	taxonomy := rb.Taxonomy()
	if _, ok := taxonomy.Frame(f.Frame); ok {
		return nil
	}
	frames := make([]string, len(taxonomy.Frames))
	for i, frame := range taxonomy.Frames {
		frames[i] = frame.ID
	}
	return usagef("there is no frame %q; frames are %s", f.Frame, joined(frames))
}

func joined[S ~string](names []S) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = string(name)
	}
	return strings.Join(out, ", ")
}

// withCards opens the corpus with the program's deck in it.
func (a *app) withCards(ctx context.Context, do func(corpus.Store) error) error {
	return a.withStore(ctx, func(store corpus.Store) error {
		if err := syncDeck(ctx, store); err != nil {
			return err
		}
		return do(store)
	})
}

// syncDeck brings the cards that come with the program into the corpus. Cards
// that were edited there stay as they are.
func syncDeck(ctx context.Context, store corpus.CardStore) error {
	cards, err := deck.Builtin()
	if err != nil {
		return fmt.Errorf("load the cards: %w", err)
	}
	if _, err := deck.Sync(ctx, store, cards, time.Now()); err != nil {
		return fmt.Errorf("bring the cards into the corpus: %w", err)
	}
	return nil
}

func (a *app) cardsImportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FOLDER|FILE.zip",
		Short: "Bring cards from Markdown files into the corpus",
		Long: `Reads a folder or zip of Markdown files (LANG/ID.md). A card that is there already gets a further version, unless nothing changed.
Files that cannot be read are named, and the others are imported.`,
		Example: "  alleys cards import my-cards/",
		Args:    argsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			cards, readErr := deck.Import(args[0])
			if readErr != nil && len(cards) == 0 {
				return readErr
			}
			if readErr != nil {
				fmt.Fprintf(a.err, "alleys: %v\n", readErr)
			}
			return a.withCards(cmd.Context(), func(store corpus.Store) error {
				stored := 0
				for _, c := range cards {
					changed, err := putCard(cmd.Context(), store, c)
					if err != nil {
						return fmt.Errorf("%s: %w", c.Key(), err)
					}
					if changed {
						stored++
					}
				}
				fmt.Fprintf(a.out, "%s read, %d new or changed\n", counted(len(cards), "card"), stored)
				return reported(readErr != nil, nil)
			})
		},
	}
}

// putCard stores a card as a further version when it differs.
func putCard(ctx context.Context, store corpus.CardStore, c *corpus.Card) (changed bool, err error) {
	base := 0
	old, err := store.Card(ctx, c.ID, c.Lang)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
	case err != nil:
		return false, err
	case slices.Equal(deck.Format(&old.Card), deck.Format(c)):
		return false, nil
	default:
		base = old.Version
	}
	_, err = store.PutCard(ctx, &corpus.CardVersion{Card: *c, Author: "import", Comment: "imported from files", At: time.Now()}, base)
	return err == nil, err
}

func (a *app) cardsExportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export FOLDER|FILE.zip",
		Short:   "Write the cards of the corpus as Markdown files",
		Example: "  alleys cards export my-cards/\n  alleys cards export deck.zip",
		Args:    argsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withCards(cmd.Context(), func(store corpus.Store) error {
				versions, err := store.Cards(cmd.Context(), corpus.CardFilter{})
				if err != nil {
					return err
				}
				cards := deck.Cards(versions)
				if err := exportCards(args[0], cards); err != nil {
					return err
				}
				fmt.Fprintf(a.out, "%s written to %s\n", counted(len(cards), "card"), args[0])
				return nil
			})
		},
	}
}

func exportCards(name string, cards []*corpus.Card) error {
	if !strings.HasSuffix(strings.ToLower(name), ".zip") {
		return deck.Export(name, cards)
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	return errors.Join(deck.ExportZip(f, cards), f.Close())
}
