package extract

import (
	"errors"
	"fmt"
	"net/url"

	readability "codeberg.org/readeck/go-readability/v2"
	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// An engine finds the article in a page that it may change, and returns the
// subtree that holds it.
type engine func(doc *html.Node, pageURL *url.URL) (*html.Node, error)

var errNothing = errors.New("no article text found")

// guarded turns a panic of a third-party extractor into an error.
func guarded(run engine) engine {
	return func(doc *html.Node, pageURL *url.URL) (root *html.Node, err error) {
		defer func() {
			if p := recover(); p != nil {
				root, err = nil, fmt.Errorf("extractor panicked: %v", p)
			}
		}()
		return run(doc, pageURL)
	}
}

// recall runs trafilatura at its most generous and without its fallbacks.
func recall(doc *html.Node, pageURL *url.URL) (*html.Node, error) {
	return runTrafilatura(doc, trafilatura.Options{
		OriginalURL:     pageURL,
		Focus:           trafilatura.FavorRecall,
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled,
	})
}

// balanced runs trafilatura with its fallbacks, for pages on which recall and
// readable find different things.
func balanced(doc *html.Node, pageURL *url.URL) (*html.Node, error) {
	return runTrafilatura(doc, trafilatura.Options{
		OriginalURL:     pageURL,
		Focus:           trafilatura.Balanced,
		EnableFallback:  true,
		ExcludeComments: true,
		HtmlDateMode:    trafilatura.Disabled,
	})
}

func runTrafilatura(doc *html.Node, opts trafilatura.Options) (*html.Node, error) {
	res, err := trafilatura.ExtractDocument(doc, opts)
	if err != nil {
		return nil, err
	}
	if res.ContentNode == nil {
		return nil, errNothing
	}
	return res.ContentNode, nil
}

// readable runs readability.
func readable(doc *html.Node, pageURL *url.URL) (*html.Node, error) {
	p := readability.NewParser()
	p.DisableJSONLD = true
	article, err := p.ParseAndMutate(doc, pageURL)
	if err != nil {
		return nil, err
	}
	if article.Node == nil {
		return nil, errNothing
	}
	return article.Node, nil
}
