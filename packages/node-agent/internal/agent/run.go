package agent

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/images"
	"illm.lab/node-agent/internal/network"
	"illm.lab/node-agent/internal/pod"
	"illm.lab/node-agent/internal/podnet"
	"illm.lab/node-agent/internal/process"
	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/volumes"
)

const (
	// The API server is on this host and its own: no reason to go slowly.
	clientQPS, clientBurst = 300, 600
	workers                = 10
	// stopMargin is added to the pods' grace when the agent ends them itself.
	stopMargin = 10 * time.Second
)

// Run is the agent; it returns when the context ends or when it cannot go on.
func Run(ctx context.Context, c *Config) error {
	unlock, err := lockState(c.StateDir)
	if err != nil {
		return err
	}
	defer unlock()
	restConfig, err := clientcmd.BuildConfigFromFlags("", c.Kubeconfig)
	if err != nil {
		return fmt.Errorf("--kubeconfig: %w", err)
	}
	restConfig.QPS, restConfig.Burst = clientQPS, clientBurst
	restConfig.UserAgent = "illm-lab-node-agent"
	restConfig.ContentConfig = rest.ContentConfig{ContentType: runtime.ContentTypeProtobuf, AcceptContentTypes: runtime.ContentTypeProtobuf + "," + runtime.ContentTypeJSON}
	client, err := kubernetes.NewForConfig(restConfig)
	if err != nil {
		return fmt.Errorf("--kubeconfig: %w", err)
	}
	apiURL, err := url.Parse(restConfig.Host)
	if err != nil {
		return fmt.Errorf("--kubeconfig: server: %w", err)
	}
	table, err := images.NewStore(c.Images)
	if err != nil {
		return err
	}
	podAddresses, pool, err := network.NewPods(c.PodCIDR, c.LBCIDR)
	if err != nil {
		return err
	}
	reach, err := network.ParseReach(c.Reach)
	if err != nil {
		return err
	}
	roots, store, storeErr := openStore(ctx, c)
	if storeErr != nil {
		klog.ErrorS(storeErr, "only images of the table can run")
		roots = new(sandbox.Roots)
	}
	for _, limit := range roots.Limits { // the pods with such images say it too
		klog.Warning(limit)
	}
	fabric, err := network.NewFabric(ctx, network.Options{
		Program: c.LabNet, StateDir: c.StateDir, ServiceCIDR: c.ServiceCIDR, Reach: reach, Share: c.ShareNetwork,
	}, podAddresses, pool)
	if err != nil {
		return err
	}
	sb := sandbox.New(c.Bwrap)
	_ = sb.Check(ctx) // the node says it, and watchSandbox tries again
	nodeObject, err := newNode(c, sb.Err(), fabric.Shared())
	if err != nil {
		return err
	}

	// Everything below outlives ctx for as long as stopping takes.
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	broadcaster := record.NewBroadcaster(record.WithContext(work))
	broadcaster.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	defer broadcaster.Shutdown()
	events := broadcaster.NewRecorder(scheme.Scheme, corev1.EventSource{Component: "node-agent", Host: c.NodeName})

	podFactory := informers.NewSharedInformerFactoryWithOptions(client, 0,
		informers.WithTransform(dropManagedFields),
		informers.WithTweakListOptions(func(o *metav1.ListOptions) {
			o.FieldSelector = fields.OneTermEqualSelector("spec.nodeName", c.NodeName).String()
		}))
	pods := podFactory.Core().V1().Pods()
	local := &volumes.Local{Dir: filepath.Join(c.StateDir, "volumes"), Node: c.NodeName}
	deps := &pod.Deps{
		Client: client, Images: table, Store: store, Roots: roots, StoreErr: storeErr, Sandbox: sb, Starter: process.Starter{Path: c.Shim},
		Volumes: &volumes.Manager{Client: client, Local: local}, Addresses: podAddresses, Network: fabric, Events: events,
		HostIP: hostIP, Allocatable: nodeObject.Status.Allocatable,
		APIHost: apiURL.Hostname(), APIPort: orElse(apiURL.Port(), "443"),
	}
	guarded := &podClient{PodsGetter: client.CoreV1()}
	a := newAgent(work, deps, c.StateDir, pods.Lister(), guarded)
	guarded.busy = func(uid types.UID) bool {
		e := a.entry(uid)
		return e != nil && !e.runner.HasEnded()
	}
	if err := a.adoptAll(); err != nil {
		return err
	}
	handler, err := pods.Informer().AddEventHandler(a.handler())
	if err != nil {
		return err
	}

	server, listener, err := a.kubeletServer(c)
	if err != nil {
		return err
	}
	defer server.Close()
	failed := make(chan error, 4)
	go func() { failed <- server.Serve(listener) }()
	ready := new(atomic.Bool)
	if c.Healthz != "" {
		health, healthListener, err := healthServer(c.Healthz, func() error {
			if !ready.Load() {
				return errors.New("not connected to the API server yet")
			}
			return nil
		})
		if err != nil {
			return err
		}
		defer health.Close()
		go func() { failed <- health.Serve(healthListener) }()
	}

	podFactory.Start(work.Done())
	synced := make(chan bool, 1)
	go func() { synced <- cache.WaitForCacheSync(work.Done(), handler.HasSynced) }()
	select {
	case <-ctx.Done():
		return a.shutdown(c)
	case err := <-failed:
		return err
	case <-synced:
	}
	a.dropUnknown()

	status := &nodeStatus{node: nodeObject}
	podController, nodeController, err := controllers(a, guarded, client, pods, status, events)
	if err != nil {
		return err
	}
	allFactory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithTransform(dropManagedFields))
	api := net.JoinHostPort(deps.APIHost, deps.APIPort)
	services, err := network.NewServices(client, allFactory, fabric, podAddresses, pool, api, events)
	if err != nil {
		return err
	}
	allFactory.Start(work.Done())
	table.OnChange(a.wakeAll)
	if deps.Store != nil {
		status.followImages(deps.Store)
	}
	fabric.OnChange(func() {
		status.setNetwork(fabric.Shared())
		a.wakeAll()
	})
	if why := fabric.Shared(); why != "" {
		events.Event(nodeReference(nodeObject), corev1.EventTypeWarning, reasonShared, sharedWords+why)
	}
	go func() { failed <- podController.Run(work, workers) }()
	go func() { failed <- nodeController.Run(work) }()
	go services.Run(work)
	go local.Run(work, client)
	go watchDisk(work, c.StateDir, status, events)
	go fabric.Watch(work)
	go watchSandbox(work, sb, status, events, a.wakeAll)
	go func() {
		if err := table.Watch(work); err != nil {
			failed <- fmt.Errorf("cannot watch the image table: %w", err)
		}
	}()
	go func() {
		for _, started := range []<-chan struct{}{podController.Ready(), nodeController.Ready()} {
			select {
			case <-started:
			case <-work.Done():
				return
			}
		}
		a.tellAll()
		ready.Store(true)
	}()
	select {
	case <-ctx.Done():
		return a.shutdown(c)
	case err := <-failed:
		return fmt.Errorf("the agent cannot go on: %w", err)
	}
}

// shutdown leaves the pods running, or ends them when that was asked for.
func (a *Agent) shutdown(c *Config) error {
	if !c.StopPods {
		return nil
	}
	grace := time.Duration(0)
	for _, e := range a.all() {
		if seconds := e.runner.Pod().Spec.TerminationGracePeriodSeconds; seconds != nil {
			grace = max(grace, time.Duration(*seconds)*time.Second)
		}
	}
	ctx, cancel := context.WithTimeout(a.ctx, grace+stopMargin)
	defer cancel()
	a.stopAll(ctx)
	return podnet.Stop(ctx, network.Dir(c.StateDir))
}

// lockState keeps a second agent out of the same state.
func lockState(dir string) (func(), error) {
	file, err := os.OpenFile(filepath.Join(dir, "agent.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := unix.Flock(int(file.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		file.Close()
		return nil, fmt.Errorf("another node agent uses %s; stop it or give another --state-dir", dir)
	}
	return func() { file.Close() }, nil
}

func dropManagedFields(object any) (any, error) {
	if accessor, ok := object.(metav1.Object); ok {
		accessor.SetManagedFields(nil)
	}
	return object, nil
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
