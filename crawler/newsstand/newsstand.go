package newsstand

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Options of New. The zero value serves all outlets on free ports.
type Options struct {
	// FirstPort is the port of the first outlet, the others follow; 0 takes
	// any free ports. URLs contain the port, so fix it to get the same URLs
	// from one start to the next.
	FirstPort int
	// Outlets restricts the newsstand to the outlets with these slugs, in this
	// order; empty means all.
	Outlets []string
}

// Newsstand serves the sites of its outlets. Its methods may be called from
// several goroutines.
type Newsstand struct {
	firstPort int
	stands    []*stand

	mu      sync.Mutex
	started bool
	closed  bool
	running sync.WaitGroup
}

// stand is one outlet being served.
type stand struct {
	site    publisher
	visits  journal
	handler http.Handler

	mu       sync.RWMutex
	base     string // http://127.0.0.1:port, empty before Start
	listener net.Listener
	server   *http.Server
}

// publisher is what a stand puts on sale: a written outlet or a generated one.
type publisher interface {
	http.Handler
	outlet() Outlet
	articles() []Article
}

// New loads the articles and templates. Its error lists every faulty file by
// name and line.
func New(o Options) (*Newsstand, error) {
	chosen, err := chooseProfiles(o.Outlets)
	if err != nil {
		return nil, err
	}
	ns := &Newsstand{firstPort: o.FirstPort}
	var errs []error
	for _, p := range chosen {
		s, err := newSite(p)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		ns.add(s)
	}
	return ns, errors.Join(errs...)
}

func chooseProfiles(slugs []string) ([]profile, error) {
	all := profiles()
	if len(slugs) == 0 {
		return all, nil
	}
	var chosen []profile
	for _, slug := range slugs {
		i := indexProfile(all, slug)
		if i < 0 {
			return nil, fmt.Errorf("no outlet %q; known are %s", slug, profileSlugs(all))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

func (ns *Newsstand) add(p publisher) {
	s := &stand{site: p}
	s.handler = s.visits.record(p)
	ns.stands = append(ns.stands, s)
}

// Start opens one loopback listener per outlet and serves until ctx is done
// or Close is called. If a port is taken, Start fails and leaves none open.
func (ns *Newsstand) Start(ctx context.Context) error {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if ns.started {
		return errors.New("newsstand was started already; make a new one")
	}
	for i, s := range ns.stands {
		if err := s.listen(ctx, ns.port(i)); err != nil {
			ns.closeStands()
			return err
		}
	}
	ns.started = true
	for _, s := range ns.stands {
		ns.running.Go(func() { _ = s.server.Serve(s.listener) })
	}
	context.AfterFunc(ctx, func() { _ = ns.Close() })
	return nil
}

func (ns *Newsstand) port(i int) int {
	if ns.firstPort == 0 {
		return 0
	}
	return ns.firstPort + i
}

func (s *stand) listen(ctx context.Context, port int) error {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("outlet %s: %w; choose another first port", s.site.outlet().Slug, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listener, s.base = l, "http://"+l.Addr().String()
	s.server = &http.Server{Handler: s.handler, ReadHeaderTimeout: 10 * time.Second}
	return nil
}

// Close stops all listeners and open connections and waits for them to end.
// It may be called more than once.
func (ns *Newsstand) Close() error {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if ns.closed {
		return nil
	}
	ns.closed = true
	err := ns.closeStands()
	ns.running.Wait()
	return err
}

func (ns *Newsstand) closeStands() error {
	var errs []error
	for _, s := range ns.stands {
		if s.listener == nil {
			continue
		}
		if err := s.server.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
		_ = s.listener.Close()
	}
	return errors.Join(errs...)
}

func (s *stand) baseURL() string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.base
}

// Outlets lists the outlets in the order of their ports.
func (ns *Newsstand) Outlets() []Outlet {
	outlets := make([]Outlet, len(ns.stands))
	for i, s := range ns.stands {
		o, base := s.site.outlet(), s.baseURL()
		o.URL, o.FeedURL = base+o.URL, base+o.FeedURL
		outlets[i] = o
	}
	return outlets
}

// Articles lists what the outlets have published, each story in the edition
// that is served now, newest first within an outlet.
func (ns *Newsstand) Articles() []Article {
	var all []Article
	for _, s := range ns.stands {
		base := s.baseURL()
		for _, a := range s.site.articles() {
			a.URL = base + a.URL
			all = append(all, a)
		}
	}
	return all
}

// SetEdition makes a story show its edition n, 1 or 2, from the next request
// on, with ETag, Last-Modified and the feed following. It fails if there is no
// such story or edition.
func (ns *Newsstand) SetEdition(outlet, slug string, n int) error {
	for _, s := range ns.stands {
		if w, ok := s.site.(*site); ok && w.profile.Slug == outlet {
			return w.setEdition(slug, n)
		}
	}
	return fmt.Errorf("no outlet %q on this newsstand", outlet)
}

// Visits lists the requests that an outlet has answered, oldest first.
func (ns *Newsstand) Visits(outlet string) []Visit {
	for _, s := range ns.stands {
		if s.site.outlet().Slug == outlet {
			return s.visits.list()
		}
	}
	return nil
}

// PeakConcurrency is the largest number of requests an outlet has had in hand
// at one time.
func (ns *Newsstand) PeakConcurrency(outlet string) int {
	for _, s := range ns.stands {
		if s.site.outlet().Slug == outlet {
			return s.visits.peakConcurrency()
		}
	}
	return 0
}
