package newsstand

import (
	"net/http"
	"sync"
	"time"
)

// Visit is one answered request.
type Visit struct {
	At        time.Time // when the request came in
	Method    string
	Path      string // with query
	Status    int
	UserAgent string
}

// journal records visits, so that tests can check a crawler's manners.
type journal struct {
	mu     sync.Mutex
	visits []Visit
	open   int
	peak   int
}

func (j *journal) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := Visit{At: time.Now(), Method: r.Method, Path: r.URL.RequestURI(), UserAgent: r.UserAgent()}
		j.enter()
		answer := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			v.Status = answer.status
			j.leave(v)
		}()
		next.ServeHTTP(answer, r)
	})
}

func (j *journal) enter() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.open++
	j.peak = max(j.peak, j.open)
}

func (j *journal) leave(v Visit) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.open--
	j.visits = append(j.visits, v)
}

func (j *journal) list() []Visit {
	j.mu.Lock()
	defer j.mu.Unlock()
	return append([]Visit(nil), j.visits...)
}

func (j *journal) peakConcurrency() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.peak
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
