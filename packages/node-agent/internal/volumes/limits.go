package volumes

import (
	"io/fs"
	"path/filepath"
	"syscall"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// blockSize is the unit of a file's blocks, whatever the file system's are.
const blockSize = 512

// Limit is how large an emptyDir may become.
type Limit struct {
	Volume string
	Bytes  int64
	// Text is the limit as the pod states it.
	Text string
}

// Limits are those of a pod's emptyDirs. One in memory that states none may take
// what its containers may, as it does in a kubelet's pod.
func Limits(pod *corev1.Pod) []Limit {
	var limits []Limit
	for _, volume := range pod.Spec.Volumes {
		if volume.EmptyDir == nil {
			continue
		}
		limit := volume.EmptyDir.SizeLimit
		if (limit == nil || limit.IsZero()) && volume.EmptyDir.Medium == corev1.StorageMediumMemory {
			limit = memoryLimit(pod)
		}
		if limit != nil && !limit.IsZero() {
			limits = append(limits, Limit{volume.Name, limit.Value(), limit.String()})
		}
	}
	return limits
}

// memoryLimit of all containers together; nil when one has none.
func memoryLimit(pod *corev1.Pod) *resource.Quantity {
	sum := new(resource.Quantity)
	for _, container := range pod.Spec.Containers {
		limit, ok := container.Resources.Limits[corev1.ResourceMemory]
		if !ok {
			return nil
		}
		sum.Add(limit)
	}
	return sum
}

// Usage is what the files of a folder take on the disk. What cannot be read is
// left out, and so is what vanishes meanwhile.
func Usage(dir string) int64 {
	var sum int64
	seen := map[[2]uint64]bool{} // files with several names
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			return nil
		}
		stat, ok := info.Sys().(*syscall.Stat_t)
		if !ok {
			return nil
		}
		if stat.Nlink > 1 && !entry.IsDir() {
			key := [2]uint64{uint64(stat.Dev), stat.Ino}
			if seen[key] {
				return nil
			}
			seen[key] = true
		}
		sum += stat.Blocks * blockSize
		return nil
	})
	return sum
}
