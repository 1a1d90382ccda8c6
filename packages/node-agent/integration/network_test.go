//go:build integration

package integration

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// A Deployment behind a LoadBalancer: an address, ready endpoints only, and
// nothing left when it is gone.
func TestLoadBalancer(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	labels := map[string]string{"app": "target"}
	deployment := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Name: "target"}, Spec: appsv1.DeploymentSpec{
		Replicas: ptr.To[int32](2), Selector: &metav1.LabelSelector{MatchLabels: labels},
		Template: corev1.PodTemplateSpec{ObjectMeta: metav1.ObjectMeta{Labels: labels}, Spec: corev1.PodSpec{
			NodeName: "lab", TerminationGracePeriodSeconds: ptr.To[int64](3),
			Containers: []corev1.Container{{
				Name: "target", Image: "ghcr.io/illm-lab/target:0.1.0", Command: []string{"lab-target"}, Args: []string{"--port", "9000"},
				Ports: []corev1.ContainerPort{{Name: "http", ContainerPort: 9000}},
				ReadinessProbe: &corev1.Probe{ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{
					Path: "/healthz", Port: intstr.FromString("http")}}},
			}},
		}},
	}}
	if _, err := c.client.AppsV1().Deployments(ns).Create(t.Context(), deployment, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	service := &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: "target"}, Spec: corev1.ServiceSpec{
		Type: corev1.ServiceTypeLoadBalancer, Selector: labels,
		Ports: []corev1.ServicePort{{Name: "web", Port: 8080, TargetPort: intstr.FromString("http")}},
	}}
	if _, err := c.client.CoreV1().Services(ns).Create(t.Context(), service, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	var address string
	eventually(t, "address", func() bool {
		current, err := c.client.CoreV1().Services(ns).Get(t.Context(), "target", metav1.GetOptions{})
		if err != nil || len(current.Status.LoadBalancer.Ingress) == 0 {
			return false
		}
		address = current.Status.LoadBalancer.Ingress[0].IP
		return true
	})
	if !strings.HasPrefix(address, "127.202.0.") {
		t.Fatalf("address %s is not of --lb-cidr", address)
	}
	url := fmt.Sprintf("http://%s:8080/", address)
	get := func() (string, error) {
		client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		response, err := client.Get(url)
		if err != nil {
			return "", err
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		return string(body), err
	}
	eventually(t, "answer through the load balancer", func() bool {
		body, err := get()
		return err == nil && body == "hello from the lab\n"
	})
	eventually(t, "both pods ready", func() bool {
		current, err := c.client.AppsV1().Deployments(ns).Get(t.Context(), "target", metav1.GetOptions{})
		return err == nil && current.Status.ReadyReplicas == 2
	})

	// Without ready endpoints a client is refused at once.
	scale := []byte(`{"spec":{"replicas":0}}`)
	if _, err := c.client.AppsV1().Deployments(ns).Patch(t.Context(), "target", "application/merge-patch+json", scale, metav1.PatchOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "refusal without endpoints", func() bool {
		_, err := net.DialTimeout("tcp", address+":8080", time.Second)
		return err != nil && strings.Contains(err.Error(), "refused")
	})
	if err := c.client.CoreV1().Services(ns).Delete(t.Context(), "target", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	// The address is free again: the next Service gets it.
	other := c.namespace(t)
	service.ObjectMeta = metav1.ObjectMeta{Name: "next"}
	eventually(t, "address free again", func() bool {
		_ = c.client.CoreV1().Services(other).Delete(t.Context(), "next", metav1.DeleteOptions{})
		if _, err := c.client.CoreV1().Services(other).Create(t.Context(), service.DeepCopy(), metav1.CreateOptions{}); err != nil {
			return false
		}
		for range 20 {
			time.Sleep(100 * time.Millisecond)
			current, err := c.client.CoreV1().Services(other).Get(t.Context(), "next", metav1.GetOptions{})
			if err == nil && len(current.Status.LoadBalancer.Ingress) > 0 {
				return current.Status.LoadBalancer.Ingress[0].IP == address
			}
		}
		return false
	})
}

// exec, logs -f and port-forward with the real kubectl.
func TestStreams(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("streams", "i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo line $i; sleep 0.1; done", func(p *corev1.Pod) {
		p.Spec.Containers[0].WorkingDir = "/somewhere"
		p.Spec.Containers[0].Env = []corev1.EnvVar{{Name: "OWN", Value: "own"}}
	}))
	c.wait(t, ns, "streams", "running", running)
	out, code := c.kubectl(t, "typed", "exec", "-i", "-n", ns, "streams", "--", "sh", "-c", `echo "$(cat) $OWN $(pwd) $(id -u)"; grep CapEff /proc/self/status; exit 5`)
	if code != 5 || !strings.Contains(out, "typed own /somewhere 0") || !strings.Contains(out, "CapEff:\t0000000000000000") {
		t.Errorf("exec: %d, %q", code, out)
	}
	if out, _ := c.kubectl(t, "", "logs", "-f", "-n", ns, "streams"); strings.Count(out, "\n") != 30 || !strings.HasSuffix(out, "line 30\n") {
		t.Errorf("logs -f is not whole: %q", out)
	}
	if pod := c.wait(t, ns, "streams", "end", ended); pod.Status.Phase != corev1.PodSucceeded {
		t.Errorf("phase %s", pod.Status.Phase)
	}
}
