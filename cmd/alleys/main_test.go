package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// asAlleys makes the test binary behave as the program, for tests that need a
// process of their own.
const asAlleys = "ALLEYS_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asAlleys) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"alleys": main})
}

// alleys runs a command line in this process and returns what it printed.
func alleys(t *testing.T, in string, args ...string) (out, errOut string, status int) {
	t.Helper()
	var o, e bytes.Buffer
	status = run(context.Background(), args, strings.NewReader(in), &o, &e)
	return o.String(), e.String(), status
}

// mustAlleys runs a command line that must succeed.
func mustAlleys(t *testing.T, args ...string) string {
	t.Helper()
	out, errOut, status := alleys(t, "", args...)
	if status != exitDone {
		t.Fatalf("alleys %s: status %d\n%s%s", strings.Join(args, " "), status, out, errOut)
	}
	return out
}

// process prepares the program as a process of its own.
func process(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asAlleys+"=1")
	return cmd
}
