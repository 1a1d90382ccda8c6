//go:build integration

package integration

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"

	"illm.lab/node-agent/internal/podnet"
)

// ownNetworks leaves a test out where this host does not let pods have them.
func (c *cluster) ownNetworks(t *testing.T) {
	t.Helper()
	if why := c.sharedNetwork(t); why != "" {
		t.Skip(why)
	}
}

// sharedNetwork says why pods share the host's network; empty when they do not.
func (c *cluster) sharedNetwork(t *testing.T) string {
	t.Helper()
	node, err := c.client.CoreV1().Nodes().Get(t.Context(), "lab", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, condition := range node.Status.Conditions {
		if condition.Type == "PodNetworkShared" && condition.Status == corev1.ConditionTrue {
			return condition.Message
		}
	}
	return ""
}

// server is a pod that listens on port 8080 of all its addresses and a Service on port 80.
func (c *cluster) server(t *testing.T, ns, name string, change ...func(*corev1.Service)) {
	t.Helper()
	labels := map[string]string{"app": name}
	c.create(t, ns, &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: labels}, Spec: corev1.PodSpec{
		NodeName: "lab", Containers: []corev1.Container{
			{
				Name: "main", Image: "ghcr.io/illm-lab/target", Command: []string{"lab-target"}, Args: []string{"--address", "0.0.0.0", "--name", name},
				ReadinessProbe: &corev1.Probe{PeriodSeconds: 1, ProbeHandler: corev1.ProbeHandler{
					HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromInt32(8080)}}},
			},
			{Name: "beside", Image: "alpine", Command: []string{"sleep", "600"}},
		}}})
	service := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: corev1.ServiceSpec{Selector: labels,
		Ports: []corev1.ServicePort{{Name: "http", Port: 80, TargetPort: intstr.FromInt32(8080)}}}}
	for _, f := range change {
		f(service)
	}
	if _, err := c.client.CoreV1().Services(ns).Create(t.Context(), service, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

// fetch asks an address from within a pod, by bash, which looks the name up as any program.
func (c *cluster) fetch(t *testing.T, ns, pod, container, host string, port int) string {
	t.Helper()
	script := fmt.Sprintf(`exec 3<>/dev/tcp/%s/%d && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && tail -n 1 <&3`, host, port)
	out, _ := c.kubectl(t, "", "exec", "-n", ns, pod, "-c", container, "--", "bash", "-c", script)
	return strings.TrimSpace(out)
}

const hello = "hello from "

// Two pods listen on one port of all their addresses. Each is reached by the
// names of its Service, by its sidecar on localhost, and not by this computer.
func TestNetworkPerPod(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.ownNetworks(t)
	c.server(t, ns, "one")
	c.server(t, ns, "two")
	c.server(t, ns, "bare", func(s *corev1.Service) { s.Spec.ClusterIP = corev1.ClusterIPNone })
	ready := func(p *corev1.Pod) bool {
		return len(p.Status.ContainerStatuses) == 2 && p.Status.ContainerStatuses[0].Ready && p.Status.ContainerStatuses[1].Ready
	}
	for _, name := range []string{"one", "two", "bare"} {
		c.wait(t, ns, name, "ready", ready)
	}
	answers := func(host string, port int, want string) {
		t.Helper()
		// The Service may not have been told yet that its pod is ready.
		eventually(t, host+" answers as "+want, func() bool { return c.fetch(t, ns, "one", "beside", host, port) == hello+want })
	}
	answers("bare", 8080, "bare")
	for host, want := range map[string]string{
		// The first pod's own name is the pod, not the Service: /etc/hosts says so, as a kubelet's.
		"one." + ns: "one", "two": "two", "two." + ns: "two", "two." + ns + ".svc": "two", "two." + ns + ".svc.cluster.local": "two",
	} {
		answers(host, 80, want)
	}
	for host, want := range map[string]string{"localhost": "one", c.pod(t, ns, "two").Status.PodIP: "two"} {
		answers(host, 8080, want)
	}
	if conn, err := net.DialTimeout("tcp4", "127.0.0.1:8080", time.Second); err == nil {
		said := make([]byte, 200)
		fmt.Fprint(conn, "GET / HTTP/1.0\r\n\r\n")
		_ = conn.SetReadDeadline(time.Now().Add(time.Second))
		n, _ := conn.Read(said)
		conn.Close()
		if strings.Contains(string(said[:n]), hello) {
			t.Error("a pod that listens on 0.0.0.0 is reached at this computer's loopback")
		}
	}
	// Port-forward comes from within the pod.
	out, _ := c.command(t, "bash", "", "-c", fmt.Sprintf(`
		"$0" --kubeconfig %s port-forward -n %s two :8080 >%s/forward.log & pid=$!
		for i in $(seq 100); do port=$(sed -n 's/.*127.0.0.1:\([0-9]*\) ->.*/\1/p' %s/forward.log); [ -n "$port" ] && break; sleep 0.1; done
		exec 3<>/dev/tcp/127.0.0.1/$port && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && tail -n 1 <&3; kill $pid`, c.kubeconfig, ns, c.dir, c.dir), tool("kubectl"))
	if !strings.Contains(out, hello+"two") {
		t.Errorf("port-forward: %q", out)
	}
}

// What listens on this computer is not there for pods, the API server aside.
func TestPodsDoNotReachTheHub(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.ownNetworks(t)
	allowed, forbidden := c.listenOnHost(t, "allowed"), c.listenOnHost(t, "forbidden")
	c.endAgent(syscall.SIGTERM)
	if err := c.startAgent("--reach", fmt.Sprintf("127.0.0.1:%d", allowed)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.endAgent(syscall.SIGTERM)
		if err := c.startAgent(); err != nil {
			t.Error(err)
		}
	})
	c.create(t, ns, shell("curious", "sleep 600"))
	c.wait(t, ns, "curious", "running", running)
	reach := func(host string, port int) string { return c.fetch(t, ns, "curious", "main", host, port) }
	eventually(t, "what is allowed", func() bool { return reach("127.0.0.1", allowed) == "allowed" })
	for name, port := range map[string]int{"a port of this computer": forbidden, "etcd": c.etcdPort, "the kubelet's port": c.kubeletPort} {
		for _, host := range []string{"127.0.0.1", "10.201.0.1", "10.96.0.1"} {
			if got := reach(host, port); !strings.Contains(got, "refused") && !strings.Contains(got, "unreachable") {
				t.Errorf("%s at %s: %q", name, host, got)
			}
		}
	}
	if got := reach("kubernetes.default.svc", 443); strings.Contains(got, "refused") {
		t.Errorf("the API server: %q", got)
	}
}

// listenOnHost serves one word on this computer's loopback.
func (c *cluster) listenOnHost(t *testing.T, word string) int {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
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
			_, _ = conn.Read(make([]byte, 100))
			fmt.Fprintln(conn, word)
			conn.Close()
		}
	}()
	return listener.Addr().(*net.TCPAddr).Port
}

// The agent dies: pods talk on, and the next one goes on with them. Then the
// network itself dies: the pods are started again in another.
func TestNetworkOutlivesTheAgent(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.ownNetworks(t)
	c.server(t, ns, "server")
	c.create(t, ns, shell("asks", `i=0; while true; do exec 3<>/dev/tcp/server/80 && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && tail -n 1 <&3; sleep 0.1; done`,
		func(p *corev1.Pod) { p.Spec.Containers[0].Command[0] = "bash" }))
	c.wait(t, ns, "asks", "running", running)
	answers := func() int { return strings.Count(c.logs(t, ns, "asks", corev1.PodLogOptions{}), hello+"server") }
	eventually(t, "answers", func() bool { return answers() > 2 })
	c.endAgent(syscall.SIGKILL)
	before := logLines(t, c, ns, "asks")
	within(t, 30*time.Second, "answers without an agent", func() bool { return logLines(t, c, ns, "asks") > before+5 })
	if err := c.startAgent(); err != nil {
		t.Fatal(err)
	}
	if pod := c.pod(t, ns, "server"); pod.Status.ContainerStatuses[0].RestartCount != 0 {
		t.Errorf("restarted: %+v", pod.Status)
	}
	if got := c.fetch(t, ns, "server", "beside", "server."+ns, 80); got != hello+"server" {
		t.Errorf("in an adopted pod: %q", got)
	}
	pid, err := os.ReadFile(filepath.Join(c.dir, "state/network", podnet.LockFile))
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(string(pid))
	if err != nil {
		t.Fatal(err)
	}
	_ = syscall.Kill(number, syscall.SIGKILL)
	c.wait(t, ns, "server", "started again", func(p *corev1.Pod) bool {
		s := p.Status.ContainerStatuses
		return s[0].RestartCount == 1 && s[0].Ready && s[1].RestartCount == 1 && s[1].Ready
	})
	eventually(t, "answers in the new network", func() bool { return c.fetch(t, ns, "server", "beside", "server."+ns, 80) == hello+"server" })
	if events := c.events(t, ns, "server"); !strings.Contains(events, "SandboxChanged") {
		t.Errorf("events: %s", events)
	}
}

// logLines counts a log's lines on the disk: there may be no agent to ask.
func logLines(t *testing.T, c *cluster, ns, name string) int {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(c.dir, "state/pods", string(c.pod(t, ns, name).UID), "containers/main/0/log"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(data), hello)
}
