package newsstand

import (
	"io"
	"net/http"
	"testing"
)

// start serves the newsstand until the test ends.
func start(t *testing.T, o Options) *Newsstand {
	t.Helper()
	ns, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := ns.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ns.Close() })
	return ns
}

func fetch(t *testing.T, url string, header ...string) (*http.Response, []byte) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}

func TestEveryPageIsServed(t *testing.T) {
	ns := start(t, Options{})
	for _, a := range ns.Articles() {
		if answer, body := fetch(t, a.URL); answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s %s", a.URL, answer.Status, body)
		}
	}
	for _, o := range ns.Outlets() {
		for _, path := range []string{"", "about", "style.css", "robots.txt"} {
			if answer, body := fetch(t, o.URL+path); answer.StatusCode != http.StatusOK {
				t.Errorf("%s%s: %s %s", o.URL, path, answer.Status, body)
			}
		}
		if answer, _ := fetch(t, o.URL+"no-such-page"); answer.StatusCode != http.StatusNotFound {
			t.Errorf("%s: a page that does not exist answers %s", o.Slug, answer.Status)
		}
	}
}
