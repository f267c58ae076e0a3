package web

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"github.com/alleys-eu/alleys/corpus"
)

// The parameters of argon2id are the second recommended ones of RFC 9106,
// section 4, for machines with little memory.
const (
	argonTime    = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 4
	argonSalt    = 16 // bytes
	argonKey     = 32 // bytes
)

// The lengths in characters that a password may have. Its signs are free:
// rules about them make passwords worse (NIST SP 800-63B, 3.1.1).
const (
	minPassword = 12
	maxPassword = 200
)

// passwords hashes and checks passwords, a few at a time: each takes 64 MB.
type passwords struct {
	slots  chan struct{}
	memory uint32 // KiB for a new hash
}

func newPasswords() *passwords {
	return &passwords{slots: make(chan struct{}, 2), memory: argonMemory}
}

var errPasswordForm = errors.New("stored password cannot be read")

// hash returns the password as a PHC string: $argon2id$v=19$m=…,t=…,p=…$salt$key.
func (p *passwords) hash(password string) string {
	salt := make([]byte, argonSalt)
	rand.Read(salt) // never fails, see crypto/rand
	key := p.key(password, salt, argonTime, p.memory, argonThreads, argonKey)
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, argonTime, argonThreads, b64(salt), b64(key))
}

func (p *passwords) key(password string, salt []byte, time, memory uint32, threads uint8, length uint32) []byte {
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	return argon2.IDKey([]byte(password), salt, time, memory, threads, length)
}

// matches tells whether a password is the one that was hashed. The error says
// that the stored text is no hash that this program made.
func (p *passwords) matches(password, stored string) (bool, error) {
	fields := strings.Split(stored, "$")
	var version int
	var time, memory uint32
	var threads uint8
	if len(fields) != 6 || fields[1] != "argon2id" {
		return false, errPasswordForm
	}
	if _, err := fmt.Sscanf(fields[2], "v=%d", &version); err != nil || version != argon2.Version {
		return false, errPasswordForm
	}
	if _, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &memory, &time, &threads); err != nil {
		return false, errPasswordForm
	}
	if time < 1 || time > 16 || memory < 8 || memory > 1<<20 || threads < 1 {
		return false, errPasswordForm
	}
	salt, saltErr := base64.RawStdEncoding.DecodeString(fields[4])
	key, keyErr := base64.RawStdEncoding.DecodeString(fields[5])
	if saltErr != nil || keyErr != nil || len(key) < 16 || len(key) > 128 {
		return false, errPasswordForm
	}
	got := p.key(password, salt, time, memory, threads, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1, nil
}

// checkPassword refuses passwords that are too short or too long.
func checkPassword(v *view, password, again string) error {
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword || n > maxPassword:
		return corpus.Invalidf("%s", v.T("account.password.length", minPassword, maxPassword))
	case password != again:
		return corpus.Invalidf("%s", v.T("account.password.differ"))
	}
	return nil
}

// NewToken returns a token of 256 random bits that fits into an address, and
// the hash that is stored in its place.
func NewToken() (token, hash string) {
	b := make([]byte, 32)
	rand.Read(b) // never fails, see crypto/rand
	token = base64.RawURLEncoding.EncodeToString(b)
	return token, hashToken(token)
}

// hashToken needs no salt: a token cannot be guessed.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
