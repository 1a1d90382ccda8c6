package oci

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"golang.org/x/sync/errgroup"

	"illm.lab/node-agent/internal/shim"
)

// jobs is how many layers of an image are fetched at once.
const jobs = 3

// Pull gets the image that a reference leads to now, unless it is there, and
// holds it for its user. Pulls of one image at once are one; each asks the
// registry with its own keys. When ctx ends, the waiting does, not the pull.
func (s *Store) Pull(ctx context.Context, ref Reference, keys authn.Keychain, user string) (*Image, error) {
	there, err := s.sources.resolve(ctx, ref, keys)
	if err != nil {
		return nil, err
	}
	digest, err := there.image.Digest()
	if err != nil {
		return nil, explain(err)
	}
	flight := s.flights.DoChan(digest.String(), func() (any, error) {
		return nil, s.ensure(context.WithoutCancel(ctx), digest.String(), there.image, user)
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case result := <-flight:
		if result.Err != nil {
			return nil, result.Err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	image := s.images[digest.String()]
	if image == nil { // removed again, for another one's room
		return nil, fmt.Errorf("image %s was removed from the full store before it could be used", digest)
	}
	s.name(image, ref, there.digest)
	return s.hold(image, user), nil
}

// name lets the reference lead to the image, and to no other. With the lock.
func (s *Store) name(image *Image, ref Reference, digest v1.Hash) {
	if ref.Tag() != "" && ref.Digest() == "" {
		for _, other := range s.images {
			if i := slices.Index(other.Names, ref.String()); i >= 0 && other != image {
				other.Names = slices.Delete(other.Names, i, i+1)
				_ = shim.WriteJSON(s.record(other.Digest), other)
			}
		}
	}
	add := func(list []string, text string) []string {
		if slices.Contains(list, text) {
			return list
		}
		return append(list, text)
	}
	image.Names = add(image.Names, ref.String())
	id := ref.Repository() + "@" + digest.String()
	// The latest first: an image may be reached by several.
	image.RepoDigests = append([]string{id}, slices.DeleteFunc(image.RepoDigests, func(other string) bool { return other == id })...)
	go s.changed()
}

// ensure fetches and unpacks an image that is not there.
func (s *Store) ensure(ctx context.Context, digest string, image v1.Image, user string) error {
	if s.Hold(digest, user) != nil {
		return nil
	}
	manifest, err := image.Manifest()
	if err != nil {
		return explain(err)
	}
	config, err := image.ConfigFile()
	if err != nil {
		return fmt.Errorf("the image's config: %w", explain(err))
	}
	if config.OS != "" && config.OS != platform.OS || config.Architecture != "" && config.Architecture != platform.Architecture {
		return fmt.Errorf("the image is for %s/%s; this computer is %s", config.OS, config.Architecture, platform)
	}
	if len(config.RootFS.DiffIDs) != len(manifest.Layers) {
		return &Corrupt{fmt.Sprintf("the image's config names %d layers, its manifest %d", len(config.RootFS.DiffIDs), len(manifest.Layers))}
	}
	layers := make([]v1.Hash, 0, len(manifest.Layers))
	for _, layer := range manifest.Layers {
		layers = append(layers, layer.Digest)
	}
	s.keep(layers, 1)
	defer s.keep(layers, -1)
	if err := s.fetch(ctx, image, manifest.Layers); err != nil {
		return err
	}
	rootBytes, err := s.unpack(ctx, digest, layers, config.RootFS.DiffIDs)
	if err != nil {
		return err
	}
	record := &Image{
		Digest: digest, Config: config.Config, Layers: layers, RootBytes: rootBytes,
		UsedAt: time.Now().UTC(), Users: s.roots.Users.Name(), Root: s.root(digest),
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := shim.WriteJSON(s.record(digest), record); err != nil {
		return err
	}
	s.images[digest] = record
	s.holds[user] = digest
	return nil
}

func (s *Store) keep(layers []v1.Hash, by int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, digest := range layers {
		if s.fetching[digest] += by; s.fetching[digest] == 0 {
			delete(s.fetching, digest)
		}
	}
}

// fetch gets the layers that are not there, if there is room for them.
func (s *Store) fetch(ctx context.Context, image v1.Image, wanted []v1.Descriptor) error {
	var bytes int64
	for _, layer := range wanted {
		if !s.blobs.has(layer.Digest) {
			bytes += layer.Size
		}
	}
	release, err := s.reserve(bytes)
	if err != nil {
		return err
	}
	defer release()
	layers, err := image.Layers()
	if err != nil {
		return explain(err)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(jobs)
	for _, layer := range layers {
		group.Go(func() error { return s.blobs.fetch(ctx, layer, s.tmp()) })
	}
	return group.Wait()
}

// unpackedFactor is how much larger layers commonly are unpacked; a guess, so
// that room is made before and not found missing in the middle.
const unpackedFactor = 3

// unpack unpacks into the room there is, and once more when it was too little
// and there is more to remove.
func (s *Store) unpack(ctx context.Context, digest string, layers, diffIDs []v1.Hash) (int64, error) {
	var guess int64
	for _, layer := range layers {
		if info, err := os.Stat(s.blobs.path(layer)); err == nil {
			guess += unpackedFactor * info.Size()
		}
	}
	if release, err := s.reserve(guess); err == nil {
		release() // made, not kept: it is only a guess
	}
	bytes, err := s.unpackOnce(ctx, digest, layers, diffIDs)
	var full *Full
	if errors.As(err, &full) && s.clear() {
		return s.unpackOnce(ctx, digest, layers, diffIDs)
	}
	return bytes, err
}

// unpackOnce applies the layers in a process of the containers' users and moves
// the whole into place.
func (s *Store) unpackOnce(ctx context.Context, digest string, layers, diffIDs []v1.Hash) (int64, error) {
	dir, err := os.MkdirTemp(s.tmp(), "root-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = s.roots.RemoveAll(dir) }()
	room := s.room()
	job := unpackJob{Dir: dir, OneUser: !s.roots.Users.Whole(), MaxBytes: room}
	for i, layer := range layers {
		job.Layers = append(job.Layers, unpackLayer{Path: s.blobs.path(layer), DiffID: diffIDs[i].String()})
	}
	input, err := json.Marshal(job)
	if err != nil {
		return 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	output, err := s.roots.Run(ctx, input, self, UnpackCommand)
	if err != nil {
		return 0, err
	}
	var result unpackResult
	if err := json.Unmarshal(output, &result); err != nil {
		return 0, fmt.Errorf("unpacking: %w", err)
	}
	if result.Full {
		return 0, &Full{fmt.Sprintf("the image store %s is full: the unpacked image needs more than the %s that are left of %s. End pods that use other images, or raise --image-store-size",
			s.dir, bytesText(room), bytesText(s.limit))}
	}
	if result.Error != "" {
		return 0, fmt.Errorf("unpacking: %s", result.Error)
	}
	root := s.root(digest)
	if err := s.roots.RemoveAll(root); err != nil {
		return 0, err
	}
	return result.Bytes, os.Rename(dir, root)
}
