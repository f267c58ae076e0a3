package remote_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/alleys-eu/alleys/index"
	"github.com/alleys-eu/alleys/index/bleve"
	"github.com/alleys-eu/alleys/index/indextest"
	"github.com/alleys-eu/alleys/index/query"
	"github.com/alleys-eu/alleys/index/remote"
)

// served is a remote engine with the documents of the one behind it.
type served struct {
	*remote.Engine
	back index.Engine
}

func (s served) Update(ctx context.Context, docs []index.Document) error {
	return s.back.Update(ctx, docs)
}
func (s served) Delete(ctx context.Context, ids []string) error { return s.back.Delete(ctx, ids) }

func serve(t *testing.T, e index.Engine) string {
	t.Helper()
	next := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	s := httptest.NewServer(remote.Handler(e, "key", next, func(err error) { t.Logf("the handler failed: %v", err) }))
	t.Cleanup(s.Close)
	return s.URL
}

func open(t *testing.T) index.Engine {
	t.Helper()
	e, err := bleve.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func TestEngine(t *testing.T) {
	indextest.Run(t, func(t *testing.T) index.Engine {
		back := open(t)
		e, err := remote.Dial(t.Context(), serve(t, back), "key")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { e.Close() })
		return served{e, back}
	})
}

func TestDialFindsNobody(t *testing.T) {
	url := serve(t, open(t))
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for name, test := range map[string][2]string{
		"wrong key": {url, "another"}, "no key": {url, ""}, "nobody there": {gone.URL, "key"}, "no address": {"", "key"},
	} {
		if e, err := remote.Dial(t.Context(), test[0], test[1]); err == nil {
			t.Errorf("%s: dialled %v", name, e)
		}
	}
}

func TestReadOnly(t *testing.T) {
	e, err := remote.Dial(t.Context(), serve(t, open(t)), "key")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	if err := errors.Join(e.Update(t.Context(), nil)); !errors.Is(err, remote.ErrReadOnly) {
		t.Errorf("update: %v", err)
	}
	if err := e.Delete(t.Context(), nil); !errors.Is(err, remote.ErrReadOnly) {
		t.Errorf("delete: %v", err)
	}
}

// broken fails as an engine does whose disk is gone.
type broken struct{ index.Engine }

func (broken) Search(context.Context, index.Request) (*index.Result, error) {
	return nil, errors.New("the disk is gone")
}

func TestFaultsStayWithTheServer(t *testing.T) {
	e, err := remote.Dial(t.Context(), serve(t, broken{open(t)}), "key")
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	_, err = e.Search(t.Context(), index.Request{Query: query.All{}})
	if err == nil || strings.Contains(err.Error(), "disk") || !strings.Contains(err.Error(), "500") {
		t.Errorf("got %v", err)
	}
}

// FuzzHandler sends bytes that are no request.
func FuzzHandler(f *testing.F) {
	e, err := bleve.Open(f.TempDir())
	if err != nil {
		f.Fatal(err)
	}
	defer e.Close()
	h := remote.Handler(e, "key", http.NotFoundHandler(), func(error) {})
	f.Add(`{"query":"a OR b","size":10}`)
	f.Add(`{"query":"(","size":-1}`)
	f.Add(`{"sort":"colour"}`)
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("POST", remote.Path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer key")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusOK && w.Code != http.StatusInternalServerError {
			t.Errorf("status %d", w.Code)
		}
	})
}
