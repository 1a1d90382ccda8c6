// lab-target is a small HTTP server to put load on.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

const (
	defaultPort   = "8080"
	headerTimeout = 10 * time.Second
	// drain bounds the wait for requests in flight when it is asked to end.
	drain = 10 * time.Second
)

func main() {
	address := flag.String("address", os.Getenv("LAB_POD_IP"), "`address` to listen on (default: $LAB_POD_IP)")
	port := flag.String("port", defaultPort, "`port` to listen on")
	name := flag.String("name", "the lab", "what it calls itself in its answers")
	delay := flag.Duration("delay", 0, "time that each answer takes, such as 20ms")
	flag.Parse()
	if flag.NArg() > 0 || *delay < 0 {
		fmt.Fprintln(os.Stderr, "lab-target: takes no arguments, and --delay must not be negative; see --help")
		os.Exit(2)
	}
	if *address == "" {
		// Never all interfaces: what a pod serves is for this host.
		*address = "127.0.0.1"
	}
	if err := serve(net.JoinHostPort(*address, *port), *delay, *name); err != nil {
		fmt.Fprintln(os.Stderr, "lab-target:", err)
		os.Exit(1)
	}
}

func serve(address string, delay time.Duration, name string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler(delay, name), ReadHeaderTimeout: headerTimeout}
	fmt.Printf("lab-target listens on %s\n", listener.Addr())
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	draining, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := server.Shutdown(draining); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// handler answers GET / after the delay and GET /healthz at once.
func handler(delay time.Duration, name string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		if delay > 0 {
			select {
			case <-time.After(delay):
			case <-r.Context().Done():
				return
			}
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = fmt.Fprintf(w, "hello from %s\n", name)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("ok"))
	})
	return mux
}
