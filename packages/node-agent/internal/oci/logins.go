package oci

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/google/go-containerregistry/pkg/authn"
	pullsecrets "github.com/google/go-containerregistry/pkg/authn/kubernetes"
	corev1 "k8s.io/api/core/v1"
)

// loginFile is what `docker --config FOLDER login HOST` writes into FOLDER.
const loginFile = "config.json"

// logins are the node's own credentials, which a pod's imagePullSecrets precede, as
// a kubelet's are (kubernetes.io/docs/concepts/containers/images). They are read at
// each pull, so a login holds at once; without folder or file there are none.
func logins(ctx context.Context, folder string) (authn.Keychain, error) {
	none := authn.NewMultiKeychain()
	if folder == "" {
		return none, nil
	}
	file := filepath.Join(folder, loginFile)
	data, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return none, nil
	}
	if err != nil {
		return nil, err
	}
	keys, err := pullsecrets.NewFromPullSecrets(ctx, []corev1.Secret{{
		Type: corev1.SecretTypeDockerConfigJson,
		Data: map[string][]byte{corev1.DockerConfigJsonKey: data},
	}})
	if err != nil {
		return nil, fmt.Errorf("logins of registries %s: %w", file, err)
	}
	return keys, nil
}
