package newsstand

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"
	"time"
)

// request is one request to a site and what the answer needs.
type request struct {
	site *site
	w    http.ResponseWriter
	r    *http.Request
	base string // http://host:port of this request
	list []Article
}

// plain sends a file that belongs to the site's machinery.
func (v *request) plain(contentType string, body []byte) {
	v.send(http.StatusOK, contentType, body, time.Time{})
}

// page renders a template in the outlet's character set.
func (v *request) page(status int, name string, data view) {
	p := v.site.profile
	text, err := v.site.pages.render(name, data)
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	body, err := encode(text, p.pageCharset)
	if err != nil {
		http.Error(v.w, err.Error(), http.StatusInternalServerError)
		return
	}
	if p.declares&inBOM != 0 {
		body = append([]byte("\xef\xbb\xbf"), body...)
	}
	contentType := "text/html"
	if p.declares&inHeader != 0 {
		contentType += "; charset=" + p.pageCharset
	}
	v.send(status, contentType, body, data.modified)
}

func (v *request) article(a *Article) {
	if a.Access == TDMReserved {
		v.w.Header().Set("tdm-reservation", "1")
	}
	v.page(http.StatusOK, "article", v.site.pages.view(v, a))
}

// print is the printer's version: the same text under a second URL, with
// rel=canonical pointing to the first.
func (v *request) print(a *Article) {
	v.page(http.StatusOK, "print", v.site.pages.view(v, a))
}

func (v *request) section(slug string) bool {
	data := v.site.pages.view(v, nil)
	data.Latest = data.Latest[:0]
	for _, a := range v.list {
		if sectionSlug(a.Section) == slug {
			data.SectionName = a.Section
			data.Latest = append(data.Latest, v.teaser(a))
		}
	}
	if len(data.Latest) == 0 {
		return false
	}
	v.page(http.StatusOK, "front", data)
	return true
}

// picture draws a picture of two hills in place of a photograph.
func (v *request) picture(name string) {
	slug, ok := strings.CutSuffix(name, ".svg")
	if !ok {
		http.NotFound(v.w, v.r)
		return
	}
	h := fnv.New32a()
	h.Write([]byte(slug))
	n := h.Sum32()
	hue, far, near := n%360, 150+n>>9%90, 230+n>>17%80
	svg := fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 450" role="img">`+
		`<rect width="800" height="450" fill="hsl(%d 35%% 82%%)"/>`+
		`<path d="M0 %d Q 220 %d 420 %d T 800 %d V450 H0Z" fill="hsl(%d 25%% 60%%)"/>`+
		`<path d="M0 %d Q 300 %d 520 %d T 800 %d V450 H0Z" fill="hsl(%d 28%% 38%%)"/></svg>`,
		hue, far+60, far-60, far+40, far, (hue+20)%360, near+80, near-10, near+90, near+20, (hue+40)%360)
	v.plain("image/svg+xml", []byte(svg))
}

// send answers with validators, compression and conditional GET as the
// outlet's server does them. A zero modified means no Last-Modified.
func (v *request) send(status int, contentType string, body []byte, modified time.Time) {
	p, h := v.site.profile, v.w.Header()
	h.Set("Content-Type", contentType)
	if !p.modified {
		modified = time.Time{}
	}
	zipped := p.gzips && strings.Contains(v.r.Header.Get("Accept-Encoding"), "gzip")
	if p.etag {
		tag := fmt.Sprintf(`"%x"`, sha256.Sum256(body))[:18] + `"`
		if zipped {
			tag = "W/" + tag
		}
		h.Set("ETag", tag)
	}
	if p.gzips {
		h.Set("Vary", "Accept-Encoding")
	}
	if zipped {
		h.Set("Content-Encoding", "gzip")
		body = compress(body)
	}
	if status != http.StatusOK {
		h.Del("ETag")
		v.w.WriteHeader(status)
		_, _ = v.w.Write(body)
		return
	}
	http.ServeContent(v.w, v.r, "", modified, bytes.NewReader(body))
}

func compress(body []byte) []byte {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	// A bytes.Buffer takes every write.
	_, _ = z.Write(body)
	_ = z.Close()
	return packed.Bytes()
}
