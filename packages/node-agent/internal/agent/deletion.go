package agent

import (
	"context"
	"net/netip"
	"reflect"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/pod"
)

// Pauses between attempts to finish a deletion while the API server is away.
const (
	firstDeleteRetry = 200 * time.Millisecond
	maxDeleteRetry   = 5 * time.Second
)

// handler follows the pod objects beside virtual-kubelet's own handler, which
// misses deletions that happened while the watch was interrupted, and those of
// pods whose init containers still run.
func (a *Agent) handler() cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc: func(object any) {
			p := object.(*corev1.Pod)
			if e := a.entry(p.UID); e != nil {
				e.touch() // the object may lack what an adopted pod did meanwhile
			}
			a.objectDeleting(p)
		},
		UpdateFunc: func(before, now any) {
			old, p := before.(*corev1.Pod), now.(*corev1.Pod)
			if e := a.entry(p.UID); e != nil {
				if !reflect.DeepEqual(foreign(old), foreign(p)) {
					e.runner.Update(p)
				}
				if own := ready(e.runner.Pod()); ready(old) == own && ready(p) != own {
					go a.reassert(e.runner)
				}
			}
			a.objectDeleting(p)
		},
		DeleteFunc: func(object any) {
			if tombstone, ok := object.(cache.DeletedFinalStateUnknown); ok {
				object = tombstone.Obj
			}
			if p, ok := object.(*corev1.Pod); ok {
				a.objectGone(p.UID)
			}
		},
	}
}

// reassert writes the status again after somebody else changed it: when the
// host was suspended, the node controller takes its pods for unready.
func (a *Agent) reassert(runner *pod.Runner) {
	p := runner.Pod()
	if _, err := a.client.Pods(p.Namespace).UpdateStatus(a.ctx, p, metav1.UpdateOptions{}); err != nil && !apierrors.IsNotFound(err) {
		klog.ErrorS(err, "cannot write the status again", "pod", klog.KObj(p))
	}
}

func ready(p *corev1.Pod) corev1.ConditionStatus {
	for _, c := range p.Status.Conditions {
		if c.Type == corev1.PodReady {
			return c.Status
		}
	}
	return ""
}

// foreign are the conditions that others write, such as readiness gates.
func foreign(p *corev1.Pod) map[corev1.PodConditionType]corev1.ConditionStatus {
	all := map[corev1.PodConditionType]corev1.ConditionStatus{}
	for _, c := range p.Status.Conditions {
		switch c.Type {
		case corev1.PodReady, corev1.PodInitialized, corev1.ContainersReady, corev1.PodReadyToStartContainers:
		default:
			all[c.Type] = c.Status
		}
	}
	return all
}

// objectDeleting ends the pod of an object that has a deletion time, and then
// deletes the object at once instead of after the whole grace period.
func (a *Agent) objectDeleting(p *corev1.Pod) {
	if p.DeletionTimestamp == nil {
		return
	}
	e := a.entry(p.UID)
	if e == nil {
		return
	}
	grace := time.Duration(0)
	if p.DeletionGracePeriodSeconds != nil {
		grace = time.Duration(*p.DeletionGracePeriodSeconds) * time.Second
	}
	e.runner.Delete(grace)
	a.mu.Lock()
	first := !e.deleting
	e.deleting = true
	a.mu.Unlock()
	if first {
		go a.completeDeletion(e)
	}
}

func (a *Agent) completeDeletion(e *entry) {
	select {
	case <-a.ctx.Done():
		return
	case <-e.runner.Ended():
	}
	for pause := firstDeleteRetry; ; pause = min(pause*2, maxDeleteRetry) {
		err := a.deleteObject(e.runner)
		if err == nil {
			return
		}
		klog.V(1).InfoS("pod object not deleted yet", "pod", klog.KObj(e.runner.Pod()), "err", err)
		select {
		case <-a.ctx.Done():
			return
		case <-time.After(pause):
		}
	}
}

// deleteObject writes the final status, for those who keep the object by a
// finalizer (Argo does), and deletes the object.
func (a *Agent) deleteObject(runner *pod.Runner) error {
	p := runner.Pod()
	pods := a.client.Pods(p.Namespace)
	if _, err := pods.UpdateStatus(a.ctx, p, metav1.UpdateOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	options := metav1.NewDeleteOptions(0)
	options.Preconditions = metav1.NewUIDPreconditions(string(p.UID))
	err := pods.Delete(a.ctx, p.Name, *options)
	if apierrors.IsNotFound(err) || apierrors.IsConflict(err) {
		return nil
	}
	return err
}

// objectGone ends what may still run of a pod and removes all that is left of it.
func (a *Agent) objectGone(uid types.UID) {
	e := a.entry(uid)
	if e == nil {
		return
	}
	a.mu.Lock()
	first := !e.gone
	e.gone, e.deleting = true, true
	a.mu.Unlock()
	if !first {
		return
	}
	e.runner.Delete(goneGrace)
	go func() {
		select {
		case <-a.ctx.Done():
			return // the next agent finds the record and the missing object
		case <-e.runner.Ended():
		}
		if err := e.runner.Remove(); err != nil {
			klog.ErrorS(err, "cannot remove the pod's files", "dir", e.runner.Dir())
		}
		a.mu.Lock()
		delete(a.entries, uid)
		a.mu.Unlock()
		e.touch() // lets tell end
	}()
}

// stopAll ends all pods as a node does that goes down, and writes their status.
func (a *Agent) stopAll(ctx context.Context) {
	for _, e := range a.all() {
		e.runner.Shutdown()
	}
	for _, e := range a.all() {
		select {
		case <-ctx.Done():
			return
		case <-e.runner.Ended():
		}
		p := e.runner.Pod()
		if _, err := a.client.Pods(p.Namespace).UpdateStatus(ctx, p, metav1.UpdateOptions{}); err != nil {
			klog.V(1).InfoS("last status not written; the next agent will", "pod", klog.KObj(p), "err", err)
		}
	}
}

func (a *Agent) reserve(record *pod.Record) {
	if address, err := netip.ParseAddr(record.IP); err == nil && record.Phase == "" {
		a.deps.Addresses.Reserve(address)
	}
}
