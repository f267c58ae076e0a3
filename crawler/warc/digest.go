package warc

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"strings"
)

// digest labels the SHA-256 of data as WARC does. The format recommends no
// algorithm; SHA-1, which many tools use, can be forged, and then a revisit
// record would stand for a page that it is not. Base 16 needs no padding, whose
// "=" a WARC token may not have.
func digest(data ...[]byte) string {
	h := sha256.New()
	for _, part := range data {
		h.Write(part)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// Verify compares the record with the digests in its header. It returns nil
// when they fit, when there are none, and when their algorithm is not known.
func (rec *Record) Verify() error {
	if rec.Cut {
		return nil
	}
	if !fits(rec.Fields.Get("WARC-Block-Digest"), rec.Block) {
		return errors.New("the block does not fit its digest")
	}
	label := rec.Fields.Get("WARC-Payload-Digest")
	if label == "" || rec.Type == TypeRevisit {
		return nil
	}
	resp, err := rec.Response()
	if err != nil || fits(label, resp.Body) || fits(label, resp.transferred) {
		return nil
	}
	return errors.New("the payload does not fit its digest")
}

// fits compares data with a labelled digest in base 16, 32 or 64.
func fits(label string, data []byte) bool {
	algorithm, value, _ := strings.Cut(label, ":")
	h := newHash(algorithm)
	if h == nil {
		return true
	}
	h.Write(data)
	sum := h.Sum(nil)
	value = strings.TrimRight(strings.TrimSpace(value), "=")
	return strings.EqualFold(value, hex.EncodeToString(sum)) ||
		strings.EqualFold(value, base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum)) ||
		value == base64.RawStdEncoding.EncodeToString(sum) || value == base64.RawURLEncoding.EncodeToString(sum)
}

func newHash(algorithm string) hash.Hash {
	switch strings.ReplaceAll(strings.ToLower(strings.TrimSpace(algorithm)), "-", "") {
	case "md5":
		return md5.New()
	case "sha1":
		return sha1.New()
	case "sha256":
		return sha256.New()
	case "sha512":
		return sha512.New()
	}
	return nil
}
