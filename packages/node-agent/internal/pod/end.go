package pod

import (
	"context"
	"time"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/probes"
	"illm.lab/node-agent/internal/process"
)

const sigTerm = unix.SIGTERM

// killAgain is the pause between SIGKILLs to a process that has not ended yet.
const killAgain = time.Second

// reasonLost is Kubernetes' word for a container that nobody saw end.
const reasonLost = "ContainerStatusUnknown"

// endAll ends the containers, sidecars last, and then the pod.
func (r *Runner) endAll(ctx context.Context) time.Time {
	stop := r.record.Stop
	grace := time.Until(stop.Since.Add(time.Duration(stop.Grace) * time.Second))
	var next time.Time
	running := func(sidecars bool) bool {
		found := false
		for _, list := range [][]corev1.Container{r.record.Pod.Spec.Containers, r.record.Pod.Spec.InitContainers} {
			for i := range list {
				c := &list[i]
				if sidecar(c) == sidecars && r.record.container(c.Name).State == Running {
					found = true
					next = sooner(next, r.end(ctx, c, stop.Reason, max(grace, 0)))
				}
			}
		}
		return found
	}
	if running(false) || running(true) {
		return next
	}
	r.finish()
	return time.Time{}
}

// end asks a running container to end and makes it end after the grace. It may
// be called again; the grace can only become shorter.
func (r *Runner) end(ctx context.Context, c *corev1.Container, why string, grace time.Duration) time.Time {
	record := r.record.container(c.Name)
	handle := r.handle(c.Name)
	if handle == nil {
		return time.Time{}
	}
	now := time.Now().UTC()
	if record.TermAt.IsZero() {
		record.TermAt, record.KillAt, record.EndedBy = now, now.Add(grace), why
		r.stopProbes(c.Name)
		if grace > 0 {
			go r.askToEnd(ctx, c, handle, record.KillAt)
		}
	} else if r.record.Stop != nil && now.Add(grace).Before(record.KillAt) {
		record.KillAt = now.Add(grace)
	}
	if now.Before(record.KillAt) {
		return record.KillAt
	}
	_ = handle.Kill() // fails only when it has ended, which wakes the loop
	return now.Add(killAgain)
}

// askToEnd runs the preStop hook and then sends SIGTERM.
func (r *Runner) askToEnd(ctx context.Context, c *corev1.Container, handle *process.Handle, deadline time.Time) {
	if c.Lifecycle != nil && c.Lifecycle.PreStop != nil {
		ctx, cancel := context.WithDeadline(ctx, deadline)
		defer cancel()
		if err := r.hook(ctx, c, c.Lifecycle.PreStop); err != nil {
			r.deps.Events.Eventf(r.Pod(), corev1.EventTypeWarning, "FailedPreStopHook", "Container %s: %v", c.Name, err)
		}
	}
	_ = handle.Signal(sigTerm)
}

func (r *Runner) hook(ctx context.Context, c *corev1.Container, hook *corev1.LifecycleHandler) error {
	if hook.Sleep != nil {
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(hook.Sleep.Seconds) * time.Second):
		}
		return nil
	}
	return probes.Do(ctx, corev1.ProbeHandler{Exec: hook.Exec, HTTPGet: hook.HTTPGet, TCPSocket: hook.TCPSocket}, r.target(c))
}

// finish makes the phase final and frees what the pod held. Logs stay until
// the object is deleted.
func (r *Runner) finish() {
	record := r.record
	record.Phase = corev1.PodSucceeded
	for _, c := range record.Pod.Spec.Containers {
		cr := record.container(c.Name)
		if cr.State != Exited || cr.Exit.Code != 0 {
			record.Phase = corev1.PodFailed
		}
		if cr.State == Exited && cr.Exit.Reason == reasonLost {
			record.Reason, record.Message = reasonLost, cr.Exit.Message
		}
	}
	if stop := record.Stop; stop.Reason != "" {
		record.Phase, record.Reason, record.Message = corev1.PodFailed, stop.Reason, stop.Message
	}
	if r.refresh != nil {
		r.refresh()
	}
	// Argo copies its 113 MB executor into a volume where the image table does
	// not avoid it: volumes go at once, not with the object.
	for _, dir := range []string{r.layout.Volumes(), r.layout.etc()} {
		if err := r.deps.Roots.RemoveAll(dir); err != nil {
			klog.ErrorS(err, "cannot remove", "pod", klog.KObj(record.Pod), "dir", dir)
		}
	}
	if r.deps.Store != nil {
		r.deps.Store.Drop(r.user(""))
	}
	r.leave()
}

// describe is a finished run as the status shows it.
func (r *Runner) describe(c *corev1.Container, record *ContainerRecord, handle *process.Handle, result process.Result) *Terminate {
	t := &Terminate{
		Code: result.Code, Reason: "Completed", Run: record.Run,
		StartedAt: result.StartedAt, FinishedAt: result.FinishedAt,
	}
	if t.StartedAt.IsZero() {
		t.StartedAt = record.StartedAt
	}
	if t.Code != 0 {
		t.Reason = "Error"
	}
	failed := t.Code != 0 && c.TerminationMessagePolicy == corev1.TerminationMessageFallbackToLogsOnError
	t.Message = terminationMessage(r.layout.terminationLog(c.Name, record.Run), handle.LogPath(), failed, terminationLimit(&r.record.Pod.Spec))
	switch {
	case result.Lost:
		t.Reason = reasonLost
		t.Message = "The container's process is gone and left no exit code: the host was restarted, or the process was killed from outside"
	case result.OOM:
		t.Reason = "OOMKilled"
		t.Message = "The container's processes held more memory than its limit"
	case result.StartError != "":
		t.Reason, t.Message = "StartError", result.StartError
		r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeWarning, "Failed", "Container %s could not be started: %s", c.Name, result.StartError)
	case record.EndedBy != "" && t.Message == "" && t.Code != 0:
		t.Message = record.EndedBy
	}
	return t
}
