// Package podnet is the network of the pods, kept by two processes beside the
// agent (lab-net), which outlive it.
//
// The inner one lives in a network namespace of its own, the hub's, with a
// bridge to which each pod's namespace is joined by a pair of virtual links. It
// needs no root: both belong to a user namespace that it has made. The outer one
// lives in the host's network. It answers what leaves the pods: names, the
// internet, and those addresses of the host that pods may reach; and it listens
// on the host for those who want to reach a pod. Between Services and pods
// connections are passed on by the inner one alone.
//
// Where the host forbids this (no user namespaces, no /dev/net/tun), pods share
// the host's network, and only the outer process is there.
//
// It must not import Kubernetes packages: it runs beside each agent, and they
// would cost tens of megabytes.
package podnet

import (
	"net/netip"

	"illm.lab/node-agent/internal/userns"
)

// Side is one of the two networks.
type Side string

const (
	// Host is the computer's own network.
	Host Side = "host"
	// Pods is the network namespace to which the pods are joined.
	Pods Side = "pods"
)

// Config is what does not change while lab-net runs.
type Config struct {
	// PodCIDR has the addresses of the pods; its first one is the gateway's.
	PodCIDR netip.Prefix `json:"podCidr"`
	// ServiceCIDR has the cluster addresses of Services.
	ServiceCIDR netip.Prefix `json:"serviceCidr"`
	// LBCIDR has the addresses of LoadBalancer Services, the same on both sides.
	LBCIDR netip.Prefix `json:"lbCidr"`
	// LocalPorts of the host's 127.0.0.1 are the host's in a pod too. What they
	// lead to is among the forwards.
	LocalPorts []uint16 `json:"localPorts,omitempty"`
	// Shared, when not empty, says why pods must share the host's network.
	Shared string `json:"shared,omitempty"`
}

// DNS is the address of the name server: the tenth, as most clusters have it.
func (c Config) DNS() netip.Addr { return nth(c.ServiceCIDR, 10) }

// Gateway is the inner side's address among the pods.
func (c Config) Gateway() netip.Addr { return nth(c.PodCIDR, 1) }

func nth(prefix netip.Prefix, n int) netip.Addr {
	address := prefix.Masked().Addr()
	for range n {
		address = address.Next()
	}
	return address
}

// Forward passes TCP connections on to one of its backends, in turn.
type Forward struct {
	// On and Listen say where it listens, At and Backends where it leads;
	// addresses are ADDRESS:PORT.
	On       Side     `json:"on"`
	Listen   string   `json:"listen"`
	At       Side     `json:"at"`
	Backends []string `json:"backends"`
}

// Key names a forward.
func (f Forward) Key() string { return string(f.On) + " " + f.Listen }

// Service is what the name server knows of one.
type Service struct {
	Namespace string `json:"namespace"`
	Name      string `json:"name"`
	// Address is its cluster address; a headless one has Endpoints instead.
	Address   string     `json:"address,omitempty"`
	Endpoints []Endpoint `json:"endpoints,omitempty"`
	// External is the name that a Service of type ExternalName stands for.
	External string `json:"external,omitempty"`
	Ports    []Port `json:"ports,omitempty"`
}

// Endpoint is a pod of a headless Service.
type Endpoint struct {
	Address  string `json:"address"`
	Hostname string `json:"hostname,omitempty"`
}

// Port of a Service, for SRV records.
type Port struct {
	Name     string `json:"name"`
	Protocol string `json:"protocol"`
	Port     uint16 `json:"port"`
}

// State is all that the agent wants of the network.
type State struct {
	Forwards []Forward `json:"forwards"`
	Services []Service `json:"services"`
	// Reach are loopback addresses of the host, beside the forwards, that pods
	// may connect to at any port: load balancers of other clusters.
	Reach []netip.Prefix `json:"reach,omitempty"`
}

// Info is what lab-net says of itself.
type Info struct {
	PID    int    `json:"pid"`
	Config Config `json:"config"`
	// ID is another one each time that the pods' network was made anew.
	ID string `json:"id"`
	// Shared says why pods share the host's network; empty when they do not.
	Shared string `json:"shared,omitempty"`
	// Users are those of the namespaces: containers whose images name several
	// are made from them.
	Users userns.Mapping `json:"users"`
	// InnerPID is the process that holds the namespaces.
	InnerPID int `json:"innerPid,omitempty"`
}
