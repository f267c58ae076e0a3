package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScripts runs the scripted command lines of testdata/script. Each has a
// data folder of its own, and $NEWSSTAND names an OPML file of a newsstand
// that runs.
func TestScripts(t *testing.T) {
	_, opml := openStand(t)
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("ALLEYS_DATA", env.WorkDir+"/data")
			env.Setenv("NEWSSTAND", opml)
			return nil
		},
	})
}
