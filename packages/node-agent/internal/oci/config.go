// Package oci gets container images from registries and from OCI layouts on
// disk, and keeps them: by digest, within a size, unpacked once for all
// containers that run them.
package oci

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// Registries says how registries are reached beside the usual way.
type Registries struct {
	// Mirrors are asked before the registry itself, in their order:
	// {"docker.io": ["http://127.0.0.1:5000"]}.
	Mirrors map[string][]string `json:"mirrors,omitempty"`
	// Insecure registries are spoken to over plain http: ["registry.lan:5000"].
	// Those on loopback need not be named.
	Insecure []string `json:"insecure,omitempty"`
}

// LoadRegistries reads the file; a missing one is empty. Errors name the field.
func LoadRegistries(path string) (Registries, error) {
	var r Registries
	data, err := os.ReadFile(path)
	if path == "" || errors.Is(err, os.ErrNotExist) {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return r, fmt.Errorf("registries %s: %w", path, err)
	}
	for host, mirrors := range r.Mirrors {
		for i, mirror := range mirrors {
			u, err := url.Parse(mirror)
			if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" || strings.Trim(u.Path, "/") != "" {
				return r, fmt.Errorf("registries %s: mirrors[%q][%d] %q: must be http://HOST[:PORT] or https://HOST[:PORT]", path, host, i, mirror)
			}
		}
	}
	for i, host := range r.Insecure {
		if host == "" || strings.Contains(host, "/") {
			return r, fmt.Errorf("registries %s: insecure[%d] %q: must be HOST[:PORT]", path, i, host)
		}
	}
	return r, nil
}
