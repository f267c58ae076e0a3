package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// frameSentences has a sentence of each frame in each language, without its
// full stop, as it may stand after "that" and between quotation marks.
var frameSentences = map[string][2]string{
	"threat-crime":             {"Migrants are criminals who terrorise our streets", "I migranti sono criminali che terrorizzano le nostre strade"},
	"sexual-threat":            {"Muslim men come here to rape our women", "I musulmani vengono qui a stuprare le nostre donne"},
	"welfare-burden":           {"Migrants live off our taxes", "I migranti vivono alle spalle dei contribuenti"},
	"job-competition":          {"Migrants steal our jobs", "Gli immigrati ci rubano il lavoro"},
	"cultural-incompatibility": {"Islam is incompatible with our culture", "L'islam è incompatibile con la nostra cultura"},
	"invasion":                 {"Hordes of migrants are invading our country", "Orde di migranti stanno invadendo il nostro paese"},
	"replacement":              {"Migrants are brought here to replace the native population", "I migranti vengono portati qui per sostituire la popolazione autoctona"},
	"dehumanisation":           {"Refugees are vermin", "I profughi sono parassiti"},
	"derogation":               {"Muslims are disgusting", "I musulmani sono disgustosi"},
	"essentialising":           {"All Roma are born thieves", "Tutti i rom sono ladri per natura"},
	"bogus-claimant":           {"These asylum seekers are fake refugees", "Questi richiedenti asilo sono falsi profughi"},
	"exclusion-call":           {"All migrants must be expelled from our country", "Tutti i migranti devono essere cacciati dal nostro paese"},
	"complicit-solidarity":     {"The rescue ships are the taxis of the traffickers", "Le navi delle ong sono i taxi degli scafisti"},
	"lost-sovereignty":         {"Brussels imposes its diktats on us", "Bruxelles ci impone i suoi diktat"},
	"elites-vs-people":         {"The unelected bureaucrats of Brussels despise the people", "I burocrati non eletti di Bruxelles disprezzano il popolo"},
	"imminent-collapse":        {"The European Union is finished", "L'Unione europea è finita"},
	"threatened-values":        {"Brussels is destroying the traditional family", "Bruxelles distrugge la famiglia tradizionale"},
	"ridicule":                 {"The European Commission is a circus of clowns", "La Commissione europea è un circo di pagliacci"},
	"euromyth":                 {"Brussels wants to ban our bread", "Bruxelles vuole vietare il nostro pane"},
	"waste-corruption":         {"The Eurocrats squander our money", "Gli eurocrati sperperano i nostri soldi"},
	"imposed-migration":        {"The EU forces migrants on our towns", "L'Unione europea impone i migranti ai nostri comuni"},
}

// TestFramesAndStances says the sentence of each frame in five ways, as a
// program would ask: analyze --jsonl.
func TestFramesAndStances(t *testing.T) {
	langs := []string{"en", "it"}
	ways := []struct {
		stance, speaker string
		say             [2]string // %s: the sentence; %l: with a small first letter
	}{
		{"endorsed", "", [2]string{"%s.", "%s."}},
		{"countered", "", [2]string{"It is not true that %l.", "Non è vero che %l."}},
		{"countered", "", [2]string{"It is a myth that %l.", "È una bugia che %l."}},
		{"quoted", "Martin Weller", [2]string{"“%s,” said Martin Weller.", "«%s», ha detto Martin Weller."}},
		{"reported", "Martin Weller", [2]string{"Martin Weller claimed that %l.", "Martin Weller ha sostenuto che %l."}},
	}
	type want struct{ frame, stance, speaker string }
	wanted := map[string]want{}
	var in strings.Builder
	for frame, sentences := range frameSentences {
		for i, lang := range langs {
			for n, way := range ways {
				id := fmt.Sprintf("%s %s %d", frame, lang, n)
				wanted[id] = want{frame, way.stance, way.speaker}
				line, err := json.Marshal(map[string]string{"id": id, "lang": lang, "text": fill(way.say[i], sentences[i])})
				if err != nil {
					t.Fatal(err)
				}
				in.Write(append(line, '\n'))
			}
		}
	}
	out, errOut, status := alleys(t, in.String(), "analyze", "--jsonl")
	if status != exitDone {
		t.Fatalf("status %d: %s", status, errOut)
	}
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		var got struct {
			ID       string
			Findings []struct{ Frame, Stance, Speaker string }
		}
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		w, found := wanted[got.ID], false
		for _, f := range got.Findings {
			found = found || f.Frame == w.frame && f.Stance == w.stance && (w.speaker == "" || f.Speaker == w.speaker)
		}
		if !found {
			t.Errorf("%s: want %v, got %v", got.ID, w, got.Findings)
		}
	}
}

func fill(say, sentence string) string {
	small := strings.ToLower(sentence[:1]) + sentence[1:]
	for _, name := range []string{"Muslim", "Islam", "Brussels", "Bruxelles", "Islam"} {
		if strings.HasPrefix(sentence, name) {
			small = sentence
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(say, "%s", sentence), "%l", small)
}
