package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/alleys-eu/alleys/corpus/sqlite"
)

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup FILE",
		Short: "Write a copy of the corpus to a new file",
		Long: `Writes sources, articles, cards and votes, as they are at this moment, to one file; other commands may go on meanwhile.
The index is not in it: "alleys restore" makes it afresh.`,
		Example: "  alleys backup alleys-2026-11-22.db",
		Args:    argsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			store, err := a.openStore(cmd.Context())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, store.Close()) }()
			if err := store.Backup(cmd.Context(), args[0]); err != nil {
				if errors.Is(err, os.ErrExist) {
					return fmt.Errorf("%s is there already; name another file", args[0])
				}
				return err
			}
			fmt.Fprintf(a.out, "the corpus is in %s\n", args[0])
			return nil
		},
	}
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring a copy of the corpus into an empty data folder",
		Long: `Copies a file that "alleys backup" wrote into the data folder, checks it, and analyses and indexes what is in it.
A folder that holds a corpus already is left alone.`,
		Example: "  alleys restore --data new-folder alleys-2026-11-22.db",
		Args:    argsBetween(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir, err := a.dataDir()
			if err != nil {
				return err
			}
			target := filepath.Join(dir, "corpus.db")
			if _, err := os.Stat(target); err == nil {
				return fmt.Errorf("%s holds a corpus already; name an empty folder with --data", dir)
			}
			// A copy under another name is never taken for a corpus when the
			// process ends half-way.
			if err := copyFile(target+".new", args[0]); err != nil {
				return err
			}
			store, err := sqlite.Open(cmd.Context(), target+".new")
			if err != nil {
				return errors.Join(fmt.Errorf("%s: %w", args[0], err), os.Remove(target+".new"))
			}
			if err := errors.Join(store.Close(), os.Rename(target+".new", target)); err != nil {
				return err
			}
			return a.rebuild(cmd.Context(), true)
		},
	}
}

func copyFile(to, from string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	if _, err := io.Copy(out, in); err != nil {
		return err
	}
	return out.Sync()
}
