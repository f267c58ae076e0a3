package feed

import (
	"net/url"
	"strings"
)

// A node is an element or, when name is empty, a piece of text.
type node struct {
	// name is the canonical name: lower case, with a prefix that names the
	// vocabulary ("dc:date") or none for those of feeds themselves ("title").
	name string
	// tag is the local name in lower case, without prefix.
	tag   string
	text  string
	cdata bool
	attrs []attr
	// base and lang are those in force here: xml:base and xml:lang of the
	// element or the nearest ancestor that has them.
	base, lang string
	parent     *node
	children   []*node
	// index holds the child elements by name once there are many.
	index map[string][]*node
	// incomplete is true for what was still open when the text ended.
	incomplete bool
}

// attr returns the value of an attribute by its name in lower case.
func (n *node) attr(name string) string {
	for _, a := range n.attrs {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// all returns the child elements with one of the canonical names, in document
// order for each name.
func (n *node) all(names ...string) []*node {
	const many = 64
	var found []*node
	if len(n.children) < many {
		for _, name := range names {
			for _, c := range n.children {
				if c.name == name {
					found = append(found, c)
				}
			}
		}
		return found
	}
	if n.index == nil {
		n.index = map[string][]*node{}
		for _, c := range n.children {
			n.index[c.name] = append(n.index[c.name], c)
		}
	}
	for _, name := range names {
		found = append(found, n.index[name]...)
	}
	return found
}

// plain returns the text of the element and all below it, as written.
func (n *node) plain() string {
	var b strings.Builder
	n.eachText(func(t *node) { b.WriteString(t.text) })
	return strings.TrimSpace(b.String())
}

func (n *node) eachText(do func(*node)) {
	for _, c := range n.children {
		if c.name == "" {
			do(c)
		} else {
			c.eachText(do)
		}
	}
}

// hasElements reports whether the element has child elements.
func (n *node) hasElements() bool {
	for _, c := range n.children {
		if c.name != "" {
			return true
		}
	}
	return false
}

// Bounds of the tree: what lies deeper is lifted up, what comes later is left out.
const (
	maxDepth = 200
	maxNodes = 400_000
	maxBases = 2_000
)

// A builder makes a tree of tokens that need not match.
type builder struct {
	scan  *scanner
	root  *node
	top   *node
	depth int
	nodes int
	// bases counts the xml:base attributes that were followed.
	bases int
	// open counts the open elements by name, so that an end tag without a start
	// is known without climbing the stack.
	open map[string]int
	// lifted counts the elements by name that were not opened for lack of depth.
	lifted map[string]int
	// spaces are the namespace prefixes in force, innermost last.
	spaces []binding
}

// A binding ties a namespace prefix to the prefix we use for that vocabulary,
// from an element on.
type binding struct {
	prefix, canonical string
	owner             *node
}

// A document is a tree with what was noticed while it was built.
type document struct {
	// root is a nameless node that holds everything.
	root *node
	// repaired names the first thing that well-formed XML would not have.
	repaired string
	// problem says why something may be missing.
	problem string
}

// readTree builds the tree of an XML text.
func readTree(text, baseURL string) document {
	b := &builder{scan: newScanner(text), open: map[string]int{}, lifted: map[string]int{}}
	b.root = &node{base: baseURL}
	b.top = b.root
	doc := document{root: b.root}
	for t := b.scan.next(); t.kind != tokenEnd; t = b.scan.next() {
		if b.nodes++; b.nodes > maxNodes {
			doc.problem = "too many elements, the rest was left out"
			break
		}
		switch t.kind {
		case tokenText:
			b.top.children = append(b.top.children, &node{text: t.text, cdata: t.cdata, parent: b.top})
		case tokenOpen:
			b.openElement(t)
		case tokenClose:
			b.closeElement(t.name)
		}
	}
	for n := b.top; n != b.root; n = n.parent {
		n.incomplete = true
	}
	if doc.problem == "" && (b.scan.cutOff || b.top != b.root) {
		doc.problem = "cut off before its end"
	}
	doc.repaired = b.scan.problem
	return doc
}

func (b *builder) openElement(t token) {
	prefix, local := splitName(t.name)
	// The namespaces that a tag declares hold for the tag itself.
	declared := b.declare(t.attrs)
	name := b.canonical(prefix, local)
	for b.impliesEnd(name) {
		b.scan.note("</" + b.top.tag + "> is missing")
		b.pop()
	}
	n := &node{name: name, tag: local, parent: b.top, base: b.top.base, lang: b.top.lang}
	for i := range b.spaces[len(b.spaces)-declared:] {
		b.spaces[len(b.spaces)-declared+i].owner = n
	}
	b.setAttrs(n, t.attrs)
	b.top.children = append(b.top.children, n)
	if t.selfClosing || isVoid(name) || b.depth >= maxDepth {
		if !t.selfClosing && b.depth >= maxDepth {
			b.lifted[name]++
		}
		b.unbind(n)
		return
	}
	b.top = n
	b.depth++
	b.open[name]++
}

func (b *builder) setAttrs(n *node, attrs []attr) {
	for _, a := range attrs {
		prefix, local := splitName(a.name)
		switch {
		case prefix == "xmlns" || prefix == "" && local == "xmlns":
			continue
		case prefix == "xml" && local == "base", n.name == "channel" && prefix == "" && local == "base":
			if b.bases++; b.bases <= maxBases {
				n.base = resolve(n.base, a.value)
			}
		case prefix == "xml" && local == "lang":
			n.lang = strings.TrimSpace(a.value)
		}
		if prefix != "" {
			local = b.canonicalPrefix(prefix) + ":" + local
		}
		n.attrs = append(n.attrs, attr{name: local, value: a.value})
	}
}

func (b *builder) closeElement(rawName string) {
	prefix, local := splitName(rawName)
	name := b.canonical(prefix, local)
	if b.lifted[name] > 0 {
		b.lifted[name]--
		return
	}
	if b.open[name] == 0 {
		if !isVoid(name) {
			b.scan.note("</" + local + "> has no start")
		}
		return
	}
	// An end tag inside an entry does not reach what was opened outside it.
	for n := b.top; n != b.root && n.name != name; n = n.parent {
		if isEntry(n.name) && !isFrame(name) {
			b.scan.note("</" + local + "> has no start")
			return
		}
	}
	for b.top.name != name {
		b.scan.note("</" + b.top.tag + "> is missing")
		b.pop()
	}
	b.pop()
}

func (b *builder) pop() {
	b.open[b.top.name]--
	b.unbind(b.top)
	b.top = b.top.parent
	b.depth--
}

// impliesEnd reports whether an element can only begin where the innermost open
// one has ended: an entry inside a field of an entry, a field inside a field
// that holds nothing but text.
func (b *builder) impliesEnd(name string) bool {
	switch {
	case b.top == b.root:
		return false
	case isTextField(b.top.name):
		return isField(name) || isFrame(name)
	}
	return isEntry(name) && b.open[name] > 0 && !isMarkup(b.top)
}

// isMarkup reports whether an element or one it lies in holds an embedded document.
func isMarkup(n *node) bool {
	for ; n != nil; n = n.parent {
		if t := n.attr("type"); n.name == "content" && strings.HasSuffix(t, "xml") {
			return true
		}
	}
	return false
}

func splitName(name string) (prefix, local string) {
	prefix, local, found := strings.Cut(strings.ToLower(name), ":")
	if !found {
		return "", prefix
	}
	return prefix, local
}

// resolve makes ref absolute. What cannot be resolved stays as it is.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if base == "" || ref == "" {
		return ref
	}
	u, err := url.Parse(ref)
	if err != nil || u.IsAbs() {
		return ref
	}
	b, err := url.Parse(strings.TrimSpace(base))
	if err != nil || !b.IsAbs() && b.Host == "" && b.Path == "" {
		return ref
	}
	return b.ResolveReference(u).String()
}
