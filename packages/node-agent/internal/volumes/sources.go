package volumes

import (
	"context"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"illm.lab/node-agent/internal/podenv"
)

// defaultMode is what the API server sets too; objects made by hand may lack it.
const defaultMode = 0o644

// sources reads the content of one volume.
type sources struct {
	client kubernetes.Interface
	pod    *corev1.Pod
	facts  podenv.Facts
	tokens *Tokens
	volume string
}

func (s sources) projected(ctx context.Context, files map[string]file, projected *corev1.ProjectedVolumeSource) error {
	for i, p := range projected.Sources {
		var err error
		switch {
		case p.ConfigMap != nil:
			err = s.configMap(ctx, files, p.ConfigMap, projected.DefaultMode)
		case p.Secret != nil:
			err = s.secret(ctx, files, p.Secret, projected.DefaultMode)
		case p.DownwardAPI != nil:
			err = s.downward(files, p.DownwardAPI.Items, projected.DefaultMode)
		case p.ServiceAccountToken != nil:
			err = s.token(ctx, files, p.ServiceAccountToken, i)
		default:
			err = &Unsupported{fmt.Sprintf("volume %q: source %d is of a kind that this hub's node agent does not have", s.volume, i)}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s sources) configMap(ctx context.Context, files map[string]file, ref *corev1.ConfigMapProjection, mode *int32) error {
	object, err := s.client.CoreV1().ConfigMaps(s.pod.Namespace).Get(ctx, ref.Name, metav1.GetOptions{})
	if err != nil {
		return ignoreMissing(err, ref.Optional)
	}
	data := make(map[string][]byte, len(object.Data)+len(object.BinaryData))
	for key, value := range object.Data {
		data[key] = []byte(value)
	}
	for key, value := range object.BinaryData {
		data[key] = value
	}
	return addItems(files, data, ref.Items, mode, ref.Optional, "configmap "+ref.Name)
}

func (s sources) secret(ctx context.Context, files map[string]file, ref *corev1.SecretProjection, mode *int32) error {
	object, err := s.client.CoreV1().Secrets(s.pod.Namespace).Get(ctx, ref.Name, metav1.GetOptions{})
	if err != nil {
		return ignoreMissing(err, ref.Optional)
	}
	return addItems(files, object.Data, ref.Items, mode, ref.Optional, "secret "+ref.Name)
}

func addItems(files map[string]file, data map[string][]byte, items []corev1.KeyToPath, mode *int32, optional *bool, object string) error {
	if len(items) == 0 {
		for key, value := range data {
			files[key] = file{value, fileMode(nil, mode)}
		}
		return nil
	}
	for _, item := range items {
		value, ok := data[item.Key]
		if !ok {
			if optional != nil && *optional {
				continue
			}
			return fmt.Errorf("%s has no key %q", object, item.Key)
		}
		files[item.Path] = file{value, fileMode(item.Mode, mode)}
	}
	return nil
}

func (s sources) downward(files map[string]file, items []corev1.DownwardAPIVolumeFile, mode *int32) error {
	for _, item := range items {
		var value string
		var err error
		if item.FieldRef != nil {
			value, err = podenv.Field(s.pod, item.FieldRef.FieldPath, s.facts)
		} else if item.ResourceFieldRef != nil {
			value, err = podenv.Resource(s.pod, item.ResourceFieldRef, nil, s.facts)
		}
		if err != nil {
			return err
		}
		files[item.Path] = file{[]byte(value), fileMode(item.Mode, mode)}
	}
	return nil
}

func fileMode(own, common *int32) os.FileMode {
	switch {
	case own != nil:
		return os.FileMode(*own).Perm()
	case common != nil:
		return os.FileMode(*common).Perm()
	default:
		return defaultMode
	}
}

func ignoreMissing(err error, optional *bool) error {
	if optional != nil && *optional && apierrors.IsNotFound(err) {
		return nil
	}
	return err
}
