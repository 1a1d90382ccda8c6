package oci

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Full is a store in which there is no room, whatever may be removed.
type Full struct{ message string }

func (e *Full) Error() string { return e.message }

// reserve makes room for bytes more, removing what nobody uses, and returns
// what gives the room back.
func (s *Store) reserve(bytes int64) (release func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.makeRoom(bytes); err != nil {
		return nil, err
	}
	s.reserved += bytes
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.reserved -= bytes
	}, nil
}

// room is what may still be written without removing anything.
func (s *Store) room() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return max(s.limit-s.used()-s.reserved, 0)
}

// clear removes all that nobody uses, and tells whether that made room.
func (s *Store) clear() bool {
	before := s.room()
	s.mu.Lock()
	_ = s.makeRoom(s.limit) // never enough, so it removes what it can
	s.mu.Unlock()
	return s.room() > before
}

// makeRoom removes, in this order, layers that no image has, unused images by
// their last use, and layers that could be got again. It is called with the lock.
func (s *Store) makeRoom(bytes int64) error {
	free := func() bool { return s.used()+s.reserved+bytes <= s.limit }
	if free() {
		return nil
	}
	s.removeBlobs(func(digest v1.Hash) bool {
		for _, image := range s.images {
			if slices.Contains(image.Layers, digest) {
				return false
			}
		}
		return true
	})
	inUse := map[string]bool{}
	for _, digest := range s.holds {
		inUse[digest] = true
	}
	var unused []*Image
	for _, image := range s.images {
		if !inUse[image.Digest] {
			unused = append(unused, image)
		}
	}
	slices.SortFunc(unused, func(a, b *Image) int { return a.UsedAt.Compare(b.UsedAt) })
	for _, image := range unused {
		if free() {
			return nil
		}
		if err := s.remove(image); err != nil {
			return err
		}
	}
	if free() {
		return nil
	}
	s.removeBlobs(func(v1.Hash) bool { return true })
	if free() {
		return nil
	}
	return &Full{fmt.Sprintf("the image store %s is full: %s are used by pods' images or being pulled, the limit is %s, and %s more are needed. End pods that use other images, or raise --image-store-size",
		s.dir, bytesText(s.used()+s.reserved), bytesText(s.limit), bytesText(bytes))}
}

// remove is called with the lock.
func (s *Store) remove(image *Image) error {
	// The record first: without it the root is removed at the next start at the latest.
	if err := os.Remove(s.record(image.Digest)); err != nil && !os.IsNotExist(err) {
		return err
	}
	delete(s.images, image.Digest)
	go s.changed()
	// Aside at once, removed in its own time: pods wait for the lock.
	aside := filepath.Join(s.tmp(), filepath.Base(image.Root)+"-"+rand.Text())
	if err := os.Rename(image.Root, aside); err != nil && !os.IsNotExist(err) {
		return err
	}
	go func() { _ = s.roots.RemoveAll(aside) }() // what stays is removed at the next start
	s.removeBlobs(func(digest v1.Hash) bool {
		if !slices.Contains(image.Layers, digest) {
			return false
		}
		for _, other := range s.images {
			if slices.Contains(other.Layers, digest) {
				return false
			}
		}
		return true
	})
	return nil
}

// removeBlobs leaves those that a pull under way needs.
func (s *Store) removeBlobs(which func(v1.Hash) bool) {
	entries, _ := os.ReadDir(s.blobs.dir)
	for _, entry := range entries {
		digest, err := v1.NewHash(entryDigest(entry.Name()))
		if err == nil && (s.fetching[digest] > 0 || !which(digest)) {
			continue
		}
		if err == nil {
			_ = os.Remove(s.blobs.path(digest))
		}
	}
}

func entryDigest(name string) string {
	const algorithm = "sha256-"
	if len(name) > len(algorithm) && name[:len(algorithm)] == algorithm {
		return "sha256:" + name[len(algorithm):]
	}
	return name
}

// bytesText is a size as people say it.
func bytesText(bytes int64) string {
	const mib = 1 << 20
	if bytes < mib {
		return fmt.Sprintf("%d kB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%d MiB", (bytes+mib-1)/mib)
}
