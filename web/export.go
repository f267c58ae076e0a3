package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"

	"github.com/alleys-eu/alleys/corpus"
	"github.com/alleys-eu/alleys/index/export"
)

// export sends all rows behind a search. Who clicks on a CSV file opens it in a
// spreadsheet, so it has the mark that Excel needs.
func (s *server) export(w http.ResponseWriter, r *http.Request) {
	a := s.readAsk(r, s.texts.choose(r))
	format, rows := r.FormValue("format"), r.FormValue("rows")
	if problem := cmp.Or(a.Problem, a.Unknown); problem != "" {
		http.Error(w, problem, http.StatusBadRequest)
		return
	}
	h := w.Header()
	h.Set("Content-Type", map[string]string{"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}[format])
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", "alleys-"+rows+"."+format))
	err := export.Write(r.Context(), w, export.Options{Format: format, Rows: rows, Mark: true}, s.Search, s.Store, a.query)
	if errors.Is(err, corpus.ErrInvalid) {
		h.Del("Content-Disposition")
		http.Error(w, err.Error(), http.StatusBadRequest)
	} else if err != nil {
		s.Log.Error("export failed", "problem", err.Error())
		// The status is sent already: only a broken connection tells the reader.
		panic(http.ErrAbortHandler)
	}
}
