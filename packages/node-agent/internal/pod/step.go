package pod

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// Pauses between restarts of a failing container, as the kubelet has them.
const (
	firstBackoff = 10 * time.Second
	maxBackoff   = 5 * time.Minute
	resetBackoff = 10 * time.Minute // a run this long was no failing start
)

// step brings the pod forward as far as it goes now, and says when to look
// again at the latest; zero is when something happens.
func (r *Runner) step(ctx context.Context) time.Time {
	r.drain()
	r.collect()
	lost, mayStart := r.checkNetwork(ctx)
	if r.record.Phase != "" {
		return time.Time{}
	}
	next := sooner(lost, r.checkDeadline())
	if r.record.Stop == nil && mayStart {
		next = sooner(next, r.forward(ctx))
	}
	if r.record.Stop != nil {
		next = r.endAll(ctx)
	}
	return next
}

func sooner(a, b time.Time) time.Time {
	if a.IsZero() || (!b.IsZero() && b.Before(a)) {
		return b
	}
	return a
}

// checkDeadline ends a pod that is active for longer than it may.
func (r *Runner) checkDeadline() time.Time {
	seconds := r.record.Pod.Spec.ActiveDeadlineSeconds
	if seconds == nil || r.record.Stop != nil {
		return time.Time{}
	}
	deadline := r.record.StartTime.Add(time.Duration(*seconds) * time.Second)
	if time.Now().Before(deadline) {
		return deadline
	}
	r.stop(Stop{
		Reason:  "DeadlineExceeded",
		Message: "Pod was active on the node longer than the specified deadline",
		Grace:   r.grace(),
	})
	return time.Time{}
}

// forward goes through preparation, init containers in their order, and the
// containers together.
func (r *Runner) forward(ctx context.Context) time.Time {
	if !r.record.Prepared {
		if next, ok := r.prepare(ctx); !ok {
			return next
		}
	}
	spec := &r.record.Pod.Spec
	var next time.Time
	for i := range spec.InitContainers {
		c := &spec.InitContainers[i]
		record := r.record.container(c.Name)
		next = sooner(next, r.ensure(ctx, c))
		if sidecar(c) {
			// Once started it holds up nothing any more, also while it restarts.
			if !record.Started && record.LastExit == nil {
				return next
			}
			continue
		}
		if record.State != Exited {
			return next
		}
		if record.Exit.Code != 0 { // and not to be restarted, else it would wait
			r.stop(Stop{Grace: r.grace()})
			return next
		}
	}
	finished := true
	for i := range spec.Containers {
		next = sooner(next, r.ensure(ctx, &spec.Containers[i]))
		finished = finished && r.record.container(spec.Containers[i].Name).State == Exited
	}
	if finished {
		r.stop(Stop{Grace: r.grace()}) // sidecars end with the containers they serve
	}
	return next
}

// ensure starts a container that waits, as soon as it may.
func (r *Runner) ensure(ctx context.Context, c *corev1.Container) time.Time {
	record := r.record.container(c.Name)
	switch record.State {
	case Waiting:
		if time.Now().Before(record.NotUntil) {
			return record.NotUntil
		}
		return r.start(ctx, c)
	case Running:
		if !record.TermAt.IsZero() { // being ended by a probe
			return r.end(ctx, c, record.EndedBy, 0)
		}
	}
	return time.Time{}
}

// collect takes in the runs that have ended and decides on restarts.
func (r *Runner) collect() {
	for _, list := range [][]corev1.Container{r.record.Pod.Spec.InitContainers, r.record.Pod.Spec.Containers} {
		for i := range list {
			c := &list[i]
			record := r.record.container(c.Name)
			if record.State != Running {
				continue
			}
			handle := r.handle(c.Name)
			if handle == nil {
				continue
			}
			result, ended := handle.Ended()
			if !ended {
				continue
			}
			r.forget(c.Name)
			_ = handle.DropSpec() // it holds the environment, and with it secrets
			root := r.layout.root(c.Name, record.Run)
			go func() { _ = r.deps.Roots.RemoveAll(root) }() // what stays goes with the pod
			if result.NeverRan && r.record.Stop == nil {
				record.State = Waiting
				record.Run++
				continue
			}
			record.State = Exited
			record.Exit = r.describe(c, record, handle, result)
			record.Started, record.Ready, record.EndedBy = false, false, ""
			record.TermAt, record.KillAt = time.Time{}, time.Time{}
			if r.record.Stop == nil && restarts(&r.record.Pod.Spec, c, record.Exit.Code, isInit(r.record.Pod, c)) {
				r.backoff(c, record)
			}
		}
	}
}

func isInit(pod *corev1.Pod, c *corev1.Container) bool {
	for i := range pod.Spec.InitContainers {
		if pod.Spec.InitContainers[i].Name == c.Name {
			return true
		}
	}
	return false
}

// restarts tells whether a container that ended with code is started again.
func restarts(spec *corev1.PodSpec, c *corev1.Container, code int, init bool) bool {
	if sidecar(c) {
		return true
	}
	policy := spec.RestartPolicy
	if c.RestartPolicy != nil {
		policy = corev1.RestartPolicy(*c.RestartPolicy)
	}
	switch policy {
	case corev1.RestartPolicyNever:
		return false
	case corev1.RestartPolicyOnFailure:
		return code != 0
	default:
		return code != 0 || !init
	}
}

// backoff lets a container wait for its next run: the first time not at all.
func (r *Runner) backoff(c *corev1.Container, record *ContainerRecord) {
	exit := record.Exit
	record.LastExit, record.Exit, record.State = exit, nil, Waiting
	record.Restarts++
	record.Run++
	if exit.FinishedAt.Sub(exit.StartedAt) > resetBackoff {
		record.Failures = 0
	}
	pause := time.Duration(0)
	if record.Failures > 0 {
		pause = min(firstBackoff<<min(record.Failures-1, 10), maxBackoff)
	}
	record.Failures++
	record.NotUntil = time.Now().UTC().Add(pause)
	record.Reason, record.Message = "", ""
	if pause > 0 {
		record.Reason = "CrashLoopBackOff"
		record.Message = fmt.Sprintf("back-off %s restarting failed container=%s pod=%s_%s(%s)",
			pause, c.Name, r.record.Pod.Name, r.record.Pod.Namespace, r.record.Pod.UID)
		r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeWarning, "BackOff",
			"Back-off restarting failed container %s (exit code %d)", c.Name, exit.Code)
	}
}
