//go:build integration

package integration

import (
	"archive/tar"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// file of an image, from text or from a file of the host; one that ends in / is
// a folder. links are further names beside it.
type file struct {
	path, text, from string
	mode             int64
	uid              int
	links            []string
}

// testImage is an image of one layer.
func testImage(t *testing.T, config v1.Config, files ...file) v1.Image {
	t.Helper()
	buffer := new(bytes.Buffer)
	writer := tar.NewWriter(buffer)
	add := func(header *tar.Header, data []byte) {
		header.Size = int64(len(data))
		if err := writer.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range files {
		data := []byte(f.text)
		if f.from != "" {
			var err error
			if data, err = os.ReadFile(f.from); err != nil {
				t.Fatal(err)
			}
		}
		kind := byte(tar.TypeReg)
		if strings.HasSuffix(f.path, "/") {
			kind = tar.TypeDir
		}
		add(&tar.Header{Name: f.path, Typeflag: kind, Mode: f.mode, Uid: f.uid, Gid: f.uid}, data)
		for _, link := range f.links {
			add(&tar.Header{Name: filepath.Join(filepath.Dir(f.path), link), Typeflag: tar.TypeSymlink, Linkname: filepath.Base(f.path), Mode: 0o777}, nil)
		}
	}
	writer.Close()
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(buffer.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	image, err := mutate.AppendLayers(empty.Image, layer)
	if err == nil {
		image, err = mutate.Config(image, config)
	}
	if err != nil {
		t.Fatal(err)
	}
	return image
}

// addLayout puts an image where the agent looks for localhost/NAME:TAG, and
// returns its digest.
func (c *cluster) addLayout(t *testing.T, name, tag string, image v1.Image) string {
	t.Helper()
	path, err := layout.Write(filepath.Join(c.path("layouts"), name), empty.Index)
	if err == nil {
		err = path.AppendImage(image, layout.WithAnnotations(map[string]string{"org.opencontainers.image.ref.name": tag}))
	}
	if err != nil {
		t.Fatal(err)
	}
	digest, err := image.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return digest.String()
}
