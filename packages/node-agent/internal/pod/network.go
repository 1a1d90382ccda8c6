package pod

import (
	"cmp"
	"context"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/podnet"
	"illm.lab/node-agent/internal/sandbox"
)

const (
	networkLost = "The pod's network is gone: the process that held it was killed, or the host changed what it allows"
	// usualNdots is the number of dots from which on a name is first taken as
	// it is, as the kubelet sets it.
	usualNdots   = "ndots:5"
	hostLoopback = "127.0.0.1"
)

// annotationTarget is the URL that a pod puts load on. On localhost it means this
// computer's, not the pod's.
const annotationTarget = "illm.lab/target-url"

// hostPorts are the ports of the host's loopback that the pod is made to reach.
func hostPorts(pod *corev1.Pod) []uint16 {
	target, err := url.Parse(pod.Annotations[annotationTarget])
	if err != nil || (target.Hostname() != "localhost" && target.Hostname() != hostLoopback) {
		return nil
	}
	usual := map[string]string{"http": "80", "https": "443"}[target.Scheme]
	port, err := strconv.ParseUint(cmp.Or(target.Port(), usual), 10, 16)
	if err != nil || port == 0 {
		return nil
	}
	return []uint16{uint16(port)}
}

// join gives the pod its network, or says why it has none.
func (r *Runner) join(ctx context.Context) (time.Time, bool) {
	if r.record.Pod.Spec.HostNetwork {
		return r.hold("", reasonNetwork, "hostNetwork is not offered here: such a pod would reach the hub's own ports. Remove hostNetwork; a Service of type LoadBalancer is reached from this computer", longest)
	}
	r.record.Network, r.record.OwnNetwork = r.deps.Network.ID(), r.deps.Network.Own()
	r.deps.Network.Local(r.record.IP, hostPorts(r.record.Pod))
	if _, err := r.deps.Network.Attach(ctx, r.record.IP); err != nil {
		return r.hold("", reasonNetwork, err.Error(), recheck)
	}
	return time.Time{}, true
}

// leave gives network and address back; no process of the pod is left.
func (r *Runner) leave() {
	nominal, err := netip.ParseAddr(r.record.IP)
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), apiTimeout)
	defer cancel()
	if err := r.deps.Network.Detach(ctx, r.record.IP); err != nil {
		klog.ErrorS(err, "cannot end the pod's network", "pod", klog.KObj(r.record.Pod))
	}
	r.deps.Addresses.Free(nominal)
}

// checkNetwork ends the containers of a pod whose network is gone, as a kubelet
// does when a sandbox has changed; the restart policy decides what follows. ended
// is false as long as one still runs: until then none may start, it would have to
// end again. It comes back at the returned time.
func (r *Runner) checkNetwork(ctx context.Context) (next time.Time, ended bool) {
	if !r.record.Prepared || r.record.Phase != "" || r.record.Network == r.deps.Network.ID() {
		return time.Time{}, true
	}
	running := false
	for _, c := range allContainers(r.record.Pod) {
		if r.record.container(c.Name).State == Running {
			running = true
			next = sooner(next, r.end(ctx, c, networkLost, 0))
		}
	}
	if running || r.record.Stop != nil {
		return next, !running
	}
	r.deps.Events.Event(r.record.Pod, corev1.EventTypeNormal, "SandboxChanged", networkLost)
	if r.refresh != nil {
		r.refresh()
	}
	r.record.Prepared = false // which joins the pod to the network that there is now
	return time.Time{}, true
}

// etc is what the pod's generated files say.
func (r *Runner) etc() sandbox.Etc {
	pod := r.record.Pod
	etc := sandbox.Etc{Hostname: hostname(pod), PodIP: r.facts().BindIP, Resolv: resolv(pod, r.deps.Network.DNS(), podnet.HostSearch)}
	if pod.Spec.Subdomain != "" {
		etc.FQDN = strings.Join([]string{etc.Hostname, pod.Spec.Subdomain, pod.Namespace, "svc", podnet.ClusterDomain}, ".")
	}
	for _, alias := range pod.Spec.HostAliases {
		etc.Aliases = append(etc.Aliases, sandbox.Host{IP: alias.IP, Names: alias.Hostnames})
	}
	return etc
}

// resolv is the pod's resolv.conf by its DNS policy; empty without a name server
// of the cluster's.
func resolv(pod *corev1.Pod, server string, hostSearch func() []string) string {
	if server == "" {
		return ""
	}
	servers, options := []string{server}, []string{}
	var search []string
	switch pod.Spec.DNSPolicy {
	case corev1.DNSNone:
		servers = nil
	case corev1.DNSDefault: // the host's servers, which the cluster's asks
		search = hostSearch()
	default:
		for _, domain := range []string{pod.Namespace + ".svc.", "svc.", ""} {
			search = append(search, domain+podnet.ClusterDomain)
		}
		search, options = append(search, hostSearch()...), append(options, usualNdots)
	}
	if own := pod.Spec.DNSConfig; own != nil {
		servers, search = append(servers, own.Nameservers...), append(search, own.Searches...)
		for _, option := range own.Options {
			text := option.Name
			if option.Value != nil {
				text += ":" + *option.Value
			}
			options = append(options, text) // of two the later counts
		}
	}
	var lines []string
	for _, one := range servers {
		lines = append(lines, "nameserver "+one)
	}
	if len(search) > 0 {
		lines = append(lines, "search "+strings.Join(search, " "))
	}
	if len(options) > 0 {
		lines = append(lines, "options "+strings.Join(options, " "))
	}
	return strings.Join(lines, "\n") + "\n"
}
