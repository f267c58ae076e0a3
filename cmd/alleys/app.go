package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/analyzer"
	"github.com/alleys-eu/alleys/analyzer/rulebook"
	"github.com/alleys-eu/alleys/corpus/sqlite"
	"github.com/alleys-eu/alleys/index/bleve"
)

// Exit codes of every command.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// app is what the subcommands share: the streams and the data folder.
type app struct {
	in       io.Reader
	out, err io.Writer
	data     string // --data
}

// usageError is a mistake in how a command was called.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errReported ends a command with status 1 after it has printed what failed.
var errReported = errors.New("some lines failed")

// run runs one command line and returns the exit status.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	a := &app{in: in, out: out, err: errOut}
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(ctx)
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errReported):
		return exitFailed
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(errOut, "alleys: stopped")
		return exitFailed
	case errors.As(err, &usage):
		fmt.Fprintf(errOut, "alleys: %v\n", err)
		return exitUsage
	default:
		fmt.Fprintf(errOut, "alleys: %v\n", err)
		return exitFailed
	}
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "alleys",
		Short: "Read the news critically, and answer propaganda with facts and good examples",
		Long: `alleys crawls news feeds and pages, names xenophobic and anti-EU framing and says why,
pairs each flagged claim with cards that answer it, and makes everything searchable.

Start with "alleys demo": it needs no network and no setup.`,
		Example:           "  alleys demo\n  alleys crawl --feeds feeds.opml\n  alleys serve",
		Version:           version(),
		SilenceUsage:      true,
		SilenceErrors:     true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usagef("there is no command %q; see alleys --help", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if name := cmd.Name(); (name == "search" || name == "export") && strings.HasPrefix(err.Error(), "unknown shorthand") {
			return usagef("%v; a query that begins with a hyphen stands behind --, as in: %s -- -football", err, cmd.CommandPath())
		}
		return usagef("%v; see %s --help", err, cmd.CommandPath())
	})
	root.PersistentFlags().StringVar(&a.data, "data", "", "folder of the corpus and the index (default: ALLEYS_DATA, else the user's data folder)")
	root.AddCommand(
		a.demoCommand(), a.crawlCommand(), a.importCommand(), a.serveCommand(), a.sourcesCommand(),
		a.searchCommand(), a.exportCommand(), a.rebuildCommand(), a.backupCommand(), a.restoreCommand(), a.forgetCommand(),
		a.analyzeCommand(), a.explainCommand(), a.extractCommand(), a.feedCommand(), a.robotsCommand(),
		a.cardsCommand(), a.rulesCommand(), a.evalCommand(),
	)
	return root
}

// version is the version of the module, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return "development, " + s.Value
		}
	}
	return "development"
}

// argsBetween checks the number of arguments as a usage error.
func argsBetween(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s needs an argument; see %s --help", commandName(cmd), cmd.CommandPath())
		case most >= 0 && len(args) > most:
			return usagef("%s takes no argument %q; see %s --help", commandName(cmd), args[most], cmd.CommandPath())
		}
		return nil
	}
}

// commandName names a command without the program, as messages do.
func commandName(cmd *cobra.Command) string {
	return strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ")
}

// dataPath returns the folder of the corpus, which need not be there.
func (a *app) dataPath() (string, error) {
	dir := a.data
	if dir == "" {
		dir = os.Getenv("ALLEYS_DATA")
	}
	if dir == "" {
		var err error
		if dir, err = userDataDir(); err != nil {
			return "", fmt.Errorf("no data folder: %w; name one with --data", err)
		}
	}
	return dir, nil
}

// dataDir returns the folder of the corpus and makes it.
func (a *app) dataDir() (string, error) {
	dir, err := a.dataPath()
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return dir, nil
}

// userDataDir follows the XDG Base Directory specification and the customs of
// macOS and Windows.
func userDataDir() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	switch runtime.GOOS {
	case "windows":
		if dir := os.Getenv("LocalAppData"); dir != "" {
			return filepath.Join(dir, "alleys"), nil
		}
		return filepath.Join(home, "AppData", "Local", "alleys"), nil
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", "alleys"), nil
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "alleys"), nil
	}
	return filepath.Join(home, ".local", "share", "alleys"), nil
}

// corpusFile is the corpus in the data folder.
const corpusFile = "corpus.db"

// openStore opens the corpus in the data folder.
func (a *app) openStore(ctx context.Context) (*sqlite.Store, error) {
	dir, err := a.dataDir()
	if err != nil {
		return nil, err
	}
	return sqlite.Open(ctx, filepath.Join(dir, corpusFile))
}

// openIndex opens the index in the data folder.
func (a *app) openIndex() (*bleve.Engine, error) {
	dir, err := a.dataDir()
	if err != nil {
		return nil, err
	}
	return bleve.Open(filepath.Join(dir, "index"))
}

// newAnalyzer loads the rules and lexicons that come with the program.
func newAnalyzer() (*analyzer.Analyzer, *rulebook.Rulebook, error) {
	rb, err := rulebook.Builtin()
	if err != nil {
		return nil, nil, fmt.Errorf("load the rules: %w", err)
	}
	return analyzer.New(rb), rb, nil
}

// isTerminal tells whether progress may be drawn on w.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// oneLine puts an error on one line.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
