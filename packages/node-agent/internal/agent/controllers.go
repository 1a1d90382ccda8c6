package agent

import (
	"context"
	"time"

	"github.com/virtual-kubelet/virtual-kubelet/node"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/record"
	"k8s.io/client-go/util/workqueue"
)

// Pauses between virtual-kubelet's attempts for one pod. Its own limits are
// made for a remote API server: ten pods a second, pauses up to a quarter hour.
const firstRetry, lastRetry = 5 * time.Millisecond, 2 * time.Second

// controllers are virtual-kubelet's two: of the pods and of the node.
func controllers(a *Agent, guarded *podClient, client kubernetes.Interface, pods podInformer, status *nodeStatus, events record.EventRecorder) (*node.PodController, *node.NodeController, error) {
	limiter := func() workqueue.TypedRateLimiter[any] {
		return workqueue.NewTypedItemExponentialFailureRateLimiter[any](firstRetry, lastRetry)
	}
	// Its resolver is skipped, so it needs the listers only for its types:
	// these informers are never started and the agent lists no secrets.
	unused := informers.NewSharedInformerFactory(client, 0).Core().V1()
	podController, err := node.NewPodController(node.PodControllerConfig{
		PodClient: guarded, PodInformer: pods, EventRecorder: quietRecorder{events}, Provider: a,
		ConfigMapInformer: unused.ConfigMaps(), SecretInformer: unused.Secrets(), ServiceInformer: unused.Services(),
		SyncPodsFromKubernetesRateLimiter: limiter(), DeletePodsFromKubernetesRateLimiter: limiter(), SyncPodStatusFromProviderRateLimiter: limiter(),
		// A status must arrive, however long the API server is away.
		SyncPodStatusFromProviderShouldRetryFunc: retryForever,
		SkipDownwardAPIResolution:                true,
	})
	if err != nil {
		return nil, nil, err
	}
	nodeController, err := node.NewNodeController(status, status.node.DeepCopy(), client.CoreV1().Nodes(),
		node.WithNodeEnableLeaseV1(client.CoordinationV1().Leases(corev1.NamespaceNodeLease), node.DefaultLeaseDuration),
		// Somebody deleted the node: it is still here.
		node.WithNodeStatusUpdateErrorHandler(func(ctx context.Context, err error) error {
			if !apierrors.IsNotFound(err) {
				return err
			}
			_, err = client.CoreV1().Nodes().Create(ctx, status.current(), metav1.CreateOptions{})
			return err
		}))
	return podController, nodeController, err
}

func retryForever(context.Context, string, int, time.Time, error) (*time.Duration, error) {
	return nil, nil
}
