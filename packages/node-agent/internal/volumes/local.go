package volumes

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const (
	// Provisioner is the name that storage classes give this node's volumes.
	Provisioner = "illm.lab/local-path"
	// provisionedBy is written on each volume by the provisioner's library.
	provisionedBy = "pv.kubernetes.io/provisioned-by"
)

// Local makes persistent volumes as folders of this node.
type Local struct {
	// Dir holds one folder per volume.
	Dir string
	// Node is this node's name.
	Node string
}

// Run provisions and removes volumes until the context ends.
func (l *Local) Run(ctx context.Context, client kubernetes.Interface) {
	controller.NewProvisionController(ctx, client, Provisioner, l,
		controller.LeaderElection(false), // one agent per state folder
		controller.MetricsPort(0),
	).Run(ctx)
}

// ShouldProvision implements controller.Qualifier: a claim that was not given a
// node, or another one, is not this node's.
func (l *Local) ShouldProvision(_ context.Context, claim *corev1.PersistentVolumeClaim) bool {
	node := claim.Annotations["volume.kubernetes.io/selected-node"]
	return node == "" || node == l.Node
}

// ShouldDelete implements controller.DeletionGuard.
func (l *Local) ShouldDelete(_ context.Context, volume *corev1.PersistentVolume) bool {
	_, err := l.folder(volume)
	return err == nil
}

// Provision implements controller.Provisioner.
func (l *Local) Provision(_ context.Context, options controller.ProvisionOptions) (*corev1.PersistentVolume, controller.ProvisioningState, error) {
	claim := options.PVC
	if claim.Spec.Selector != nil {
		return nil, controller.ProvisioningFinished, errors.New("a claim for a new local volume cannot have a selector; remove spec.selector")
	}
	path := filepath.Join(l.Dir, strings.Join([]string{options.PVName, claim.Namespace, claim.Name}, "_"))
	if err := os.MkdirAll(l.Dir, 0o700); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Mkdir(path, 0o777); err != nil && !os.IsExist(err) {
		return nil, controller.ProvisioningFinished, err
	}
	if err := os.Chmod(path, 0o777); err != nil { // despite the umask
		return nil, controller.ProvisioningFinished, err
	}
	mode := corev1.PersistentVolumeFilesystem
	return &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: options.PVName},
		Spec: corev1.PersistentVolumeSpec{
			AccessModes: claim.Spec.AccessModes,
			// As asked for: a folder has no limit of its own.
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: claim.Spec.Resources.Requests[corev1.ResourceStorage]},
			PersistentVolumeReclaimPolicy: *options.StorageClass.ReclaimPolicy,
			VolumeMode:                    &mode,
			PersistentVolumeSource:        corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{{
					Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{l.Node}}},
			}}}},
		},
	}, controller.ProvisioningFinished, nil
}

// Delete implements controller.Provisioner.
func (l *Local) Delete(_ context.Context, volume *corev1.PersistentVolume) error {
	path, err := l.folder(volume)
	if err != nil {
		return err
	}
	return os.RemoveAll(path)
}

// folder is where a volume lies. A volume that somebody wrote by hand could name
// any folder of the host: only those directly below Dir are volumes.
func (l *Local) folder(volume *corev1.PersistentVolume) (string, error) {
	if volume.Annotations[provisionedBy] != Provisioner || volume.Spec.Local == nil {
		return "", &Unsupported{fmt.Sprintf("persistent volume %q is not one of this node's storage class (provisioner %s)", volume.Name, Provisioner)}
	}
	path := filepath.Clean(volume.Spec.Local.Path)
	if info, err := os.Lstat(path); filepath.Dir(path) != l.Dir || (err == nil && !info.IsDir()) {
		return "", &Unsupported{fmt.Sprintf("persistent volume %q names the folder %s, which is not below this node's %s", volume.Name, path, l.Dir)}
	}
	return path, nil
}

// Pending is a volume that is not there yet.
type Pending struct{ Message string }

func (e *Pending) Error() string { return e.Message }

// claimName is the claim that a volume of a pod stands for; empty for others.
func claimName(pod *corev1.Pod, volume *corev1.Volume) string {
	switch {
	case volume.PersistentVolumeClaim != nil:
		return volume.PersistentVolumeClaim.ClaimName
	case volume.Ephemeral != nil:
		return pod.Name + "-" + volume.Name
	}
	return ""
}

// claim finds the folder of a claim's volume and puts a link to it in its place.
func (m *Manager) claim(ctx context.Context, pod *corev1.Pod, volume *corev1.Volume, path string) error {
	name := claimName(pod, volume)
	claim, err := m.Client.CoreV1().PersistentVolumeClaims(pod.Namespace).Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return &Pending{fmt.Sprintf("persistentvolumeclaim %q not found", name)}
	}
	if err != nil {
		return err
	}
	if volume.Ephemeral != nil && !metav1.IsControlledBy(claim, pod) {
		return &Unsupported{fmt.Sprintf("persistentvolumeclaim %q was not created for this pod", name)}
	}
	if claim.Status.Phase != corev1.ClaimBound || claim.Spec.VolumeName == "" {
		return &Pending{m.whyUnbound(ctx, claim)}
	}
	bound, err := m.Client.CoreV1().PersistentVolumes().Get(ctx, claim.Spec.VolumeName, metav1.GetOptions{})
	if err != nil {
		return err
	}
	folder, err := m.Local.folder(bound)
	if err != nil {
		return err
	}
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("the folder of persistent volume %q: %w", bound.Name, err)
	}
	if current, err := os.Readlink(path); err == nil && current == folder {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.Symlink(folder, path)
}

// whyUnbound says what a claim waits for.
func (m *Manager) whyUnbound(ctx context.Context, claim *corev1.PersistentVolumeClaim) string {
	message := fmt.Sprintf("persistentvolumeclaim %q is not bound", claim.Name)
	class := claim.Spec.StorageClassName
	if class == nil || *class == "" {
		return message + ": it names no storage class, and no volume was made for it by hand. Name one in spec.storageClassName (kubectl get storageclass)"
	}
	if _, err := m.Client.StorageV1().StorageClasses().Get(ctx, *class, metav1.GetOptions{}); apierrors.IsNotFound(err) {
		return fmt.Sprintf("%s: there is no storage class %q. Name one that there is (kubectl get storageclass)", message, *class)
	}
	return message + " yet; its events say more (kubectl describe pvc)"
}
