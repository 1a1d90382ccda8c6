package agent

import (
	"context"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
)

// podClient is the client that virtual-kubelet's controller gets. Two calls of
// its would do harm here.
type podClient struct {
	typedcorev1.PodsGetter
	// busy tells whether the pod with this UID still has processes.
	busy func(types.UID) bool
}

// Pods implements PodsGetter.
func (c *podClient) Pods(namespace string) typedcorev1.PodInterface {
	return &podInterface{c.PodsGetter.Pods(namespace), c}
}

type podInterface struct {
	typedcorev1.PodInterface
	client *podClient
}

type patchOperation struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// UpdateStatus writes the status alone, and only of this very pod. A whole
// update without a version, as virtual-kubelet sends it, would put back labels,
// annotations and finalizers that others changed a moment ago.
func (p *podInterface) UpdateStatus(ctx context.Context, pod *corev1.Pod, options metav1.UpdateOptions) (*corev1.Pod, error) {
	patch, err := json.Marshal([]patchOperation{
		{"test", "/metadata/uid", pod.UID},
		{"replace", "/status", pod.Status},
	})
	if err != nil {
		return nil, err
	}
	updated, err := p.Patch(ctx, pod.Name, types.JSONPatchType, patch,
		metav1.PatchOptions{FieldManager: options.FieldManager, DryRun: options.DryRun}, "status")
	if apierrors.IsInvalid(err) {
		// Another pod of that name: the test failed. Nothing to write any more.
		if current, getErr := p.Get(ctx, pod.Name, metav1.GetOptions{}); getErr == nil && current.UID != pod.UID {
			return current, nil
		}
	}
	return updated, err
}

// Delete keeps the object as long as the pod has processes: virtual-kubelet
// deletes by the clock, and before its time when only init containers run. The
// agent deletes the object itself when the last process has ended.
func (p *podInterface) Delete(ctx context.Context, name string, options metav1.DeleteOptions) error {
	if pre := options.Preconditions; pre != nil && pre.UID != nil && p.client.busy(*pre.UID) {
		return nil
	}
	return p.PodInterface.Delete(ctx, name, options)
}
