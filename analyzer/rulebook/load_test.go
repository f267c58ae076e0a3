package rulebook

import "testing"

// TestBuiltin runs the examples that the rules themselves carry.
func TestBuiltin(t *testing.T) {
	rb, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(rb) {
		if p.Error() {
			t.Errorf("%s", p)
		} else if testing.Verbose() {
			t.Logf("%s: %s", p.Kind, p)
		}
	}
}
