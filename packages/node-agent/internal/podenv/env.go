package podenv

import (
	"context"
	"fmt"
	"sort"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// Env is an ordered set of variables; a later one replaces an earlier of its name.
type Env struct {
	names  []string
	values map[string]string
}

// Set sets a variable.
func (e *Env) Set(name, value string) {
	if e.values == nil {
		e.values = map[string]string{}
	}
	if _, known := e.values[name]; !known {
		e.names = append(e.names, name)
	}
	e.values[name] = value
}

// Lookup is for Expand.
func (e *Env) Lookup(name string) (string, bool) {
	value, ok := e.values[name]
	return value, ok
}

// List is NAME=value in order.
func (e *Env) List() []string {
	list := make([]string, 0, len(e.names))
	for _, name := range e.names {
		list = append(list, name+"="+e.values[name])
	}
	return list
}

// SetAll sets variables in the order of their names, references to those set
// before included.
func (e *Env) SetAll(variables map[string]string) {
	names := make([]string, 0, len(variables))
	for name := range variables {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		e.Set(name, Expand(variables[name], e.Lookup))
	}
}

// Resolver reads what variables refer to.
type Resolver struct {
	Client kubernetes.Interface
}

// Add sets the variables of a container on env: envFrom first, then env, as Kubernetes does.
func (r Resolver) Add(ctx context.Context, env *Env, pod *corev1.Pod, container *corev1.Container, facts Facts) error {
	for _, from := range container.EnvFrom {
		data, err := r.envFrom(ctx, pod.Namespace, from)
		if err != nil {
			return err
		}
		names := make([]string, 0, len(data))
		for name := range data {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			// Other than env's, these values are taken as they are.
			env.Set(from.Prefix+name, data[name])
		}
	}
	for _, variable := range container.Env {
		if variable.ValueFrom == nil {
			env.Set(variable.Name, Expand(variable.Value, env.Lookup))
			continue
		}
		value, found, err := r.valueFrom(ctx, pod, container, variable.ValueFrom, facts)
		if err != nil {
			return fmt.Errorf("env %s: %w", variable.Name, err)
		}
		if found {
			env.Set(variable.Name, value)
		}
	}
	return nil
}

func (r Resolver) envFrom(ctx context.Context, namespace string, from corev1.EnvFromSource) (map[string]string, error) {
	switch {
	case from.ConfigMapRef != nil:
		data, err := r.configMap(ctx, namespace, from.ConfigMapRef.Name)
		return data, ignoreMissing(err, from.ConfigMapRef.Optional)
	case from.SecretRef != nil:
		data, err := r.secret(ctx, namespace, from.SecretRef.Name)
		return data, ignoreMissing(err, from.SecretRef.Optional)
	}
	return nil, nil
}

func (r Resolver) valueFrom(ctx context.Context, pod *corev1.Pod, container *corev1.Container, from *corev1.EnvVarSource, facts Facts) (string, bool, error) {
	switch {
	case from.FieldRef != nil:
		value, err := Field(pod, from.FieldRef.FieldPath, facts)
		return value, err == nil, err
	case from.ResourceFieldRef != nil:
		value, err := Resource(pod, from.ResourceFieldRef, container, facts)
		return value, err == nil, err
	case from.ConfigMapKeyRef != nil:
		ref := from.ConfigMapKeyRef
		data, err := r.configMap(ctx, pod.Namespace, ref.Name)
		return key(data, ref.Key, "configmap", ref.Name, ref.Optional, err)
	case from.SecretKeyRef != nil:
		ref := from.SecretKeyRef
		data, err := r.secret(ctx, pod.Namespace, ref.Name)
		return key(data, ref.Key, "secret", ref.Name, ref.Optional, err)
	}
	return "", false, fmt.Errorf("this kind of valueFrom is not supported")
}

func key(data map[string]string, name, kind, object string, optional *bool, err error) (string, bool, error) {
	if err := ignoreMissing(err, optional); err != nil {
		return "", false, err
	}
	value, ok := data[name]
	if !ok && (optional == nil || !*optional) {
		return "", false, fmt.Errorf("couldn't find key %s in %s %s", name, kind, object)
	}
	return value, ok, nil
}

func ignoreMissing(err error, optional *bool) error {
	if optional != nil && *optional && apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func (r Resolver) configMap(ctx context.Context, namespace, name string) (map[string]string, error) {
	object, err := r.Client.CoreV1().ConfigMaps(namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return object.Data, nil
}

func (r Resolver) secret(ctx context.Context, namespace, name string) (map[string]string, error) {
	object, err := r.Client.CoreV1().Secrets(namespace).Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	data := make(map[string]string, len(object.Data))
	for key, value := range object.Data {
		// A process cannot hold a variable with a zero byte; cut like the C library would.
		data[key], _, _ = strings.Cut(string(value), "\x00")
	}
	return data, nil
}
