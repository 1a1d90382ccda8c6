package pod

import (
	"context"
	"errors"
	"net/netip"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/images"
	"illm.lab/node-agent/internal/podenv"
	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/volumes"
)

// Waiting reasons of a pod that cannot run here (yet). None of them is final:
// a pod that did not run is never reported as one that failed.
const (
	reasonSandbox = "SandboxNotAvailable"
	reasonImage   = "ImageNotAvailable"
	reasonVolume  = "VolumeNotAvailable"
	reasonNetwork = "NetworkNotAvailable"
	reasonConfig  = "CreateContainerConfigError"
)

const (
	apiTimeout = 15 * time.Second
	// recheck is how often a missing tool is looked for; changes of the image
	// table and of the sandbox wake the pod at once.
	recheck = 10 * time.Second
	// volumeRecheck is how often a claim is looked at that is not bound yet.
	volumeRecheck = time.Second
	firstRetry    = 300 * time.Millisecond
	maxRetry      = 10 * time.Second
	repeatEvents  = 5 * time.Minute
)

// prepare checks that the pod can run here and makes address and volumes. When
// it returns false the pod waits, with a reason, until the returned time.
func (r *Runner) prepare(ctx context.Context) (time.Time, bool) {
	pod := r.record.Pod
	if err := r.deps.Sandbox.Err(); err != nil {
		return r.hold("", reasonSandbox, err.Error(), recheck)
	}
	for _, c := range allContainers(pod) {
		var missing *images.NotAvailable
		if _, err := r.deps.Images.Lookup(c.Image); errors.As(err, &missing) && !missing.Unlisted {
			return r.hold(c.Name, reasonImage, missing.Message, recheck)
		}
	}
	if err := volumes.Check(pod); err != nil {
		return r.hold("", reasonVolume, err.Error(), longest)
	}
	if r.record.IP == "" {
		address, err := r.deps.Addresses.Take()
		if err != nil {
			return r.hold("", "AddressNotAvailable", err.Error(), recheck)
		}
		r.record.IP = address.String()
		r.save() // before anything can use it
	}
	if next, ok := r.join(ctx); !ok {
		return next, false
	}
	facts := r.facts()
	setup, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	tokens, err := r.deps.Volumes.Setup(setup, pod, r.layout.Volumes(), facts)
	if err == nil {
		err = sandbox.WriteEtc(r.layout.etc(), r.etc())
	}
	var pending *volumes.Pending
	if errors.As(err, &pending) {
		return r.hold("", reasonVolume, err.Error(), volumeRecheck)
	}
	var unsupported *volumes.Unsupported
	if errors.As(err, &unsupported) {
		return r.hold("", reasonVolume, err.Error(), longest)
	}
	if err != nil {
		if ctx.Err() != nil {
			return time.Time{}, false
		}
		r.retries++
		r.warn("FailedMount", err.Error())
		return time.Now().Add(min(firstRetry<<min(r.retries, 10), maxRetry)), false
	}
	r.tokens, r.retries = tokens, 0
	r.record.Prepared = true
	for _, c := range r.record.Containers {
		c.Reason, c.Message = "", ""
	}
	r.keepFresh(ctx)
	return time.Time{}, true
}

// hold lets the pod wait and says why: on the named container, or on all.
func (r *Runner) hold(container, reason, message string, pause time.Duration) (time.Time, bool) {
	for _, c := range allContainers(r.record.Pod) {
		record := r.record.container(c.Name)
		record.Reason, record.Message = "", ""
		if container == "" || c.Name == container {
			record.Reason, record.Message = reason, message
		}
	}
	r.warn(reason, message)
	return time.Now().Add(pause), false
}

// warn makes an event, but not the same one at each retry.
func (r *Runner) warn(reason, message string) {
	if r.said == reason+message && time.Since(r.saidAt) < repeatEvents {
		return
	}
	r.said, r.saidAt = reason+message, time.Now()
	r.deps.Events.Event(r.record.Pod, corev1.EventTypeWarning, reason, message)
}

func allContainers(pod *corev1.Pod) []*corev1.Container {
	var all []*corev1.Container
	for _, list := range [][]corev1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range list {
			all = append(all, &list[i])
		}
	}
	return all
}

// facts are what fields and variables of the pod may refer to.
func (r *Runner) facts() podenv.Facts {
	facts := podenv.Facts{PodIP: r.record.IP, HostIP: r.deps.HostIP, Allocatable: r.deps.Allocatable}
	if nominal, err := netip.ParseAddr(r.record.IP); err == nil {
		facts.BindIP = r.deps.Network.Address(nominal).String()
	}
	return facts
}

func hostname(pod *corev1.Pod) string {
	name := pod.Name
	if pod.Spec.Hostname != "" {
		name = pod.Spec.Hostname
	}
	const longestHostname = 63 // what the kernel and Kubernetes allow
	return name[:min(len(name), longestHostname)]
}

// keepFresh writes config maps, secrets, downward values and tokens again from time to time.
func (r *Runner) keepFresh(ctx context.Context) {
	ctx, r.refresh = context.WithCancel(ctx)
	r.watchStorage(ctx)
	facts, tokens := r.facts(), r.tokens
	go func() {
		tick := time.NewTicker(volumes.RefreshInterval)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				pod := r.Pod()
				attempt, cancel := context.WithTimeout(ctx, apiTimeout)
				err := r.deps.Volumes.Refresh(attempt, pod, r.layout.Volumes(), facts, tokens)
				cancel()
				// The files of before stay; a source that is gone or an API
				// server that is down must not disturb a running pod.
				if err != nil && ctx.Err() == nil {
					klog.V(1).InfoS("volumes not refreshed", "pod", klog.KObj(pod), "err", err)
				}
			}
		}
	}()
}
