package agent

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"
	informersv1 "k8s.io/client-go/informers/core/v1"
	"k8s.io/client-go/tools/record"
)

type podInformer = informersv1.PodInformer

// quietRecorder drops virtual-kubelet's reports of success: several events per
// pod that say what the status says too.
type quietRecorder struct{ record.EventRecorder }

// Event implements record.EventRecorder.
func (q quietRecorder) Event(object runtime.Object, kind, reason, message string) {
	if kind != corev1.EventTypeNormal {
		q.EventRecorder.Event(object, kind, reason, message)
	}
}
