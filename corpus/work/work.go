// Package work runs the stages of the pipeline over the ledger: claim a due
// batch, run the stage, record the outcome last. It knows stages only as an
// interface; a failure that may pass is tried again with growing delay, any
// other one is put in quarantine with its reason.
package work

import (
	"context"

	"github.com/alleys-eu/alleys/corpus"
)

// Stage is one step that every article goes through.
type Stage interface {
	// Ref names the stage, the version of what runs it, and the stage before it.
	Ref() corpus.StageRef
	// Do handles a batch and returns one error per article, nil where it went
	// well; an error that wraps ErrTemporary is tried again. The second value
	// is a failure of the stage as a whole (disk full, context ended): nothing
	// of the batch is recorded and the run ends.
	Do(ctx context.Context, articles []*corpus.Article) (each []error, err error)
}
