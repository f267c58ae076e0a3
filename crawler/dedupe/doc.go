// Package dedupe tells what is the same: the same address in different
// spellings, the same words under different addresses, nearly the same words
// in different papers.
package dedupe
