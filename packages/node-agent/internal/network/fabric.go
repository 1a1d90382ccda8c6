package network

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/podnet"
	"illm.lab/node-agent/internal/userns"
)

// restartPause is the pause before another attempt to start lab-net.
const restartPause = 2 * time.Second

// Options of the pods' network.
type Options struct {
	// Program is lab-net's path, StateDir the agent's folder.
	Program, StateDir string
	ServiceCIDR       string
	Reach             Reach
	// Share has pods share the host's network even where they need not.
	Share bool
}

// Fabric is the pods' network: the lab-net that runs now.
type Fabric struct {
	program, dir string
	config       podnet.Config
	reach        Reach
	pods         *Pods

	mu      sync.Mutex
	current *podnet.Network
	changed []func()
	// local are the ports of the host's 127.0.0.1 that single pods use, by their addresses.
	local map[string][]uint16
}

// Dir is lab-net's folder below the agent's.
func Dir(stateDir string) string { return filepath.Join(stateDir, "network") }

// NewFabric finds the lab-net of a former agent or starts one.
func NewFabric(ctx context.Context, o Options, pods *Pods, pool *Pool) (*Fabric, error) {
	services, err := parseRange("--service-cidr", o.ServiceCIDR)
	if err != nil {
		return nil, err
	}
	f := &Fabric{program: o.Program, dir: Dir(o.StateDir), reach: o.Reach, pods: pods, local: map[string][]uint16{}, config: podnet.Config{
		PodCIDR: pods.prefix, ServiceCIDR: services, LBCIDR: pool.prefix, LocalPorts: o.Reach.ports,
	}}
	if o.Share {
		f.config.Shared = "--share-network is given"
	}
	f.current, err = podnet.Start(ctx, f.program, f.dir, f.config)
	return f, err
}

func (f *Fabric) network() *podnet.Network {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.current
}

// OnChange has a function called when another network took the place of one that
// was lost, or pods use other ports of the host.
func (f *Fabric) OnChange(call func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.changed = append(f.changed, call)
}

// Watch starts lab-net again whenever it ends, until the context does.
func (f *Fabric) Watch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-f.network().Gone():
		}
		klog.ErrorS(nil, "the pods' network is gone; making another")
		next, err := podnet.Start(ctx, f.program, f.dir, f.config)
		if err != nil {
			klog.ErrorS(err, "no network for pods")
			select {
			case <-ctx.Done():
			case <-time.After(restartPause):
			}
			continue
		}
		f.mu.Lock()
		f.current = next
		changed := f.changed
		f.mu.Unlock()
		for _, call := range changed {
			call()
		}
	}
}

// ID tells one network from another that took its place.
func (f *Fabric) ID() string { return f.network().Info().ID }

// Own tells whether each pod has a network of its own.
func (f *Fabric) Own() bool { return f.network().Own() }

// Shared says why pods share the host's network, empty when they do not.
func (f *Fabric) Shared() string { return f.network().Info().Shared }

// DNS is the name server's address, empty where there is none.
func (f *Fabric) DNS() string {
	if !f.Own() {
		return ""
	}
	return f.config.DNS().String()
}

// API is where pods find the API server: host is its address on the host.
func (f *Fabric) API(host, port string) (string, string) {
	if !f.Own() {
		return host, port
	}
	return nth(f.config.ServiceCIDR, 1).String(), "443"
}

// Address is the address that a pod's programs have.
func (f *Fabric) Address(nominal netip.Addr) netip.Addr {
	if f.Own() {
		return nominal
	}
	return f.pods.Loopback(nominal)
}

// Users are the users of containers as a process in the pods' network sees them:
// that is in a user namespace which has the same users already, by its own numbers.
func (f *Fabric) Users(ofHost userns.Mapping) userns.Mapping {
	switch info := f.network().Info(); {
	case !f.Own():
		return ofHost
	case info.Users.Whole() && ofHost.Whole():
		return userns.Mapping{Base: 1, GroupBase: 1}
	default:
		return userns.Mapping{}
	}
}

// Attach makes the pod's network, or finds it; see podnet.
func (f *Fabric) Attach(ctx context.Context, pod string) ([]string, error) {
	f.mu.Lock()
	n, ports := f.current, f.local[pod]
	f.mu.Unlock()
	return n.Attach(ctx, pod, ports...)
}

// Local has ports of the host's 127.0.0.1 be the host's in a pod too, from its
// next network on and until Detach.
func (f *Fabric) Local(pod string, ports []uint16) {
	f.mu.Lock()
	same := slices.Equal(f.local[pod], ports)
	if len(ports) > 0 {
		f.local[pod] = ports
	} else {
		delete(f.local, pod)
	}
	changed := f.changed
	f.mu.Unlock()
	if !same {
		for _, call := range changed {
			call()
		}
	}
}

// forwards lead from the host's ports in the pods' network to those of the host.
func (f *Fabric) forwards() []podnet.Forward {
	f.mu.Lock()
	ports := slices.Clone(f.reach.ports)
	for _, own := range f.local {
		ports = append(ports, own...)
	}
	f.mu.Unlock()
	slices.Sort(ports)
	var list []podnet.Forward
	for _, port := range slices.Compact(ports) {
		address := join("127.0.0.1", int32(port))
		list = append(list, podnet.Forward{On: podnet.Pods, Listen: address, At: podnet.Host, Backends: []string{address}})
	}
	return list
}

// Detach ends the pod's network.
func (f *Fabric) Detach(ctx context.Context, pod string) error {
	f.Local(pod, nil)
	return f.network().Detach(ctx, pod)
}

// Apply brings the network to a state.
func (f *Fabric) Apply(ctx context.Context, state podnet.State) (map[string]string, error) {
	return f.network().Apply(ctx, state)
}

// Dial connects to the address of a pod, for probes.
func (f *Fabric) Dial(ctx context.Context, _, address string) (net.Conn, error) {
	return f.network().Dial(ctx, address)
}

// Forward connects to a port of a pod as `kubectl port-forward` wants it: from
// within, where also what listens on its loopback alone is reached.
func (f *Fabric) Forward(ctx context.Context, pod netip.Addr, port int32) (net.Conn, error) {
	n := f.network()
	if n.Own() {
		if conn, err := n.DialIn(ctx, pod.String(), join("127.0.0.1", port)); err == nil {
			return conn, nil
		}
	}
	conn, err := n.Dial(ctx, join(f.Address(pod).String(), port))
	if err != nil {
		return nil, fmt.Errorf("nothing in the pod listens on port %d: %w", port, err)
	}
	return conn, nil
}
