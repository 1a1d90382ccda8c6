package podnet

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/userns"
)

// The test's own program is lab-net, and the programs of the pods.
func TestMain(m *testing.M) {
	if len(os.Args) > 3 && os.Args[1] == userns.GateCommand {
		fmt.Println(userns.Gate(os.Args[2:]))
		os.Exit(1)
	}
	if len(os.Args) != 3 {
		os.Exit(m.Run())
	}
	runtime.LockOSThread()
	var err error
	switch os.Args[1] {
	case "outer":
		err = RunOuter(os.Args[2], os.Args[0], os.NewFile(4, "ready"))
	case "inner":
		err = RunInner(os.Args[2], os.NewFile(3, "parent"), os.NewFile(4, "ready"))
	case "say": // serves NAME@ADDRESS: says its name to each that connects
		err = say(os.Args[2])
	case "ask": // prints what the address says, or the error
		err = ask(os.Args[2])
	case "resolve":
		err = resolve(os.Args[2])
	default:
		os.Exit(m.Run())
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func say(text string) error {
	name, address, _ := strings.Cut(text, "@")
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return err
	}
	fmt.Println("listens")
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		_, _ = io.WriteString(conn, name)
		conn.Close()
	}
}

func ask(address string) error {
	conn, err := net.DialTimeout("tcp4", address, 5*time.Second)
	if err != nil {
		return err
	}
	said, err := io.ReadAll(conn)
	fmt.Print(string(said))
	return err
}

func resolve(text string) error {
	server, name, _ := strings.Cut(text, "/")
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server+":53")
	}}
	found, err := resolver.LookupHost(context.Background(), name)
	fmt.Print(strings.Join(found, " "))
	return err
}

const wait = 10 * time.Second

func prefix(text string) netip.Prefix { return netip.MustParsePrefix(text) }

// start starts a lab-net of the test's own; the test is left out where the host
// does not let there be one.
func start(t testing.TB, localPorts ...uint16) (*Network, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), strings.Repeat("a-folder-deeper-than-a-socket-s-name-may-be/", 3))
	n, err := Start(t.Context(), os.Args[0], dir, Config{
		PodCIDR: prefix("10.203.0.0/16"), ServiceCIDR: prefix("10.96.0.0/16"), LBCIDR: prefix("127.204.0.0/24"), LocalPorts: localPorts,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := Stop(context.Background(), dir); err != nil {
			t.Error(err)
		}
	})
	if !n.Own() {
		t.Skip(n.Info().Shared)
	}
	return n, dir
}

// pod starts a server in a pod's network and returns the words that enter it.
func pod(t *testing.T, n *Network, address, serve string) []string {
	t.Helper()
	enter, err := n.Attach(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	if serve == "" {
		return enter
	}
	cmd := exec.Command(enter[0], append(append([]string{}, enter[1:]...), os.Args[0], "say", serve)...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "listens\n" {
		t.Fatalf("the server of %s: %q, %v", address, line, err)
	}
	return enter
}

func run(t *testing.T, enter []string, what, address string) string {
	t.Helper()
	words := append(append([]string{}, enter...), os.Args[0], what, address)
	out, _ := exec.Command(words[0], words[1:]...).CombinedOutput()
	return strings.TrimSpace(string(out))
}

func hear(t *testing.T, conn net.Conn, err error) string {
	t.Helper()
	if err != nil {
		return err.Error()
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(wait))
	said, _ := io.ReadAll(conn)
	return string(said)
}

func hostServer(t *testing.T, address, name string) uint16 {
	t.Helper()
	listener, err := net.Listen("tcp4", address)
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
			_, _ = io.WriteString(conn, name)
			conn.Close()
		}
	}()
	return uint16(listener.Addr().(*net.TCPAddr).Port)
}

// What a pod knows of the gateway, and the gateway of an address, holds as pods
// come and go: a bridge left to itself has the lowest address of its links.
func TestHardwareAddressesStay(t *testing.T) {
	n, _ := start(t)
	first := pod(t, n, "10.203.0.2", "")
	expect := func(address, want string) {
		t.Helper()
		run(t, first, "ask", address+":1") // refused, by a neighbour that is known then
		out, err := exec.Command(first[0], append(append([]string{}, first[1:]...), "cat", "/proc/self/net/arp")...).CombinedOutput()
		for _, line := range strings.Split(string(out), "\n") {
			if words := strings.Fields(line); len(words) > 3 && words[0] == address && words[3] == want {
				return
			}
		}
		t.Errorf("%s has not %s: %s, %v", address, want, out, err)
	}
	const gateway = "0a:58:0a:cb:00:01"
	expect("10.203.0.1", gateway)
	for range 2 { // the second pod with this address answers those who know the first
		pod(t, n, "10.203.0.3", "")
		expect("10.203.0.3", "0a:58:0a:cb:00:03")
		if err := n.Detach(t.Context(), "10.203.0.3"); err != nil {
			t.Fatal(err)
		}
	}
	expect("10.203.0.1", gateway)
}

// Two pods listen on one port of all their addresses, which are theirs alone.
func TestTwoPodsOnOnePort(t *testing.T) {
	n, _ := start(t)
	one := pod(t, n, "10.203.0.2", "one@0.0.0.0:8080")
	pod(t, n, "10.203.0.3", "two@0.0.0.0:8080")
	failed, err := n.Apply(t.Context(), State{Forwards: []Forward{
		{On: Pods, Listen: "10.96.1.1:80", At: Pods, Backends: []string{"10.203.0.2:8080"}},
		{On: Pods, Listen: "10.96.1.2:80", At: Pods, Backends: []string{"10.203.0.3:8080"}},
		{On: Host, Listen: "127.204.0.1:80", At: Pods, Backends: []string{"10.203.0.3:8080"}},
		{On: Pods, Listen: "127.204.0.1:80", At: Pods, Backends: []string{"10.203.0.3:8080"}},
	}})
	if err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	for address, want := range map[string]string{
		"10.203.0.3:8080": "two", "127.0.0.1:8080": "one", // pods themselves
		"10.96.1.1:80": "one", "10.96.1.2:80": "two", "127.204.0.1:80": "two", // Services
	} {
		if got := run(t, one, "ask", address); got != want {
			t.Errorf("a pod that asks %s hears %q, not %q", address, got, want)
		}
	}
	if got := run(t, one, "ask", "10.96.1.3:80"); !strings.Contains(got, "refused") {
		t.Errorf("an address of no Service: %q", got)
	}
	conn, err := net.DialTimeout("tcp4", "127.204.0.1:80", wait)
	if got := hear(t, conn, err); got != "two" {
		t.Errorf("the host hears %q of the load balancer", got)
	}
	for _, address := range []string{"127.0.0.1:8080", "127.203.0.2:8080", "10.203.0.2:8080"} {
		conn, err := net.DialTimeout("tcp4", address, time.Second)
		if got := hear(t, conn, err); got == "one" || got == "two" {
			t.Errorf("the host reaches a pod at %s", address)
		}
	}
	conn, err = n.Dial(t.Context(), "10.203.0.2:8080")
	if got := hear(t, conn, err); got != "one" {
		t.Errorf("the agent hears %q", got)
	}
	conn, err = n.DialIn(t.Context(), "10.203.0.3", "127.0.0.1:8080")
	if got := hear(t, conn, err); got != "two" {
		t.Errorf("from within the pod: %q", got)
	}
}

// Of the host's loopback pods reach what is named, and nothing else.
func TestReach(t *testing.T) {
	allowed := hostServer(t, "127.0.0.1:0", "allowed")
	forbidden := hostServer(t, "127.0.0.1:0", "forbidden")
	other := hostServer(t, "127.90.24.3:0", "other cluster")
	stray := hostServer(t, "127.91.24.3:0", "stray")
	everywhere := hostServer(t, "0.0.0.0:0", "everywhere")
	n, _ := start(t, allowed)
	local := fmt.Sprintf("127.0.0.1:%d", allowed)
	_, err := n.Apply(t.Context(), State{
		Forwards: []Forward{
			{On: Pods, Listen: local, At: Host, Backends: []string{local}},
			{On: Pods, Listen: "10.96.0.1:443", At: Host, Backends: []string{local}},
		},
		Reach: []netip.Prefix{prefix("127.90.0.0/16")},
	})
	if err != nil {
		t.Fatal(err)
	}
	enter := pod(t, n, "10.203.0.2", "")
	for address, want := range map[string]string{
		local: "allowed", "10.96.0.1:443": "allowed", fmt.Sprintf("127.90.24.3:%d", other): "other cluster",
	} {
		if got := run(t, enter, "ask", address); got != want {
			t.Errorf("%s: %q, not %q", address, got, want)
		}
	}
	for _, address := range []string{
		fmt.Sprintf("127.0.0.1:%d", forbidden), fmt.Sprintf("10.203.0.1:%d", forbidden), fmt.Sprintf("10.203.0.1:%d", everywhere),
		fmt.Sprintf("127.0.0.1:%d", everywhere), fmt.Sprintf("127.91.24.3:%d", stray), fmt.Sprintf("127.91.24.3:%d", everywhere),
		fmt.Sprintf("169.254.1.1:%d", everywhere), fmt.Sprintf("0.0.0.0:%d", everywhere),
	} {
		if got := run(t, enter, "ask", address); !strings.Contains(got, "refused") && !strings.Contains(got, "unreachable") {
			t.Errorf("%s: %q", address, got)
		}
	}
	// The rest of the network is the host's: here an address of its own that is not loopback.
	if address := hostAddress(); address != "" {
		if got := run(t, enter, "ask", fmt.Sprintf("%s:%d", address, everywhere)); got != "everywhere" {
			t.Errorf("%s: %q", address, got)
		}
	}
}

// A port of the host may be one pod's to reach; for others it is their own.
func TestPortOfOnePod(t *testing.T) {
	port := hostServer(t, "127.0.0.1:0", "target")
	n, _ := start(t)
	local := fmt.Sprintf("127.0.0.1:%d", port)
	if _, err := n.Apply(t.Context(), State{Forwards: []Forward{{On: Pods, Listen: local, At: Host, Backends: []string{local}}}}); err != nil {
		t.Fatal(err)
	}
	enter, err := n.Attach(t.Context(), "10.203.0.2", port)
	if err != nil {
		t.Fatal(err)
	}
	if got := run(t, enter, "ask", local); got != "target" {
		t.Errorf("the pod with the port: %q", got)
	}
	other := pod(t, n, "10.203.0.3", "")
	for _, address := range []string{local, fmt.Sprintf("10.203.0.1:%d", port)} {
		if got := run(t, other, "ask", address); !strings.Contains(got, "refused") {
			t.Errorf("another pod that asks %s: %q", address, got)
		}
	}
}

func hostAddress() string {
	conn, err := net.Dial("udp4", "198.51.100.1:9")
	if err != nil {
		return ""
	}
	defer conn.Close()
	return conn.LocalAddr().(*net.UDPAddr).IP.String()
}

func TestNamesInPod(t *testing.T) {
	n, _ := start(t)
	if _, err := n.Apply(t.Context(), State{Services: []Service{{Namespace: "shop", Name: "web", Address: "10.96.1.1"}}}); err != nil {
		t.Fatal(err)
	}
	enter := pod(t, n, "10.203.0.2", "")
	if got := run(t, enter, "resolve", "10.96.0.10/web.shop.svc.cluster.local."); got != "10.96.1.1" {
		t.Errorf("%q", got)
	}
}

// The network outlives who started it; what is changed needs another one; an
// end is seen, and one that hangs is ended.
func TestLife(t *testing.T) {
	n, dir := start(t)
	pod(t, n, "10.203.0.2", "one@0.0.0.0:8080")
	again, err := Start(t.Context(), os.Args[0], dir, n.Info().Config)
	if err != nil || again.Info().ID != n.Info().ID {
		t.Fatalf("not adopted: %v, %v", again, err)
	}
	conn, err := again.Dial(t.Context(), "10.203.0.2:8080")
	if got := hear(t, conn, err); got != "one" {
		t.Errorf("%q", got)
	}
	if err := again.Detach(t.Context(), "10.203.0.2"); err != nil {
		t.Fatal(err)
	}
	if conn, err := again.Dial(t.Context(), "10.203.0.2:8080"); err == nil {
		conn.Close()
		t.Error("a pod that is gone answers")
	}
	changed := n.Info().Config
	changed.LocalPorts = []uint16{9}
	third, err := Start(t.Context(), os.Args[0], dir, changed)
	if err != nil || third.Info().ID == n.Info().ID || third.Info().PID == n.Info().PID {
		t.Fatalf("not made anew: %v, %v", third, err)
	}
	<-n.Gone()
	// Without its inner process it is of no use.
	if err := unix.Kill(third.Info().InnerPID, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-third.Gone()
	fourth, err := Start(t.Context(), os.Args[0], dir, changed)
	if err != nil {
		t.Fatal(err)
	}
	_ = unix.Kill(fourth.Info().PID, syscall.SIGSTOP)
	if err := Stop(t.Context(), dir); err != nil {
		t.Errorf("one that hangs: %v", err)
	}
	<-fourth.Gone()
}

// Where pods cannot have a network of their own they share the host's.
func TestShared(t *testing.T) {
	server := hostServer(t, "127.0.0.1:0", "shared")
	dir := t.TempDir()
	n, err := Start(t.Context(), os.Args[0], dir, Config{PodCIDR: prefix("10.203.0.0/16"), ServiceCIDR: prefix("10.96.0.0/16"),
		LBCIDR: prefix("127.204.0.0/24"), Shared: "because"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = Stop(context.Background(), dir) }()
	if n.Own() || n.Info().Shared != "because" {
		t.Errorf("%+v", n.Info())
	}
	backend := fmt.Sprintf("127.0.0.1:%d", server)
	failed, err := n.Apply(t.Context(), State{Forwards: []Forward{
		{On: Host, Listen: "127.204.0.9:81", At: Host, Backends: []string{backend}},
		{On: Host, Listen: backend, At: Host, Backends: []string{backend}},
	}})
	if err != nil || len(failed) != 1 || !strings.Contains(failed["host "+backend], "in use") {
		t.Errorf("%v, %v", failed, err)
	}
	conn, err := n.Dial(t.Context(), "127.204.0.9:81")
	if got := hear(t, conn, err); got != "shared" {
		t.Errorf("%q", got)
	}
	if enter, err := n.Attach(t.Context(), "10.203.0.2"); err != nil || enter != nil {
		t.Errorf("%v, %v", enter, err)
	}
}
