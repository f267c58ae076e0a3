package fetch

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

// newTransport sets up connections. Dialling and the handshake have their own
// timeouts because net/http may finish them after the request was given up.
// Pings find HTTP/2 connections that died unnoticed, as when a laptop changes
// its network; without them every later request to that host would time out.
func newTransport(c Config) *http.Transport {
	dialer := &net.Dialer{
		Timeout:        c.Timeout,
		KeepAlive:      30 * time.Second,
		Resolver:       c.Resolver,
		ControlContext: guard{allow: c.AllowNetworks}.control,
	}
	return &http.Transport{
		Proxy:                  nil,
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: c.RootCAs},
		TLSHandshakeTimeout:    c.Timeout,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 5 * time.Second},
		DisableCompression:     true,
		MaxIdleConns:           256,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: c.MaxHeader,
	}
}
