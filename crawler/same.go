package crawler

import (
	"context"
	"errors"
	"fmt"

	"github.com/alleys-eu/alleys/corpus"
)

// sameContent returns the ID of a stored article of the same host with the
// same words under another address: a print page, a second section. The same
// words in another house are another article of the same story.
func (c *Crawler) sameContent(ctx context.Context, a *corpus.Article) (string, error) {
	twin, err := c.Store.ArticleByContent(ctx, a.ContentHash)
	switch {
	case errors.Is(err, corpus.ErrNotFound):
		return "", nil
	case err != nil:
		return "", fmt.Errorf("look for the same content: %w", err)
	case twin.ID == a.ID || twin.Host != a.Host:
		return "", nil
	}
	return twin.ID, nil
}
