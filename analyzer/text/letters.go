package text

// minSpaced is how many spaced letters make a word: "v i l e". Three would
// take in too many initials.
const minSpaced = 3

// joinLetters turns runs of single letters with one space, hyphen or full stop
// between them into one token: "M u s l i m s", "h-a-t-e".
func (l *Language) joinLetters(d *Doc, lines []breakAt) {
	if !hasRun(d) {
		return
	}
	out := d.Tokens[:0]
	moved := 0
	line := 0
	for i := 0; i < len(d.Tokens); {
		for line < len(lines) && lines[line].token <= i {
			lines[line].token -= moved
			line++
		}
		n := d.letterRun(i)
		if n >= minSpaced {
			t := d.Tokens[i]
			t.End = d.Tokens[i+n-1].End
			t.Joined = true
			if d.Tokens[i+1].Case == LowerCase {
				t.Case = d.Tokens[i].Case
			}
			out = append(out, t)
			moved += n - 1
			i += n
			continue
		}
		out = append(out, d.Tokens[i])
		i++
	}
	for ; line < len(lines); line++ {
		lines[line].token -= moved
	}
	d.Tokens = out
}

func hasRun(d *Doc) bool {
	n := 0
	for i := range d.Tokens {
		if t := &d.Tokens[i]; t.Kind == Word && isOneLetter(d.Text[t.Start:t.End]) {
			if n++; n >= minSpaced {
				return true
			}
			continue
		}
		n = 0
	}
	return false
}

// letterRun returns how many tokens from i on are single letters that one
// character divides.
func (d *Doc) letterRun(i int) int {
	n := 0
	for ; i+n < len(d.Tokens); n++ {
		t := &d.Tokens[i+n]
		if t.Kind != Word || !isOneLetter(d.Text[t.Start:t.End]) {
			break
		}
		if n > 0 && t.Start-d.Tokens[i+n-1].End > 1 {
			break
		}
		if n > 0 && t.Start > d.Tokens[i+n-1].End && !dividesLetters(d.Text[t.Start-1]) {
			break
		}
	}
	return n
}

func dividesLetters(c byte) bool { return c == ' ' || c == '-' || c == '_' || c == '*' }

func isOneLetter(s string) bool {
	return len(s) == 1 || len(s) <= 4 && runeCountAtMost(s, 1)
}
