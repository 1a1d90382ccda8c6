package oci

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/containerd/containerd/v2/pkg/archive"
	"github.com/containerd/containerd/v2/pkg/archive/compression"
	"github.com/sirupsen/logrus"
)

// UnpackCommand is node-agent's command that unpacks an image, among the users
// of the containers; it reads its job from standard input.
const UnpackCommand = "unpack-image"

type unpackJob struct {
	Dir    string        `json:"dir"`
	Layers []unpackLayer `json:"layers"`
	// OneUser: there is no other to own files.
	OneUser bool `json:"oneUser"`
	// MaxBytes that the layers may hold, unpacked.
	MaxBytes int64 `json:"maxBytes"`
}

type unpackLayer struct {
	Path   string `json:"path"`
	DiffID string `json:"diffId"`
}

type unpackResult struct {
	Bytes int64  `json:"bytes"`
	Full  bool   `json:"full,omitempty"`
	Error string `json:"error,omitempty"`
}

var errFull = errors.New("full")

// Unpack is the command's main.
func Unpack(input io.Reader, output io.Writer) error {
	logrus.SetLevel(logrus.ErrorLevel) // the archive package warns of each attribute that it cannot set
	var job unpackJob
	if err := json.NewDecoder(input).Decode(&job); err != nil {
		return err
	}
	go func() {
		// The agent keeps its end open: without the agent nobody wants the result.
		_, _ = io.Copy(io.Discard, input)
		os.Exit(1)
	}()
	var result unpackResult
	err := job.run(&result)
	if result.Full = errors.Is(err, errFull); err != nil {
		result.Error = err.Error()
	}
	return json.NewEncoder(output).Encode(result)
}

func (j *unpackJob) run(result *unpackResult) error {
	// The container's users, too, must get through the root folder.
	if err := os.Chmod(j.Dir, 0o755); err != nil {
		return err
	}
	for _, layer := range j.Layers {
		if err := j.apply(layer); err != nil {
			return err
		}
	}
	// The sandbox mounts these; as links they could lead elsewhere.
	for _, name := range []string{"dev", "dev/shm", "proc"} {
		info, err := os.Lstat(filepath.Join(j.Dir, name))
		if err == nil && !info.IsDir() {
			return fmt.Errorf("the image's /%s is no folder", name)
		}
	}
	result.Bytes = size(j.Dir)
	return nil
}

// apply unpacks one layer over those before. The archive package keeps every
// path inside the folder, whatever links lie there.
func (j *unpackJob) apply(layer unpackLayer) error {
	file, err := os.Open(layer.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := compression.DecompressStream(file)
	if err != nil {
		return err
	}
	defer content.Close()
	hash := sha256.New()
	limited := &limitedReader{reader: content, left: &j.MaxBytes}
	stream := io.TeeReader(limited, hash)
	var options []archive.ApplyOpt
	if j.OneUser {
		options = append(options, archive.WithNoSameOwner())
	}
	if _, err := archive.Apply(context.Background(), j.Dir, stream, options...); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, stream); err != nil { // what follows the archive's end
		return err
	}
	if got := "sha256:" + hex.EncodeToString(hash.Sum(nil)); got != layer.DiffID {
		return &Corrupt{fmt.Sprintf("a layer's content is %s, the image's config says %s", got, layer.DiffID)}
	}
	return nil
}

// limitedReader fails with errFull, where io.LimitReader would cut silently.
type limitedReader struct {
	reader io.Reader
	left   *int64
}

func (r *limitedReader) Read(p []byte) (int, error) {
	n, err := r.reader.Read(p)
	if *r.left -= int64(n); *r.left < 0 {
		return 0, errFull
	}
	return n, err
}
