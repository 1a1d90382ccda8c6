package podnet

import (
	"context"
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// dialTimeout bounds the connection to a pod on the same host.
const dialTimeout = 5 * time.Second

type (
	listenFunc func(ctx context.Context, side Side, address string) (net.Listener, error)
	dialFunc   func(ctx context.Context, side Side, address string) (net.Conn, error)
)

// forwards are the addresses that this process listens on.
type forwards struct {
	listen listenFunc
	dial   dialFunc
	mu     sync.Mutex
	active map[string]*forwarder
}

// apply listens where the list says and nowhere else; what stays keeps its
// connections. It returns why it cannot listen, by the forward's key.
func (f *forwards) apply(ctx context.Context, list []Forward) map[string]string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.active == nil {
		f.active = map[string]*forwarder{}
	}
	wanted := map[string]Forward{}
	for _, forward := range list {
		wanted[forward.Key()] = forward
	}
	for key, active := range f.active {
		if forward, ok := wanted[key]; !ok || forward.At != active.at {
			active.close()
			delete(f.active, key)
		}
	}
	failed := map[string]string{}
	for key, forward := range wanted {
		if active := f.active[key]; active != nil {
			if !slices.Equal(*active.backends.Load(), forward.Backends) {
				active.backends.Store(&forward.Backends)
			}
			continue
		}
		listener, err := f.listen(ctx, forward.On, forward.Listen)
		if err != nil {
			failed[key] = err.Error()
			continue
		}
		f.active[key] = newForwarder(listener, forward, f.dial)
	}
	return failed
}

// forwarder listens on one address and port and passes connections on, in turn,
// to its backends.
type forwarder struct {
	listener net.Listener
	at       Side
	connect  dialFunc
	backends atomic.Pointer[[]string]
	next     atomic.Uint64
	mu       sync.Mutex
	open     map[net.Conn]struct{}
}

func newForwarder(listener net.Listener, forward Forward, dial dialFunc) *forwarder {
	f := &forwarder{listener: listener, at: forward.At, connect: dial, open: map[net.Conn]struct{}{}}
	f.backends.Store(&forward.Backends)
	go f.accept()
	return f
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
	join(client, backend)
}

// join passes on in both directions until both have ended.
func join(a, b net.Conn) {
	both := new(sync.WaitGroup)
	both.Go(func() { pass(a, b) })
	both.Go(func() { pass(b, a) })
	both.Wait()
}

// dial tries each backend once.
func (f *forwarder) dial() net.Conn {
	ctx, cancel := context.WithTimeout(context.Background(), dialTimeout)
	defer cancel()
	backends := *f.backends.Load()
	first := f.next.Add(1)
	for i := range backends {
		conn, err := f.connect(ctx, f.at, backends[(first+uint64(i))%uint64(len(backends))])
		if err == nil {
			return conn
		}
	}
	return nil
}

// pass copies one direction (in the kernel, by splice, where it can) and passes
// the end on.
func pass(to, from net.Conn) {
	_, _ = io.Copy(to, from)
	if half, ok := to.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
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
