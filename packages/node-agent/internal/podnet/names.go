package podnet

import (
	"net"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/miekg/dns"
)

const (
	// ClusterDomain is the domain of Services and pods.
	ClusterDomain = "cluster.local"
	resolvConf    = "/etc/resolv.conf"
	// nameTTL is short: a Service may be gone in a moment.
	nameTTL      = 5
	upstreamWait = 5 * time.Second
)

// names answers for the cluster's domain, by the specification
// "Kubernetes DNS-Based Service Discovery", and passes on what is not of it to
// the name servers of the host.
type names struct {
	services func() []Service
	upstream upstream
}

func startNames(packets net.PacketConn, listener net.Listener, services func() []Service) {
	n := &names{services: services, upstream: &hostServers{file: resolvConf}}
	for _, server := range []*dns.Server{{PacketConn: packets, Handler: n}, {Listener: listener, Handler: n}} {
		go func() { _ = server.ActivateAndServe() }()
	}
}

// ServeDNS implements dns.Handler.
func (n *names) ServeDNS(w dns.ResponseWriter, question *dns.Msg) {
	reply := n.answer(question, w.RemoteAddr().Network() == "tcp")
	if w.RemoteAddr().Network() != "tcp" {
		size := dns.MinMsgSize
		if opt := question.IsEdns0(); opt != nil {
			size = max(size, int(opt.UDPSize()))
		}
		reply.Truncate(size)
	}
	_ = w.WriteMsg(reply)
}

func (n *names) answer(question *dns.Msg, tcp bool) *dns.Msg {
	reply := new(dns.Msg)
	if len(question.Question) != 1 {
		return reply.SetRcode(question, dns.RcodeFormatError)
	}
	q := question.Question[0]
	name := strings.ToLower(q.Name)
	if !dns.IsSubDomain(ClusterDomain+".", name) {
		answer, err := n.upstream.exchange(question, tcp)
		if err != nil {
			return reply.SetRcode(question, dns.RcodeServerFailure)
		}
		return answer
	}
	reply.SetReply(question)
	reply.Authoritative, reply.RecursionAvailable = true, true
	found, known := n.lookup(strings.TrimSuffix(strings.TrimSuffix(name, ClusterDomain+"."), "."))
	if !known {
		reply.Rcode = dns.RcodeNameError
	}
	for _, one := range found {
		one.Header().Name, one.Header().Class, one.Header().Ttl = q.Name, dns.ClassINET, nameTTL
		if one.Header().Rrtype == q.Qtype || one.Header().Rrtype == dns.TypeCNAME || q.Qtype == dns.TypeANY {
			reply.Answer = append(reply.Answer, one)
		}
	}
	if len(reply.Answer) == 0 {
		// What says how long an absence may be remembered.
		reply.Ns = []dns.RR{&dns.SOA{
			Hdr: dns.RR_Header{Name: ClusterDomain + ".", Rrtype: dns.TypeSOA, Class: dns.ClassINET, Ttl: nameTTL},
			Ns:  "ns.dns." + ClusterDomain + ".", Mbox: "hostmaster." + ClusterDomain + ".",
			Serial: 1, Refresh: 7200, Retry: 1800, Expire: 86400, Minttl: nameTTL,
		}}
	}
	return reply
}

// lookup returns the records of a name without the cluster's domain, and
// whether there is such a name.
func (n *names) lookup(name string) (records []dns.RR, known bool) {
	parts := strings.Split(name, ".")
	last := len(parts) - 1
	switch {
	case name == "" || name == "svc" || name == "pod":
		return nil, true
	case name == "dns-version":
		return []dns.RR{&dns.TXT{Hdr: dns.RR_Header{Rrtype: dns.TypeTXT}, Txt: []string{"1.1.0"}}}, true
	case parts[last] == "pod" && last == 2:
		address, err := netip.ParseAddr(strings.ReplaceAll(parts[0], "-", "."))
		if err != nil {
			return nil, false
		}
		return addresses(address.String()), true
	case parts[last] != "svc":
		return nil, false
	case last == 1:
		return nil, n.namespace(parts[0])
	}
	service := n.service(parts[last-1], parts[last-2])
	if service == nil {
		return nil, false
	}
	switch before := parts[:last-2]; len(before) {
	case 0:
		return service.records(n.domain(service)), true
	case 1:
		for _, endpoint := range service.Endpoints {
			if endpoint.label() == before[0] {
				records = append(records, addresses(endpoint.Address)...)
			}
		}
		return records, len(records) > 0
	case 2:
		records = service.ports(before[0], before[1], n.domain(service))
		return records, len(records) > 0
	}
	return nil, false
}

func (n *names) namespace(name string) bool {
	for _, service := range n.services() {
		if service.Namespace == name {
			return true
		}
	}
	return false
}

func (n *names) service(namespace, name string) *Service {
	for _, service := range n.services() {
		if service.Namespace == namespace && service.Name == name {
			return &service
		}
	}
	return nil
}

func (n *names) domain(s *Service) string {
	return s.Name + "." + s.Namespace + ".svc." + ClusterDomain + "."
}

// records of the Service's own name.
func (s *Service) records(domain string) []dns.RR {
	if s.External != "" {
		return []dns.RR{&dns.CNAME{Hdr: dns.RR_Header{Rrtype: dns.TypeCNAME}, Target: dns.Fqdn(s.External)}}
	}
	records := s.ports("", "", domain)
	if s.Address != "" {
		return append(records, addresses(s.Address)...)
	}
	for _, endpoint := range s.Endpoints {
		records = append(records, addresses(endpoint.Address)...)
	}
	return records
}

// ports are the SRV records of a port `_name` of a protocol `_tcp`, or of all.
func (s *Service) ports(name, protocol, domain string) []dns.RR {
	var records []dns.RR
	for _, port := range s.Ports {
		if name != "" && ("_"+port.Name != name || "_"+strings.ToLower(port.Protocol) != protocol) {
			continue
		}
		targets := []string{domain}
		if s.Address == "" {
			targets = nil
			for _, endpoint := range s.Endpoints {
				targets = append(targets, endpoint.label()+"."+domain)
			}
		}
		for _, to := range targets {
			records = append(records, &dns.SRV{Hdr: dns.RR_Header{Rrtype: dns.TypeSRV}, Weight: 100, Port: port.Port, Target: to})
		}
	}
	return records
}

// label is an endpoint's own name below its Service.
func (e Endpoint) label() string {
	if e.Hostname != "" {
		return e.Hostname
	}
	return strings.ReplaceAll(e.Address, ".", "-")
}

func addresses(text string) []dns.RR {
	ip := net.ParseIP(text)
	if ip == nil || ip.To4() == nil {
		return nil
	}
	return []dns.RR{&dns.A{Hdr: dns.RR_Header{Rrtype: dns.TypeA}, A: ip.To4()}}
}

// upstream answers what is not the cluster's.
type upstream interface {
	exchange(question *dns.Msg, tcp bool) (*dns.Msg, error)
}

// hostServers are those in the host's resolv.conf, read when it is asked for:
// a laptop changes its network.
type hostServers struct {
	file string
	mu   sync.Mutex
	read time.Time
	last *dns.ClientConfig
}

// servers of the host, at most a second old.
func (h *hostServers) servers() (*dns.ClientConfig, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.last != nil && time.Since(h.read) < time.Second {
		return h.last, nil
	}
	config, err := dns.ClientConfigFromFile(h.file)
	if err != nil {
		return nil, err
	}
	h.last, h.read = config, time.Now()
	return config, nil
}

func (h *hostServers) exchange(question *dns.Msg, tcp bool) (*dns.Msg, error) {
	config, err := h.servers()
	if err != nil {
		return nil, err
	}
	client := &dns.Client{Net: "udp", Timeout: upstreamWait}
	if tcp {
		client.Net = "tcp"
	}
	var answer *dns.Msg
	err = net.ErrClosed
	for _, server := range config.Servers {
		answer, _, err = client.Exchange(question, net.JoinHostPort(server, config.Port))
		if err == nil {
			return answer, nil
		}
	}
	return nil, err
}

// HostSearch are the domains in which the host looks names up.
func HostSearch() []string {
	config, err := dns.ClientConfigFromFile(resolvConf)
	if err != nil {
		return nil
	}
	return config.Search
}
