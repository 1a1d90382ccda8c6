package volumes

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/podenv"
	"illm.lab/node-agent/internal/sandbox"
)

// Mounts are the binds of a container's volume mounts. dir is the pod's volume folder.
func Mounts(pod *corev1.Pod, container *corev1.Container, dir string, lookup func(string) (string, bool)) ([]sandbox.Bind, error) {
	var binds []sandbox.Bind
	for _, mount := range container.VolumeMounts {
		volume := find(pod, mount.Name)
		if volume == nil {
			return nil, fmt.Errorf("volumeMount %q names no volume of the pod", mount.Name)
		}
		source := Path(dir, mount.Name)
		subPath := mount.SubPath
		if mount.SubPathExpr != "" {
			subPath = podenv.Expand(mount.SubPathExpr, lookup)
		}
		if subPath != "" {
			var err error
			if source, err = resolveSubPath(source, subPath, writable(volume)); err != nil {
				return nil, fmt.Errorf("volumeMount %q, subPath %q: %w", mount.Name, subPath, err)
			}
		}
		binds = append(binds, sandbox.Bind{
			Source: source, Target: mount.MountPath,
			// Generated volumes are read-only whatever the mount says.
			ReadOnly: mount.ReadOnly || !writable(volume) || (volume.PersistentVolumeClaim != nil && volume.PersistentVolumeClaim.ReadOnly),
		})
	}
	return binds, nil
}

// resolveSubPath follows links but never out of the volume: a container may
// have written them. A missing folder is created in volumes that pods write.
func resolveSubPath(volume, subPath string, create bool) (string, error) {
	if create {
		root, err := os.OpenRoot(volume)
		if err != nil {
			return "", err
		}
		defer root.Close()
		if _, err := root.Stat(subPath); os.IsNotExist(err) {
			if err := root.MkdirAll(subPath, 0o777); err != nil {
				return "", err
			}
		} else if err != nil {
			return "", err
		}
	}
	base, err := filepath.EvalSymlinks(volume)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(filepath.Join(base, subPath))
	if err != nil {
		return "", err
	}
	if real != base && !strings.HasPrefix(real, base+"/") {
		return "", fmt.Errorf("leads out of the volume")
	}
	return real, nil
}

func find(pod *corev1.Pod, name string) *corev1.Volume {
	for i := range pod.Spec.Volumes {
		if pod.Spec.Volumes[i].Name == name {
			return &pod.Spec.Volumes[i]
		}
	}
	return nil
}
