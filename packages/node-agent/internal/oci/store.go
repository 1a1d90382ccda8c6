package oci

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"golang.org/x/sync/singleflight"

	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/shim"
)

// Image is an image that is there, unpacked.
type Image struct {
	// Digest of the image's manifest names it in the store.
	Digest string `json:"digest"`
	// Names are the references that lead to it now, in full.
	Names []string `json:"names"`
	// RepoDigests are REPOSITORY@DIGEST as references led to it, of an index or of the image.
	RepoDigests []string `json:"repoDigests"`
	// Config is what the image says of how to run it.
	Config v1.Config `json:"config"`
	// Layers are the digests of its blobs.
	Layers []v1.Hash `json:"layers"`
	// RootBytes is the size of the unpacked root, without that of its blobs.
	RootBytes int64     `json:"rootBytes"`
	UsedAt    time.Time `json:"usedAt"`
	// Users names the mapping of users with which it was unpacked.
	Users string `json:"users"`
	// Root is the folder of its root file system.
	Root string `json:"-"`
}

// ID is what a container's status says: REPOSITORY@DIGEST of a reference.
func (i *Image) ID(ref Reference) string {
	for _, id := range i.RepoDigests {
		if strings.HasPrefix(id, ref.Repository()+"@") {
			return id
		}
	}
	return i.Digest
}

// Store keeps images in a folder of its own, up to a size.
type Store struct {
	dir     string
	limit   int64
	sources Sources
	roots   *sandbox.Roots
	blobs   blobs
	flights singleflight.Group
	changed func()

	mu     sync.Mutex
	images map[string]*Image // by digest
	holds  map[string]string // who needs an image, and which
	// reserved is what pulls under way may still write.
	reserved int64
	// fetching are the layers that pulls under way need.
	fetching map[v1.Hash]int
}

// Open opens the store in dir and removes what a pull that was cut off left.
func Open(dir string, limit int64, sources Sources, roots *sandbox.Roots) (*Store, error) {
	s := &Store{
		dir: dir, limit: limit, sources: sources, roots: roots, blobs: blobs{filepath.Join(dir, "blobs")},
		images: map[string]*Image{}, holds: map[string]string{}, fetching: map[v1.Hash]int{}, changed: func() {},
	}
	if err := roots.RemoveAll(s.tmp()); err != nil {
		return nil, err
	}
	for _, folder := range []string{s.tmp(), s.blobs.dir, s.records(), s.rootsDir()} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
	}
	return s, s.load()
}

func (s *Store) tmp() string     { return filepath.Join(s.dir, "tmp") }
func (s *Store) records() string { return filepath.Join(s.dir, "images") }

// rootsDir is of the present mapping of users: files of another have other owners.
func (s *Store) rootsDir() string { return filepath.Join(s.dir, "roots", s.roots.Users.Name()) }

func (s *Store) root(digest string) string {
	return filepath.Join(s.rootsDir(), strings.ReplaceAll(digest, ":", "-"))
}

func (s *Store) record(digest string) string {
	return filepath.Join(s.records(), strings.ReplaceAll(digest, ":", "-")+".json")
}

// load reads the records. A root without one was not finished; one of another
// mapping of users is of no use.
func (s *Store) load() error {
	entries, err := os.ReadDir(s.records())
	if err != nil {
		return err
	}
	known := map[string]bool{}
	for _, entry := range entries {
		path := filepath.Join(s.records(), entry.Name())
		image := new(Image)
		if err := shim.ReadJSON(path, image); err != nil || image.Users != s.roots.Users.Name() {
			_ = os.Remove(path)
			continue
		}
		image.Root = s.root(image.Digest)
		if _, err := os.Stat(image.Root); err != nil {
			_ = os.Remove(path)
			continue
		}
		known[image.Root] = true
		s.images[image.Digest] = image
	}
	folders, err := filepath.Glob(filepath.Join(s.dir, "roots", "*", "*"))
	if err != nil {
		return err
	}
	for _, folder := range folders {
		if !known[folder] {
			if err := s.roots.RemoveAll(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

// OnChange sets what is called when images came or went.
func (s *Store) OnChange(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed = f
}

// Find is the image that a reference leads to as far as this node knows, held
// for its user; nil when there is none.
func (s *Store) Find(ref Reference, user string) *Image {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, image := range s.images {
		named := slices.Contains(image.Names, ref.String())
		if digest := ref.Digest(); digest != "" {
			named = image.Digest == digest || slices.ContainsFunc(image.RepoDigests, func(id string) bool { return strings.HasSuffix(id, "@"+digest) })
		}
		if named {
			return s.hold(image, user)
		}
	}
	return nil
}

// Hold keeps an image for a user that had it before, such as a pod of a former
// agent; it returns nil when it is gone.
func (s *Store) Hold(digest, user string) *Image {
	s.mu.Lock()
	defer s.mu.Unlock()
	if image := s.images[digest]; image != nil {
		return s.hold(image, user)
	}
	return nil
}

// hold is called with the lock.
func (s *Store) hold(image *Image, user string) *Image {
	s.holds[user] = image.Digest
	image.UsedAt = time.Now().UTC()
	_ = shim.WriteJSON(s.record(image.Digest), image) // only the order of removal suffers
	copied := *image
	return &copied
}

// Drop ends all holds of users whose names begin with prefix.
func (s *Store) Drop(prefix string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for user := range s.holds {
		if strings.HasPrefix(user, prefix) {
			delete(s.holds, user)
		}
	}
}

// Images are all that are there, the largest first.
func (s *Store) Images() []Image {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := make([]Image, 0, len(s.images))
	for _, image := range s.images {
		list = append(list, *image)
	}
	slices.SortFunc(list, func(a, b Image) int {
		if a.RootBytes != b.RootBytes {
			return int(b.RootBytes - a.RootBytes)
		}
		return strings.Compare(a.Digest, b.Digest)
	})
	return list
}

// Usage is what the store holds and what it may hold, in bytes.
func (s *Store) Usage() (used, limit int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.used(), s.limit
}

// used is called with the lock.
func (s *Store) used() int64 {
	total := size(s.blobs.dir)
	for _, image := range s.images {
		total += image.RootBytes
	}
	return total
}

// Dir is the store's folder.
func (s *Store) Dir() string { return s.dir }
