package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/alleys-eu/alleys/crawler/fetch/robots"
)

const (
	// maxPolicyAge is the longest that a policy file is used without asking
	// again (RFC 9309 section 2.4), minPolicyAge the shortest, whatever its
	// Cache-Control says.
	maxPolicyAge = 24 * time.Hour
	minPolicyAge = time.Hour

	// unreachableAge is how long a host whose robots.txt cannot be read is left
	// alone before it is asked again.
	unreachableAge = 5 * time.Minute

	// maxPolicyRedirects is how far RFC 9309 section 2.3.1.2 asks to follow.
	maxPolicyRedirects = 5

	robotsPath = "/robots.txt"
)

// robotsAnswer is what came of asking for a robots.txt.
type robotsAnswer struct {
	file    *robots.File // nil while it is unreachable
	body    []byte       // what file was read from
	err     error        // why it is unreachable
	expires time.Time
}

func robotsFile(body []byte, expires time.Time) *robotsAnswer {
	return &robotsAnswer{file: robots.Parse(body), body: body, expires: expires}
}

// permit asks the site of u whether it may be fetched, and returns the delay
// that its requests have to keep.
func (c *Client) permit(ctx context.Context, h *host, u *url.URL) (time.Duration, error) {
	if until, resting := h.restsUntil(c.now()); resting {
		return 0, &Error{Kind: Resting, URL: u.String(), RetryAfter: until,
			Err: fmt.Errorf("%s asked to be left alone until %s", h.key, until.Format(time.RFC3339))}
	}
	delay := c.config.Delay
	if c.config.IgnoreRobots && c.config.IgnoreTDM {
		return delay, nil
	}
	o := h.origin(u.Scheme)
	if err := o.hold(ctx); err != nil {
		return 0, canceled(u, err)
	}
	defer o.letGo()
	if !c.config.IgnoreRobots {
		if err := c.askRobots(ctx, h, o, u); err != nil {
			return 0, err
		}
		delay = c.delay(o.robots.file)
	}
	if !c.config.IgnoreTDM {
		if err := c.askTDM(ctx, h, o, u, delay); err != nil {
			return 0, err
		}
	}
	return delay, nil
}

// Robots returns the robots.txt that speaks for rawURL, from the client's cache
// or from the site, for what else it says: its sitemaps. A site without one
// gives an empty file. The errors are those of Get.
func (c *Client) Robots(ctx context.Context, rawURL string) (*robots.File, error) {
	u, err := parseTarget(rawURL)
	if err != nil {
		return nil, &Error{Kind: NotHTTP, URL: clip(rawURL, 80), Err: err}
	}
	h := c.hosts.acquire(u)
	defer c.hosts.release(h)
	o := h.origin(u.Scheme)
	if err := o.hold(ctx); err != nil {
		return nil, canceled(u, err)
	}
	defer o.letGo()
	if err := c.refreshRobots(ctx, h, o, u); err != nil {
		return nil, err
	}
	return o.robots.file, nil
}

// delay is the configured delay or the site's Crawl-delay, whichever is longer,
// as far as MaxDelay goes.
func (c *Client) delay(file *robots.File) time.Duration {
	asked, _ := file.CrawlDelay(c.agent)
	return max(c.config.Delay, min(asked, c.config.MaxDelay))
}

func (c *Client) askRobots(ctx context.Context, h *host, o *origin, u *url.URL) error {
	if err := c.refreshRobots(ctx, h, o, u); err != nil {
		return err
	}
	if ok, rule := o.robots.file.Permits(c.agent, u.String()); !ok {
		return &Error{Kind: Disallowed, URL: u.String(), Rule: rule,
			Err: fmt.Errorf("robots.txt does not allow it: %v", rule)}
	}
	return nil
}

// refreshRobots sees to it that o.robots has a file that may be used. While the
// file cannot be read, an earlier copy stays in use (RFC 9309 section 2.3.1.4),
// and without one the whole host is off limits.
func (c *Client) refreshRobots(ctx context.Context, h *host, o *origin, u *url.URL) error {
	if o.robots == nil || !c.now().Before(o.robots.expires) {
		answer, size, err := c.loadRobots(ctx, u)
		if err != nil {
			return err
		}
		c.hosts.weigh(h, size)
		if answer.file == nil && o.robots != nil {
			answer.file, answer.body = o.robots.file, o.robots.body
		}
		o.robots = answer
	}
	if o.robots.file == nil {
		return &Error{Kind: RobotsUnreachable, URL: u.String(), RetryAfter: o.robots.expires,
			Err: fmt.Errorf("robots.txt cannot be read, so nothing is fetched from there for now (%w)", o.robots.err)}
	}
	return nil
}

// loadRobots fetches the robots.txt for u (RFC 9309 section 2.3.1) and returns
// it with its size in bytes. It fails only when asking was not possible at all.
func (c *Client) loadRobots(ctx context.Context, u *url.URL) (*robotsAnswer, int, error) {
	a, err := c.policyFile(ctx, u, robotsPath, robots.MaxSize+1)
	now := c.now()
	var failed *Error
	switch {
	case errors.As(err, &failed) && failed.Kind == Redirects:
		return robotsFile(nil, now.Add(maxPolicyAge)), 0, nil
	case errors.As(err, &failed) && (failed.Kind == Canceled || failed.Kind == Blocked):
		failed.URL = u.String()
		return nil, 0, failed
	case failed != nil:
		return &robotsAnswer{err: reason{failed.Err.Error(), failed}, expires: now.Add(unreachableAge)}, 0, nil
	case a.status >= 200 && a.status < 300:
		return robotsFile(a.body, policyExpiry(a, now)), len(a.body), nil
	case a.status >= 400 && a.status < 500 && a.status != 429:
		return robotsFile(nil, now.Add(maxPolicyAge)), 0, nil
	}
	expires := now.Add(unreachableAge)
	if later := retryAfter(a.header, now); later.After(expires) {
		expires = earlier(later, now.Add(maxPolicyAge))
	}
	return &robotsAnswer{err: &StatusError{Code: a.status}, expires: expires}, 0, nil
}

// policyFile gets a file that speaks for the whole site of u. It is exempt from
// the site's own rules, but waits in the queue like everything else, and so do
// the hosts that redirects lead to.
func (c *Client) policyFile(ctx context.Context, u *url.URL, path string, most int64) (*answer, error) {
	u = &url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}
	for redirects := 0; ; redirects++ {
		a, err := c.policyHop(ctx, u, most)
		if err != nil {
			return nil, err
		}
		if a.location == "" {
			return a, nil
		}
		next, err := resolve(u, a.location)
		if err != nil || redirects == maxPolicyRedirects {
			return nil, &Error{Kind: Redirects, URL: u.String(), Err: fmt.Errorf("more than %d redirects", maxPolicyRedirects)}
		}
		u = next
	}
}

func (c *Client) policyHop(ctx context.Context, u *url.URL, most int64) (*answer, error) {
	h := c.hosts.acquire(u)
	defer c.hosts.release(h)
	return c.exchange(ctx, h, u, order{
		accept: "text/plain, application/json;q=0.9, */*;q=0.5",
		delay:  c.config.Delay,
		limits: limits{body: most, ratio: c.config.MaxRatio, cut: true},
	})
}

// policyExpiry follows the file's own freshness within our bounds.
func policyExpiry(a *answer, now time.Time) time.Time {
	latest := now.Add(maxPolicyAge)
	if a.header.Get("Cache-Control") == "" && a.header.Get("Expires") == "" {
		return latest
	}
	fresh := cacheUntil(a.header, now)
	if soonest := now.Add(minPolicyAge); fresh.Before(soonest) {
		return soonest
	}
	return earlier(fresh, latest)
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func canceled(u *url.URL, err error) *Error {
	return &Error{Kind: Canceled, URL: u.String(), Err: err}
}
