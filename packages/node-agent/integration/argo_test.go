//go:build integration

package integration

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"sigs.k8s.io/yaml"
)

// prepareArgo creates what the workflow controller needs. LAB_TOOLS_BIN's
// share-argo-workflows/crds holds the definitions of Argo's module.
func (c *cluster) prepareArgo() error {
	files, err := filepath.Glob(filepath.Join(os.Getenv("LAB_TOOLS_BIN"), "share-argo-workflows", "crds", "*.yaml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no CRDs in LAB_TOOLS_BIN/share-argo-workflows/crds: %v", err)
	}
	client, err := dynamic.NewForConfig(c.config)
	if err != nil {
		return err
	}
	kinds := schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(data, &object.Object); err != nil {
			return err
		}
		if object.GetKind() != "CustomResourceDefinition" {
			continue
		}
		if _, err := client.Resource(kinds).Create(context.Background(), object, metav1.CreateOptions{}); err != nil {
			return err
		}
	}
	if _, err := c.client.CoreV1().Namespaces().Create(context.Background(), &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "argo"}}, metav1.CreateOptions{}); err != nil {
		return err
	}
	_, err = c.client.CoreV1().ConfigMaps("argo").Create(context.Background(), &corev1.ConfigMap{
		ObjectMeta: metav1.ObjectMeta{Name: "workflow-controller-configmap"},
		// Its fixed ports may be another hub's.
		Data: map[string]string{"metricsConfig": "{enabled: false}"}}, metav1.CreateOptions{})
	if err != nil {
		return err
	}
	return poll(startLimit, func() bool {
		_, err := client.Resource(workflows).List(context.Background(), metav1.ListOptions{})
		return err == nil
	})
}

var workflows = schema.GroupVersionResource{Group: "argoproj.io", Version: "v1alpha1", Resource: "workflows"}

const argoRights = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: executor}
rules:
- {apiGroups: [argoproj.io], resources: [workflowtaskresults], verbs: [create, patch]}
- {apiGroups: [""], resources: [configmaps], verbs: [get, create]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: executor}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: executor}
subjects: [{kind: ServiceAccount, name: default}]
`

func argo(t *testing.T) (*cluster, string) {
	t.Helper()
	for _, name := range []string{"workflow-controller", "argoexec", "argo"} {
		if tool(name) == "" {
			t.Skipf("no %s in LAB_TOOLS_BIN", name)
		}
	}
	ns := shared.namespace(t)
	if out, code := shared.kubectl(t, argoRights, "apply", "-n", ns, "-f", "-"); code != 0 {
		t.Fatal(out)
	}
	return shared, ns
}

const allKinds = `
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: all}
spec:
  entrypoint: main
  onExit: bye
  nodeSelector: {kubernetes.io/hostname: lab}
  podSpecPatch: '{"nodeName": "lab"}'
  templates:
  - name: main
    steps:
    - - {name: a, template: result}
    - - {name: b, template: params, arguments: {parameters: [{name: x, value: "{{steps.a.outputs.result}}"}]}}
      - {name: d, template: object}
      - {name: e, template: sidecar}
      - {name: f, template: fails, continueOn: {failed: true}}
      - {name: g, template: set}
    - - {name: c, template: show, arguments: {parameters: [{name: x, value: "{{steps.b.outputs.parameters.out}} {{steps.d.outputs.parameters.made}} {{steps.f.exitCode}}"}]}}
  - name: result
    script: {image: "alpine:3", command: [sh], source: "echo the-result"}
  - name: params
    inputs: {parameters: [{name: x}]}
    outputs: {parameters: [{name: out, valueFrom: {path: /tmp/out}}]}
    container: {image: "alpine:3", command: [sh, -c], args: ["echo got-{{inputs.parameters.x}} > /tmp/out"]}
  - name: object
    resource:
      action: create
      manifest: |
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: made-by-argo}
    outputs: {parameters: [{name: made, valueFrom: {jsonPath: '{.metadata.name}'}}]}
  - name: sidecar
    container: {image: "alpine:3", command: [sh, -c], args: ["sleep 1"]}
    sidecars: [{name: beside, image: "alpine:3", command: [sh, -c], args: ["while true; do sleep 0.2; done"]}]
  - name: fails
    container: {image: "alpine:3", command: [sh, -c], args: ["exit 99"]}
  - name: set
    containerSet:
      containers:
      - {name: one, image: "alpine:3", command: [sh, -c], args: ["true"]}
      - {name: main, image: "alpine:3", command: [sh, -c], args: ["true"], dependencies: [one]}
  - name: show
    inputs: {parameters: [{name: x}]}
    container: {image: "alpine:3", command: [sh, -c], args: ["echo final: {{inputs.parameters.x}}"]}
  - name: bye
    container: {image: "alpine:3", command: [echo, "bye {{workflow.status}}"]}
`

// Argo's unmodified executor does all that the lab's workflows use.
func TestArgoWorkflow(t *testing.T) {
	c, ns := argo(t)
	out, code := c.command(t, tool("argo"), allKinds, "submit", "-n", ns, "--wait", "-")
	tree, _ := c.command(t, tool("argo"), "", "get", "-n", ns, "all")
	if code != 0 {
		t.Fatalf("%s\n%s", out, tree)
	}
	log, _ := c.command(t, tool("argo"), "", "logs", "-n", ns, "all", "--no-color")
	for _, want := range []string{"final: got-the-result made-by-argo 99", "bye Succeeded"} {
		if !strings.Contains(log, want) {
			t.Errorf("log lacks %q:\n%s\n%s", want, log, tree)
		}
	}
}

// argo terminate ends the process within two seconds.
func TestArgoTerminate(t *testing.T) {
	c, ns := argo(t)
	const marker = "terminate-marker-42"
	workflow := fmt.Sprintf(`
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: long}
spec:
  entrypoint: main
  podSpecPatch: '{"nodeName": "lab"}'
  templates: [{name: main, container: {image: "alpine:3", command: [sh, -c], args: ["while true; do sleep 0.2; done # %s"]}}]
`, marker)
	if out, code := c.command(t, tool("argo"), workflow, "submit", "-n", ns, "-"); code != 0 {
		t.Fatal(out)
	}
	eventually(t, "running", func() bool { return processes("sh -c while true.*"+marker) > 1 }) // argoexec and its child
	if out, code := c.command(t, tool("argo"), "", "terminate", "-n", ns, "long"); code != 0 {
		t.Fatal(out)
	}
	within(t, 2*time.Second, "process ends", func() bool { return processes("^/usr/bin/sh -c while true.*"+marker) == 0 })
	pod := c.wait(t, ns, "long", "end", ended)
	if pod.Status.Phase != corev1.PodFailed {
		t.Errorf("phase %s", pod.Status.Phase)
	}
}
