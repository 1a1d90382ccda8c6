// Package podenv resolves what a pod may refer to: its own fields, resources,
// config maps, secrets and variables.
package podenv

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// Facts are what the agent knows of a pod beyond its object.
type Facts struct {
	// PodIP is the nominal address, as in the pod's status.
	PodIP string
	// BindIP is the loopback address that the pod's programs bind.
	BindIP string
	HostIP string
	// Allocatable of the node stands for limits that a container does not set.
	Allocatable corev1.ResourceList
}

// Field is the value of a fieldRef.
func Field(pod *corev1.Pod, path string, facts Facts) (string, error) {
	if name, key, ok := subscript(path); ok {
		switch name {
		case "metadata.labels":
			return pod.Labels[key], nil
		case "metadata.annotations":
			return pod.Annotations[key], nil
		}
	}
	switch path {
	case "metadata.name":
		return pod.Name, nil
	case "metadata.namespace":
		return pod.Namespace, nil
	case "metadata.uid":
		return string(pod.UID), nil
	case "metadata.labels":
		return formatMap(pod.Labels), nil
	case "metadata.annotations":
		return formatMap(pod.Annotations), nil
	case "spec.nodeName":
		return pod.Spec.NodeName, nil
	case "spec.serviceAccountName":
		return pod.Spec.ServiceAccountName, nil
	case "status.hostIP", "status.hostIPs":
		return facts.HostIP, nil
	case "status.podIP", "status.podIPs":
		return facts.PodIP, nil
	}
	return "", fmt.Errorf("fieldRef %q is not supported", path)
}

func subscript(path string) (name, key string, ok bool) {
	name, rest, ok := strings.Cut(path, "['")
	if !ok || !strings.HasSuffix(rest, "']") {
		return "", "", false
	}
	return name, strings.TrimSuffix(rest, "']"), true
}

// formatMap writes labels as the downward API does: a sorted key="value" per line.
func formatMap(m map[string]string) string {
	lines := make([]string, 0, len(m))
	for key, value := range m {
		lines = append(lines, fmt.Sprintf("%s=%s", key, strconv.Quote(value)))
	}
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

// Resource is the value of a resourceFieldRef of the named or given container.
func Resource(pod *corev1.Pod, ref *corev1.ResourceFieldSelector, container *corev1.Container, facts Facts) (string, error) {
	if ref.ContainerName != "" {
		container = FindContainer(pod, ref.ContainerName)
	}
	if container == nil {
		return "", fmt.Errorf("resourceFieldRef: no container %q", ref.ContainerName)
	}
	kind, name, _ := strings.Cut(ref.Resource, ".")
	resourceName := corev1.ResourceName(name)
	var quantity resource.Quantity
	switch kind {
	case "limits":
		found := false
		if quantity, found = container.Resources.Limits[resourceName]; !found || quantity.IsZero() {
			quantity = facts.Allocatable[resourceName]
		}
	case "requests":
		quantity = container.Resources.Requests[resourceName]
	default:
		return "", fmt.Errorf("resourceFieldRef %q is not supported", ref.Resource)
	}
	divisor := ref.Divisor
	if divisor.IsZero() {
		divisor = resource.MustParse("1")
	}
	if resourceName == corev1.ResourceCPU {
		return strconv.FormatInt(ceilDiv(quantity.MilliValue(), divisor.MilliValue()), 10), nil
	}
	return strconv.FormatInt(ceilDiv(quantity.Value(), divisor.Value()), 10), nil
}

func ceilDiv(a, b int64) int64 { return (a + b - 1) / b }

// FindContainer finds a container or init container by name.
func FindContainer(pod *corev1.Pod, name string) *corev1.Container {
	for _, list := range [][]corev1.Container{pod.Spec.InitContainers, pod.Spec.Containers} {
		for i := range list {
			if list[i].Name == name {
				return &list[i]
			}
		}
	}
	return nil
}
