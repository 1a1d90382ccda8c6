//go:build integration

package integration

import (
	"context"
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
	"sigs.k8s.io/yaml"
)

// shell is a pod with one container that runs a script on this node.
func shell(name, script string, change ...func(*corev1.Pod)) *corev1.Pod {
	pod := &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: name},
		Spec: corev1.PodSpec{
			NodeName: "lab", RestartPolicy: corev1.RestartPolicyNever, TerminationGracePeriodSeconds: ptr.To[int64](5),
			Containers: []corev1.Container{{Name: "main", Image: "alpine:3.22", Command: []string{"sh", "-c", script}}},
		},
	}
	for _, f := range change {
		f(pod)
	}
	return pod
}

func (c *cluster) create(t *testing.T, ns string, pod *corev1.Pod) *corev1.Pod {
	t.Helper()
	created, err := c.client.CoreV1().Pods(ns).Create(t.Context(), pod, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return created
}

func (c *cluster) pod(t *testing.T, ns, name string) *corev1.Pod {
	t.Helper()
	pod, err := c.client.CoreV1().Pods(ns).Get(t.Context(), name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return pod
}

// wait returns the pod once the condition holds.
func (c *cluster) wait(t *testing.T, ns, name, what string, done func(*corev1.Pod) bool) *corev1.Pod {
	t.Helper()
	var last *corev1.Pod
	if err := poll(startLimit, func() bool {
		last = c.pod(t, ns, name)
		return done(last)
	}); err != nil {
		status, _ := yaml.Marshal(last.Status)
		t.Fatalf("pod %s, %s: %v; its status:\n%s", name, what, err, status)
	}
	return last
}

func running(pod *corev1.Pod) bool {
	return len(pod.Status.ContainerStatuses) > 0 && pod.Status.ContainerStatuses[0].State.Running != nil
}

func ended(pod *corev1.Pod) bool {
	return pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed
}

func (c *cluster) logs(t *testing.T, ns, name string, options corev1.PodLogOptions) string {
	t.Helper()
	data, err := c.client.CoreV1().Pods(ns).GetLogs(name, &options).DoRaw(t.Context())
	if err != nil {
		t.Fatalf("logs of %s: %v", name, err)
	}
	return string(data)
}

// kubectl runs the real one and returns output and exit code.
func (c *cluster) kubectl(t *testing.T, stdin string, args ...string) (string, int) {
	t.Helper()
	return c.command(t, tool("kubectl"), stdin, append([]string{"--kubeconfig", c.kubeconfig}, args...)...)
}

func (c *cluster) command(t *testing.T, path, stdin string, args ...string) (string, int) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env = append(cmd.Environ(), "KUBECONFIG="+c.kubeconfig)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("%s %v: %v", path, args, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// events of an object, as "reason: message" lines.
func (c *cluster) events(t *testing.T, ns, name string) string {
	t.Helper()
	list, err := c.client.CoreV1().Events(ns).List(t.Context(), metav1.ListOptions{FieldSelector: "involvedObject.name=" + name})
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, event := range list.Items {
		lines = append(lines, event.Reason+": "+event.Message)
	}
	return strings.Join(lines, "\n")
}

// processes with a marker in their command line.
func processes(marker string) int {
	out, _ := exec.Command("pgrep", "-fc", marker).Output()
	n := 0
	for _, digit := range strings.TrimSpace(string(out)) {
		n = n*10 + int(digit-'0')
	}
	return n
}

func within(t *testing.T, limit time.Duration, what string, done func() bool) {
	t.Helper()
	if err := poll(limit, done); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
