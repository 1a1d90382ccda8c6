//go:build integration

package integration

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

const registryUser, registryPassword = "lab", "s3cret"

// imagePod is a pod with one container of an image.
func imagePod(name, image string, change ...func(*corev1.Pod)) *corev1.Pod {
	pod := shell(name, "", change...)
	pod.Spec.Containers[0].Image = image
	if len(pod.Spec.Containers[0].Command) == 3 && pod.Spec.Containers[0].Command[2] == "" {
		pod.Spec.Containers[0].Command = nil
	}
	return pod
}

func container(change func(*corev1.Container)) func(*corev1.Pod) {
	return func(p *corev1.Pod) { change(&p.Spec.Containers[0]) }
}

func ready(p *corev1.Pod) bool {
	return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].Ready
}

func waitingFor(reason string) func(*corev1.Pod) bool {
	return func(p *corev1.Pod) bool {
		return len(p.Status.ContainerStatuses) > 0 && p.Status.ContainerStatuses[0].State.Waiting != nil &&
			p.Status.ContainerStatuses[0].State.Waiting.Reason == reason
	}
}

// webServer is an image with nothing but one static program, whose user has a name.
func webServer(t *testing.T, c *cluster) v1.Image {
	t.Helper()
	return testImage(t, v1.Config{
		Entrypoint: []string{"/web"}, Cmd: []string{"--address", "0.0.0.0"}, User: "app", WorkingDir: "/srv/data",
		Env: []string{"GREETING=from the image", "PATH=/"},
	}, file{path: "web", from: c.path("bin/lab-target"), mode: 0o755},
		file{path: "etc/passwd", text: "root:x:0:0::/:\napp:x:1000:1000::/srv:\n", mode: 0o644})
}

// An image in an OCI layout becomes a running server, with a kubelet's states;
// the image need not have a shell.
func TestImageOfLayout(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	digest := c.addLayout(t, "web", "1", webServer(t, c))
	probe := &corev1.Probe{PeriodSeconds: 1, ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/healthz", Port: intstr.FromInt32(8080)}}}
	server := container(func(c *corev1.Container) {
		c.ReadinessProbe = probe
		c.LivenessProbe = &corev1.Probe{PeriodSeconds: 1, ProbeHandler: corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"web", "--help"}}}}
		c.SecurityContext = &corev1.SecurityContext{ReadOnlyRootFilesystem: ptr.To(true)}
	})
	c.create(t, ns, imagePod("first", "localhost/web:1", server))
	pod := c.wait(t, ns, "first", "ready", ready)
	if got := pod.Status.ContainerStatuses[0].ImageID; got != "localhost/web@"+digest {
		t.Errorf("imageID %q", got)
	}
	events := c.events(t, ns, "first")
	for _, want := range []string{`Pulling: Pulling image "localhost/web:1"`, `Pulled: Successfully pulled image "localhost/web:1" in `} {
		if !strings.Contains(events, want) {
			t.Errorf("no event %q in:\n%s", want, events)
		}
	}
	c.create(t, ns, imagePod("second", "localhost/web:1", server)) // on the same port
	c.wait(t, ns, "second", "ready", ready)
	eventually(t, "event", func() bool {
		return strings.Contains(c.events(t, ns, "second"), `Pulled: Container image "localhost/web:1" already present on machine`)
	})
	within(t, 10*time.Second, "the node names the image", func() bool {
		node, err := c.client.CoreV1().Nodes().Get(t.Context(), "lab", metav1.GetOptions{})
		return err == nil && len(node.Status.Images) > 0 && strings.Contains(fmt.Sprint(node.Status.Images), "localhost/web@"+digest)
	})
	if status, summary := c.get(t, "kubelet-client", "/stats/summary"); status != http.StatusOK || !strings.Contains(summary, `"imageFs":{"time"`) {
		t.Errorf("summary %d %s", status, summary)
	}

	// Another agent knows it all.
	c.endAgent(syscall.SIGKILL)
	if err := c.startAgent(); err != nil {
		t.Fatal(err)
	}
	if out, code := c.kubectl(t, "", "exec", "-n", ns, "first", "--", "web", "--no-such-flag"); code != 2 || !strings.Contains(out, "flag provided but not defined") {
		t.Errorf("exec: %d, %q", code, out)
	}
	if got := c.pod(t, ns, "first").Status.ContainerStatuses[0]; !got.Ready || got.RestartCount != 0 || got.ImageID != "localhost/web@"+digest {
		t.Errorf("after the agent's end: %+v", got)
	}
}

// A registry with a password: the pod's secret opens it, a wrong one shows the
// registry's words and is tried again.
func TestImageOfRegistry(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	host := c.registry(t)
	image := testImage(t, v1.Config{Cmd: []string{"sh", "-c", "echo started as $(id -u) in $PWD; exec httpd -f -p 8080 -h /www"}, WorkingDir: "/www", Env: []string{"PATH=/bin"}},
		busybox(t), file{path: "www/index.html", text: "served from an image\n", mode: 0o644, uid: 33},
		file{path: "etc/passwd", text: "root:x:0:0::/root:/bin/sh\nwww-data:x:33:33::/www:/bin/sh\n", mode: 0o644})
	ref := c.push(t, host, "team/site:1", image)
	c.pullSecret(t, ns, "right", host, registryPassword)
	c.pullSecret(t, ns, "wrong", host, "guess")
	withSecret := func(name string) func(*corev1.Pod) {
		return func(p *corev1.Pod) { p.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: name}} }
	}
	started := time.Now()
	c.create(t, ns, imagePod("refused", ref, withSecret("wrong")))
	c.create(t, ns, imagePod("unknown", host+"/team/sight:1", withSecret("right")))
	for name, words := range map[string]string{"refused": "UNAUTHORIZED: this registry wants a password", "unknown": "NAME_UNKNOWN"} {
		pod := c.wait(t, ns, name, "refused", func(p *corev1.Pod) bool {
			return waitingFor("ErrImagePull")(p) || waitingFor("ImagePullBackOff")(p)
		})
		if took := time.Since(started); took > 10*time.Second {
			t.Errorf("%s: known only after %s", name, took)
		}
		if got := pod.Status.ContainerStatuses[0].State.Waiting.Message; !strings.Contains(got, words) {
			t.Errorf("%s: %q", name, got)
		}
		c.wait(t, ns, name, "back-off", waitingFor("ImagePullBackOff"))
		events := c.events(t, ns, name)
		for _, want := range []string{words, "Failed: Error: ErrImagePull", "BackOff: Back-off pulling image", "Failed: Error: ImagePullBackOff"} {
			if !strings.Contains(events, want) {
				t.Errorf("%s: no %q in:\n%s", name, want, events)
			}
		}
	}
	// The service account's secret is enough, and a mended one is used.
	c.pullSecret(t, ns, "wrong", host, registryPassword)
	account, err := c.client.CoreV1().ServiceAccounts(ns).Get(t.Context(), "default", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	account.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "right"}}
	if _, err := c.client.CoreV1().ServiceAccounts(ns).Update(t.Context(), account, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	c.create(t, ns, imagePod("served", ref, container(func(c *corev1.Container) {
		c.ReadinessProbe = &corev1.Probe{PeriodSeconds: 1, ProbeHandler: corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: "/index.html", Port: intstr.FromInt32(8080)}}}
	})))
	c.wait(t, ns, "served", "ready", ready)
	c.wait(t, ns, "refused", "running once the secret is right", running)
	if out := c.logs(t, ns, "served", corev1.PodLogOptions{}); out != "started as 0 in /www\n" {
		t.Errorf("log %q", out)
	}
	if out, code := c.kubectl(t, "", "exec", "-n", ns, "served", "--", "sh", "-c", "cat index.html; touch new && ls new; exit 4"); code != 4 || !strings.HasPrefix(out, "served from an image\nnew\n") {
		t.Errorf("exec: %d, %q", code, out)
	}
}

// Each state of an image that a kubelet has, and each user that Kubernetes forbids.
func TestImageStates(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	c.addLayout(t, "states", "1", testImage(t, v1.Config{Cmd: []string{"sh", "-c", "id -u; id -g; id -G; echo $HOME; cat /vol/f 2>/dev/null"}, User: "app", Env: []string{"PATH=/bin"}}, busybox(t),
		file{path: "etc/passwd", text: "root:x:0:0::/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n", mode: 0o644}))
	c.addLayout(t, "nothing", "1", testImage(t, v1.Config{}, busybox(t)))
	nonRoot := func(p *corev1.Pod) { p.Spec.SecurityContext = &corev1.PodSecurityContext{RunAsNonRoot: ptr.To(true)} }
	for name, test := range map[string]struct {
		image, reason, words string
		change               func(*corev1.Pod)
	}{
		"never":     {"localhost/not-here:1", "ErrImageNeverPull", "is not present with pull policy of Never", container(func(c *corev1.Container) { c.ImagePullPolicy = corev1.PullNever })},
		"no-layout": {"localhost/not-here:1", "ImagePullBackOff", "there is no OCI layout in", func(*corev1.Pod) {}},
		"no-name":   {"localhost/Not Here", "InvalidImageName", "invalid reference format", func(*corev1.Pod) {}},
		"non-root":  {"localhost/states:1", "CreateContainerConfigError", "image has non-numeric user (app), cannot verify user is non-root", nonRoot},
		"no-cmd":    {"localhost/nothing:1", "CreateContainerConfigError", "no command", func(*corev1.Pod) {}},
	} {
		c.create(t, ns, imagePod(name, test.image, test.change))
		pod := c.wait(t, ns, name, test.reason, waitingFor(test.reason))
		if got := pod.Status.ContainerStatuses[0].State.Waiting.Message; !strings.Contains(got, test.words) {
			t.Errorf("%s: %q", name, got)
		}
	}
	c.create(t, ns, imagePod("user", "localhost/states:1"))
	c.create(t, ns, imagePod("other", "localhost/states:1", func(p *corev1.Pod) {
		p.Spec.SecurityContext = &corev1.PodSecurityContext{RunAsUser: ptr.To[int64](5), RunAsGroup: ptr.To[int64](6), RunAsNonRoot: ptr.To(true), SupplementalGroups: []int64{7}}
	}))
	for name, want := range map[string]string{"user": "1000\n1001\n1001\n/home/app\n", "other": "5\n6\n6 7\n/\n"} {
		c.wait(t, ns, name, "end", ended)
		if got := c.logs(t, ns, name, corev1.PodLogOptions{}); got != want {
			t.Errorf("%s: %q, not %q", name, got, want)
		}
	}
}

// Argo's steps run with a person's own image: with a command, since the
// controller cannot look into an OCI layout.
func TestArgoWithImage(t *testing.T) {
	c, ns := argo(t)
	c.addLayout(t, "tool", "1", testImage(t, v1.Config{User: "app", Env: []string{"PATH=/bin"}}, busybox(t),
		file{path: "tmp/", mode: 0o1777}, file{path: "etc/passwd", text: "root:x:0:0::/root:/bin/sh\napp:x:1000:1000::/tmp:/bin/sh\n", mode: 0o644}))
	const steps = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: own}
spec:
  entrypoint: main
  podSpecPatch: '{"nodeName": "lab"}'
  templates:
  - name: main
    steps:
    - - {name: a, template: script}
    - - {name: b, template: file, arguments: {parameters: [{name: x, value: "{{steps.a.outputs.result}}"}]}}
    - - {name: c, template: show, arguments: {parameters: [{name: x, value: "{{steps.b.outputs.parameters.out}}"}]}}
  - name: script
    script: {image: "localhost/tool:1", command: [sh], source: "echo made-by-$(id -u)"}
  - name: file
    inputs: {parameters: [{name: x}]}
    outputs: {parameters: [{name: out, valueFrom: {path: /tmp/out}}]}
    container: {image: "localhost/tool:1", command: [sh, -c], args: ["echo file-of-{{inputs.parameters.x}} > /tmp/out"]}
  - name: show
    inputs: {parameters: [{name: x}]}
    container: {image: "localhost/tool:1", command: [echo], args: ["final: {{inputs.parameters.x}}"]}
`
	out, code := c.command(t, tool("argo"), steps, "submit", "-n", ns, "--wait", "-")
	log, _ := c.command(t, tool("argo"), "", "logs", "-n", ns, "own", "--no-color")
	if code != 0 || !strings.Contains(log, "final: file-of-made-by-1000") {
		tree, _ := c.command(t, tool("argo"), "", "get", "-n", ns, "own")
		t.Errorf("%s\n%s\n%s", out, tree, log)
	}
}

// registry starts one on loopback that wants a password.
func (c *cluster) registry(t *testing.T) string {
	t.Helper()
	inner := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, key, _ := r.BasicAuth(); user != registryUser || key != registryPassword {
			w.Header().Set("WWW-Authenticate", `Basic realm="test"`)
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"errors":[{"code":"UNAUTHORIZED","message":"this registry wants a password"}]}`)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return strings.TrimPrefix(server.URL, "http://")
}

func (c *cluster) push(t *testing.T, host, repository string, image v1.Image) string {
	t.Helper()
	ref, err := name.ParseReference(host + "/" + repository)
	if err == nil {
		err = remote.Write(ref, image, remote.WithAuth(&authn.Basic{Username: registryUser, Password: registryPassword}))
	}
	if err != nil {
		t.Fatal(err)
	}
	return ref.String()
}

// pullSecret makes it, or gives it another password.
func (c *cluster) pullSecret(t *testing.T, ns, name, host, password string) {
	t.Helper()
	data, err := json.Marshal(map[string]any{"auths": map[string]any{host: map[string]string{
		"auth": base64.StdEncoding.EncodeToString([]byte(registryUser + ":" + password))}}})
	if err != nil {
		t.Fatal(err)
	}
	secrets := c.client.CoreV1().Secrets(ns)
	_ = secrets.Delete(t.Context(), name, metav1.DeleteOptions{})
	_, err = secrets.Create(t.Context(), &corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: name}, Type: corev1.SecretTypeDockerConfigJson,
		Data: map[string][]byte{corev1.DockerConfigJsonKey: data},
	}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
}

// busybox is Debian's static one: this host's, or from the package.
func busybox(t *testing.T) file {
	t.Helper()
	path := "/bin/busybox"
	if out, err := exec.Command("dpkg", "-S", "/bin/busybox").Output(); err != nil || !strings.Contains(string(out), "busybox-static") {
		dir := t.TempDir()
		script := `apt-get download busybox-static >/dev/null && dpkg-deb -x busybox-static_*.deb .`
		cmd := exec.Command("sh", "-c", script)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Skipf("no busybox-static: %s (%v)", out, err)
		}
		path = filepath.Join(dir, "bin/busybox")
		if _, err := os.Stat(path); err != nil {
			path = filepath.Join(dir, "usr/bin/busybox")
		}
	}
	return file{path: "bin/busybox", from: path, mode: 0o755, links: []string{"sh", "cat", "id", "httpd", "touch", "ls", "echo"}}
}
