package agent

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	clienttesting "k8s.io/client-go/testing"
)

func TestConfig(t *testing.T) {
	dir := t.TempDir()
	shim, net := filepath.Join(dir, "lab-shim"), filepath.Join(dir, "lab-net")
	for _, program := range []string{shim, net} {
		if err := os.WriteFile(program, nil, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	good := []string{"--kubeconfig=k", "--tls-cert=c", "--tls-key=k", "--client-ca=a", "--images=i", "--shim=" + shim, "--lab-net=" + net, "--state-dir=" + filepath.Join(dir, "state")}
	for _, test := range []struct{ extra, want string }{
		{"", ""},
		{"--kubeconfig=", "--kubeconfig is required"},
		{"--listen=0.0.0.0:10250", "loopback"},
		{"--healthz=localhost:1", "loopback"},
		{"--max-pods=0", "--max-pods"},
		{"--shim=/nowhere", "lab-shim"},
		{"--lab-net=/nowhere", "lab-net"},
	} {
		config := new(Config)
		flags := flag.NewFlagSet("test", flag.ContinueOnError)
		config.Flags(flags)
		args := good
		if test.extra != "" {
			args = append(append([]string{}, good...), test.extra)
		}
		if err := flags.Parse(args); err != nil {
			t.Fatal(err)
		}
		err := config.Check()
		if (err == nil) != (test.want == "") || (err != nil && !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", test.extra, err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "state")); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("state folder: %v, %v", info, err)
	}
	unlock, err := lockState(filepath.Join(dir, "state"))
	if err != nil {
		t.Fatal(err)
	}
	defer unlock()
	if _, err := lockState(filepath.Join(dir, "state")); err == nil || !strings.Contains(err.Error(), "another node agent") {
		t.Errorf("second agent on one state: %v", err)
	}
}

// A status write touches nothing but the status, of this very pod; a pod with
// processes is not deleted.
func TestPodClient(t *testing.T) {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "p", UID: "old"}}
	client := fake.NewClientset(pod)
	busy := true
	pods := (&podClient{client.CoreV1(), func(types.UID) bool { return busy }}).Pods("ns")
	if _, err := pods.UpdateStatus(t.Context(), pod, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	action := client.Actions()[0].(clienttesting.PatchAction)
	var patch []patchOperation
	if err := json.Unmarshal(action.GetPatch(), &patch); err != nil {
		t.Fatal(err)
	}
	if action.GetSubresource() != "status" || len(patch) != 2 || patch[0].Op != "test" || patch[0].Value != "old" || patch[1].Path != "/status" {
		t.Errorf("%s %+v", action.GetSubresource(), patch)
	}
	options := metav1.NewDeleteOptions(0)
	options.Preconditions = metav1.NewUIDPreconditions("old")
	for _, busy = range []bool{true, false} {
		if err := pods.Delete(t.Context(), "p", *options); err != nil {
			t.Fatal(err)
		}
		if _, err := pods.Get(t.Context(), "p", metav1.GetOptions{}); (err == nil) != busy {
			t.Errorf("busy %v: %v", busy, err)
		}
	}
}

// The node says which Kubernetes it speaks; it must be the one of its modules.
func TestKubeletVersion(t *testing.T) {
	goMod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	want := "k8s.io/api v0." + strings.TrimPrefix(kubeletVersion, "v1.") + "\n"
	if !strings.Contains(string(goMod), want) {
		t.Errorf("the node says %s, and go.mod has another k8s.io/api", kubeletVersion)
	}
}
