package query

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	tests := []struct{ query, want string }{
		{"", "*"},
		{"   ", "*"},
		{"*", "*"},
		{"flood", "flood"},
		{"flood border", "flood border"},
		{"flood AND border", "flood border"},
		{"flood OR wave border", "flood OR (wave border)"},
		{"(flood OR wave) border", "(flood OR wave) border"},
		{`"flood of migrants"`, `"flood of migrants"`},
		{"“flood of migrants”", `"flood of migrants"`},
		{"«ondata di migranti»", `"ondata di migranti"`},
		{"-football", "-football"},
		{"NOT football", "-football"},
		{"NOT NOT football", "football"},
		{"-(a OR b)", "-(a OR b)"},
		{"Covid-19", "Covid-19"},
		{"migr*", "migr*"},
		{"m*", "m*"},
		{"title:flood", "title:flood"},
		{"Title:flood", "title:flood"},
		{`outlet:"La Voce"`, `outlet:"La Voce"`},
		{"lang:it", "lang:it"},
		{"frame:invasion stance:endorsed", "frame:invasion stance:endorsed"},
		{"stance:endorsed border frame:invasion", "(frame:invasion stance:endorsed) border"},
		{"frame:invasion frame:replacement", "frame:invasion frame:replacement"},
		{"published:2024", "published:2024-01-01..2024-12-31"},
		{"published:2024-02", "published:2024-02-01..2024-02-29"},
		{"published:2024-02-03", "published:2024-02-03..2024-02-03"},
		{"published:2024-01..2024-03", "published:2024-01-01..2024-03-31"},
		{"published:2024..", "published:2024-01-01.."},
		{"published:2024 OR published:2025", "published:2024-01-01..2024-12-31 OR published:2025-01-01..2025-12-31"},
		{"published:2024 -published:2024-05", "published:2024-01-01..2024-12-31 -published:2024-05-01..2024-05-31"},
		{"flood OR", "flood"},
		{`"" flood`, "flood"},
		{"after:2024-02 before:2024-03", "published:2024-02-01.. published:..2024-02-29"},
		{"10:30", "10 30"},
		{"l'onda", "l'onda"},
	}
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			n, err := Parse(tt.query)
			if err != nil {
				t.Fatal(err)
			}
			if got := n.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			again, err := Parse(n.String())
			if err != nil || again.String() != n.String() {
				t.Errorf("reading %s again gives %v, %v", n, again, err)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		query string
		pos   int
		want  string
	}{
		{`a "b`, 2, "not closed"},
		{"(a OR b", 0, "not closed"},
		{"a OR b)", 6, "without an opening one"},
		{"a -", -1, ""},
		{"a NOT", 2, "nothing follows"},
		{"colour:red", 0, "there is no field"},
		{"frame:", 5, "needs a value"},
		{"published:tomorrow", 0, "a date is written"},
		{"published:..", 0, "a date is written"},
		{"flood published:2026-10..2026-09", 6, "the earlier one first"},
		{"flood after:2026-10 before:2026-10", 0, "the earlier one first"},
		{"published:2024 published:2025", 0, "the earlier one first"},
		{"OR", 0, "nothing to look for"},
		{"OR OR AND", 6, "nothing to look for"},
		{`""`, 0, "nothing to look for"},
		{":", 0, "nothing to look for"},
		{"flood ()", 6, "nothing to look for"},
		{strings.Repeat("(", 100), 40, "too many brackets"},
		{strings.Repeat("a ", 300), 400, "shorter"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.query)
		if tt.pos < 0 {
			if err != nil {
				t.Errorf("%s: %v", tt.query, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Fault == "" || e.Pos != tt.pos || !strings.Contains(e.Text, tt.want) {
			t.Errorf("%.30s: got %v, want position %d and %q", tt.query, err, tt.pos, tt.want)
		}
	}
}

func TestLiteral(t *testing.T) {
	for s, want := range map[string]string{`(a "b c:`: "a b c", "OR ()": "OR", `"`: "-*"} {
		if got := Literal(s).String(); got != want {
			t.Errorf("%s: got %s, want %s", s, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"a OR (b -c)", `title:"x y" published:2024..`, "frame:a stance:b", "a -", "((", "“”", "-:-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := Parse(s)
		if err != nil {
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("%T is not an *Error", err)
			}
			return
		}
		again, err := Parse(n.String())
		if err != nil {
			t.Fatalf("%q reads as %q, which gives %v", s, n, err)
		}
		if !reflect.DeepEqual(again.String(), n.String()) {
			t.Fatalf("%q reads as %q, and that as %q", s, n, again)
		}
	})
}
