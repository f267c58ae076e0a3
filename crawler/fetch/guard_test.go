package fetch

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"strings"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
)

func TestGuard(t *testing.T) {
	refused := []string{
		"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.9.1",
		"168.63.129.16", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1",
		"192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.251", "239.255.255.255", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0:127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::7f00:1",
		"64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "3fff::1",
		"5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "4000::1",
	}
	for _, s := range refused {
		if (guard{}).allows(netip.MustParseAddr(s)) {
			t.Errorf("%s is allowed", s)
		}
	}
	allowed := []string{
		"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "168.63.129.17", "192.0.1.1", "223.255.255.255",
		"::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2001:4860:4860::8888", "2a00:1450:4001::1", "2606:4700::1",
	}
	for _, s := range allowed {
		if !(guard{}).allows(netip.MustParseAddr(s)) {
			t.Errorf("%s is refused", s)
		}
	}
	tests := []struct {
		network, addr string
		want          bool
	}{
		{"127.0.0.0/8", "127.0.0.1", true}, {"127.0.0.0/8", "::ffff:127.0.0.1", true}, {"127.0.0.0/8", "::1", false},
		{"127.0.0.0/8", "10.0.0.1", false}, {"::ffff:127.0.0.0/104", "127.0.0.1", true}, {"::1/128", "::1", true},
		{"fe80::/10", "fe80::1%eth0", true},
	}
	for _, tt := range tests {
		g := guard{allow: []netip.Prefix{netip.MustParsePrefix(tt.network)}}
		if got := g.allows(netip.MustParseAddr(tt.addr)); got != tt.want {
			t.Errorf("%s with %s: %v", tt.addr, tt.network, got)
		}
	}
}

func TestAddressesInURLs(t *testing.T) {
	s := newSite(t)
	s.text("/", "secret")
	c := New(Config{Delay: NoDelay})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	hosts := []string{"127.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "0.0.0.0"}
	if l, err := net.Listen("tcp6", "[::1]:0"); err == nil {
		l.Close()
		hosts = append(hosts, "localhost", "[::1]", "[::]")
	}
	for _, host := range hosts {
		fails(t, c, "http://"+host+":"+port+"/", Blocked, "is not a public address, allow its network")
	}
	if s.count("/") != 0 {
		t.Error("a blocked address was asked")
	}
	// Other ways to write 127.0.0.1 are no addresses for Go's resolver; a system
	// resolver may take them for some, and then the guard sees what they are.
	for _, host := range []string{"2130706433", "0x7f000001", "0177.0.0.1", "127.1"} {
		if _, err := c.Get(t.Context(), Request{URL: "http://" + host + ":" + port + "/"}); !errors.Is(err, Blocked) && !errors.Is(err, Network) && !errors.Is(err, RobotsUnreachable) {
			t.Errorf("%s: %v", host, err)
		}
	}
}

// resolver answers every question for an IPv4 address with those of its table,
// over the real protocol.
func resolver(t *testing.T, table map[string]string) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buffer := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buffer)
			if err != nil {
				return
			}
			if reply, err := dnsReply(buffer[:n], table); err == nil {
				conn.WriteTo(reply, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}

func dnsReply(query []byte, table map[string]string) ([]byte, error) {
	var m dnsmessage.Message
	if err := m.Unpack(query); err != nil {
		return nil, err
	}
	m.Response, m.Authoritative, m.Additionals = true, true, nil
	question := m.Questions[0]
	address, known := table[strings.TrimSuffix(question.Name.String(), ".")]
	switch {
	case !known:
		m.RCode = dnsmessage.RCodeNameError
	case question.Type == dnsmessage.TypeA:
		m.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: question.Name, Class: dnsmessage.ClassINET, TTL: 1},
			Body:   &dnsmessage.AResource{A: netip.MustParseAddr(address).As4()},
		}}
	}
	return m.Pack()
}

func TestNamesOfPrivateAddresses(t *testing.T) {
	s := newSite(t)
	s.text("/", "secret")
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	table := map[string]string{
		"loopback.example.org": "127.0.0.1", "metadata.example.org": "169.254.169.254", "lan.example.org": "192.168.1.1",
	}
	c := New(Config{Delay: NoDelay, Resolver: resolver(t, table)})
	for name, address := range table {
		e := fails(t, c, "http://"+name+":"+port+"/", Blocked, name, address+" is not a public address")
		var blocked *BlockedError
		if !errors.As(e, &blocked) || blocked.Addr.String() != address || Temporary(e) {
			t.Errorf("%s: %v", name, e)
		}
	}
	if s.count("/") != 0 {
		t.Error("a blocked address was asked")
	}
	c = newClient(t, noPolicy, func(c *Config) { c.Resolver = resolver(t, table) })
	if resp := get(t, c, "http://loopback.example.org:"+port+"/"); string(resp.Body) != "secret" {
		t.Errorf("got %q", resp.Body)
	}
	fails(t, c, "http://unknown.example.org/", Network, "the host name does not exist")
}
