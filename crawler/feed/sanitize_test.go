package feed

import (
	"strings"
	"testing"
)

func TestSanitize(t *testing.T) {
	const base = "https://valle.example/a/b"
	tests := []struct{ name, in, want string }{
		{"plain", " text ", "text"},
		{"lone signs", "1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"},
		{"references stay", "&eacute; &#233; &#xE9; &#X61; &amp; &lt;b&gt; &unknown; &#;", "&eacute; &#233; &#xe9; &#x61; &amp; &lt;b&gt; &amp;unknown; &amp;#;"},
		{"windows-1252 references", "don&#146;t &#x80;", "don&#x2019;t &#x20ac;"},
		{"script", "a<script>alert('<b>')</script>b<SCRIPT src=x></SCRIPT>", "ab"},
		{"script not closed", "a<script>alert(1)", "a"},
		{"style element", "a<style>b{}</style>c", "ac"},
		{"nested in what is dropped", "a<applet><applet></applet>x</applet>b", "ab"},
		{"handlers", `<p onclick="x()" ONLOAD=y title="t">a</p>`, `<p title="t">a</p>`},
		{"embedding", `a<iframe src="x"></iframe><object><param name=a>b</object><embed src=c>`, "ab"},
		{"iframe hides no markup", `<iframe><script>x</script><b>a</b></iframe>`, "<b>a</b>"},
		{"noscript holds markup", `<noscript><img src="a.png" onerror=x></noscript>`, `<noscript><img src="https://valle.example/a/a.png" /></noscript>`},
		{"javascript link", `<a href="javascript:x">a</a>`, `<a href="">a</a>`},
		{"hidden javascript", "<a href=\" \x01java\nscript:x\">a</a>", `<a href="">a</a>`},
		{"data link", `<img src="data:text/html,x">`, `<img src="" />`},
		{"relative links", `<a href="../c?x=1&amp;y=2"><img src=/i.png></a>`, `<a href="https://valle.example/c?x=1&amp;y=2"><img src="https://valle.example/i.png" /></a>`},
		{"link without base scheme", `<a href="//cdn.example/x">a</a>`, `<a href="https://cdn.example/x">a</a>`},
		{"mail and tel", `<a href="mailto:a@b.example">m</a><a href="tel:+39">t</a>`, `<a href="mailto:a@b.example">m</a><a href="tel:+39">t</a>`},
		{"attributes sorted, once", `<img src="/b" alt='"x"' src="/c">`, `<img alt="&quot;x&quot;" src="https://valle.example/b" />`},
		{"not closed", "<div><p>a<p>b<b>c", "<div><p>a</p><p>b<b>c</b></p></div>"},
		{"end without start", "a</div></div><b>c</i></b>", "a<b>c</b>"},
		{"list items", "<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
		{"comment", "a<!-- x --><!-- y > -->b", "ab"},
		{"comment not closed", "a<!-- x >b<b>c</b>", "ab<b>c</b>"},
		{"declaration", "a<!DOCTYPE html><?php x ?>b", "ab"},
		{"unknown elements", "<foo:bar>a</foo:bar><custom-el>b</custom-el>", "ab"},
		{"foreign content", `<svg><script>x</script><a xlink:href="javascript:x">t</a></svg>`, "<a>t</a>"},
		{"textarea", `<textarea><b>a</b></textarea>`, "<textarea><b>a</b></textarea>"},
		{"plaintext", `a<plaintext><script>x</script>b`, "ab"},
		{"nothing tracks", `<a ping="https://t.example/" href="/">a</a>`, `<a href="https://valle.example/">a</a>`},
		{"style", `<p style="color: red; position: fixed; top:0; background:url(x); border-left: 1px solid #ccc;">a</p>`, `<p style="color: red; border-left: 1px solid #ccc;">a</p>`},
		{"style with functions", `<p style="width: expression(alert(1)); color: red">a</p>`, `<p>a</p>`},
		{"style with escapes", `<p style="color: \72 ed">a</p>`, `<p>a</p>`},
	}
	for _, tt := range tests {
		if got := Sanitize(tt.in, base); got != tt.want {
			t.Errorf("%s: %q\n got %q\nwant %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestPlainText(t *testing.T) {
	tests := map[string]string{
		"a  b\n c":                       "a b c",
		"AT&amp;T":                       "AT&T",
		"<b>a</b><br>b<p>c</p>d":         "a b c d",
		"1 < 2 and <3":                   "1 < 2 and <3",
		"List<String> and <b>bold</b>":   "List<String> and bold",
		"a<script>x</script>b":           "ab",
		"a<!-- c -->b":                   "ab",
		"caf&eacute; &#8211; &#x2019;s":  "café – ’s",
		"<title>t</title> <style>x":      "t",
		"<img src=x alt=y>":              "",
		"&lt;b&gt;":                      "<b>",
		"Fish &amp; chips &copy2026 &c.": "Fish & chips ©2026 &c.",
	}
	for in, want := range tests {
		if got := plainText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzSanitize(f *testing.F) {
	f.Add(`<p onclick=x><a href="javascript:y">a</a><script>z</script>&#146; & <svg/onload=1>`, "https://a.example/")
	f.Add("<iframe><plaintext></iframe><!-- <!<textarea></b", "")
	f.Fuzz(func(t *testing.T, markup, base string) {
		once := Sanitize(markup, base)
		lower := strings.ToLower(once)
		for _, bad := range []string{"<script", "<iframe", "<object", "<svg", "<style", "<!"} {
			if strings.Contains(lower, bad) {
				t.Fatalf("%q in %q", bad, once)
			}
		}
		if twice := Sanitize(once, base); twice != once {
			t.Fatalf("not stable:\n%q\n%q", once, twice)
		}
	})
}
