// Package work runs the stages of the pipeline over the ledger: claim a due
// batch, run the stage, record the outcome last. It knows stages only as an
// interface; a failure that may pass is tried again with growing delay, any
// other one is put in quarantine with its reason.
//
// A stage must bear being run twice on the same article: after a crash between
// its work and the record of it, the article is due again.
package work

import (
	"context"
	"errors"

	"github.com/alleys-eu/alleys/corpus"
)

// Stage is one step that every article goes through.
type Stage interface {
	// Ref names the stage, the version of what runs it, and the stage before it.
	Ref() corpus.StageRef
	// Do handles a batch and returns one error per article, nil where it went
	// well; a nil slice says that all went well. An error that wraps
	// ErrTemporary is tried again later, any other one is quarantined. The
	// second value is a failure of the stage as a whole (disk full, context
	// ended), whatever happened to the articles: the batch is then tried
	// article by article, and when that fails as well nothing is recorded and
	// the stage rests until the next run. A panic is a failure of its article.
	Do(ctx context.Context, articles []*corpus.Article) (each []error, err error)
}

// ErrTemporary marks a failure that may pass by itself.
var ErrTemporary = errors.New("temporary failure")

// Temporary returns err marked with ErrTemporary. It reads as err alone.
func Temporary(err error) error {
	if err == nil {
		return nil
	}
	return &temporary{err}
}

type temporary struct{ error }

func (t *temporary) Unwrap() []error { return []error{ErrTemporary, t.error} }
