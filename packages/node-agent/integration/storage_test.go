//go:build integration

package integration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	"illm.lab/node-agent/internal/volumes"
)

// claim makes a claim that the scheduler has placed on the node.
func (c *cluster) claim(t *testing.T, ns, name, class string) {
	t.Helper()
	claim := &corev1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name,
		Annotations: map[string]string{"volume.kubernetes.io/selected-node": "lab"}}, Spec: corev1.PersistentVolumeClaimSpec{
		AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, StorageClassName: &class,
		Resources: corev1.VolumeResourceRequirements{Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("64Mi")}},
	}}
	if _, err := c.client.CoreV1().PersistentVolumeClaims(ns).Create(t.Context(), claim, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
}

func (c *cluster) class(t *testing.T, name string, reclaim corev1.PersistentVolumeReclaimPolicy) {
	t.Helper()
	_, err := c.client.StorageV1().StorageClasses().Create(t.Context(), &storagev1.StorageClass{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Provisioner: volumes.Provisioner, ReclaimPolicy: &reclaim,
		VolumeBindingMode: ptr.To(storagev1.VolumeBindingWaitForFirstConsumer)}, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		t.Fatal(err)
	}
}

func claims(names ...string) func(*corev1.Pod) {
	return func(p *corev1.Pod) {
		for _, name := range names {
			p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: name, VolumeSource: corev1.VolumeSource{
				PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: name}}})
			p.Spec.Containers[0].VolumeMounts = append(p.Spec.Containers[0].VolumeMounts, corev1.VolumeMount{Name: name, MountPath: "/" + name})
		}
	}
}

// What a pod writes to a claim's volume the next one reads. With the claim the
// folder goes, or stays where the class says so.
func TestPersistentVolumes(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.class(t, "deleted", corev1.PersistentVolumeReclaimDelete)
	c.class(t, "retained", corev1.PersistentVolumeReclaimRetain)
	c.claim(t, ns, "gone", "deleted")
	c.claim(t, ns, "kept", "retained")
	c.create(t, ns, shell("writes", "echo one >/gone/file; echo two >/kept/file", claims("gone", "kept")))
	c.wait(t, ns, "writes", "end", ended)
	if err := c.client.CoreV1().Pods(ns).Delete(t.Context(), "writes", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	c.create(t, ns, shell("reads", "cat /gone/file /kept/file", claims("gone", "kept")))
	c.wait(t, ns, "reads", "end", ended)
	if log := c.logs(t, ns, "reads", corev1.PodLogOptions{}); log != "one\ntwo\n" {
		t.Errorf("read: %q", log)
	}
	folders := map[string]string{}
	for _, name := range []string{"gone", "kept"} {
		claim, err := c.client.CoreV1().PersistentVolumeClaims(ns).Get(t.Context(), name, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if size := claim.Status.Capacity[corev1.ResourceStorage]; size.String() != "64Mi" {
			t.Errorf("%s: capacity %s", name, size.String())
		}
		volume, err := c.client.CoreV1().PersistentVolumes().Get(t.Context(), claim.Spec.VolumeName, metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		folders[name] = volume.Spec.Local.Path
		if filepath.Dir(folders[name]) != c.path("state/volumes") {
			t.Errorf("%s lies in %s", name, folders[name])
		}
		_ = c.client.CoreV1().PersistentVolumeClaims(ns).Delete(t.Context(), name, metav1.DeleteOptions{})
	}
	_ = c.client.CoreV1().Pods(ns).Delete(t.Context(), "reads", metav1.DeleteOptions{})
	eventually(t, "the folder goes", func() bool {
		_, err := os.Stat(folders["gone"])
		return os.IsNotExist(err)
	})
	if data, err := os.ReadFile(filepath.Join(folders["kept"], "file")); err != nil || string(data) != "two\n" {
		t.Errorf("kept: %q, %v", data, err)
	}
}

// A claim that cannot be had is named in the pod's event, and a volume that was
// written by hand opens no folder of the host.
func TestClaimsThatCannotBe(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.claim(t, ns, "no-class", "")
	c.claim(t, ns, "wrong-class", "no-such-class")
	if _, err := c.client.CoreV1().PersistentVolumes().Create(t.Context(), &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: "hand-" + ns, Annotations: map[string]string{"pv.kubernetes.io/provisioned-by": volumes.Provisioner}},
		Spec: corev1.PersistentVolumeSpec{
			AccessModes: []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce}, StorageClassName: "by-hand",
			Capacity:               corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("64Mi")},
			ClaimRef:               &corev1.ObjectReference{Namespace: ns, Name: "by-hand"},
			PersistentVolumeSource: corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: "/etc"}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{NodeSelectorTerms: []corev1.NodeSelectorTerm{{
				MatchExpressions: []corev1.NodeSelectorRequirement{{Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpExists}}}}}},
		}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.client.CoreV1().PersistentVolumes().Delete(t.Context(), "hand-"+ns, metav1.DeleteOptions{})
	})
	c.claim(t, ns, "by-hand", "by-hand")
	for name, want := range map[string]string{
		"missing": `"missing" not found`, "no-class": "names no storage class", "wrong-class": `no storage class "no-such-class"`,
		"by-hand": "not below this node's",
	} {
		c.create(t, ns, shell(name, "true", claims(name)))
		eventually(t, name+": "+want, func() bool { return strings.Contains(c.events(t, ns, name), want) })
		if pod := c.pod(t, ns, name); pod.Status.Phase != corev1.PodPending || pod.Status.ContainerStatuses[0].State.Waiting.Reason != "VolumeNotAvailable" {
			t.Errorf("%s: %+v", name, pod.Status)
		}
	}
}

// An emptyDir that outgrows its limit ends the pod with the kubelet's words, and
// folders in memory count as the container's memory.
func TestStorageLimits(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	limit := resource.MustParse("1Mi")
	c.create(t, ns, shell("large", "head -c 3000000 /dev/urandom >/cache/file; sleep 600", func(p *corev1.Pod) {
		p.Spec.Volumes = []corev1.Volume{{Name: "cache", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &limit}}}}
		p.Spec.Containers[0].VolumeMounts = []corev1.VolumeMount{{Name: "cache", MountPath: "/cache"}}
	}))
	c.create(t, ns, shell("memory", "head -c 15000000 /dev/zero >/tmp/file; head -c 15000000 /dev/zero >/dev/shm/file; sleep 600", func(p *corev1.Pod) {
		p.Spec.Containers[0].Resources.Limits = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("20Mi")}
	}))
	pod := c.wait(t, ns, "large", "eviction", ended)
	want := `Usage of EmptyDir volume "cache" exceeds the limit "1Mi". `
	if pod.Status.Phase != corev1.PodFailed || pod.Status.Reason != "Evicted" || pod.Status.Message != want {
		t.Errorf("phase %s, reason %s: %q", pod.Status.Phase, pod.Status.Reason, pod.Status.Message)
	}
	if events := c.events(t, ns, "large"); !strings.Contains(events, "Evicted: "+strings.TrimSpace(want)) {
		t.Errorf("events: %s", events)
	}
	pod = c.wait(t, ns, "memory", "end", ended)
	if got := pod.Status.ContainerStatuses[0].State.Terminated; got.Reason != "OOMKilled" {
		t.Errorf("memory: %+v", got)
	}
}
