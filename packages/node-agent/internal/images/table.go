// Package images is the table of those images that need not be pulled: what the
// lab ships is on this host anyway. A container of such an image runs programs
// that the table's entry binds into its sandbox. All others: package oci.
package images

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/distribution/reference"
)

// Bind is a host file or folder that a container sees, read-only.
type Bind struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// Entry says how containers of an image run.
type Entry struct {
	// Match is the image's repository without tag or digest; "alpine" and
	// "docker.io/library/alpine" are the same.
	Match string `json:"match"`
	// Entrypoint runs before args when the container names no command.
	Entrypoint []string `json:"entrypoint"`
	// Cmd stands for args when the container names neither command nor args.
	Cmd []string `json:"cmd,omitempty"`
	// Binds are what the image brings: programs and their files.
	Binds []Bind `json:"binds,omitempty"`
	// Installs are files that the image's program would copy into a volume of
	// the pod. Every container that mounts a volume over the target sees the
	// source there, and the image's own copy goes nowhere: argoexec alone is
	// 113 MB, copied into each pod.
	Installs []Bind `json:"installs,omitempty"`
	// Env is set before the container's own; $(LAB_POD_IP) stands for the
	// address that the pod's programs bind.
	Env map[string]string `json:"env,omitempty"`
}

// Table is a checked image table.
type Table struct {
	entries map[string]Entry
}

// NotAvailable says why an image cannot run here and what helps.
type NotAvailable struct {
	Message string
	// Unlisted: the table has no such image, which then comes from elsewhere.
	Unlisted bool
}

func (e *NotAvailable) Error() string { return e.Message }

// Load reads and checks the table's file; an error names the field.
func Load(path string) (*Table, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var doc struct {
		Images []Entry `json:"images"`
	}
	decoder := json.NewDecoder(strings.NewReader(string(data)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&doc); err != nil {
		return nil, fmt.Errorf("image table %s: %w", path, err)
	}
	table := &Table{entries: map[string]Entry{}}
	for i, entry := range doc.Images {
		name, err := repository(entry.Match)
		if err != nil {
			return nil, fmt.Errorf("image table %s: images[%d].match %q: %w", path, i, entry.Match, err)
		}
		if _, twice := table.entries[name]; twice {
			return nil, fmt.Errorf("image table %s: images[%d].match %q: listed twice", path, i, entry.Match)
		}
		for field, binds := range map[string][]Bind{"binds": entry.Binds, "installs": entry.Installs} {
			for j, bind := range binds {
				if err := checkBind(bind); err != nil {
					return nil, fmt.Errorf("image table %s: images[%d].%s[%d]: %w", path, i, field, j, err)
				}
			}
		}
		table.entries[name] = entry
	}
	return table, nil
}

func checkBind(bind Bind) error {
	if !filepath.IsAbs(bind.Source) || !filepath.IsAbs(bind.Target) {
		return fmt.Errorf("source %q and target %q must be absolute paths", bind.Source, bind.Target)
	}
	target := filepath.Clean(bind.Target)
	if within(target, "/usr") && !within(target, "/usr/local") {
		return fmt.Errorf("target %q lies in the host's read-only /usr; use /usr/local or a folder of its own", bind.Target)
	}
	return nil
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+"/")
}

// repository strips tag and digest and adds the default registry.
func repository(image string) (string, error) {
	named, err := reference.ParseNormalizedNamed(image)
	if err != nil {
		return "", err
	}
	return named.Name(), nil
}

// Lookup finds the entry of an image and checks that its programs exist; a
// *NotAvailable error tells the user why not and what to do.
func (t *Table) Lookup(image string) (Entry, error) {
	name, err := repository(image)
	if err != nil {
		return Entry{}, &NotAvailable{Message: fmt.Sprintf("image %q: %v", image, err), Unlisted: true}
	}
	entry, ok := t.entries[name]
	if !ok {
		return Entry{}, &NotAvailable{Unlisted: true, Message: fmt.Sprintf(
			"the image table has no %s; it has %s", reference.FamiliarString(mustNamed(name)), t.names())}
	}
	for _, bind := range append(append([]Bind{}, entry.Binds...), entry.Installs...) {
		if _, err := os.Stat(bind.Source); err != nil {
			return Entry{}, &NotAvailable{Message: fmt.Sprintf(
				"%s needs %s, which is not there (yet): %v. The pod starts by itself as soon as the hub has built it; `lab status` shows how far it is",
				entry.Match, bind.Target, err)}
		}
	}
	return entry, nil
}

func mustNamed(name string) reference.Named {
	named, err := reference.ParseNormalizedNamed(name)
	if err != nil {
		panic(err) // name came out of repository, which parsed it
	}
	return named
}

func (t *Table) names() string {
	names := make([]string, 0, len(t.entries))
	for _, entry := range t.entries {
		names = append(names, entry.Match)
	}
	sort.Strings(names)
	if len(names) == 0 {
		return "(the table is empty)"
	}
	return strings.Join(names, ", ")
}
