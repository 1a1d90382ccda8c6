package pod

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/volumes"
)

const (
	// storageInterval is how often volumes with a limit are measured; the kubelet takes ten seconds.
	storageInterval = 5 * time.Second
	// evictionGrace is what a pod gets that has taken too much, as the kubelet gives it.
	evictionGrace = 1
	reasonEvicted = "Evicted"
)

// watchStorage evicts the pod when one of its emptyDirs outgrows its limit.
func (r *Runner) watchStorage(ctx context.Context) {
	limits := volumes.Limits(r.record.Pod)
	if len(limits) == 0 {
		return
	}
	dir := r.layout.Volumes()
	go func() {
		tick := time.NewTicker(storageInterval)
		defer tick.Stop()
		for {
			for _, limit := range limits {
				if limit.Bytes >= volumes.Usage(volumes.Path(dir, limit.Volume)) {
					continue
				}
				message := fmt.Sprintf("Usage of EmptyDir volume %q exceeds the limit %q. ", limit.Volume, limit.Text)
				r.send(func() {
					if r.record.Stop == nil {
						r.deps.Events.Event(r.record.Pod, corev1.EventTypeWarning, reasonEvicted, message)
					}
					r.stop(Stop{Reason: reasonEvicted, Message: message, Grace: evictionGrace})
				})
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
		}
	}()
}
