package volumes

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"

	"illm.lab/node-agent/internal/podenv"
)

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}

func TestWriteAtomic(t *testing.T) {
	dir := t.TempDir()
	write := func(files map[string]file) {
		t.Helper()
		if err := writeAtomic(dir, files); err != nil {
			t.Fatal(err)
		}
	}
	write(map[string]file{"a": {[]byte("1"), 0o644}, "sub/b": {[]byte("2"), 0o400}, "gone": {nil, 0o644}})
	first, _ := os.Readlink(filepath.Join(dir, dataLink))
	if info, err := os.Stat(filepath.Join(dir, "sub/b")); err != nil || info.Mode().Perm() != 0o400 || read(t, filepath.Join(dir, "a")) != "1" {
		t.Fatalf("%v %v", info, err)
	}
	write(map[string]file{"a": {[]byte("1"), 0o644}, "sub/b": {[]byte("2"), 0o400}, "gone": {nil, 0o644}})
	if same, _ := os.Readlink(filepath.Join(dir, dataLink)); same != first {
		t.Error("written again without a change")
	}
	write(map[string]file{"a": {[]byte("new"), 0o644}, "sub/b": {[]byte("2"), 0o400}})
	if read(t, filepath.Join(dir, "a")) != "new" {
		t.Error("not updated")
	}
	if _, err := os.Lstat(filepath.Join(dir, "gone")); !os.IsNotExist(err) {
		t.Error("removed key is still there")
	}
	if _, err := os.Stat(filepath.Join(dir, first)); !os.IsNotExist(err) {
		t.Error("old data is still there")
	}
}

// A container wrote the link; the subPath of another must not follow it out.
func TestSubPathStaysInVolume(t *testing.T) {
	outside, volume := t.TempDir(), t.TempDir()
	for _, link := range [][2]string{{outside, "abs"}, {"../" + filepath.Base(outside), "rel"}} {
		if err := os.Symlink(link[0], filepath.Join(volume, link[1])); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"abs", "rel", "abs/new", "../x"} {
		if got, err := resolveSubPath(volume, bad, true); err == nil {
			t.Errorf("%s led to %s", bad, got)
		}
	}
	if got, err := resolveSubPath(volume, "deep/er", true); err != nil || !strings.HasPrefix(got, volume) {
		t.Errorf("%s, %v", got, err)
	}
}

func TestUnsupportedVolumes(t *testing.T) {
	for want, source := range map[string]corev1.VolumeSource{
		"hostPath":  {HostPath: &corev1.HostPathVolumeSource{Path: "/"}},
		"of a kind": {NFS: &corev1.NFSVolumeSource{}},
	} {
		pod := &corev1.Pod{Spec: corev1.PodSpec{Volumes: []corev1.Volume{{Name: "v", VolumeSource: source}}}}
		var unsupported *Unsupported
		if err := Check(pod); !errors.As(err, &unsupported) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestProjectedTokenIsRenewedWhenDue(t *testing.T) {
	client := fake.NewClientset(&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "kube-root-ca.crt"}, Data: map[string]string{"ca.crt": "CA"}})
	issuedTokens := 0
	client.PrependReactor("create", "serviceaccounts", func(action clienttesting.Action) (bool, runtime.Object, error) {
		request := action.(clienttesting.CreateAction).GetObject().(*authenticationv1.TokenRequest)
		if ref := request.Spec.BoundObjectRef; ref == nil || ref.UID != "uid" || ref.Name != "p" {
			t.Errorf("token is not bound to the pod: %+v", ref)
		}
		issuedTokens++
		request.Status = authenticationv1.TokenRequestStatus{
			Token: "token-" + string(rune('0'+issuedTokens)), ExpirationTimestamp: metav1.NewTime(time.Now().Add(time.Hour))}
		return true, request, nil
	})
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "p", UID: "uid"}, Spec: corev1.PodSpec{ServiceAccountName: "default",
		Volumes: []corev1.Volume{{Name: "api", VolumeSource: corev1.VolumeSource{Projected: &corev1.ProjectedVolumeSource{Sources: []corev1.VolumeProjection{
			{ServiceAccountToken: &corev1.ServiceAccountTokenProjection{Path: "token"}},
			{ConfigMap: &corev1.ConfigMapProjection{LocalObjectReference: corev1.LocalObjectReference{Name: "kube-root-ca.crt"}, Items: []corev1.KeyToPath{{Key: "ca.crt", Path: "ca.crt"}}}},
			{DownwardAPI: &corev1.DownwardAPIProjection{Items: []corev1.DownwardAPIVolumeFile{{Path: "namespace", FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.namespace"}}}}},
		}}}}}}}
	manager, dir := &Manager{Client: client}, t.TempDir()
	tokens, err := manager.Setup(t.Context(), pod, dir, podenv.Facts{})
	if err != nil {
		t.Fatal(err)
	}
	check := func(want string) {
		t.Helper()
		if err := manager.Refresh(t.Context(), pod, dir, podenv.Facts{}, tokens); err != nil {
			t.Fatal(err)
		}
		got := read(t, dir+"/api/token") + " " + read(t, dir+"/api/ca.crt") + " " + read(t, dir+"/api/namespace")
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	check("token-1 CA ns")
	current := tokens.tokens["api/0"]
	if life := time.Until(current.renew); life > 48*time.Minute || life < 40*time.Minute {
		t.Errorf("an hour's token is to be renewed after %s", life)
	}
	current.renew = time.Now().Add(-time.Second)
	tokens.tokens["api/0"] = current
	check("token-2 CA ns")
}
