package podnet

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"time"

	"golang.org/x/sys/unix"
	"gvisor.dev/gvisor/pkg/tcpip"
	"gvisor.dev/gvisor/pkg/tcpip/adapters/gonet"
	"gvisor.dev/gvisor/pkg/tcpip/header"
	"gvisor.dev/gvisor/pkg/tcpip/link/fdbased"
	"gvisor.dev/gvisor/pkg/tcpip/network/ipv4"
	"gvisor.dev/gvisor/pkg/tcpip/stack"
	"gvisor.dev/gvisor/pkg/tcpip/transport/icmp"
	"gvisor.dev/gvisor/pkg/tcpip/transport/tcp"
	"gvisor.dev/gvisor/pkg/tcpip/transport/udp"
	"gvisor.dev/gvisor/pkg/waiter"
)

const (
	// maxConnecting bounds the connections that are being opened at once.
	maxConnecting = 4096
	connectLimit  = 15 * time.Second
	// udpIdle is how long an exchange without a word is remembered.
	udpIdle = time.Minute
	udpSize = 65535
	nic     = 1
)

// unreachable are addresses that are nobody's, or not the pods': the host's own
// loopback and whatever is only on its wire (such as a cloud's metadata).
var unreachable = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("224.0.0.0/3"),
}

// mayReach tells whether a pod may connect to an address outside of the pods'
// network: the internet as the host has it, and what the state names.
func (o *outer) mayReach(address netip.Addr) bool {
	for _, prefix := range o.state.Load().Reach {
		if prefix.Contains(address) {
			return true
		}
	}
	for _, prefix := range append(unreachable, o.info.Config.PodCIDR, o.info.Config.ServiceCIDR) {
		if prefix.Contains(address) {
			return false
		}
	}
	return true
}

// startEgress ends the connections that leave the pods' network in a TCP/IP
// stack of this process, and opens each again from the host.
func startEgress(tun *os.File, may func(netip.Addr) bool) error {
	fd, err := unix.FcntlInt(tun.Fd(), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return err
	}
	tun.Close()
	if err := unix.SetNonblock(fd, true); err != nil {
		return err
	}
	link, err := fdbased.New(&fdbased.Options{FDs: []int{fd}, MTU: mtu, RXChecksumOffload: true})
	if err != nil {
		return err
	}
	s := stack.New(stack.Options{
		NetworkProtocols: []stack.NetworkProtocolFactory{ipv4.NewProtocolWithOptions(ipv4.Options{
			AllowExternalLoopbackTraffic: true, // load balancers of other clusters
		})},
		TransportProtocols: []stack.TransportProtocolFactory{tcp.NewProtocol, udp.NewProtocol, icmp.NewProtocol4},
	})
	sack := tcpip.TCPSACKEnabled(true)
	_ = s.SetTransportProtocolOption(tcp.ProtocolNumber, &sack)
	s.SetTransportProtocolHandler(tcp.ProtocolNumber, tcp.NewForwarder(s, 0, maxConnecting, func(r *tcp.ForwarderRequest) {
		egressTCP(r, may)
	}).HandlePacket)
	s.SetTransportProtocolHandler(udp.ProtocolNumber, udp.NewForwarder(s, func(r *udp.ForwarderRequest) {
		egressUDP(r, may)
	}).HandlePacket)
	if err := s.CreateNIC(nic, link); err != nil {
		return errors.New(err.String())
	}
	// It stands for every address there is.
	s.SetPromiscuousMode(nic, true)
	s.SetSpoofing(nic, true)
	s.SetRouteTable([]tcpip.Route{{Destination: header.IPv4EmptySubnet, NIC: nic}})
	return nil
}

func target(id stack.TransportEndpointID) netip.AddrPort {
	return netip.AddrPortFrom(netip.AddrFrom4(id.LocalAddress.As4()), id.LocalPort)
}

// egressTCP connects first and accepts then, so that the pod sees a refusal.
func egressTCP(r *tcp.ForwarderRequest, may func(netip.Addr) bool) {
	to := target(r.ID())
	if !may(to.Addr()) {
		r.Complete(true)
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectLimit)
	defer cancel()
	there, err := hereDial(ctx, Host, to.String())
	if err != nil {
		r.Complete(true)
		return
	}
	defer there.Close()
	queue := new(waiter.Queue)
	endpoint, stackErr := r.CreateEndpoint(queue)
	if stackErr != nil {
		r.Complete(true)
		return
	}
	r.Complete(false)
	endpoint.SocketOptions().SetDelayOption(false)
	here := gonet.NewTCPConn(queue, endpoint)
	defer here.Close()
	join(here, there)
}

func egressUDP(r *udp.ForwarderRequest, may func(netip.Addr) bool) {
	to := target(r.ID())
	if !may(to.Addr()) {
		return
	}
	queue := new(waiter.Queue)
	endpoint, stackErr := r.CreateEndpoint(queue)
	if stackErr != nil {
		return
	}
	here := gonet.NewUDPConn(queue, endpoint)
	there, err := net.Dial("udp4", to.String())
	if err != nil {
		here.Close()
		return
	}
	for _, way := range [][2]net.Conn{{here, there}, {there, here}} {
		go func(from, to net.Conn) {
			defer here.Close()
			defer there.Close()
			buffer := make([]byte, udpSize)
			for {
				_ = from.SetReadDeadline(time.Now().Add(udpIdle))
				n, err := from.Read(buffer)
				if err != nil {
					return
				}
				if _, err := to.Write(buffer[:n]); err != nil {
					return
				}
			}
		}(way[0], way[1])
	}
}
