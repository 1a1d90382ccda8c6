package pod

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

func TestResolv(t *testing.T) {
	host := func() []string { return []string{"home.arpa"} }
	pod := func(policy corev1.DNSPolicy, config *corev1.PodDNSConfig) *corev1.Pod {
		return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "shop"}, Spec: corev1.PodSpec{DNSPolicy: policy, DNSConfig: config}}
	}
	config := &corev1.PodDNSConfig{Nameservers: []string{"192.0.2.1"}, Searches: []string{"example.org"},
		Options: []corev1.PodDNSConfigOption{{Name: "ndots", Value: ptr.To("2")}, {Name: "edns0"}}}
	for _, c := range []struct {
		pod  *corev1.Pod
		want []string
	}{
		{pod(corev1.DNSClusterFirst, nil), []string{"nameserver 10.96.0.10", "search shop.svc.cluster.local svc.cluster.local cluster.local home.arpa", "options ndots:5"}},
		{pod(corev1.DNSDefault, nil), []string{"nameserver 10.96.0.10", "search home.arpa"}},
		{pod(corev1.DNSNone, config), []string{"nameserver 192.0.2.1", "search example.org", "options ndots:2 edns0"}},
		{pod(corev1.DNSClusterFirst, config), []string{"nameserver 10.96.0.10", "nameserver 192.0.2.1",
			"search shop.svc.cluster.local svc.cluster.local cluster.local home.arpa example.org", "options ndots:5 ndots:2 edns0"}},
	} {
		if got := resolv(c.pod, "10.96.0.10", host); got != strings.Join(c.want, "\n")+"\n" {
			t.Errorf("%s: %q", c.pod.Spec.DNSPolicy, got)
		}
	}
	if got := resolv(pod(corev1.DNSClusterFirst, nil), "", host); got != "" {
		t.Errorf("without a name server of its own: %q", got)
	}
}

// Only a target on this computer's loopback opens one of its ports to a pod.
func TestHostPorts(t *testing.T) {
	for target, want := range map[string]uint16{
		"": 0, "http://localhost:3000": 3000, "http://127.0.0.1:3000/shop/": 3000, "http://localhost": 80, "https://localhost/": 443,
		"http://127.89.0.1:80": 0, "https://shop.example.org:3000": 0, "http://localhost:99999": 0, "http://localhost:0": 0,
		"localhost:3000": 0, "ftp://localhost": 0, "{{inputs.parameters.target-url}}": 0,
	} {
		pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Annotations: map[string]string{annotationTarget: target}}}
		got := hostPorts(pod)
		if (want == 0) != (len(got) == 0) || (want != 0 && got[0] != want) {
			t.Errorf("%q: %v", target, got)
		}
	}
}
