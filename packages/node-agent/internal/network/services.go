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

	"illm.lab/node-agent/internal/podnet"
)

// applyKey asks for the network's state to be written without any Service having changed.
const applyKey = ""

// Services gives Services of type LoadBalancer their addresses and has the
// network serve the addresses and names of all Services.
type Services struct {
	client   kubernetes.Interface
	events   record.EventRecorder
	pods     *Pods
	pool     *Pool
	services corelisters.ServiceLister
	slices   discoverylisters.EndpointSliceLister
	synced   []cache.InformerSynced
	queue    workqueue.TypedRateLimitingInterface[string]
	fabric   *Fabric
	// api is the API server's address on the host, the backend of default/kubernetes.
	api string
}

// NewServices watches Services and EndpointSlices of the factory, which the caller starts.
func NewServices(client kubernetes.Interface, factory informers.SharedInformerFactory, fabric *Fabric, pods *Pods, pool *Pool, api string, events record.EventRecorder) (*Services, error) {
	services := factory.Core().V1().Services()
	endpoints := factory.Discovery().V1().EndpointSlices()
	lb := &Services{
		client: client, events: events, pods: pods, pool: pool, fabric: fabric, api: api,
		services: services.Lister(), slices: endpoints.Lister(),
		queue: workqueue.NewTypedRateLimitingQueue(
			workqueue.NewTypedItemExponentialFailureRateLimiter[string](50*time.Millisecond, 10*time.Second)),
	}
	fabric.OnChange(func() { lb.queue.Add(applyKey) })
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

// Run works until the context ends.
func (lb *Services) Run(ctx context.Context) {
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
		var err error
		if key != applyKey {
			err = lb.sync(ctx, key)
		}
		if err == nil && lb.queue.Len() == 0 { // else it follows at once
			err = lb.apply(ctx)
		}
		if err != nil && ctx.Err() == nil {
			if !apierrors.IsConflict(err) { // which only means to look at it again
				klog.ErrorS(err, "Service", "service", key)
			}
			lb.queue.AddRateLimited(key)
		} else {
			lb.queue.Forget(key)
		}
		lb.queue.Done(key)
	}
}

// keepKnown reserves the addresses that Services already have, before a new
// Service can get one of them.
func (lb *Services) keepKnown() {
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

func (lb *Services) sync(ctx context.Context, key string) error {
	namespace, name, err := cache.SplitMetaNamespaceKey(key)
	if err != nil {
		return err
	}
	service, err := lb.services.Services(namespace).Get(name)
	if apierrors.IsNotFound(err) || (err == nil && !ours(service)) {
		lb.pool.Free(key)
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
	return nil
}

// gaveAddress tells a Service that was a LoadBalancer of ours from one of another class.
func (lb *Services) gaveAddress(service *corev1.Service) bool {
	address, err := netip.ParseAddr(ingress(service))
	return err == nil && lb.pool.prefix.Contains(address)
}

func (lb *Services) setIngress(ctx context.Context, service *corev1.Service, address string) error {
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

// apply has the network serve all Services as they are now.
func (lb *Services) apply(ctx context.Context) error {
	services, err := lb.services.List(labels.Everything())
	if err != nil {
		return err
	}
	state := podnet.State{Reach: lb.fabric.reach.prefixes, Forwards: lb.fabric.forwards()}
	owner := map[string]*corev1.Service{}
	for _, service := range services {
		slices, err := lb.slices.EndpointSlices(service.Namespace).List(
			labels.SelectorFromSet(labels.Set{discoveryv1.LabelServiceName: service.Name}))
		if err != nil {
			return err
		}
		for _, forward := range lb.forwards(service, slices) {
			owner[forward.Key()] = service
			state.Forwards = append(state.Forwards, forward)
		}
		state.Services = append(state.Services, named(service, slices))
	}
	failed, err := lb.fabric.Apply(ctx, state)
	if err != nil {
		return err
	}
	for key, why := range failed {
		err = fmt.Errorf("cannot listen on the %s: %s", key, why)
		if service := owner[key]; service != nil {
			message := err.Error() + ". Another hub may use the same --lb-cidr, or the port needs root (ports below 1024)"
			lb.events.Event(service, corev1.EventTypeWarning, "LoadBalancerListen", message)
		}
	}
	return err
}

// forwards are the Service's addresses with the ports that have ready endpoints.
// Without one, nobody listens: a client is refused at once, as with kube-proxy.
func (lb *Services) forwards(service *corev1.Service, endpoints []*discoveryv1.EndpointSlice) []podnet.Forward {
	if service.DeletionTimestamp != nil {
		return nil
	}
	var list []podnet.Forward
	add := func(on podnet.Side, address string, port int32, at podnet.Side, backends []string) {
		if address != "" && address != corev1.ClusterIPNone && len(backends) > 0 {
			list = append(list, podnet.Forward{On: on, Listen: join(address, port), At: at, Backends: backends})
		}
	}
	for _, port := range service.Spec.Ports {
		if port.Protocol != corev1.ProtocolTCP && port.Protocol != "" {
			continue
		}
		at, backends := lb.backends(port, endpoints)
		if service.Namespace == metav1.NamespaceDefault && service.Name == "kubernetes" {
			at, backends = podnet.Host, []string{lb.api}
		}
		add(podnet.Pods, service.Spec.ClusterIP, port.Port, at, backends)
		if ours(service) && lb.gaveAddress(service) {
			add(podnet.Host, ingress(service), port.Port, at, backends)
			add(podnet.Pods, ingress(service), port.Port, at, backends)
		}
	}
	return list
}

// backends are the ready endpoints of a port. A Service leads to pods or, where
// somebody wrote its endpoints by hand, to elsewhere.
func (lb *Services) backends(port corev1.ServicePort, endpoints []*discoveryv1.EndpointSlice) (podnet.Side, []string) {
	var pods, others []string
	for _, slice := range endpoints {
		for _, endpointPort := range slice.Ports {
			if endpointPort.Port == nil || endpointPort.Name == nil || *endpointPort.Name != port.Name {
				continue
			}
			for _, endpoint := range slice.Endpoints {
				if endpoint.Conditions.Ready != nil && !*endpoint.Conditions.Ready {
					continue
				}
				for _, text := range endpoint.Addresses {
					address, err := netip.ParseAddr(text)
					if err == nil && lb.pods.Contains(address) {
						pods = append(pods, join(lb.fabric.Address(address).String(), *endpointPort.Port))
					} else {
						others = append(others, join(text, *endpointPort.Port))
					}
				}
			}
		}
	}
	slices.Sort(pods)
	slices.Sort(others)
	switch {
	case len(pods) == 0:
		return podnet.Host, others
	case lb.fabric.Own():
		return podnet.Pods, pods
	default:
		return podnet.Host, pods
	}
}

// named is what the name server knows of a Service.
func named(service *corev1.Service, endpoints []*discoveryv1.EndpointSlice) podnet.Service {
	named := podnet.Service{Namespace: service.Namespace, Name: service.Name}
	for _, port := range service.Spec.Ports {
		protocol := string(port.Protocol)
		if protocol == "" {
			protocol = string(corev1.ProtocolTCP)
		}
		named.Ports = append(named.Ports, podnet.Port{Name: port.Name, Protocol: protocol, Port: uint16(port.Port)})
	}
	switch {
	case service.Spec.Type == corev1.ServiceTypeExternalName:
		named.External = service.Spec.ExternalName
	case service.Spec.ClusterIP != corev1.ClusterIPNone:
		named.Address = service.Spec.ClusterIP
	default:
		for _, slice := range endpoints {
			for _, endpoint := range slice.Endpoints {
				ready := endpoint.Conditions.Ready == nil || *endpoint.Conditions.Ready
				if !ready && !service.Spec.PublishNotReadyAddresses {
					continue
				}
				for _, address := range endpoint.Addresses {
					one := podnet.Endpoint{Address: address}
					if endpoint.Hostname != nil {
						one.Hostname = *endpoint.Hostname
					}
					named.Endpoints = append(named.Endpoints, one)
				}
			}
		}
	}
	return named
}

func join(address string, port int32) string {
	return net.JoinHostPort(address, strconv.Itoa(int(port)))
}
