package podnet

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Files in lab-net's folder.
const (
	LockFile    = "lock"
	ConfigFile  = "config.json"
	outerSocket = "outer.sock"
	innerSocket = "inner.sock"
)

// inner holds the namespaces and passes on between Services and pods.
type inner struct {
	config   Config
	forwards forwards
	mu       sync.Mutex
	pods     map[netip.Addr]*os.File
	tun      *os.File
}

// innerReport is what the inner process says to the outer one when it is set up,
// or why it cannot be.
type innerReport struct {
	Error string `json:"error,omitempty"`
}

// RunInner is the process in the namespaces. The outer one starts it and it ends
// with that: parent is at its end then. ready gets its report.
func RunInner(dir string, parent, ready *os.File) error {
	k := &inner{pods: map[netip.Addr]*os.File{}}
	k.forwards = forwards{listen: hereListen, dial: hereDial}
	listener, err := k.start(dir)
	report := innerReport{}
	if err != nil {
		report.Error = err.Error()
	}
	if encodeErr := json.NewEncoder(ready).Encode(report); encodeErr != nil {
		return encodeErr
	}
	ready.Close()
	if err != nil {
		return nil // told
	}
	go serve(listener, k.handle)
	_, _ = parent.Read(make([]byte, 1))
	return nil
}

func (k *inner) start(dir string) (*net.UnixListener, error) {
	var err error
	if k.config, err = readConfig(dir); err != nil {
		return nil, err
	}
	if k.tun, err = setUp(k.config); err != nil {
		return nil, err
	}
	return listenUnix(filepath.Join(dir, innerSocket))
}

func (k *inner) handle(ctx context.Context, ask request) (answer, *os.File, error) {
	switch ask.Op {
	case "tun":
		file := k.tun
		k.tun = nil
		if file == nil {
			return answer{}, nil, fmt.Errorf("the way out was handed over already")
		}
		return answer{}, file, nil
	case "attach":
		path, err := k.attach(ask.Pod, ask.Ports)
		return answer{Path: path}, nil, err
	case "detach":
		k.detach(ask.Pod)
		return answer{}, nil, nil
	case "listen":
		file, err := listenFile(ask.Network, ask.Address)
		return answer{}, file, err
	case "dial":
		file, err := k.dial(ctx, ask.Pod, ask.Address)
		return answer{}, file, err
	case "forward":
		return answer{Failed: k.forwards.apply(ctx, ask.List)}, nil, nil
	}
	return answer{}, nil, fmt.Errorf("lab-net knows no %q", ask.Op)
}

// attach makes the pod's namespace, or finds it, and returns its path.
func (k *inner) attach(pod string, ports []uint16) (string, error) {
	address, err := netip.ParseAddr(pod)
	if err != nil {
		return "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	namespace := k.pods[address]
	if namespace == nil {
		c := k.config
		c.LocalPorts = slices.Concat(c.LocalPorts, ports)
		slices.Sort(c.LocalPorts)
		c.LocalPorts = slices.Compact(c.LocalPorts)
		if namespace, err = makePod(c, address); err != nil {
			return "", err
		}
		k.pods[address] = namespace
	}
	return fmt.Sprintf("/proc/%d/fd/%d", os.Getpid(), namespace.Fd()), nil
}

func (k *inner) detach(pod string) {
	address, err := netip.ParseAddr(pod)
	if err != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if namespace := k.pods[address]; namespace != nil {
		removePod(address)
		namespace.Close()
		delete(k.pods, address)
	}
}

// dial connects in this namespace or, when a pod is named, in that pod's.
func (k *inner) dial(ctx context.Context, pod, address string) (*os.File, error) {
	connect := func() (*os.File, error) {
		conn, err := hereDial(ctx, Pods, address)
		if err != nil {
			return nil, err
		}
		defer conn.Close()
		return conn.(*net.TCPConn).File()
	}
	if pod == "" {
		return connect()
	}
	of, err := netip.ParseAddr(pod)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	namespace := k.pods[of]
	k.mu.Unlock()
	if namespace == nil {
		return nil, fmt.Errorf("no pod has the address %s", pod)
	}
	var file *os.File
	err = inside(namespace, func() (err error) {
		file, err = connect()
		return err
	})
	return file, err
}

// listenFile listens in this namespace for the other process.
func listenFile(network, address string) (*os.File, error) {
	if network == "udp4" {
		conn, err := net.ListenPacket(network, address)
		if err != nil {
			return nil, err
		}
		defer conn.Close()
		return conn.(*net.UDPConn).File()
	}
	listener, err := net.Listen("tcp4", address)
	if err != nil {
		return nil, err
	}
	defer listener.Close()
	return listener.(*net.TCPListener).File()
}

func hereListen(ctx context.Context, _ Side, address string) (net.Listener, error) {
	return new(net.ListenConfig).Listen(ctx, "tcp4", address)
}

func hereDial(ctx context.Context, _ Side, address string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp4", address)
}

func readConfig(dir string) (Config, error) {
	var c Config
	data, err := os.ReadFile(filepath.Join(dir, ConfigFile))
	if err == nil {
		err = json.Unmarshal(data, &c)
	}
	return c, err
}
