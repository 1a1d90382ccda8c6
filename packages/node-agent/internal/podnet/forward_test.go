package podnet

import (
	"io"
	"net"
	"strings"
	"testing"
	"time"
)

func TestForwarder(t *testing.T) {
	backend := func(name string) string {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { listener.Close() })
		go func() {
			for {
				conn, err := listener.Accept()
				if err != nil {
					return
				}
				go func() { // answers when the client has said all
					said, _ := io.ReadAll(conn)
					io.WriteString(conn, name+":"+string(said))
					conn.Close()
				}()
			}
		}()
		return listener.Addr().String()
	}
	gone := "127.0.0.1:1"
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	f := newForwarder(listener, Forward{At: Host, Backends: []string{backend("a"), gone, backend("b")}}, hereDial)
	address := f.listener.Addr().String()
	seen := map[string]bool{}
	for range 6 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(conn, "hi")
		conn.(*net.TCPConn).CloseWrite()
		answer, err := io.ReadAll(conn)
		if err != nil {
			t.Fatal(err)
		}
		seen[string(answer)] = true
	}
	if !seen["a:hi"] || !seen["b:hi"] || len(seen) != 2 {
		t.Errorf("answers: %v", seen)
	}
	open, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond) // accepted
	f.close()
	open.SetReadDeadline(time.Now().Add(5 * time.Second))
	if _, err := open.Read(make([]byte, 1)); err == nil || strings.Contains(err.Error(), "timeout") {
		t.Errorf("open connection after close: %v", err)
	}
	if _, err := net.Dial("tcp", address); err == nil {
		t.Error("still listens after close")
	}
}
