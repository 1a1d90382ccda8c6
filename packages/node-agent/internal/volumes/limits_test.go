package volumes

import (
	"os"
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestLimits(t *testing.T) {
	size := resource.MustParse("1Gi")
	pod := &corev1.Pod{Spec: corev1.PodSpec{
		Volumes: []corev1.Volume{
			{Name: "free", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{Name: "limited", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{SizeLimit: &size}}},
			{Name: "memory", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{Medium: corev1.StorageMediumMemory}}},
			{Name: "config", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{}}},
		},
		Containers: []corev1.Container{{Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("64Mi")}}}},
	}}
	got := Limits(pod)
	if len(got) != 2 || got[0] != (Limit{"limited", 1 << 30, "1Gi"}) || got[1] != (Limit{"memory", 64 << 20, "64Mi"}) {
		t.Errorf("%+v", got)
	}
	pod.Spec.Containers = append(pod.Spec.Containers, corev1.Container{})
	if got := Limits(pod); len(got) != 1 {
		t.Errorf("a container without a limit of memory: %+v", got)
	}
}

func TestUsage(t *testing.T) {
	dir := t.TempDir()
	empty := Usage(dir)
	if err := os.WriteFile(filepath.Join(dir, "a"), make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Link(filepath.Join(dir, "a"), filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, "holes")) // takes no room
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.Truncate(1 << 30); err != nil {
		t.Fatal(err)
	}
	if got := Usage(dir) - empty; got < 1<<20 || got > 3<<19 {
		t.Errorf("one MiB takes %d", got)
	}
	if got := Usage(filepath.Join(dir, "gone")); got != 0 {
		t.Errorf("a folder that is gone takes %d", got)
	}
}

func TestVolumeFolders(t *testing.T) {
	l := &Local{Dir: t.TempDir(), Node: "lab"}
	volume := func(path, by string) *corev1.PersistentVolume {
		return &corev1.PersistentVolume{ObjectMeta: metav1.ObjectMeta{Name: "v", Annotations: map[string]string{provisionedBy: by}},
			Spec: corev1.PersistentVolumeSpec{PersistentVolumeSource: corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: path}}}}
	}
	if err := os.Symlink("/etc", filepath.Join(l.Dir, "link")); err != nil {
		t.Fatal(err)
	}
	if _, err := l.folder(volume(filepath.Join(l.Dir, "good"), Provisioner)); err != nil {
		t.Error(err)
	}
	for _, path := range []string{"/etc", l.Dir, filepath.Join(l.Dir, "../other"), filepath.Join(l.Dir, "a/../../b"), filepath.Join(l.Dir, "a/b"), filepath.Join(l.Dir, "link"), ""} {
		if got, err := l.folder(volume(path, Provisioner)); err == nil {
			t.Errorf("%q leads to %s", path, got)
		}
	}
	if _, err := l.folder(volume(filepath.Join(l.Dir, "good"), "other")); err == nil {
		t.Error("another's volume is taken")
	}
}
