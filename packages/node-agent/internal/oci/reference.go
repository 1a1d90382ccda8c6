package oci

import (
	"fmt"
	"strings"

	"github.com/distribution/reference"
	"github.com/google/go-containerregistry/pkg/name"
)

// LayoutHost is the registry part of references to OCI layouts on disk:
// localhost/NAME[:TAG][@DIGEST], as Podman calls what was built here.
const LayoutHost = "localhost"

// InvalidName is a reference that is none, in the parser's words.
type InvalidName struct{ message string }

func (e *InvalidName) Error() string { return e.message }

// Reference is an image as a pod names it, in full.
type Reference struct {
	named reference.Named
}

// Parse reads a reference as Docker does: "nginx" is docker.io/library/nginx:latest.
func Parse(image string) (Reference, error) {
	named, err := reference.ParseNormalizedNamed(image)
	if err != nil {
		return Reference{}, &InvalidName{fmt.Sprintf("Failed to apply default image tag %q: couldn't parse image reference %q: %v", image, image, err)}
	}
	return Reference{reference.TagNameOnly(named)}, nil
}

// String is the full reference.
func (r Reference) String() string { return r.named.String() }

// Repository is the reference without tag and digest.
func (r Reference) Repository() string { return r.named.Name() }

// Digest that the reference names, or empty.
func (r Reference) Digest() string {
	if digested, ok := r.named.(reference.Digested); ok {
		return digested.Digest().String()
	}
	return ""
}

// Tag that the reference names, or empty.
func (r Reference) Tag() string {
	if tagged, ok := r.named.(reference.Tagged); ok {
		return tagged.Tag()
	}
	return ""
}

// layout is the name of the OCI layout, if it is one.
func (r Reference) layout() (string, bool) {
	if reference.Domain(r.named) != LayoutHost {
		return "", false
	}
	return reference.Path(r.named), true
}

// remote is the reference at a registry: the image's own, or a mirror.
func (r Reference) remote(host string, insecure bool) (name.Reference, error) {
	var options []name.Option
	if insecure {
		options = append(options, name.Insecure)
	}
	repository := host + "/" + reference.Path(r.named)
	if digest := r.Digest(); digest != "" { // it decides, whatever the tag
		return name.NewDigest(repository+"@"+digest, options...)
	}
	return name.NewTag(repository+":"+r.Tag(), options...)
}

// host of the registry as it is asked.
func (r Reference) host() string {
	if domain := reference.Domain(r.named); domain != "docker.io" {
		return domain
	}
	return name.DefaultRegistry
}

// isLoopback tells whether a registry is on this computer, where plain http is usual.
func isLoopback(host string) bool {
	return strings.HasPrefix(host, "127.") || strings.HasPrefix(host, "localhost:") || strings.HasPrefix(host, "[::1]")
}
