// Package agent joins the parts: virtual-kubelet's controllers on one side, the
// pod runners on the other.
package agent

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/virtual-kubelet/virtual-kubelet/errdefs"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/pod"
)

// goneGrace is what processes get whose pod object is gone already (deleted by
// force): a moment to end, no more.
const goneGrace = 2 * time.Second

// Agent is virtual-kubelet's provider. It knows pods by UID: a name may be
// given again while the former pod still ends.
type Agent struct {
	ctx    context.Context
	deps   *pod.Deps
	dir    string // of the pods
	lister corelisters.PodLister
	client *podClient

	mu      sync.Mutex
	entries map[types.UID]*entry
	notify  func(*corev1.Pod)
}

type entry struct {
	runner   *pod.Runner
	dirty    chan struct{} // a status to tell
	deleting bool          // someone waits for the end to delete the object
	gone     bool          // the object is gone
}

func newAgent(ctx context.Context, deps *pod.Deps, stateDir string, lister corelisters.PodLister, client *podClient) *Agent {
	a := &Agent{
		ctx: ctx, deps: deps, dir: filepath.Join(stateDir, "pods"), lister: lister, client: client,
		entries: map[types.UID]*entry{},
	}
	deps.Changed = a.changed
	return a
}

// adoptAll takes over the pods of a former agent.
func (a *Agent) adoptAll() error {
	if err := os.MkdirAll(a.dir, 0o700); err != nil {
		return err
	}
	dirs, err := os.ReadDir(a.dir)
	if err != nil {
		return err
	}
	for _, dir := range dirs {
		path := filepath.Join(a.dir, dir.Name())
		record, err := pod.Load(path)
		if err != nil {
			klog.ErrorS(err, "no usable record; removing", "dir", path)
			_ = os.RemoveAll(path)
			continue
		}
		a.reserve(record)
		a.add(pod.Adopt(a.deps, path, record))
	}
	return nil
}

// dropUnknown ends adopted pods whose objects are gone; the lister must be in sync.
func (a *Agent) dropUnknown() {
	for _, e := range a.all() {
		p := e.runner.Pod()
		if !a.exists(p) {
			a.objectGone(p.UID)
		}
	}
}

func (a *Agent) exists(p *corev1.Pod) bool {
	current, err := a.lister.Pods(p.Namespace).Get(p.Name)
	return err == nil && current.UID == p.UID
}

func (a *Agent) add(runner *pod.Runner) *entry {
	e := &entry{runner: runner, dirty: make(chan struct{}, 1)}
	a.mu.Lock()
	a.entries[runner.UID()] = e
	a.mu.Unlock()
	go a.tell(e)
	go runner.Run(a.ctx)
	return e
}

func (a *Agent) entry(uid types.UID) *entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.entries[uid]
}

func (a *Agent) all() []*entry {
	a.mu.Lock()
	defer a.mu.Unlock()
	list := make([]*entry, 0, len(a.entries))
	for _, e := range a.entries {
		list = append(list, e)
	}
	return list
}

// changed is called by runners.
func (a *Agent) changed(runner *pod.Runner) {
	if e := a.entry(runner.UID()); e != nil {
		e.touch()
	}
}

func (e *entry) touch() {
	select {
	case e.dirty <- struct{}{}:
	default:
	}
}

// tell passes status changes on, always the latest.
func (a *Agent) tell(e *entry) {
	for {
		select {
		case <-a.ctx.Done():
			return
		case <-e.dirty:
		}
		a.mu.Lock()
		notify, known := a.notify, a.entries[e.runner.UID()] == e
		a.mu.Unlock()
		if !known {
			return
		}
		if notify != nil {
			notify(a.current(e.runner))
		}
	}
}

// current is the runner's status on the object's metadata as it is now; only
// the status is written (podClient), but virtual-kubelet compares the rest too.
func (a *Agent) current(runner *pod.Runner) *corev1.Pod {
	p := runner.Pod().DeepCopy()
	if known, err := a.lister.Pods(p.Namespace).Get(p.Name); err == nil && known.UID == p.UID {
		p.ObjectMeta = *known.ObjectMeta.DeepCopy()
	}
	p.DeletionTimestamp, p.DeletionGracePeriodSeconds = nil, nil
	return p
}

// NotifyPods implements node.PodNotifier.
func (a *Agent) NotifyPods(_ context.Context, notify func(*corev1.Pod)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.notify = notify
}

// tellAll reports every pod, for what happened while no agent ran.
func (a *Agent) tellAll() {
	for _, e := range a.all() {
		e.touch()
	}
}

// CreatePod implements node.PodLifecycleHandler. It never fails: virtual-kubelet
// would report the pod as Failed, which it is not.
func (a *Agent) CreatePod(_ context.Context, p *corev1.Pod) error {
	e := a.entry(p.UID)
	if e == nil {
		e = a.add(pod.New(a.deps, filepath.Join(a.dir, string(p.UID)), p))
	} else {
		e.runner.Update(p)
	}
	if !a.exists(p) {
		a.objectGone(p.UID) // deleted while this call was on its way
	}
	return nil
}

// UpdatePod implements node.PodLifecycleHandler.
func (a *Agent) UpdatePod(_ context.Context, p *corev1.Pod) error {
	if e := a.entry(p.UID); e != nil {
		e.runner.Update(p)
	}
	return nil
}

// DeletePod implements node.PodLifecycleHandler. A pod without a deletion time
// is one whose object is gone; objectGone sees to that.
func (a *Agent) DeletePod(_ context.Context, p *corev1.Pod) error {
	if a.entry(p.UID) == nil {
		return errdefs.NotFoundf("pod %s/%s is not known", p.Namespace, p.Name)
	}
	if p.DeletionTimestamp != nil {
		a.objectDeleting(p)
	}
	return nil
}

// GetPod implements node.PodLifecycleHandler: the runner of the object that has this name now.
func (a *Agent) GetPod(_ context.Context, namespace, name string) (*corev1.Pod, error) {
	runner, err := a.runner(namespace, name)
	if err != nil {
		return nil, err
	}
	return runner.Pod().DeepCopy(), nil
}

// GetPodStatus implements node.PodLifecycleHandler.
func (a *Agent) GetPodStatus(ctx context.Context, namespace, name string) (*corev1.PodStatus, error) {
	p, err := a.GetPod(ctx, namespace, name)
	if err != nil {
		return nil, err
	}
	return &p.Status, nil
}

// GetPods implements node.PodLifecycleHandler.
func (a *Agent) GetPods(context.Context) ([]*corev1.Pod, error) {
	var pods []*corev1.Pod
	for _, e := range a.all() {
		pods = append(pods, e.runner.Pod().DeepCopy())
	}
	return pods, nil
}

func (a *Agent) runner(namespace, name string) (*pod.Runner, error) {
	current, err := a.lister.Pods(namespace).Get(name)
	if err == nil {
		if e := a.entry(current.UID); e != nil {
			return e.runner, nil
		}
	}
	return nil, errdefs.NotFoundf("pod %s/%s is not known to this node", namespace, name)
}

// wakeAll lets every pod look again whether it can run now.
func (a *Agent) wakeAll() {
	for _, e := range a.all() {
		e.runner.Wake()
	}
}
