package podenv

import (
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/utils/ptr"
)

func TestExpand(t *testing.T) {
	lookup := func(name string) (string, bool) { return "<" + name + ">", name != "NO" }
	for text, want := range map[string]string{
		"a $(B) c": "a <B> c", "$(NO)": "$(NO)", "$$(B)": "$(B)", "$$$(B)": "$<B>", "$(B": "$(B", "$": "$", "$x": "$x", "$(A)$(B)": "<A><B>", "": "",
	} {
		if got := Expand(text, lookup); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	client := fake.NewClientset(
		&corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "cm"}, Data: map[string]string{"A": "cm-a", "B": "$(A)"}},
		&corev1.Secret{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "sec"}, Data: map[string][]byte{"k": []byte("s")}},
	)
	local := func(name string) corev1.LocalObjectReference { return corev1.LocalObjectReference{Name: name} }
	field := func(path string) *corev1.EnvVarSource {
		return &corev1.EnvVarSource{FieldRef: &corev1.ObjectFieldSelector{FieldPath: path}}
	}
	container := corev1.Container{Name: "c",
		Resources: corev1.ResourceRequirements{Limits: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("1500m")}},
		EnvFrom: []corev1.EnvFromSource{
			{Prefix: "P_", ConfigMapRef: &corev1.ConfigMapEnvSource{LocalObjectReference: local("cm")}},
			{SecretRef: &corev1.SecretEnvSource{LocalObjectReference: local("absent"), Optional: ptr.To(true)}},
		},
		Env: []corev1.EnvVar{
			{Name: "FIRST", Value: "$(BASE)-$(P_A)-$(LATER)"},
			{Name: "SECRET", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: local("sec"), Key: "k"}}},
			{Name: "GONE", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: local("sec"), Key: "x", Optional: ptr.To(true)}}},
			{Name: "LABEL", ValueFrom: field("metadata.labels['a/b']")},
			{Name: "IP", ValueFrom: field("status.podIP")},
			{Name: "CPU", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.cpu"}}},
			{Name: "MEM", ValueFrom: &corev1.EnvVarSource{ResourceFieldRef: &corev1.ResourceFieldSelector{Resource: "limits.memory", Divisor: resource.MustParse("1Mi")}}},
			{Name: "BASE", Value: "replaced"},
		},
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "p", Labels: map[string]string{"a/b": "v"}}, Spec: corev1.PodSpec{Containers: []corev1.Container{container}}}
	facts := Facts{PodIP: "10.88.0.1", Allocatable: corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("2Gi")}}
	env := new(Env)
	env.Set("BASE", "base")
	if err := (Resolver{client}).Add(t.Context(), env, pod, &container, facts); err != nil {
		t.Fatal(err)
	}
	want := []string{"BASE=replaced", "P_A=cm-a", "P_B=$(A)", "FIRST=base-cm-a-$(LATER)", "SECRET=s", "LABEL=v", "IP=10.88.0.1", "CPU=2", "MEM=2048"}
	if got := env.List(); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for name, source := range map[string]*corev1.EnvVarSource{
		`configmaps "absent"`: {ConfigMapKeyRef: &corev1.ConfigMapKeySelector{LocalObjectReference: local("absent"), Key: "k"}},
		"key x in secret sec": {SecretKeyRef: &corev1.SecretKeySelector{LocalObjectReference: local("sec"), Key: "x"}},
		"spec.nope":           field("spec.nope"),
	} {
		container.Env = []corev1.EnvVar{{Name: "BAD", ValueFrom: source}}
		if err := (Resolver{client}).Add(t.Context(), new(Env), pod, &container, facts); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "BAD") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
