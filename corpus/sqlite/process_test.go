package sqlite

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/alleys-eu/alleys/corpus"
)

// The tests of this file run the test program a second time, as another
// process on the same corpus. What it shall do stands in these variables.
const (
	taskVariable = "ALLEYS_TEST_TASK"
	pathVariable = "ALLEYS_TEST_PATH"
)

func TestMain(m *testing.M) {
	tasks := map[string]func(context.Context, string) error{"put": putForEver, "own": ownForEver, "open": openOnce}
	if task := tasks[os.Getenv(taskVariable)]; task != nil {
		if err := task(context.Background(), os.Getenv(pathVariable)); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// putForEver stores articles and prints the ID of each once it is stored.
func putForEver(ctx context.Context, path string) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	n, err := s.CountArticles(ctx)
	if err != nil {
		return err
	}
	for ; ; n++ {
		a := testArticle(n)
		if _, err := s.PutArticle(ctx, a); err != nil {
			return err
		}
		if err := s.PutAnalysis(ctx, testAnalysis(a.ID)); err != nil {
			return err
		}
		fmt.Println(a.ID)
	}
}

func ownForEver(ctx context.Context, path string) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	if err := s.Own(ctx); err != nil {
		return err
	}
	if _, err := s.ClaimWork(ctx, testStage, 1, testTime, 1e15); err != nil {
		return err
	}
	fmt.Println("owned")
	select {}
}

func openOnce(ctx context.Context, path string) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	return s.Close()
}

// process is another process; lines holds what it printed, one by one.
type process struct {
	*exec.Cmd
	lines *bufio.Scanner
}

func start(t *testing.T, task, path string) *process {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), taskVariable+"="+task, pathVariable+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cmd.Process.Kill() })
	return &process{cmd, bufio.NewScanner(out)}
}

// next returns the next line.
func (p *process) next(t *testing.T) string {
	t.Helper()
	if !p.lines.Scan() {
		t.Fatal("the other process ended")
	}
	return p.lines.Text()
}

// kill kills the process as SIGKILL does and returns the lines it had printed.
func (p *process) kill(t *testing.T) []string {
	t.Helper()
	if err := p.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for p.lines.Scan() {
		lines = append(lines, p.lines.Text())
	}
	p.Wait() // reports the kill
	return lines
}

func TestStoredSurvivesKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	acknowledged := map[string]bool{}
	for round := range 5 {
		p := start(t, "put", path)
		for range 1 + 17*round {
			acknowledged[p.next(t)] = true
		}
		for _, id := range p.kill(t) {
			acknowledged[id] = true
		}
	}
	s := openAt(t, path)
	for id := range acknowledged {
		if strings.HasPrefix(id, "error") {
			t.Fatal(id)
		}
		if _, err := s.Article(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Analysis(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	var verdict string
	db, err := open(path, 1, "deferred")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity: %s %v", verdict, err)
	}
}

func TestReadAndWriteBesideAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	s := openAt(t, path)
	p := start(t, "put", path)
	for i := range 20 {
		id := p.next(t)
		if _, err := s.Article(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if err := s.SetMeta(t.Context(), "i", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	for _, line := range p.kill(t) {
		if strings.HasPrefix(line, "error") {
			t.Fatal(line)
		}
	}
}

func TestOwner(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "corpus.db")
	s := openAt(t, path)
	if _, err := s.PutArticle(ctx, testArticle(0)); err != nil {
		t.Fatal(err)
	}
	p := start(t, "own", path)
	if line := p.next(t); line != "owned" {
		t.Fatal(line)
	}
	if err := s.Own(ctx); !errors.Is(err, ErrOwned) {
		t.Fatalf("error %v, want ErrOwned", err)
	}
	if leases, err := s.ClaimWork(ctx, testStage, 1, testTime, 1); err != nil || len(leases) != 0 {
		t.Fatalf("claimed %v beside the owner, error %v", leases, err)
	}
	p.kill(t)
	if err := s.Own(ctx); err != nil {
		t.Fatal(err)
	}
	if leases, err := s.ClaimWork(ctx, testStage, 1, testTime, 1); err != nil || len(leases) != 1 {
		t.Fatalf("claimed %v after the kill, error %v", leases, err)
	}
	other := openAt(t, path)
	if err := other.Own(ctx); !errors.Is(err, ErrOwned) {
		t.Fatalf("error %v, want ErrOwned", err)
	}
	if err := s.Disown(); err != nil {
		t.Fatal(err)
	}
	if err := other.Own(ctx); err != nil {
		t.Fatal(err)
	}
	if err := s.Own(ctx); !errors.Is(err, ErrOwned) {
		t.Fatalf("error %v, want ErrOwned", err)
	}
	if err := errors.Join(s.Disown(), s.Close(), other.Close()); err != nil {
		t.Fatal(err)
	}
	if err := openAt(t, path).Own(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestProcessesCreateTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corpus.db")
	var wg sync.WaitGroup
	for range 4 {
		p := start(t, "open", path)
		wg.Go(func() {
			for p.lines.Scan() {
				t.Error(p.lines.Text())
			}
			if err := p.Wait(); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}

func testArticle(n int) *corpus.Article {
	id := fmt.Sprintf("a%06d", n)
	url := "https://example.org/" + id
	return &corpus.Article{ID: id, URL: url, Canonical: url, ContentHash: "h" + id, Title: "Title", Outlet: fmt.Sprint("Outlet ", n%40),
		Text: strings.Repeat("Lorem ipsum dolor sit amet, consectetur. ", 80), Fetched: testTime}
}

func testAnalysis(id string, sentences ...string) *corpus.Analysis {
	a := &corpus.Analysis{ArticleID: id, Lang: "en", Rulebook: "sha256:1"}
	frames := []string{"invasion", "replacement", "threat-crime", "ridicule", "euromyth"}
	for i, s := range sentences {
		a.Findings = append(a.Findings, corpus.Finding{Frame: frames[(int(s[len(s)-2])+i)%len(frames)], Target: "migrants",
			Stance: corpus.Stances[int(s[len(s)-3])%len(corpus.Stances)], ClaimID: corpus.ClaimID("en", s), Sentence: corpus.Quote{Text: s}})
	}
	return a
}
