//go:build integration

// Package integration runs the agent against a real control plane and, where
// its binaries are there too, against real Argo Workflows.
package integration

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// startLimit is generous: the machine may be building other things.
const startLimit = 2 * time.Minute

// cluster is a control plane and one agent.
type cluster struct {
	dir, kubeconfig string
	config          *rest.Config
	client          kubernetes.Interface
	agent           *exec.Cmd
	kubeletPort     int
	etcdPort        int
	images          []map[string]any
}

var shared *cluster

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	for _, name := range []string{"etcd", "kube-apiserver", "kube-controller-manager", "kubectl"} {
		if tool(name) == "" {
			fmt.Printf("SKIP: no %s; set LAB_TOOLS_BIN to a folder with the hub's tools (./lab up builds them)\n", name)
			return 0
		}
	}
	dir, err := os.MkdirTemp("", "node-agent-test-")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	shared = &cluster{dir: dir}
	stop, err := shared.start()
	defer func() {
		stop()
		if os.Getenv("LAB_TEST_KEEP") == "" {
			os.RemoveAll(dir)
		}
	}()
	if err != nil {
		fmt.Printf("cannot start the control plane: %v (logs: %s)\n", err, dir)
		return 1
	}
	return m.Run()
}

// tool is the path of a binary, empty when it is not there.
func tool(name string) string {
	path := filepath.Join(os.Getenv("LAB_TOOLS_BIN"), name)
	if _, err := os.Stat(path); os.Getenv("LAB_TOOLS_BIN") == "" || err != nil {
		return ""
	}
	return path
}

func (c *cluster) path(name string) string { return filepath.Join(c.dir, name) }

// start brings everything up; stop ends what it started, by process.
func (c *cluster) start() (stop func(), err error) {
	var started []*exec.Cmd
	stop = func() {
		if c.agent != nil {
			c.agent.Process.Kill()
			c.agent.Wait()
		}
		exec.Command(c.path("bin/node-agent"), "stop-pods", "--state-dir", c.path("state"), "--grace", "0s").Run()
		for i := len(started) - 1; i >= 0; i-- {
			started[i].Process.Kill()
			started[i].Wait()
		}
	}
	launch := func(name string, env []string, args ...string) error {
		cmd, err := c.launch(tool(name), name, env, args...)
		if err == nil {
			started = append(started, cmd)
		}
		return err
	}
	build := exec.Command("go", "build", "-o", c.path("bin")+"/", "illm.lab/node-agent/cmd/...")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if os.Getenv("LAB_TEST_RACE") != "" { // slow to build; finds data races
		build.Args = append(build.Args[:2], append([]string{"-race"}, build.Args[2:]...)...)
		build.Env = append(os.Environ(), "CGO_ENABLED=1")
	}
	if out, err := build.CombinedOutput(); err != nil {
		return stop, fmt.Errorf("build: %w\n%s", err, out)
	}
	if err := writePKI(c.dir); err != nil {
		return stop, err
	}
	etcdPort, peerPort, apiPort := freePort(), freePort(), freePort()
	c.kubeletPort, c.etcdPort = freePort(), etcdPort
	etcd := fmt.Sprintf("http://127.0.0.1:%d", etcdPort)
	if err := launch("etcd", nil, "--data-dir", c.path("etcd"), "--unsafe-no-fsync",
		"--listen-client-urls", etcd, "--advertise-client-urls", etcd,
		"--listen-peer-urls", fmt.Sprintf("http://127.0.0.1:%d", peerPort)); err != nil {
		return stop, err
	}
	if err := launch("kube-apiserver", nil, "--etcd-servers", etcd, "--secure-port", strconv.Itoa(apiPort),
		"--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none",
		"--authorization-mode=RBAC", "--service-cluster-ip-range=10.96.0.0/16", "--allow-privileged",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file", c.path("sa.key"), "--service-account-signing-key-file", c.path("sa.key"),
		"--tls-cert-file", c.path("server.crt"), "--tls-private-key-file", c.path("server.key"), "--client-ca-file", c.path("ca.crt"),
		"--kubelet-certificate-authority", c.path("ca.crt"), "--kubelet-client-certificate", c.path("kubelet-client.crt"),
		"--kubelet-client-key", c.path("kubelet-client.key"), "--kubelet-preferred-address-types=InternalIP"); err != nil {
		return stop, err
	}
	if err := c.connect(apiPort); err != nil {
		return stop, err
	}
	if err := launch("kube-controller-manager", nil, "--kubeconfig", c.kubeconfig, "--authentication-kubeconfig", c.kubeconfig,
		"--authorization-kubeconfig", c.kubeconfig, "--leader-elect=false", "--use-service-account-credentials",
		"--service-account-private-key-file", c.path("sa.key"), "--root-ca-file", c.path("ca.crt"),
		"--bind-address=127.0.0.1", "--secure-port", strconv.Itoa(freePort()), "--kube-api-qps=300", "--kube-api-burst=600"); err != nil {
		return stop, err
	}
	c.images = []map[string]any{
		{"match": "alpine", "cmd": []string{"sh"}},
		{"match": "ghcr.io/illm-lab/target", "entrypoint": []string{"lab-target"}, "env": map[string]string{"BIND": "$(LAB_POD_IP)"},
			"binds": []map[string]string{{"source": c.path("bin/lab-target"), "target": "/usr/local/bin/lab-target"}}},
		{"match": "kubectl", "entrypoint": []string{"kubectl"},
			"binds": []map[string]string{{"source": tool("kubectl"), "target": "/usr/local/bin/kubectl"}}},
	}
	if path := tool("argoexec"); path != "" {
		c.images = append(c.images, map[string]any{"match": "quay.io/argoproj/argoexec", "entrypoint": []string{"argoexec"},
			"binds":    []map[string]string{{"source": path, "target": "/usr/local/bin/argoexec"}},
			"installs": []map[string]string{{"source": path, "target": "/var/run/argo/argoexec"}}})
	}
	if err := c.writeImages(); err != nil {
		return stop, err
	}
	if err := c.startAgent(); err != nil {
		return stop, err
	}
	if tool("workflow-controller") != "" {
		if err := c.prepareArgo(); err != nil {
			return stop, err
		}
		err = launch("workflow-controller", []string{"LEADER_ELECTION_DISABLE=true", "DEFAULT_REQUEUE_TIME=200ms", "ARGO_NAMESPACE=argo",
			"KUBECONFIG=" + c.kubeconfig}, "--kubeconfig", c.kubeconfig, "--namespace", "argo", "--executor-image", "quay.io/argoproj/argoexec:v0")
	}
	return stop, err
}

func (c *cluster) launch(path, name string, env []string, args ...string) (*exec.Cmd, error) {
	log, err := os.OpenFile(c.path(name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd := exec.Command(path, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.dir, log, log
	cmd.Env = append(os.Environ(), env...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd, cmd.Start()
}

func (c *cluster) connect(port int) error {
	c.kubeconfig = c.path("kubeconfig")
	file := clientcmdapi.NewConfig()
	file.Clusters["c"] = &clientcmdapi.Cluster{Server: fmt.Sprintf("https://127.0.0.1:%d", port), CertificateAuthority: c.path("ca.crt")}
	file.AuthInfos["u"] = &clientcmdapi.AuthInfo{ClientCertificate: c.path("admin.crt"), ClientKey: c.path("admin.key")}
	file.Contexts["c"] = &clientcmdapi.Context{Cluster: "c", AuthInfo: "u"}
	file.CurrentContext = "c"
	if err := clientcmd.WriteToFile(*file, c.kubeconfig); err != nil {
		return err
	}
	var err error
	if c.config, err = clientcmd.BuildConfigFromFlags("", c.kubeconfig); err != nil {
		return err
	}
	c.config.QPS, c.config.Burst = 200, 400
	if c.client, err = kubernetes.NewForConfig(c.config); err != nil {
		return err
	}
	return poll(startLimit, func() bool {
		_, err = c.client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(context.Background())
		return err == nil
	})
}

func (c *cluster) writeImages() error {
	data, err := json.Marshal(map[string]any{"images": c.images})
	if err != nil {
		return err
	}
	return os.WriteFile(c.path("images.json"), data, 0o600)
}

func (c *cluster) startAgent(extra ...string) error {
	health := fmt.Sprintf("127.0.0.1:%d", freePort())
	cmd, err := c.launch(c.path("bin/node-agent"), "agent", []string{"SECRET_OF_THE_HOST=yes"}, append([]string{
		"--kubeconfig", c.kubeconfig, "--listen", fmt.Sprintf("127.0.0.1:%d", c.kubeletPort), "--healthz", health,
		"--tls-cert", c.path("server.crt"), "--tls-key", c.path("server.key"), "--client-ca", c.path("kubelet-ca.crt"),
		"--state-dir", c.path("state"), "--images", c.path("images.json"), "--image-layouts", c.path("layouts"),
		"--pod-cidr", "10.201.0.0/16", "--lb-cidr", "127.202.0.0/24"}, extra...)...)
	if err != nil {
		return err
	}
	c.agent = cmd
	return poll(startLimit, func() bool {
		response, err := http.Get("http://" + health + "/healthz")
		if err != nil {
			return false
		}
		response.Body.Close()
		return response.StatusCode == http.StatusOK
	})
}

// endAgent sends the signal and waits for the agent to be gone.
func (c *cluster) endAgent(signal syscall.Signal) {
	c.agent.Process.Signal(signal)
	c.agent.Wait()
	c.agent = nil
}

// namespace makes one for the test and removes it afterwards.
func (c *cluster) namespace(t *testing.T) string {
	t.Helper()
	ns, err := c.client.CoreV1().Namespaces().Create(t.Context(), &corev1.Namespace{
		ObjectMeta: metav1.ObjectMeta{GenerateName: "t-"}}, metav1.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.client.CoreV1().Namespaces().Delete(context.Background(), ns.Name, metav1.DeleteOptions{})
	})
	eventually(t, "default service account", func() bool {
		_, err := c.client.CoreV1().ServiceAccounts(ns.Name).Get(t.Context(), "default", metav1.GetOptions{})
		return err == nil
	})
	return ns.Name
}

func freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

func poll(limit time.Duration, done func() bool) error {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if done() {
			return nil
		}
	}
	return fmt.Errorf("not within %s", limit)
}

func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	if err := poll(startLimit, done); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}
