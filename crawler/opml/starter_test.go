package opml

import (
	"encoding/xml"
	"net/url"
	"regexp"
	"slices"
	"testing"
)

func TestStarter(t *testing.T) {
	list, err := Starter()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 120 {
		t.Errorf("%d feeds, want at least 120", len(list))
	}
	country := regexp.MustCompile(`^[A-Z]{2}$`)
	language := regexp.MustCompile(`^[a-z]{2}$`)
	perCountry, perKind := map[string]int{}, map[Kind]int{}
	for _, o := range list {
		perCountry[o.Country]++
		perKind[o.Kind]++
		for _, address := range []string{o.XMLURL, o.HTMLURL} {
			if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
				t.Errorf("%s: bad address %q", o.Title, address)
			}
		}
		if o.Title == "" || !country.MatchString(o.Country) || !language.MatchString(o.Lang) || !slices.Contains(Kinds(), o.Kind) || len(o.Tags) != 1 {
			t.Errorf("incomplete: %+v", o)
		}
		if (o.Kind == OfficialEU) && o.Country != "EU" {
			t.Errorf("%s: an institution of the EU in %s", o.Title, o.Country)
		}
	}
	delete(perCountry, "EU")
	if len(perCountry) < 15 {
		t.Errorf("%d countries, want at least 15: %v", len(perCountry), perCountry)
	}
	for _, k := range Kinds() {
		if perKind[k] == 0 {
			t.Errorf("no feed of kind %s", k)
		}
	}
	roundTrip(t, list)
}

func TestStarterIsWellFormed(t *testing.T) {
	var doc struct {
		Outlines []struct {
			Feeds []struct {
				URL     string `xml:"xmlUrl,attr"`
				Country string `xml:"https://github.com/alleys-eu/alleys/opml country,attr"`
			} `xml:"outline"`
		} `xml:"body>outline"`
	}
	if err := xml.Unmarshal(StarterOPML(), &doc); err != nil {
		t.Fatal(err)
	}
	list, err := Starter()
	if err != nil {
		t.Fatal(err)
	}
	var strict []string
	for _, folder := range doc.Outlines {
		for _, f := range folder.Feeds {
			if f.Country == "" {
				t.Errorf("%s: the namespace of alleys:country is not the declared one", f.URL)
			}
			strict = append(strict, f.URL)
		}
	}
	if !slices.Equal(strict, urls(list)) {
		t.Errorf("a strict reader finds %d feeds, Parse %d", len(strict), len(list))
	}
}
