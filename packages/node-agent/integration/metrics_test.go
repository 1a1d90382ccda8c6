//go:build integration

package integration

import (
	"crypto/tls"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// get asks the kubelet API with one of the certificates.
func (c *cluster) get(t *testing.T, certificate, path string) (int, string) {
	t.Helper()
	pair, err := tls.LoadX509KeyPair(c.path(certificate+".crt"), c.path(certificate+".key"))
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{
		InsecureSkipVerify: true, Certificates: []tls.Certificate{pair}}}}
	response, err := client.Get(fmt.Sprintf("https://127.0.0.1:%d%s", c.kubeletPort, path))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

// The figures are those of the pods' processes, and whoever reads them for
// Prometheus reads nothing else.
func TestMetrics(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("busy", "while :; do :; done", func(p *corev1.Pod) {}))
	c.wait(t, ns, "busy", "run", func(p *corev1.Pod) bool { return p.Status.Phase == corev1.PodRunning })

	value := func(path, series string) float64 {
		status, body := c.get(t, "metrics-reader", path)
		if status != http.StatusOK {
			t.Fatalf("%s: status %d: %s", path, status, body)
		}
		found := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(series) + ` (\S+)`).FindStringSubmatch(body)
		if found == nil {
			return -1
		}
		number, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		return number
	}
	container := fmt.Sprintf(`container="main",instance="lab",namespace="%s",pod="busy"`, ns)
	cpu := "container_cpu_usage_seconds_total{" + container + "}"
	eventually(t, "a second of processor time", func() bool { return value("/metrics/cadvisor", cpu) > 1 })
	if memory := value("/metrics/cadvisor", "container_memory_working_set_bytes{"+container+"}"); memory <= 0 {
		t.Errorf("memory %v", memory)
	}
	if pod := value("/metrics/resource", fmt.Sprintf(`pod_cpu_usage_seconds_total{namespace="%s",pod="busy"}`, ns)); pod < 1 {
		t.Errorf("pod's processor time %v", pod)
	}
	if node := value("/metrics/resource", "node_memory_working_set_bytes"); node <= 0 {
		t.Errorf("node's memory %v", node)
	}

	for path, want := range map[string]int{"/pods": http.StatusForbidden, "/metrics/nothing": http.StatusNotFound,
		fmt.Sprintf("/containerLogs/%s/busy/main", ns): http.StatusForbidden} {
		if status, _ := c.get(t, "metrics-reader", path); status != want {
			t.Errorf("%s: status %d, want %d", path, status, want)
		}
	}
	if status, _ := c.get(t, "kubelet-client", "/metrics/cadvisor"); status != http.StatusOK {
		t.Errorf("the API server: status %d", status)
	}
}
