package oci

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// Corrupt is content that is not what its digest says.
type Corrupt struct{ message string }

func (e *Corrupt) Error() string { return e.message }

// blobs are layers as they came, compressed, named by their digest. A file is
// there whole or not at all.
type blobs struct{ dir string }

func (b blobs) path(digest v1.Hash) string {
	return filepath.Join(b.dir, digest.Algorithm+"-"+digest.Hex)
}

func (b blobs) has(digest v1.Hash) bool {
	_, err := os.Stat(b.path(digest))
	return err == nil
}

// fetch keeps a layer, unless it is there already: what a pull that was cut off
// had got is not got again.
func (b blobs) fetch(ctx context.Context, layer v1.Layer, tmp string) error {
	digest, err := layer.Digest()
	if err != nil {
		return err
	}
	if b.has(digest) {
		return nil
	}
	content, err := layer.Compressed()
	if err != nil {
		return fmt.Errorf("layer %s: %w", digest, explain(err))
	}
	defer content.Close()
	stop := context.AfterFunc(ctx, func() { content.Close() })
	defer stop()
	file, err := os.CreateTemp(tmp, "layer-")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(file, hash), content)
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("layer %s: %w", digest, err)
	}
	if got := hex.EncodeToString(hash.Sum(nil)); digest.Algorithm != "sha256" || got != digest.Hex {
		return &Corrupt{fmt.Sprintf("the layer %s is corrupt: its content is sha256:%s", digest, got)}
	}
	return os.Rename(file.Name(), b.path(digest))
}

// size of all files below dir, each counted once.
func size(dir string) int64 {
	var total int64
	_ = filepath.WalkDir(dir, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			if info, err := entry.Info(); err == nil {
				total += info.Size()
			}
		}
		return nil
	})
	return total
}
