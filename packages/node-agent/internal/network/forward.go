package network

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// dialTimeout bounds the connection to a pod on the same host.
const dialTimeout = 5 * time.Second

// forwarder listens on one address and port and passes connections on, in turn,
// to its backends.
type forwarder struct {
	listener net.Listener
	backends atomic.Pointer[[]string]
	next     atomic.Uint64
	mu       sync.Mutex
	open     map[net.Conn]struct{}
}

func newForwarder(address string, backends []string) (*forwarder, error) {
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return nil, err
	}
	f := &forwarder{listener: listener, open: map[net.Conn]struct{}{}}
	f.backends.Store(&backends)
	go f.accept()
	return f, nil
}

func (f *forwarder) accept() {
	for {
		conn, err := f.listener.Accept()
		if err != nil {
			return // closed
		}
		go f.serve(conn)
	}
}

func (f *forwarder) serve(client net.Conn) {
	defer f.drop(client)
	if !f.keep(client) {
		return
	}
	backend := f.dial()
	if backend == nil {
		return
	}
	defer f.drop(backend)
	if !f.keep(backend) {
		return
	}
	both := new(sync.WaitGroup)
	both.Go(func() { pass(backend, client) })
	both.Go(func() { pass(client, backend) })
	both.Wait()
}

// dial tries each backend once.
func (f *forwarder) dial() net.Conn {
	backends := *f.backends.Load()
	first := f.next.Add(1)
	for i := range backends {
		conn, err := net.DialTimeout("tcp4", backends[(first+uint64(i))%uint64(len(backends))], dialTimeout)
		if err == nil {
			return conn
		}
	}
	return nil
}

// pass copies one direction (in the kernel, by splice) and passes the end on.
func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	if tcp, ok := to.(*net.TCPConn); ok {
		_ = tcp.CloseWrite()
	}
}

func (f *forwarder) keep(conn net.Conn) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.open == nil {
		return false
	}
	f.open[conn] = struct{}{}
	return true
}

func (f *forwarder) drop(conn net.Conn) {
	conn.Close()
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.open, conn)
}

// close stops listening and ends the connections.
func (f *forwarder) close() {
	f.listener.Close()
	f.mu.Lock()
	open := f.open
	f.open = nil
	f.mu.Unlock()
	for conn := range open {
		conn.Close()
	}
}
