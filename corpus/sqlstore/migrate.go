package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer says that the database was made by a later version of alleys.
var ErrNewer = errors.New("this corpus was made by a newer version of alleys, please update the program")

// Pending tells whether the database lacks migrations. ErrNewer when it has
// more of them than this program knows.
func Pending(ctx context.Context, db *sql.DB, d Dialect) (bool, error) {
	p, err := provider(db, d)
	if err != nil {
		return false, err
	}
	current, target, err := p.GetVersions(ctx)
	if err != nil {
		return false, fmt.Errorf("read the version of the corpus: %w", err)
	}
	if current > target {
		return false, ErrNewer
	}
	return current < target, nil
}

// Migrate brings the database to the form that this program works with. The
// caller sees to it that no other process migrates at the same time.
func Migrate(ctx context.Context, db *sql.DB, d Dialect) error {
	p, err := provider(db, d)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate the corpus: %w", err)
	}
	return nil
}

func provider(db *sql.DB, d Dialect) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.Dialect(d.Goose), db, files, goose.WithDisableGlobalRegistry(true))
}
