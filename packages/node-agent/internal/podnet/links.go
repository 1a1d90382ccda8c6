package podnet

import (
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

const (
	bridgeName, tunName, podLink = "pods", "out", "eth0"
	// mtu is the largest that the programs of a pod can use. No wire carries
	// these packets, and fewer of them cost less.
	mtu = 65520
	// awayTable has one route: to where neither pod nor namespace is meant.
	awayTable = 100
)

// farLoopback are the loopback addresses that stay the host's: those of load
// balancers. 127.0.0.0/10 is the pod's own, LocalPorts aside.
var farLoopback = []netip.Prefix{netip.MustParsePrefix("127.64.0.0/10"), netip.MustParsePrefix("127.128.0.0/9")}

// setUp makes the bridge and the way out in the namespace that this process is
// in; the file is the way out's other end.
func setUp(c Config) (*os.File, error) {
	if err := sysctl("ip_forward", "1", "conf/all/route_localnet", "1", "conf/default/route_localnet", "1"); err != nil {
		return nil, err
	}
	if err := linkUp("lo"); err != nil {
		return nil, err
	}
	bridge := &netlink.Bridge{LinkAttrs: attributes(bridgeName)}
	// Otherwise it has the lowest hardware address of the pods' links, another one
	// as pods come and go, and whoever remembers the former one waits for a minute.
	bridge.HardwareAddr = hardwareAddress(c.Gateway())
	if err := netlink.LinkAdd(bridge); err != nil {
		return nil, fmt.Errorf("this host does not let a network bridge be made: %w", err)
	}
	if err := addAddress(bridge, netip.PrefixFrom(c.Gateway(), c.PodCIDR.Bits())); err != nil {
		return nil, err
	}
	tun, err := openTun()
	if err != nil {
		return nil, err
	}
	out, err := netlink.LinkByName(tunName)
	if err != nil {
		return nil, err
	}
	if err := netlink.LinkSetMTU(out, mtu); err != nil {
		return nil, err
	}
	for _, link := range []netlink.Link{bridge, out} {
		if err := netlink.LinkSetUp(link); err != nil {
			return nil, err
		}
	}
	lo, err := netlink.LinkByName("lo")
	if err != nil {
		return nil, err
	}
	// Every address of a Service is this namespace's: one that nobody listens
	// on refuses at once.
	if err := netlink.RouteAdd(&netlink.Route{LinkIndex: lo.Attrs().Index, Dst: ipNet(c.ServiceCIDR),
		Type: unix.RTN_LOCAL, Table: unix.RT_TABLE_LOCAL, Scope: netlink.SCOPE_HOST}); err != nil {
		return nil, err
	}
	for _, table := range []int{unix.RT_TABLE_MAIN, awayTable} {
		if err := netlink.RouteAdd(&netlink.Route{LinkIndex: out.Attrs().Index, Dst: everywhere, Table: table, Scope: netlink.SCOPE_LINK}); err != nil {
			return nil, err
		}
	}
	return tun, setRules([]netip.Prefix{c.LBCIDR}, nil)
}

var everywhere = &net.IPNet{IP: net.IPv4zero.To4(), Mask: net.CIDRMask(0, 32)}

// setUpPod makes a pod's end, in the pod's namespace, which this thread is in.
func setUpPod(c Config, address netip.Addr) error {
	if err := sysctl("conf/all/route_localnet", "1", "conf/"+podLink+"/route_localnet", "1",
		// As in any container: no port needs privileges, which it has not.
		"ip_unprivileged_port_start", "0"); err != nil {
		return err
	}
	if err := linkUp("lo"); err != nil {
		return err
	}
	link, err := netlink.LinkByName(podLink)
	if err != nil {
		return err
	}
	if err := addAddress(link, netip.PrefixFrom(address, c.PodCIDR.Bits())); err != nil {
		return err
	}
	if err := netlink.LinkSetUp(link); err != nil {
		return err
	}
	for _, table := range []int{unix.RT_TABLE_MAIN, awayTable} {
		if err := netlink.RouteAdd(&netlink.Route{LinkIndex: link.Attrs().Index, Dst: everywhere, Gw: c.Gateway().AsSlice(),
			Src: address.AsSlice(), Table: table}); err != nil {
			return err
		}
	}
	return setRules(nil, c.LocalPorts)
}

// setRules has the far loopback addresses go away instead of to lo, those of
// own aside, and so 127.0.0.1 at the given ports.
func setRules(own []netip.Prefix, ports []uint16) error {
	// The kernel's own rule is the first; it has to let others go before it.
	local := rule(2, unix.RT_TABLE_LOCAL)
	if err := netlink.RuleAdd(local); err != nil {
		return fmt.Errorf("this host does not let routing rules be made: %w", err)
	}
	if err := netlink.RuleDel(rule(0, unix.RT_TABLE_LOCAL)); err != nil {
		return err
	}
	var rules []*netlink.Rule
	for _, prefix := range own {
		r := rule(0, unix.RT_TABLE_LOCAL)
		r.Dst = ipNet(prefix)
		rules = append(rules, r)
	}
	for _, prefix := range farLoopback {
		r := rule(1, awayTable)
		r.Dst = ipNet(prefix)
		rules = append(rules, r)
	}
	for _, port := range ports {
		r := rule(1, awayTable)
		r.Dst = ipNet(netip.MustParsePrefix("127.0.0.1/32"))
		r.IPProto, r.Dport = unix.IPPROTO_TCP, netlink.NewRulePortRange(port, port)
		rules = append(rules, r)
	}
	for _, r := range rules {
		if err := netlink.RuleAdd(r); err != nil {
			return err
		}
	}
	return nil
}

func rule(priority, table int) *netlink.Rule {
	r := netlink.NewRule()
	r.Family, r.Priority, r.Table = unix.AF_INET, priority, table
	return r
}

// openTun makes the way out of the namespace and returns its other end.
func openTun() (*os.File, error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("/dev/net/tun: %w", err)
	}
	request, err := unix.NewIfreq(tunName)
	if err == nil {
		request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(fd, unix.TUNSETIFF, request)
	}
	if err != nil {
		unix.Close(fd)
		return nil, fmt.Errorf("/dev/net/tun: %w", err)
	}
	return os.NewFile(uintptr(fd), "tun"), nil
}

// makePod makes a network namespace for a pod, joined to the bridge; the file
// holds it.
func makePod(c Config, address netip.Addr) (*os.File, error) {
	bridge, err := netlink.LinkByName(bridgeName)
	if err != nil {
		return nil, err
	}
	name := linkName(address)
	if old, err := netlink.LinkByName(name); err == nil {
		_ = netlink.LinkDel(old)
	}
	var namespace *os.File
	err = elsewhere(func() error {
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			return err
		}
		namespace, err = os.Open("/proc/thread-self/ns/net")
		return err
	})
	if err != nil {
		return nil, err
	}
	veth := &netlink.Veth{LinkAttrs: attributes(name), PeerName: podLink, PeerNamespace: netlink.NsFd(int(namespace.Fd())),
		// The same for each pod that has this address, one after the other.
		PeerHardwareAddr: hardwareAddress(address)}
	veth.MasterIndex = bridge.Attrs().Index
	if err := netlink.LinkAdd(veth); err != nil {
		namespace.Close()
		return nil, fmt.Errorf("cannot join the pod to the bridge: %w", err)
	}
	err = netlink.LinkSetUp(veth)
	if err == nil {
		err = inside(namespace, func() error { return setUpPod(c, address) })
	}
	if err != nil {
		_ = netlink.LinkDel(veth)
		namespace.Close()
		return nil, err
	}
	return namespace, nil
}

func removePod(address netip.Addr) {
	if link, err := netlink.LinkByName(linkName(address)); err == nil {
		_ = netlink.LinkDel(link)
	}
}

// inside runs a function in another network namespace.
func inside(namespace *os.File, do func() error) error {
	return elsewhere(func() error {
		if err := unix.Setns(int(namespace.Fd()), unix.CLONE_NEWNET); err != nil {
			return err
		}
		return do()
	})
}

// elsewhere runs a function that changes its thread's namespace, on a thread
// that ends with it.
func elsewhere(do func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlock it
		done <- do()
	}()
	return <-done
}

// hardwareAddress is that of whoever has an address, as CNI's plugins form it.
func hardwareAddress(address netip.Addr) net.HardwareAddr {
	return append(net.HardwareAddr{0x0a, 0x58}, address.AsSlice()...)
}

func linkName(address netip.Addr) string { return fmt.Sprintf("v%x", address.AsSlice()) }

func attributes(name string) netlink.LinkAttrs {
	attrs := netlink.NewLinkAttrs()
	attrs.Name, attrs.MTU = name, mtu
	return attrs
}

func linkUp(name string) error {
	link, err := netlink.LinkByName(name)
	if err != nil {
		return err
	}
	return netlink.LinkSetUp(link)
}

func addAddress(link netlink.Link, address netip.Prefix) error {
	return netlink.AddrAdd(link, &netlink.Addr{IPNet: &net.IPNet{IP: address.Addr().AsSlice(), Mask: net.CIDRMask(address.Bits(), 32)}})
}

func ipNet(prefix netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: prefix.Masked().Addr().AsSlice(), Mask: net.CIDRMask(prefix.Bits(), 32)}
}

// sysctl writes settings of this thread's network namespace, by pairs.
func sysctl(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := os.WriteFile(filepath.Join("/proc/sys/net/ipv4", pairs[i]), []byte(pairs[i+1]), 0); err != nil {
			return err
		}
	}
	return nil
}
