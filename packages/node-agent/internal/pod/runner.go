package pod

import (
	"context"
	"reflect"
	"sync"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/images"
	"illm.lab/node-agent/internal/network"
	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/process"
	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/volumes"
)

// Deps are what all runners share.
type Deps struct {
	Client  kubernetes.Interface
	Images  *images.Store
	Sandbox *sandbox.Runtime
	// Store has the images that the table has not, Roots make their containers'
	// root file systems; both are nil where StoreErr says why.
	Store     *oci.Store
	Roots     *sandbox.Roots
	StoreErr  error
	Starter   process.Starter
	Volumes   *volumes.Manager
	Addresses *network.Pods
	Network   *network.Fabric
	Events    record.EventRecorder
	// HostIP is the node's address, Allocatable what its pods share.
	HostIP      string
	Allocatable corev1.ResourceList
	// APIHost and APIPort are where this host finds the API server.
	APIHost, APIPort string
	// Changed is called, not from several goroutines for one pod, when a pod's status changed.
	Changed func(*Runner)
}

// Runner runs one pod. One goroutine owns the record; others send it changes
// through the inbox and read what it published.
type Runner struct {
	deps   *Deps
	layout Layout
	record *Record // owned by the loop

	mu        sync.Mutex
	inbox     []func()
	published *corev1.Pod
	handles   map[string]*process.Handle
	spent     map[string]spent
	probing   map[string]context.CancelFunc
	pulls     map[string]*pull // of the loop

	wake    chan struct{}
	ended   chan struct{}
	tokens  *volumes.Tokens
	refresh context.CancelFunc
	retries int       // of preparing, in a row
	said    string    // the last warning, not to repeat it at every retry
	saidAt  time.Time // and when
}

// New makes the runner of a pod that was not seen before.
func New(deps *Deps, dir string, pod *corev1.Pod) *Runner {
	return build(deps, dir, &Record{Pod: pod, StartTime: time.Now().UTC().Truncate(time.Second)})
}

// Adopt makes the runner of a pod that a former agent ran.
func Adopt(deps *Deps, dir string, record *Record) *Runner {
	r := build(deps, dir, record)
	for name, c := range record.Containers {
		if c.State == Running {
			r.handles[name] = process.Adopt(r.layout.Run(name, c.Run))
		}
		if c.ImageDigest != "" && record.Phase == "" && deps.Store != nil {
			deps.Store.Hold(c.ImageDigest, r.user(name))
		}
	}
	return r
}

func build(deps *Deps, dir string, record *Record) *Runner {
	r := &Runner{
		deps: deps, layout: Layout{dir}, record: record,
		handles: map[string]*process.Handle{}, spent: map[string]spent{}, probing: map[string]context.CancelFunc{}, pulls: map[string]*pull{},
		wake: make(chan struct{}, 1), ended: make(chan struct{}), tokens: &volumes.Tokens{},
	}
	r.publish()
	return r
}

// Run works until the pod has ended or the context does; processes outlive the latter.
func (r *Runner) Run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r.resume(ctx)
	for {
		next := r.step(ctx)
		r.save()
		r.publish()
		if r.record.Phase != "" {
			close(r.ended)
			r.deps.Changed(r)
			return
		}
		timer := time.NewTimer(until(next))
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-r.wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// longest is the pause without any event; a safety net, nothing relies on it.
const longest = time.Minute

func until(next time.Time) time.Duration {
	if next.IsZero() {
		return longest
	}
	return min(max(time.Until(next), time.Millisecond), longest)
}

// resume goes on with adopted containers.
func (r *Runner) resume(ctx context.Context) {
	if r.record.Phase != "" {
		return
	}
	for name, handle := range r.handles {
		r.watch(ctx, handle)
		c := r.record.container(name)
		if !c.TermAt.IsZero() {
			_ = handle.Signal(sigTerm) // the former agent may not have come to it
		} else {
			r.startProbes(ctx, name)
		}
	}
	if r.record.Prepared {
		r.deps.Network.Local(r.record.IP, hostPorts(r.record.Pod))
		r.keepFresh(ctx)
	}
}

// watch wakes the loop when a run ends.
func (r *Runner) watch(ctx context.Context, handle *process.Handle) {
	go func() {
		select {
		case <-handle.Done():
			r.Wake()
		case <-ctx.Done():
		}
	}()
}

// Wake makes the loop look at everything again.
func (r *Runner) Wake() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// send applies a change to the record, in the loop.
func (r *Runner) send(change func()) {
	r.mu.Lock()
	r.inbox = append(r.inbox, change)
	r.mu.Unlock()
	r.Wake()
}

func (r *Runner) drain() {
	r.mu.Lock()
	changes := r.inbox
	r.inbox = nil
	r.mu.Unlock()
	for _, change := range changes {
		change()
	}
}

// Update takes over what may change in a pod: metadata, images, deadline, conditions of others.
func (r *Runner) Update(pod *corev1.Pod) { r.send(func() { r.record.Pod = pod }) }

// Delete ends the pod within the grace period. A later call may only shorten it.
func (r *Runner) Delete(grace time.Duration) {
	r.send(func() { r.stop(Stop{Deleted: true, Grace: int64(grace / time.Second)}) })
}

// Shutdown ends the pod because the node goes down; it becomes Failed.
func (r *Runner) Shutdown() {
	r.send(func() {
		r.stop(Stop{Reason: "Terminated", Message: "Pod was terminated in response to imminent node shutdown.", Grace: r.grace()})
	})
}

func (r *Runner) stop(stop Stop) {
	stop.Since = time.Now().UTC()
	if current := r.record.Stop; current != nil {
		current.Deleted = current.Deleted || stop.Deleted
		left := current.Grace - int64(stop.Since.Sub(current.Since)/time.Second)
		if stop.Grace < left {
			current.Grace, current.Since = stop.Grace, stop.Since
		}
		return
	}
	r.record.Stop = &stop
}

func (r *Runner) grace() int64 {
	if seconds := r.record.Pod.Spec.TerminationGracePeriodSeconds; seconds != nil {
		return *seconds
	}
	return corev1.DefaultTerminationGracePeriodSeconds
}

// Ended is closed when no process of the pod is left and its phase is final.
func (r *Runner) Ended() <-chan struct{} { return r.ended }

// HasEnded tells whether Ended is closed.
func (r *Runner) HasEnded() bool {
	select {
	case <-r.ended:
		return true
	default:
		return false
	}
}

// Pod is the pod with its status as of now; not to be changed.
func (r *Runner) Pod() *corev1.Pod {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.published
}

// UID of the pod.
func (r *Runner) UID() types.UID { return r.Pod().UID }

// Dir is the pod's directory.
func (r *Runner) Dir() string { return r.layout.Dir }

// publish shows the status to others, and tells them when it is new.
func (r *Runner) publish() {
	status := Status(r.record, r.deps.HostIP, time.Now().UTC())
	r.mu.Lock()
	same := r.published != nil && reflect.DeepEqual(r.published.Status, status)
	pod := r.record.Pod.DeepCopy()
	pod.Status = status
	r.published = pod
	r.mu.Unlock()
	if !same && r.deps.Changed != nil {
		r.deps.Changed(r)
	}
}

func (r *Runner) save() {
	if err := r.layout.save(r.record); err != nil {
		klog.ErrorS(err, "cannot save the pod's record", "pod", klog.KObj(r.record.Pod))
	}
}

// Remove deletes all that is left of an ended pod.
func (r *Runner) Remove() error { return r.deps.Roots.RemoveAll(r.layout.Dir) }
