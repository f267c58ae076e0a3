package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

const (
	tdmPath    = "/.well-known/tdmrep.json"
	maxTDMFile = 1 << 20
)

// tdmAnswer is what came of asking for a tdmrep.json.
type tdmAnswer struct {
	rules   []tdmRule
	body    []byte // what rules were read from
	expires time.Time
}

// tdmRule is one rule of a tdmrep.json (TDM Reservation Protocol, W3C Community
// Group Final Report of 10 May 2024, section "TDM File on the Origin Server").
type tdmRule struct {
	Location    string         `json:"location"`
	Reservation tdmReservation `json:"tdm-reservation"`
	Policy      string         `json:"tdm-policy"`
}

// tdmReservation is 0 or 1; unset stands for values the protocol does not know.
type tdmReservation int

const unset tdmReservation = -1

// UnmarshalJSON takes the number, and the string and truth value that are
// written in its place by mistake.
func (r *tdmReservation) UnmarshalJSON(data []byte) error {
	switch strings.Trim(string(data), `"`) {
	case "1", "1.0", "true":
		*r = 1
	case "0", "0.0", "false":
		*r = 0
	default:
		*r = unset
	}
	return nil
}

// parseTDM reads a tdmrep.json. Rules without a location or a valid reservation
// are left out, and what is no such file has no rules: both mean "unset".
func parseTDM(body []byte) []tdmRule {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	if bytes.HasPrefix(body, []byte("{")) {
		body = append(append([]byte("["), body...), ']')
	}
	var entries []json.RawMessage
	if json.Unmarshal(body, &entries) != nil {
		return nil
	}
	var rules []tdmRule
	for _, entry := range entries {
		rule := tdmRule{Reservation: unset}
		if json.Unmarshal(entry, &rule) == nil && rule.Location != "" && rule.Reservation != unset {
			rules = append(rules, rule)
		}
	}
	return rules
}

// tdmRuleFor returns the first rule that matches u: the specification takes the
// first in sequence for the most specific.
func tdmRuleFor(rules []tdmRule, u *url.URL) (tdmRule, bool) {
	target := u.String()
	for _, rule := range rules {
		pattern := rule.Location
		if at, err := url.Parse(pattern); err == nil && at.Host != "" && strings.EqualFold(at.Host, u.Host) {
			pattern = strings.TrimPrefix(pattern, at.Scheme+"://"+at.Host)
		}
		if robots.Match(pattern, target) {
			return rule, true
		}
	}
	return tdmRule{}, false
}

// askTDM refuses u when the site's tdmrep.json reserves it. A header or a meta
// element of the page could take the reservation back, but the page is not
// fetched to find out: the owner has said no once.
func (c *Client) askTDM(ctx context.Context, h *host, o *origin, u *url.URL, delay time.Duration) error {
	if o.tdm == nil || !c.now().Before(o.tdm.expires) {
		answer, err := c.loadTDM(ctx, h, o, u)
		if err != nil {
			return err
		}
		o.tdm = answer
	}
	if rule, ok := tdmRuleFor(o.tdm.rules, u); ok && rule.Reservation == 1 {
		return reserved(u, fmt.Sprintf("tdmrep.json at %q", clip(rule.Location, 80)), rule.Policy)
	}
	return nil
}

// loadTDM fetches the tdmrep.json for u. A site that does not have one, or does
// not let it be fetched, does not take part in the protocol.
func (c *Client) loadTDM(ctx context.Context, h *host, o *origin, u *url.URL) (*tdmAnswer, error) {
	none := &tdmAnswer{expires: c.now().Add(maxPolicyAge)}
	if o.robots != nil && o.robots.file != nil {
		if ok, _ := o.robots.file.Permits(c.agent, tdmPath); !ok {
			return none, nil
		}
	}
	a, err := c.policyFile(ctx, u, tdmPath, maxTDMFile)
	now := c.now()
	if err != nil {
		if errors.Is(err, Canceled) {
			return nil, canceled(u, ctx.Err())
		}
		none.expires = now.Add(minPolicyAge)
		return none, nil
	}
	if a.status < 200 || a.status >= 300 {
		if a.status >= 500 {
			none.expires = now.Add(minPolicyAge)
		}
		return none, nil
	}
	c.hosts.weigh(h, len(a.body))
	return &tdmAnswer{rules: parseTDM(a.body), body: a.body, expires: policyExpiry(a, now)}, nil
}

// tdmHeader reads the reservation and policy of a response.
func tdmHeader(header http.Header) (isReserved bool, policy string) {
	return strings.TrimSpace(header.Get("Tdm-Reservation")) == "1", strings.TrimSpace(header.Get("Tdm-Policy"))
}

func reserved(u *url.URL, where, policy string) *Error {
	line := "the owner reserves text and data mining (" + where + ")"
	if policy != "" {
		line += ", terms at " + clip(policy, 80)
	}
	return &Error{Kind: Reserved, URL: u.String(), Err: errors.New(line)}
}
