package network

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	discoverylisters "k8s.io/client-go/listers/discovery/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

// LoadBalancers serves Services of type LoadBalancer.
type LoadBalancers struct {
	client   kubernetes.Interface
	events   record.EventRecorder
	pods     *Pods
	pool     *Pool
	services corelisters.ServiceLister
	slices   discoverylisters.EndpointSliceLister
	synced   []cache.InformerSynced
	queue    workqueue.TypedRateLimitingInterface[string]
	forwards map[string]map[int32]*forwarder // service key → port

}

// NewLoadBalancers watches Services and EndpointSlices of the factory, which the caller starts.
func NewLoadBalancers(client kubernetes.Interface, factory informers.SharedInformerFactory, pods *Pods, pool *Pool, events record.EventRecorder) (*LoadBalancers, error) {
	services := factory.Core().V1().Services()
	endpoints := factory.Discovery().V1().EndpointSlices()
	lb := &LoadBalancers{
		client: client, events: events, pods: pods, pool: pool,
		services: services.Lister(), slices: endpoints.Lister(),
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[string](50*time.Millisecond, 10*time.Second)),
		forwards: map[string]map[int32]*forwarder{},
	}
	byService := func(object any) {
		if key, err := cache.DeletionHandlingMetaNamespaceKeyFunc(object); err == nil {
			lb.queue.Add(key)
		}
	}
	bySlice := func(object any) {
		if tombstone, ok := object.(cache.DeletedFinalStateUnknown); ok {
			object = tombstone.Obj
		}
		if slice, ok := object.(*discoveryv1.EndpointSlice); ok {
			if name := slice.Labels[discoveryv1.LabelServiceName]; name != "" {
				lb.queue.Add(slice.Namespace + "/" + name)
			}
		}
	}
	for _, watch := range []struct {
		informer cache.SharedIndexInformer
		add      func(any)
	}{{services.Informer(), byService}, {endpoints.Informer(), bySlice}} {
		add := watch.add
		handler, err := watch.informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
			AddFunc: add, UpdateFunc: func(_, now any) { add(now) }, DeleteFunc: add,
		})
		if err != nil {
			return nil, err
		}
		lb.synced = append(lb.synced, handler.HasSynced)
	}
	return lb, nil
}

// Run works until the context ends. One worker: the forwards need no lock.
func (lb *LoadBalancers) Run(ctx context.Context) {
	if !cache.WaitForCacheSync(ctx.Done(), lb.synced...) {
		return
	}
	lb.keepKnown()
	go func() {
		<-ctx.Done()
		lb.queue.ShutDown()
	}()
	for {
		key, stop := lb.queue.Get()
		if stop {
			break
		}
		if err := lb.sync(ctx, key); err != nil {
			if !apierrors.IsConflict(err) { // which only means to look at it again
				klog.ErrorS(err, "LoadBalancer", "service", key)
			}
			lb.queue.AddRateLimited(key)
		} else {
			lb.queue.Forget(key)
		}
		lb.queue.Done(key)
	}
	for key := range lb.forwards {
		lb.closeAll(key)
	}
}

// keepKnown reserves the addresses that Services already have, before a new
// Service can get one of them.
func (lb *LoadBalancers) keepKnown() {
	services, err := lb.services.List(labels.Everything())
	if err != nil {
		return
	}
	for _, service := range services {
		if current := ingress(service); ours(service) && current != "" {
			_, _ = lb.pool.Take(service.Namespace+"/"+service.Name, current)
		}
	}
}

func ours(service *corev1.Service) bool {
	return service.Spec.Type == corev1.ServiceTypeLoadBalancer &&
		service.Spec.LoadBalancerClass == nil && service.DeletionTimestamp == nil
}

func ingress(service *corev1.Service) string {
	if list := service.Status.LoadBalancer.Ingress; len(list) > 0 {
		return list[0].IP
	}
	return ""
}

func (lb *LoadBalancers) sync(ctx context.Context, key string) error {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return err
	}
	service, err := lb.services.Services(namespace).Get(name)
	if apierrors.IsNotFound(err) || (err == nil && !ours(service)) {
		lb.release(key)
		if err == nil && service.DeletionTimestamp == nil && lb.gaveAddress(service) {
			return lb.setIngress(ctx, service, "")
		}
		return nil
	}
	if err != nil {
		return err
	}
	address, err := lb.pool.Take(key, ingress(service))
	if err != nil {
		lb.events.Event(service, corev1.EventTypeWarning, "LoadBalancerAddress", err.Error())
		return err
	}

	if ingress(service) != address.String() {
		if err := lb.setIngress(ctx, service, address.String()); err != nil {
			return err
		}
	}
	return lb.forward(key, service, address)
}

// gaveAddress tells a Service that was a LoadBalancer of ours from one of another class.
func (lb *LoadBalancers) gaveAddress(service *corev1.Service) bool {
	address, err := netip.ParseAddr(ingress(service))
	return err == nil && lb.pool.prefix.Contains(address)
}

func (lb *LoadBalancers) setIngress(ctx context.Context, service *corev1.Service, address string) error {
	update := service.DeepCopy()
	update.Status.LoadBalancer.Ingress = nil
	if address != "" {
		update.Status.LoadBalancer.Ingress = []corev1.LoadBalancerIngress{{IP: address}}
	}
	_, err := lb.client.CoreV1().Services(service.Namespace).UpdateStatus(ctx, update, metav1.UpdateOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

// forward listens on the ports that have ready endpoints. Without one, nobody
// listens: a client is refused at once, as with kube-proxy.
func (lb *LoadBalancers) forward(key string, service *corev1.Service, address netip.Addr) error {
	wanted, err := lb.backends(service)
	if err != nil {
		return err
	}
	current := lb.forwards[key]
	if current == nil {
		current = map[int32]*forwarder{}
		lb.forwards[key] = current
	}
	for port, f := range current {
		if len(wanted[port]) == 0 {
			f.close()
			delete(current, port)
		}
	}
	for port, backends := range wanted {
		if f := current[port]; f != nil {
			f.backends.Store(&backends)
			continue
		}
		listen := net.JoinHostPort(address.String(), strconv.Itoa(int(port)))
		f, err := newForwarder(listen, backends)
		if err != nil {
			message := fmt.Sprintf("cannot listen on %s: %v. Another hub may use the same --lb-cidr, or the port needs root (ports below 1024)", listen, err)
			lb.events.Event(service, corev1.EventTypeWarning, "LoadBalancerListen", message)
			return fmt.Errorf("%s", message)
		}
		current[port] = f
	}
	return nil
}

// backends are the ready endpoints of each TCP port, by their loopback addresses.
func (lb *LoadBalancers) backends(service *corev1.Service) (map[int32][]string, error) {
	all, err := lb.slices.EndpointSlices(service.Namespace).List(
		labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: service.Name}))
	if err != nil {
		return nil, err
	}
	wanted := map[int32][]string{}
	for _, port := range service.Spec.Ports {
		if port.Protocol != corev1.ProtocolTCP && port.Protocol != "" {
			continue
		}
		for _, slice := range all {
			for _, endpointPort := range slice.Ports {
				if endpointPort.Port == nil || endpointPort.Name == nil || *endpointPort.Name != port.Name {
					continue
				}
				for _, endpoint := range slice.Endpoints {
					if endpoint.Conditions.Ready != nil && !*endpoint.Conditions.Ready {
						continue
					}
					for _, text := range endpoint.Addresses {
						wanted[port.Port] = append(wanted[port.Port], lb.backend(text, *endpointPort.Port))
					}
				}
			}
		}
		slices.Sort(wanted[port.Port])
	}
	return wanted, nil
}

func (lb *LoadBalancers) backend(address string, port int32) string {
	if parsed, err := netip.ParseAddr(address); err == nil && lb.pods.Contains(parsed) {
		address = lb.pods.Loopback(parsed).String()
	}
	return net.JoinHostPort(address, strconv.Itoa(int(port)))
}

func (lb *LoadBalancers) release(key string) {
	lb.closeAll(key)
	lb.pool.Free(key)

}

func (lb *LoadBalancers) closeAll(key string) {
	for _, f := range lb.forwards[key] {
		f.close()
	}
	delete(lb.forwards, key)
}
