// Package network gives pods and Services their addresses and has lab-net, the
// process beside the agent, serve them.
package network

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"sync"
)

// loopbackNet is the host's own: the hub's parts listen on it.
const loopbackNet = 127

// Pods hands out pod addresses. Where pods share the host's network, the address
// is nominal, since the API server refuses 127.x in Endpoints: the programs bind
// the matching loopback one, 127.88.1.2 for 10.88.1.2.
type Pods struct {
	prefix netip.Prefix
	mu     sync.Mutex
	used   map[netip.Addr]bool
	last   uint32
}

// NewPods checks the nominal range and the loopback range of LoadBalancers
// beside it; they must not meet on loopback.
func NewPods(podCIDR, lbCIDR string) (*Pods, *Pool, error) {
	pods, err := parseRange("--pod-cidr", podCIDR)
	if err != nil {
		return nil, nil, err
	}
	balancers, err := parseRange("--lb-cidr", lbCIDR)
	if err != nil {
		return nil, nil, err
	}
	p := &Pods{prefix: pods, used: map[netip.Addr]bool{nth(pods, 1): true}} // the gateway's
	second := pods.Addr().As4()[1]
	switch {
	case pods.Addr().As4()[0] == loopbackNet:
		return nil, nil, fmt.Errorf("--pod-cidr %s: the API server refuses loopback addresses of pods; give a range such as 10.88.0.0/16", podCIDR)
	case pods.Bits() < 16:
		return nil, nil, fmt.Errorf("--pod-cidr %s: must be a /16 or smaller, since its addresses are mapped into 127.%d.0.0/16", podCIDR, second)
	case second == 0:
		return nil, nil, fmt.Errorf("--pod-cidr %s: would be mapped into 127.0.0.0/16, which the hub's own parts use; give a second octet above 0", podCIDR)
	case balancers.Addr().As4()[0] != loopbackNet:
		return nil, nil, fmt.Errorf("--lb-cidr %s: must lie in 127.0.0.0/8, nothing listens outside loopback", lbCIDR)
	}
	loopbackPods := netip.PrefixFrom(p.Loopback(pods.Addr()), pods.Bits())
	if loopbackPods.Overlaps(balancers) {
		return nil, nil, fmt.Errorf("--lb-cidr %s overlaps %s, where the pods of --pod-cidr %s listen", lbCIDR, loopbackPods, podCIDR)
	}
	return p, &Pool{prefix: balancers, used: map[netip.Addr]string{}}, nil
}

func parseRange(flag, text string) (netip.Prefix, error) {
	prefix, err := netip.ParsePrefix(text)
	if err != nil || !prefix.Addr().Is4() {
		return prefix, fmt.Errorf("%s %q: must be an IPv4 range such as 10.88.0.0/16", flag, text)
	}
	if prefix.Bits() > 30 {
		return prefix, fmt.Errorf("%s %s: too small", flag, text)
	}
	return prefix.Masked(), nil
}

// Loopback is the address that the programs of the pod at a nominal address bind.
func (p *Pods) Loopback(nominal netip.Addr) netip.Addr {
	octets := nominal.As4()
	octets[0] = loopbackNet
	return netip.AddrFrom4(octets)
}

// Contains tells whether an address is a pod's nominal one.
func (p *Pods) Contains(address netip.Addr) bool { return p.prefix.Contains(address) }

// Take hands out a free address. It moves on through the range, so that an
// address that was just freed is not another pod's at once.
func (p *Pods) Take() (netip.Addr, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	size := uint32(1) << (32 - p.prefix.Bits())
	for range size {
		p.last = (p.last + 1) % size
		address := nth(p.prefix, p.last)
		if usable(address) && !p.used[address] {
			p.used[address] = true
			return address, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("no pod address is free in %s; delete finished pods or give a larger --pod-cidr", p.prefix)
}

// Reserve marks the address of an adopted pod.
func (p *Pods) Reserve(address netip.Addr) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.used[address] = true
}

// Free gives an address back.
func (p *Pods) Free(address netip.Addr) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.used, address)
}

func nth(prefix netip.Prefix, n uint32) netip.Addr {
	base := prefix.Addr().As4()
	var octets [4]byte
	binary.BigEndian.PutUint32(octets[:], binary.BigEndian.Uint32(base[:])+n)
	return netip.AddrFrom4(octets)
}

// usable leaves out what people read as a network's or broadcast address.
func usable(address netip.Addr) bool {
	last := address.As4()[3]
	return last != 0 && last != 255
}

// Pool hands out LoadBalancer addresses by owner.
type Pool struct {
	prefix netip.Prefix
	mu     sync.Mutex
	used   map[netip.Addr]string
}

// Take gives owner its address: wanted if that is in the range and free, else the first free one.
func (p *Pool) Take(owner, wanted string) (netip.Addr, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for address, by := range p.used {
		if by == owner {
			return address, nil
		}
	}
	if address, err := netip.ParseAddr(wanted); err == nil && p.prefix.Contains(address) && p.used[address] == "" {
		p.used[address] = owner
		return address, nil
	}
	for n := range uint32(1) << (32 - p.prefix.Bits()) {
		address := nth(p.prefix, n)
		if usable(address) && p.used[address] == "" {
			p.used[address] = owner
			return address, nil
		}
	}
	return netip.Addr{}, fmt.Errorf("no LoadBalancer address is free in %s; delete a Service or give a larger --lb-cidr", p.prefix)
}

// Free gives the owner's address back.
func (p *Pool) Free(owner string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for address, by := range p.used {
		if by == owner {
			delete(p.used, address)
		}
	}
}
