package oci

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/distribution/reference"
	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/partial"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
)

// Sources are where images come from.
type Sources struct {
	// Layouts is the folder whose folder NAME is the image localhost/NAME.
	Layouts    string
	Registries Registries
	// Logins is the folder with the node's own logins at registries, as
	// `docker --config FOLDER login` keeps them.
	Logins string
}

// refNameAnnotation carries the tag in a layout's index.
const refNameAnnotation = "org.opencontainers.image.ref.name"

// found is an image where it lies, not fetched yet.
type found struct {
	image v1.Image
	// digest is what the reference led to: of an index, or of the image.
	digest v1.Hash
}

var platform = v1.Platform{OS: "linux", Architecture: runtime.GOARCH}

// resolve asks for the image's manifest. Errors hold the registry's own words.
func (s Sources) resolve(ctx context.Context, ref Reference, keys authn.Keychain) (found, error) {
	if name, ok := ref.layout(); ok {
		return s.fromLayout(ref, name)
	}
	host := ref.host()
	var failures []error
	for _, mirror := range s.Registries.Mirrors[reference.Domain(ref.named)] {
		u, err := url.Parse(mirror)
		if err != nil {
			return found{}, err
		}
		if result, err := s.fromRegistry(ctx, ref, u.Host, u.Scheme == "http", keys); err == nil {
			return result, nil
		} else {
			failures = append(failures, fmt.Errorf("mirror %s: %w", mirror, err))
		}
	}
	insecure := isLoopback(host) || slices.Contains(s.Registries.Insecure, host)
	result, err := s.fromRegistry(ctx, ref, host, insecure, keys)
	if err != nil {
		return found{}, errors.Join(append([]error{err}, failures...)...)
	}
	return result, nil
}

// Retries of a registry's answer; the pod itself comes again after its back-off.
var backoff = remote.Backoff{Duration: 200 * time.Millisecond, Factor: 2, Steps: 2}

func (s Sources) fromRegistry(ctx context.Context, ref Reference, host string, insecure bool, keys authn.Keychain) (found, error) {
	name, err := ref.remote(host, insecure)
	if err != nil {
		return found{}, err
	}
	own, err := logins(ctx, s.Logins)
	if err != nil {
		return found{}, err
	}
	keys = authn.NewMultiKeychain(keys, own)
	descriptor, err := remote.Get(name, remote.WithContext(ctx), remote.WithAuthFromKeychain(keys), remote.WithPlatform(platform),
		remote.WithTransport(requests), remote.WithRetryBackoff(backoff), remote.WithUserAgent("illm-lab-node-agent"))
	if err != nil {
		return found{}, s.explain(err, host)
	}
	image, err := descriptor.Image()
	if err != nil {
		return found{}, s.explain(err, host)
	}
	return found{image, descriptor.Digest}, nil
}

// requests follow the proxy of the environment, which never is for this computer.
var requests = remote.DefaultTransport

// wantsOther is whether a registry's answer is about the credentials.
func wantsOther(err error) bool {
	var answer *transport.Error
	return errors.As(err, &answer) && (answer.StatusCode == http.StatusUnauthorized || answer.StatusCode == http.StatusForbidden)
}

// explain adds what a person may not know of the registry's answer.
func explain(err error) error {
	if wantsOther(err) {
		return fmt.Errorf("%w (the registry wants other credentials: see the pod's imagePullSecrets)", err)
	}
	return err
}

// explain is the same, and says how this node is logged in.
func (s Sources) explain(err error, host string) error {
	if s.Logins != "" && wantsOther(err) {
		return fmt.Errorf("%w; or log this node in: docker --config %s login %s", explain(err), s.Logins, host)
	}
	return explain(err)
}

// fromLayout finds the image in the folder's index and checks its manifest,
// which the folder's files do not do by themselves.
func (s Sources) fromLayout(ref Reference, name string) (found, error) {
	dir := filepath.Join(s.Layouts, filepath.FromSlash(name))
	if s.Layouts == "" {
		return found{}, fmt.Errorf("%s: this node has no folder of OCI layouts (--image-layouts)", ref)
	}
	path, err := layout.FromPath(dir)
	if err != nil {
		return found{}, fmt.Errorf("%s: there is no OCI layout in %s (%w). Put one there, for example: skopeo copy docker-daemon:%s:%s oci:%s:%s",
			ref, dir, cause(err), name, orLatest(ref.Tag()), dir, orLatest(ref.Tag()))
	}
	index, err := path.ImageIndex()
	if err != nil {
		return found{}, fmt.Errorf("%s: %s/index.json: %w", ref, dir, err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		return found{}, fmt.Errorf("%s: %s/index.json: %w", ref, dir, err)
	}
	descriptor, err := choose(manifest.Manifests, ref)
	if err != nil {
		return found{}, fmt.Errorf("%s: %s/index.json %w", ref, dir, err)
	}
	image, err := imageOf(index, *descriptor)
	if err != nil {
		return found{}, fmt.Errorf("%s: %s: %w", ref, dir, err)
	}
	return found{image, descriptor.Digest}, nil
}

func orLatest(tag string) string {
	if tag == "" {
		return "latest"
	}
	return tag
}

func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// choose is the index's entry for a reference: by digest, or by tag; an only one
// without a name is latest, as tools write it.
func choose(entries []v1.Descriptor, ref Reference) (*v1.Descriptor, error) {
	var names []string
	for i, entry := range entries {
		name := entry.Annotations[refNameAnnotation]
		// Tools write the tag, or the whole reference.
		tag := name[strings.LastIndex(name, ":")+1:]
		if digest := ref.Digest(); digest != "" {
			if entry.Digest.String() == digest {
				return &entries[i], nil
			}
			names = append(names, entry.Digest.String())
			continue
		}
		if tag == ref.Tag() || (name == "" && len(entries) == 1 && ref.Tag() == "latest") {
			return &entries[i], nil
		}
		names = append(names, orUnnamed(name))
	}
	wanted := ref.Digest()
	if wanted == "" {
		wanted = ref.Tag()
	}
	return nil, fmt.Errorf("has no %s; it has %s", wanted, strings.Join(names, ", "))
}

func orUnnamed(name string) string {
	if name == "" {
		return "an image without a name (latest, if it is the only one)"
	}
	return name
}

// imageOf is the image of a descriptor, for this computer when there are several.
func imageOf(index v1.ImageIndex, descriptor v1.Descriptor) (v1.Image, error) {
	if !descriptor.MediaType.IsIndex() {
		image, err := index.Image(descriptor.Digest)
		if err != nil {
			return nil, err
		}
		return image, checkManifest(image, descriptor.Digest)
	}
	inner, err := index.ImageIndex(descriptor.Digest)
	if err != nil {
		return nil, err
	}
	if err := checkManifest(inner, descriptor.Digest); err != nil {
		return nil, err
	}
	manifest, err := inner.IndexManifest()
	if err != nil {
		return nil, err
	}
	for _, entry := range manifest.Manifests {
		if entry.Platform == nil || entry.Platform.Satisfies(platform) {
			return imageOf(inner, entry)
		}
	}
	return nil, fmt.Errorf("%s has no image for %s", descriptor.Digest, platform)
}

func checkManifest(of partial.WithRawManifest, want v1.Hash) error {
	got, err := partial.Digest(of)
	if err != nil {
		return err
	}
	if got != want {
		return &Corrupt{fmt.Sprintf("the manifest %s is corrupt: its content is %s", want, got)}
	}
	return nil
}
