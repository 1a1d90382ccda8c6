//go:build integration

package integration

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"illm.lab/node-agent/internal/shim"
)

// The agent dies; its containers and what they say do not.
func TestAdoption(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	count := "i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; sleep 0.1; done; exit %d"
	c.create(t, ns, shell("longer", fmt.Sprintf(count, 80, 3)))  // ends under the second agent
	c.create(t, ns, shell("shorter", fmt.Sprintf(count, 25, 4))) // ends while there is none
	c.create(t, ns, shell("robbed", "sleep 600"))                // loses its shim while there is none
	for _, name := range []string{"longer", "shorter", "robbed"} {
		c.wait(t, ns, name, "running", running)
	}
	c.endAgent(syscall.SIGKILL)
	var state shim.State
	robbed := filepath.Join(c.dir, "state/pods", string(c.pod(t, ns, "robbed").UID), "containers/main/0", shim.StateFile)
	if err := shim.ReadJSON(robbed, &state); err != nil {
		t.Fatal(err)
	}
	syscall.Kill(state.ShimPID, syscall.SIGKILL)
	time.Sleep(3500 * time.Millisecond) // shorter's whole life
	if err := c.startAgent(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		code   int32
		reason string
		lines  int
	}{"longer": {3, "Error", 80}, "shorter": {4, "Error", 25}, "robbed": {137, "ContainerStatusUnknown", 0}} {
		pod := c.wait(t, ns, name, "end", ended)
		got := pod.Status.ContainerStatuses[0].State.Terminated
		if pod.Status.Phase != corev1.PodFailed || got.ExitCode != want.code || got.Reason != want.reason {
			t.Errorf("%s: phase %s, %+v", name, pod.Status.Phase, got)
		}
		log := c.logs(t, ns, name, corev1.PodLogOptions{})
		expected := new(strings.Builder)
		for i := range want.lines {
			fmt.Fprintf(expected, "line %d\n", i+1)
		}
		if log != expected.String() {
			t.Errorf("%s: log is not whole: %q", name, log)
		}
	}
}

// A clean stop leaves pods; one with --stop-pods ends them, with true status.
func TestStop(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("stays", "trap 'exit 3' TERM; echo stay-marker-1; while true; do sleep 0.1; done"))
	c.wait(t, ns, "stays", "running", running)
	c.endAgent(syscall.SIGTERM)
	if err := c.startAgent("--stop-pods"); err != nil {
		t.Fatal(err)
	}
	if pod := c.pod(t, ns, "stays"); !running(pod) || pod.Status.ContainerStatuses[0].RestartCount != 0 {
		t.Fatalf("after a clean restart: %+v", pod.Status)
	}
	if out, code := c.kubectl(t, "", "exec", "-n", ns, "stays", "--", "echo", "adopted"); code != 0 || out != "adopted\n" {
		t.Errorf("exec into an adopted pod: %q, %d", out, code)
	}
	c.endAgent(syscall.SIGTERM)
	if n := processes("stay-marker-1"); n != 0 {
		t.Errorf("%d processes left after --stop-pods", n)
	}
	pod := c.pod(t, ns, "stays")
	if code := pod.Status.ContainerStatuses[0].State.Terminated.ExitCode; pod.Status.Phase != corev1.PodFailed || pod.Status.Reason != "Terminated" || code != 3 {
		t.Errorf("phase %s, reason %s, exit code %d", pod.Status.Phase, pod.Status.Reason, code)
	}
	if err := c.startAgent(); err != nil {
		t.Fatal(err)
	}
}

// Restarts, deadlines, memory limits and grace, all at once for speed.
func TestEnds(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("restarts", "echo run; exit 1", func(p *corev1.Pod) { p.Spec.RestartPolicy = corev1.RestartPolicyOnFailure }))
	c.create(t, ns, shell("deadline", "sleep 600", func(p *corev1.Pod) {
		p.Spec.ActiveDeadlineSeconds = ptr.To[int64](2)
		p.Spec.TerminationGracePeriodSeconds = ptr.To[int64](1)
	}))
	// It holds the memory until it is ended: what is over sooner goes unseen.
	c.create(t, ns, shell("memory", "{ head -c 200m /dev/zero; sleep 600; } | tail", func(p *corev1.Pod) {
		p.Spec.Containers[0].Resources.Limits = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("20Mi")}
	}))
	c.create(t, ns, shell("missing", "", func(p *corev1.Pod) { p.Spec.Containers[0].Command = []string{"no-such-program"} }))
	c.create(t, ns, shell("liveness", "sleep 600", func(p *corev1.Pod) {
		p.Spec.RestartPolicy = corev1.RestartPolicyAlways
		p.Spec.TerminationGracePeriodSeconds = ptr.To[int64](1)
		p.Spec.Containers[0].LivenessProbe = &corev1.Probe{PeriodSeconds: 1, FailureThreshold: 1,
			ProbeHandler: corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"false"}}}}
	}))
	pod := c.wait(t, ns, "restarts", "backing off", func(p *corev1.Pod) bool {
		return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].State.Waiting != nil && p.Status.ContainerStatuses[0].State.Waiting.Reason == "CrashLoopBackOff"
	})
	if s := pod.Status.ContainerStatuses[0]; s.RestartCount != 2 || s.LastTerminationState.Terminated.ExitCode != 1 || pod.Status.Phase != corev1.PodRunning {
		t.Errorf("restarts: phase %s, %+v", pod.Status.Phase, s)
	}
	if log := c.logs(t, ns, "restarts", corev1.PodLogOptions{Previous: true}); log != "run\n" {
		t.Errorf("previous log: %q", log)
	}
	for name, want := range map[string]struct {
		podReason, reason string
		code              int32
	}{"deadline": {"DeadlineExceeded", "Error", 137}, "memory": {"", "OOMKilled", 137}, "missing": {"", "StartError", 128}} {
		pod := c.wait(t, ns, name, "end", ended)
		got := pod.Status.ContainerStatuses[0].State.Terminated
		if pod.Status.Phase != corev1.PodFailed || pod.Status.Reason != want.podReason || got.Reason != want.reason || got.ExitCode != want.code {
			t.Errorf("%s: phase %s %s, %+v", name, pod.Status.Phase, pod.Status.Reason, got)
		}
	}
	c.wait(t, ns, "liveness", "restart by the liveness probe", func(p *corev1.Pod) bool {
		return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].RestartCount > 0
	})
}

// Deleting a namespace ends processes within the grace and frees everything;
// the object stays until then, and those kept by a finalizer show their end.
func TestNamespaceDeletion(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	const marker = "deletion-marker-77"
	c.create(t, ns, shell("polite", "trap 'exit 0' TERM; echo up; while true; do sleep 0.1; done # "+marker, func(p *corev1.Pod) {
		p.Spec.TerminationGracePeriodSeconds = ptr.To[int64](60) // must not take that long
	}))
	c.create(t, ns, shell("stubborn", "trap '' TERM; echo up; while true; do sleep 0.1; done # "+marker, func(p *corev1.Pod) {
		p.Spec.TerminationGracePeriodSeconds = ptr.To[int64](2)
	}))
	c.create(t, ns, shell("initializing", "true", func(p *corev1.Pod) {
		p.Spec.TerminationGracePeriodSeconds = ptr.To[int64](2)
		p.Spec.InitContainers = []corev1.Container{{Name: "i", Image: "alpine", Command: []string{"sh", "-c", "sleep 600 # " + marker}}}
	}))
	c.create(t, ns, shell("kept", "trap 'exit 9' TERM; echo up; while true; do sleep 0.1; done # "+marker, func(p *corev1.Pod) {
		p.Finalizers = []string{"illm.lab/test"}
	}))
	c.create(t, ns, shell("pending", "true", func(p *corev1.Pod) { p.Spec.Containers[0].Image = "no.such/image" }))
	// Not before the traps are set: PID 1 ignores a signal that it does not handle.
	for _, name := range []string{"polite", "stubborn", "kept"} {
		c.wait(t, ns, name, "running", running)
		eventually(t, name+" is up", func() bool { return c.logs(t, ns, name, corev1.PodLogOptions{}) == "up\n" })
	}
	c.wait(t, ns, "initializing", "running init container", func(p *corev1.Pod) bool {
		return len(p.Status.InitContainerStatuses) > 0 && p.Status.InitContainerStatuses[0].State.Running != nil
	})
	var uids []string
	for _, name := range []string{"polite", "stubborn", "initializing", "kept", "pending"} {
		uids = append(uids, string(c.pod(t, ns, name).UID))
	}
	if err := c.client.CoreV1().Namespaces().Delete(t.Context(), ns, metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	within(t, 15*time.Second, "processes end", func() bool { return processes(marker) == 0 })
	kept := c.wait(t, ns, "kept", "final status", ended)
	if code := kept.Status.ContainerStatuses[0].State.Terminated.ExitCode; code != 9 {
		t.Errorf("kept: exit code %d", code)
	}
	kept.Finalizers = nil
	if _, err := c.client.CoreV1().Pods(ns).Update(t.Context(), kept, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	eventually(t, "namespace gone", func() bool {
		_, err := c.client.CoreV1().Namespaces().Get(context.Background(), ns, metav1.GetOptions{})
		return apierrors.IsNotFound(err)
	})
	within(t, 10*time.Second, "files gone", func() bool {
		for _, uid := range uids {
			if _, err := os.Stat(filepath.Join(c.dir, "state/pods", uid)); !os.IsNotExist(err) {
				return false
			}
		}
		return true
	})
}

// Others' changes of labels and finalizers survive status writes.
func TestStatusTouchesNothingElse(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("meta", "sleep 1", func(p *corev1.Pod) { p.Finalizers = []string{"illm.lab/test"} }))
	for i := range 20 {
		patch := fmt.Sprintf(`{"metadata":{"labels":{"n":"%d"},"annotations":{"n":"%d"}}}`, i, i)
		if i == 10 {
			patch = `{"metadata":{"finalizers":null}}`
		}
		if _, err := c.client.CoreV1().Pods(ns).Patch(t.Context(), "meta", "application/merge-patch+json", []byte(patch), metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
		time.Sleep(80 * time.Millisecond)
	}
	pod := c.wait(t, ns, "meta", "end", ended)
	if pod.Labels["n"] != "19" || pod.Annotations["n"] != "19" || len(pod.Finalizers) != 0 {
		t.Errorf("labels %v, annotations %v, finalizers %v", pod.Labels, pod.Annotations, pod.Finalizers)
	}
}

// After the host was suspended the node controller takes pods for unready;
// they are not, and say so again.
func TestReadinessIsReasserted(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("ready", "sleep 600"))
	ready := func(p *corev1.Pod) bool {
		return slices.ContainsFunc(p.Status.Conditions, func(c corev1.PodCondition) bool {
			return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
		})
	}
	pod := c.wait(t, ns, "ready", "ready", ready)
	for i := range pod.Status.Conditions {
		if pod.Status.Conditions[i].Type == corev1.PodReady {
			pod.Status.Conditions[i].Status = corev1.ConditionFalse
		}
	}
	changed, err := c.client.CoreV1().Pods(ns).UpdateStatus(t.Context(), pod, metav1.UpdateOptions{})
	if err != nil || ready(changed) {
		t.Fatal(err)
	}
	c.wait(t, ns, "ready", "ready again", ready)
}
