//go:build integration

package integration

import (
	"crypto/tls"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// What a pod sees, says and leaves behind.
func TestPodContract(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	ctx := t.Context()
	if _, err := c.client.CoreV1().ConfigMaps(ns).Create(ctx, &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: "cm"}, Data: map[string]string{"file.txt": "from-cm", "FROM": "env-from"}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.client.CoreV1().Secrets(ns).Create(ctx, &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: "sec"}, StringData: map[string]string{"pw": "from-secret"}}, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	script := `
echo "files $(cat /data/order) $(cat /cm/file.txt) $(cat /one) $(cat /sec/pw) $(cat /down/labels) $(cat /data/sub/x)"
echo "env $FROM $PW $IP $MEM $JOINED"
test -s /var/run/secrets/kubernetes.io/serviceaccount/token && echo token
echo "host ${SECRET_OF_THE_HOST:-none} $(hostname) $(id -u) $(ls /home /mnt /srv 2>/dev/null | wc -l) $(ls -d ` + c.dir + ` 2>/dev/null | wc -l)"
touch /usr/bin/evil 2>/dev/null || echo usr-read-only
grep -h -E 'CapEff|CapBnd|NoNewPrivs' /proc/self/status | tr -s '\t\n' '  '; echo
sleep 0.2 # the streams are two pipes: only time orders their lines
echo to-stderr >&2
echo last words > /dev/termination-log
exit 7`
	pod := shell("contract", script, func(p *corev1.Pod) {
		p.Labels = map[string]string{"app": "contract"}
		mount := corev1.VolumeMount{Name: "data", MountPath: "/data"}
		initContainer := func(name, script string) corev1.Container {
			return corev1.Container{Name: name, Image: "docker.io/library/alpine:3", Command: []string{"sh", "-c", script}, VolumeMounts: []corev1.VolumeMount{mount}}
		}
		p.Spec.InitContainers = []corev1.Container{
			initContainer("first", "sleep 0.5; printf 1 >> /data/order; mkdir -p /data/sub; echo x > /data/sub/x"),
			initContainer("second", "printf 2 >> /data/order"),
		}
		main := &p.Spec.Containers[0]
		main.EnvFrom = []corev1.EnvFromSource{{ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: corev1.LocalObjectReference{Name: "cm"}}}}
		main.Env = []corev1.EnvVar{
			{Name: "PW", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: corev1.LocalObjectReference{Name: "sec"}, Key: "pw"}}},
			{Name: "IP", ValueFrom: &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: "status.podIP"}}},
			{Name: "MEM", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.memory", Divisor: resource.MustParse("1Mi")}}},
			{Name: "JOINED", Value: "$(PW)-$(LAB_POD_IP)-$(UNKNOWN)"},
		}
		main.Resources.Limits = corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("64Mi")}
		main.VolumeMounts = []corev1.VolumeMount{mount,
			{Name: "cm", MountPath: "/cm"}, {Name: "cm", MountPath: "/one", SubPath: "file.txt"},
			{Name: "sec", MountPath: "/sec"}, {Name: "down", MountPath: "/down"},
		}
		p.Spec.Volumes = []corev1.Volume{
			{Name: "data", VolumeSource: corev1.VolumeSource{EmptyDir: &corev1.EmptyDirVolumeSource{}}},
			{Name: "cm", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "cm"}}}},
			{Name: "sec", VolumeSource: corev1.VolumeSource{Secret: &corev1.SecretVolumeSource{SecretName: "sec"}}},
			{Name: "down", VolumeSource: corev1.VolumeSource{DownwardAPI: &corev1.DownwardAPIVolumeSource{Items: []corev1.DownwardAPIVolumeFile{
				{Path: "labels", FieldRef: &corev1.ObjectFieldSelector{FieldPath: "metadata.labels"}}}}}},
		}
	})
	c.create(t, ns, pod)
	done := c.wait(t, ns, "contract", "end", ended)
	log := c.logs(t, ns, "contract", corev1.PodLogOptions{})
	bound := done.Status.PodIP
	if c.sharedNetwork(t) != "" {
		bound = strings.Replace(bound, "10.", "127.", 1)
	}
	for _, want := range []string{
		`files 12 from-cm from-cm from-secret app="contract" x`,
		"env env-from from-secret " + done.Status.PodIP + " 64 from-secret-" + bound + "-$(UNKNOWN)",
		"token", "host none contract 0 0 0", "usr-read-only", "to-stderr",
		"CapEff: 0000000000000000 CapBnd: 0000000000000000 NoNewPrivs: 1",
	} {
		if !strings.Contains(log, want) {
			t.Errorf("log lacks %q:\n%s", want, log)
		}
	}
	state := done.Status.ContainerStatuses[0].State.Terminated
	if done.Status.Phase != corev1.PodFailed || state.ExitCode != 7 || state.Reason != "Error" || strings.TrimSpace(state.Message) != "last words" {
		t.Errorf("phase %s, state %+v", done.Status.Phase, state)
	}
	if tail := c.logs(t, ns, "contract", corev1.PodLogOptions{TailLines: ptr.To[int64](1), Timestamps: true}); !strings.HasSuffix(tail, "Z to-stderr\n") || strings.Count(tail, "\n") != 1 {
		t.Errorf("tail with timestamp: %q", tail)
	}
	within(t, startLimit, "volumes removed when the pod has ended", func() bool {
		_, err := os.Stat(fmt.Sprintf("%s/state/pods/%s/volumes", c.dir, done.UID))
		return os.IsNotExist(err)
	})
}

// An in-cluster client works with the pod's own token.
func TestServiceAccountToken(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.create(t, ns, shell("whoami", "", func(p *corev1.Pod) {
		p.Spec.Containers[0].Image, p.Spec.Containers[0].Command = "kubectl", []string{"kubectl", "auth", "whoami"}
	}))
	c.wait(t, ns, "whoami", "end", ended)
	if log := c.logs(t, ns, "whoami", corev1.PodLogOptions{}); !strings.Contains(log, "system:serviceaccount:"+ns+":default") || !strings.Contains(log, "whoami") {
		t.Errorf("kubectl auth whoami in the pod: %s", log)
	}
}

// What cannot run here waits, says why, and starts by itself when it can.
func TestPendingWithReason(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	// An image of the table whose program is still being built.
	program, before := c.path("program-of-later"), c.images
	t.Cleanup(func() {
		c.images = before
		os.Remove(program)
		if err := c.writeImages(); err != nil {
			t.Error(err)
		}
	})
	c.images = append(c.images, map[string]any{"match": "registry.example/later",
		"binds": []map[string]string{{"source": program, "target": "/usr/local/bin/later"}}})
	if err := c.writeImages(); err != nil {
		t.Fatal(err)
	}
	c.create(t, ns, shell("unbuilt", "echo ran", func(p *corev1.Pod) { p.Spec.Containers[0].Image = "registry.example/later:1" }))
	c.create(t, ns, shell("claim", "echo ran", func(p *corev1.Pod) {
		p.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{PersistentVolumeClaim: &corev1.PersistentVolumeClaimVolumeSource{ClaimName: "x"}}}}
	}))
	c.create(t, ns, shell("nocm", "echo ran", func(p *corev1.Pod) {
		p.Spec.Volumes = []corev1.Volume{{Name: "v", VolumeSource: corev1.VolumeSource{ConfigMap: &corev1.ConfigMapVolumeSource{LocalObjectReference: corev1.LocalObjectReference{Name: "absent"}}}}}
	}))
	for name, want := range map[string][2]string{
		"unbuilt": {"ImageNotAvailable", program},
		"claim":   {"VolumeNotAvailable", `"x" not found`},
		"nocm":    {"", "absent"},
	} {
		if want[0] != "" {
			pod := c.wait(t, ns, name, "waiting reason", func(p *corev1.Pod) bool {
				return len(p.Status.ContainerStatuses) == 1 && p.Status.ContainerStatuses[0].State.Waiting != nil && p.Status.ContainerStatuses[0].State.Waiting.Reason == want[0]
			})
			if pod.Status.Phase != corev1.PodPending {
				t.Errorf("%s: phase %s", name, pod.Status.Phase)
			}
		}
		eventually(t, "event of "+name, func() bool { return strings.Contains(c.events(t, ns, name), want[1]) })
	}
	if err := os.WriteFile(program, nil, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := c.writeImages(); err != nil {
		t.Fatal(err)
	}
	if pod := c.wait(t, ns, "unbuilt", "start by itself", ended); pod.Status.Phase != corev1.PodSucceeded {
		t.Errorf("phase %s", pod.Status.Phase)
	}
}

// Only the API server's client certificate opens the kubelet API.
func TestKubeletAPIRefusesOthers(t *testing.T) {
	c := shared
	wrongCA, err := tls.LoadX509KeyPair(c.path("admin.crt"), c.path("admin.key"))
	if err != nil {
		t.Fatal(err)
	}
	right, err := tls.LoadX509KeyPair(c.path("kubelet-client.crt"), c.path("kubelet-client.key"))
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		certificates []tls.Certificate
		allowed      bool
	}{"none": {nil, false}, "another CA": {[]tls.Certificate{wrongCA}, false}, "right": {[]tls.Certificate{right}, true}} {
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, TLSClientConfig: &tls.Config{InsecureSkipVerify: true,
			GetClientCertificate: func(*tls.CertificateRequestInfo) (*tls.Certificate, error) {
				if len(test.certificates) == 0 {
					return &tls.Certificate{}, nil
				}
				return &test.certificates[0], nil
			}}}}
		response, err := client.Get(fmt.Sprintf("https://127.0.0.1:%d/pods", c.kubeletPort))
		if err == nil {
			response.Body.Close()
		}
		if allowed := err == nil && response.StatusCode == http.StatusOK; allowed != test.allowed {
			t.Errorf("certificate %s: allowed %v, error %v", name, allowed, err)
		}
	}
}
