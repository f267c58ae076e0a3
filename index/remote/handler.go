package remote

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index"
)

// Handler answers searches of those who have the key: GET with the number of
// documents, POST with a search. To others it gives what next gives. A fault
// of the engine goes to failed, and as a bare 500 to the one who asked.
func Handler(e index.Engine, key string, next http.Handler, failed func(error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != Path || !hasKey(r, key) {
			next.ServeHTTP(w, r)
			return
		}
		out, err := answer(w, r, e)
		if err != nil {
			if r.Context().Err() == nil {
				failed(err)
			}
			http.Error(w, "the index could not be searched; see the log of the server", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(out)
	})
}

func hasKey(r *http.Request, key string) bool {
	given, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	return ok && key != "" && subtle.ConstantTimeCompare([]byte(given), []byte(key)) == 1
}

func answer(w http.ResponseWriter, r *http.Request, e index.Engine) (result, error) {
	if r.Method != http.MethodPost {
		n, err := e.Count(r.Context())
		return result{Count: n}, err
	}
	var asked request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxRequest)).Decode(&asked); err != nil {
		return result{Problem: "the request is not readable: " + err.Error()}, nil
	}
	req, err := asked.request()
	if err != nil {
		return result{Problem: err.Error()}, nil
	}
	res, err := e.Search(r.Context(), req)
	if errors.Is(err, corpus.ErrInvalid) {
		return result{Problem: err.Error()}, nil
	}
	return result{Result: res}, err
}
