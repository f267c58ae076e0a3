// Package bleve is the search engine that comes with alleys: full-text indexes
// on disk, one per language behind an alias, because one field fed by several
// languages' analysers would read a query with an analyser picked at random.
package bleve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	bolterrors "go.etcd.io/bbolt/errors"

	"github.com/alleys-eu/alleys/index"
)

// ErrInUse says that another process holds the index.
var ErrInUse = errors.New("the index is in use by another alleys")

// lockWait is how long Open waits for another process to let go.
const lockWait = "1s"

// Engine is an index.Engine on a folder.
type Engine struct {
	dir        string
	generation string

	mu     sync.RWMutex // guards byLang and alias
	byLang map[string]bleve.Index
	alias  bleve.IndexAlias
}

var _ index.Engine = (*Engine)(nil)

// Open opens the index in a folder, which it makes when it is not there. An
// index of another mapping, or one that cannot be read, is thrown away: it is
// derived. The error wraps ErrInUse when another process holds the folder.
func Open(dir string) (*Engine, error) {
	e := &Engine{dir: dir, byLang: map[string]bleve.Index{}, alias: bleve.NewIndexAlias()}
	if err := e.readGeneration(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if _, ok := analyzers[entry.Name()]; !ok || !entry.IsDir() {
			continue
		}
		ix, err := bleve.OpenUsing(filepath.Join(dir, entry.Name()), map[string]any{"bolt_timeout": lockWait})
		if err == nil {
			e.add(entry.Name(), ix)
			continue
		}
		e.Close()
		if errors.Is(err, bolterrors.ErrTimeout) {
			return nil, fmt.Errorf("%s: %w", dir, ErrInUse)
		}
		if err := os.RemoveAll(dir); err != nil {
			return nil, err
		}
		return Open(dir)
	}
	return e, nil
}

// Version names the mapping and this very index: a folder that was deleted
// and made again has another version, so that everything is indexed again.
func (e *Engine) Version() string { return e.generation }

// readGeneration reads the mark of the folder, and starts afresh when it is
// missing or of another mapping. The mark is written before any index, so a
// folder without one holds nothing of worth.
func (e *Engine) readGeneration() error {
	file := filepath.Join(e.dir, "generation")
	b, err := os.ReadFile(file)
	if err == nil {
		e.generation = string(b)
		if len(b) > len(mappingPrefix) && e.generation[:len(mappingPrefix)] == mappingPrefix {
			return nil
		}
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := os.RemoveAll(e.dir); err != nil {
		return err
	}
	if err := os.MkdirAll(e.dir, 0o700); err != nil {
		return err
	}
	var mark [8]byte
	rand.Read(mark[:])
	e.generation = mappingPrefix + hex.EncodeToString(mark[:])
	return os.WriteFile(file, []byte(e.generation), 0o600)
}

const mappingPrefix = "bleve-" + mappingVersion + "-"

func (e *Engine) add(lang string, ix bleve.Index) {
	e.byLang[lang] = ix
	e.alias.Add(ix)
}

// open returns the index of a language, which it makes when it is not there.
func (e *Engine) open(lang string) (bleve.Index, error) {
	e.mu.RLock()
	ix, ok := e.byLang[lang]
	e.mu.RUnlock()
	if ok {
		return ix, nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if ix, ok := e.byLang[lang]; ok {
		return ix, nil
	}
	m, err := newMapping(lang)
	if err != nil {
		return nil, err
	}
	ix, err = bleve.NewUsing(filepath.Join(e.dir, lang), m, scorch.Name, scorch.Name, map[string]any{"bolt_timeout": lockWait})
	if err != nil {
		return nil, err
	}
	e.add(lang, ix)
	return ix, nil
}

// Update implements index.Engine.
func (e *Engine) Update(ctx context.Context, docs []index.Document) error {
	byLang := map[string][]index.Document{}
	for _, d := range docs {
		byLang[language(d.Lang)] = append(byLang[language(d.Lang)], d)
	}
	for lang := range byLang {
		if _, err := e.open(lang); err != nil {
			return err
		}
	}
	for lang, ix := range e.indexes() {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := ix.NewBatch()
		for _, d := range docs {
			// An article whose language changed must not be found twice.
			if language(d.Lang) != lang {
				b.Delete(d.ID)
			}
		}
		for _, d := range byLang[lang] {
			if err := b.Index(d.ID, fields(d)); err != nil {
				return fmt.Errorf("article %s: %w", d.ID, err)
			}
		}
		if err := ix.Batch(b); err != nil {
			return err
		}
	}
	return nil
}

// Delete implements index.Engine.
func (e *Engine) Delete(ctx context.Context, ids []string) error {
	for _, ix := range e.indexes() {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := ix.NewBatch()
		for _, id := range ids {
			b.Delete(id)
		}
		if err := ix.Batch(b); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) indexes() map[string]bleve.Index {
	e.mu.RLock()
	defer e.mu.RUnlock()
	out := make(map[string]bleve.Index, len(e.byLang))
	for lang, ix := range e.byLang {
		out[lang] = ix
	}
	return out
}

// Search implements index.Engine.
func (e *Engine) Search(ctx context.Context, r index.Request) (*index.Result, error) {
	q, err := request(r)
	if err != nil {
		return nil, err
	}
	if len(e.indexes()) == 0 {
		return emptyResult(r), nil
	}
	res, err := e.alias.SearchInContext(ctx, q)
	if err := errors.Join(err, ctx.Err()); err != nil {
		return nil, err
	}
	if res.Status != nil && res.Status.Failed > 0 {
		return nil, fmt.Errorf("search: %v", res.Status.Errors)
	}
	return result(r, res), nil
}

// Count implements index.Engine.
func (e *Engine) Count(context.Context) (int, error) {
	total := 0
	for _, ix := range e.indexes() {
		n, err := ix.DocCount()
		if err != nil {
			return 0, err
		}
		total += int(n)
	}
	return total, nil
}

// Close implements index.Engine.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	var errs []error
	for _, ix := range e.byLang {
		errs = append(errs, ix.Close())
	}
	e.byLang = map[string]bleve.Index{}
	e.alias = bleve.NewIndexAlias()
	return errors.Join(errs...)
}
