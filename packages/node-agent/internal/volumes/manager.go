// Package volumes makes a pod's volumes as folders on the host: emptyDir,
// persistent ones, and configMap, secret, downwardAPI and projected ones, which
// are refreshed while the pod runs.
package volumes

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/kubernetes"

	"illm.lab/node-agent/internal/podenv"
)

// RefreshInterval is how often config maps, secrets and downward values are
// read again, as the kubelet does about once a minute.
const RefreshInterval = time.Minute

// Unsupported is a volume that this kind of node cannot have.
type Unsupported struct{ Message string }

func (e *Unsupported) Error() string { return e.Message }

// Manager makes volumes.
type Manager struct {
	Client kubernetes.Interface
	// Local has the persistent volumes of this node.
	Local *Local
}

// Check tells whether the pod has a volume that cannot be made here.
func Check(pod *corev1.Pod) error {
	for _, volume := range pod.Spec.Volumes {
		s := volume.VolumeSource
		switch {
		case s.EmptyDir != nil, s.ConfigMap != nil, s.Secret != nil, s.DownwardAPI != nil, s.Projected != nil,
			s.PersistentVolumeClaim != nil, s.Ephemeral != nil:
		case s.HostPath != nil:
			return &Unsupported{fmt.Sprintf("volume %q is a hostPath; pods of this hub are host processes and must not see the host's files. Use a configMap, secret, emptyDir or persistentVolumeClaim", volume.Name)}
		default:
			return &Unsupported{fmt.Sprintf("volume %q is of a kind that this hub's node agent does not have; it has emptyDir, persistentVolumeClaim, ephemeral, configMap, secret, downwardAPI and projected", volume.Name)}
		}
	}
	return nil
}

// writable tells volumes of files that pods write from generated ones.
func writable(volume *corev1.Volume) bool {
	return volume.EmptyDir != nil || volume.PersistentVolumeClaim != nil || volume.Ephemeral != nil
}

// Path is the folder of a volume below the pod's volume folder.
func Path(dir, volume string) string { return filepath.Join(dir, volume) }

// Setup makes all volumes of the pod below dir. It may be called again.
func (m *Manager) Setup(ctx context.Context, pod *corev1.Pod, dir string, facts podenv.Facts) (*Tokens, error) {
	tokens := &Tokens{}
	for i := range pod.Spec.Volumes {
		volume := &pod.Spec.Volumes[i]
		path := Path(dir, volume.Name)
		if volume.EmptyDir != nil {
			if err := os.MkdirAll(path, 0o777); err != nil {
				return nil, err
			}
			if err := os.Chmod(path, 0o777); err != nil { // despite the umask
				return nil, err
			}
			continue
		}
		if claimName(pod, volume) != "" {
			if err := m.claim(ctx, pod, volume, path); err != nil {
				return nil, err
			}
			continue
		}
		if err := m.write(ctx, pod, volume, path, facts, tokens); err != nil {
			return nil, fmt.Errorf("volume %q: %w", volume.Name, err)
		}
	}
	return tokens, nil
}

// Refresh writes the generated volumes again. Tokens are renewed when they are due.
func (m *Manager) Refresh(ctx context.Context, pod *corev1.Pod, dir string, facts podenv.Facts, tokens *Tokens) error {
	for i := range pod.Spec.Volumes {
		volume := &pod.Spec.Volumes[i]
		if writable(volume) {
			continue
		}
		if err := m.write(ctx, pod, volume, Path(dir, volume.Name), facts, tokens); err != nil {
			return fmt.Errorf("volume %q: %w", volume.Name, err)
		}
	}
	return nil
}

func (m *Manager) write(ctx context.Context, pod *corev1.Pod, volume *corev1.Volume, path string, facts podenv.Facts, tokens *Tokens) error {
	files := map[string]file{}
	source := sources{m.Client, pod, facts, tokens, volume.Name}
	var err error
	switch s := volume.VolumeSource; {
	case s.ConfigMap != nil:
		err = source.configMap(ctx, files, &corev1.ConfigMapProjection{
			LocalObjectReference: s.ConfigMap.LocalObjectReference, Items: s.ConfigMap.Items, Optional: s.ConfigMap.Optional,
		}, s.ConfigMap.DefaultMode)
	case s.Secret != nil:
		err = source.secret(ctx, files, &corev1.SecretProjection{
			LocalObjectReference: corev1.LocalObjectReference{Name: s.Secret.SecretName}, Items: s.Secret.Items, Optional: s.Secret.Optional,
		}, s.Secret.DefaultMode)
	case s.DownwardAPI != nil:
		err = source.downward(files, s.DownwardAPI.Items, s.DownwardAPI.DefaultMode)
	case s.Projected != nil:
		err = source.projected(ctx, files, s.Projected)
	}
	if err != nil {
		return err
	}
	return writeAtomic(path, files)
}
