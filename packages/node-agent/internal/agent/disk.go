package agent

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/client-go/tools/record"
)

const (
	diskInterval = 10 * time.Second
	// Pressure is less than a tenth of the disk, as for a kubelet, but of a large
	// disk that many hubs could live on no more than this.
	pressureShare = 10
	pressureBytes = 4 << 30
)

// watchDisk keeps the node's condition DiskPressure true to the disk on which
// the pods' files lie. While it is set the scheduler places no pod here.
func watchDisk(ctx context.Context, dir string, status *nodeStatus, events record.EventRecorder) {
	for {
		var disk unix.Statfs_t
		if unix.Statfs(dir, &disk) == nil {
			c := diskCondition(dir, int64(disk.Bavail)*disk.Bsize, int64(disk.Blocks)*disk.Bsize)
			if status.set(c) && c.Status == corev1.ConditionTrue {
				events.Event(nodeReference(status.node), corev1.EventTypeWarning, "NodeHasDiskPressure", c.Message)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(diskInterval):
		}
	}
}

func diskCondition(dir string, free, all int64) corev1.NodeCondition {
	if free >= min(all/pressureShare, pressureBytes) {
		return condition(corev1.NodeDiskPressure, corev1.ConditionFalse, "KubeletHasNoDiskPressure", "kubelet has no disk pressure")
	}
	return condition(corev1.NodeDiskPressure, corev1.ConditionTrue, "KubeletHasDiskPressure", fmt.Sprintf(
		"kubelet has disk pressure: less than %s is free at %s. No pod starts until there is; remove what is not needed",
		resource.NewQuantity(min(all/pressureShare, pressureBytes), resource.BinarySI), dir))
}
