package oci

import (
	"archive/tar"
	"bytes"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	"github.com/google/go-containerregistry/pkg/registry"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"

	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/shim"
)

// The test is the shim, and the agent's unpacking, too.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && !strings.HasPrefix(os.Args[1], "-") {
		if os.Args[1] == UnpackCommand {
			if err := Unpack(os.Stdin, os.Stdout); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			os.Exit(0)
		}
		os.Exit(shim.Main(os.Args[1:]))
	}
	os.Exit(m.Run())
}

const limit = 64 << 20

type lab struct {
	dir, layouts string
	roots        *sandbox.Roots
}

func newLab(t *testing.T) *lab {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	l := &lab{dir: t.TempDir()}
	l.layouts = filepath.Join(l.dir, "layouts")
	if l.roots, err = sandbox.NewRoots(t.Context(), self, l.dir); err != nil {
		t.Skipf("no user namespaces on this host: %v", err)
	}
	return l
}

func (l *lab) open(t *testing.T, bytes int64) *Store {
	t.Helper()
	store, err := Open(filepath.Join(l.dir, "store"), bytes, Sources{Layouts: l.layouts}, l.roots)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func pullFrom(t *testing.T, s *Store, image, user string, keys ...authn.Keychain) (*Image, error) {
	t.Helper()
	ref, err := Parse(image)
	if err != nil {
		t.Fatal(err)
	}
	return s.Pull(t.Context(), ref, authn.NewMultiKeychain(keys...), user)
}

func mustPull(t *testing.T, s *Store, image, user string, keys ...authn.Keychain) *Image {
	t.Helper()
	got, err := pullFrom(t, s, image, user, keys...)
	if err != nil {
		t.Fatalf("%s: %v", image, err)
	}
	return got
}

// entry of a layer: its kind follows from what is set.
type entry struct {
	name, text, link string
	kind             byte
	mode             int64
	uid, gid         int
}

func layerOf(t *testing.T, entries ...entry) v1.Layer {
	t.Helper()
	buffer := new(bytes.Buffer)
	writer := tar.NewWriter(buffer)
	for _, e := range entries {
		header := &tar.Header{Name: e.name, Linkname: e.link, Typeflag: e.kind, Mode: e.mode, Uid: e.uid, Gid: e.gid, Size: int64(len(e.text))}
		if header.Mode == 0 {
			header.Mode = 0o644
		}
		if header.Typeflag == 0 {
			header.Typeflag = tar.TypeReg
		}
		if err := writer.WriteHeader(header); err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write([]byte(e.text)); err != nil {
			t.Fatal(err)
		}
	}
	writer.Close()
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(buffer.Bytes())), nil })
	if err != nil {
		t.Fatal(err)
	}
	return layer
}

func imageOfLayers(t *testing.T, config v1.Config, layers ...v1.Layer) v1.Image {
	t.Helper()
	image, err := mutate.AppendLayers(empty.Image, layers...)
	if err == nil {
		image, err = mutate.Config(image, config)
	}
	if err != nil {
		t.Fatal(err)
	}
	return image
}

func textImage(t *testing.T, text string) v1.Image {
	t.Helper()
	return imageOfLayers(t, v1.Config{}, layerOf(t, entry{name: "text", text: text}))
}

// addLayout writes an image into the layout NAME.
func (l *lab) addLayout(t *testing.T, name, tag string, image v1.Image) string {
	t.Helper()
	dir := filepath.Join(l.layouts, name)
	path, err := layout.FromPath(dir)
	if err != nil {
		if path, err = layout.Write(dir, empty.Index); err != nil {
			t.Fatal(err)
		}
	}
	if err := path.AppendImage(image, layout.WithAnnotations(map[string]string{refNameAnnotation: tag})); err != nil {
		t.Fatal(err)
	}
	return dir
}

// hub is a registry on loopback that wants a password and counts what is fetched.
type hub struct {
	host   string
	mu     sync.Mutex
	blobs  map[string]int
	change func(w http.ResponseWriter, r *http.Request, next http.Handler)
}

const userName, password = "lab", "s3cret"

func newHub(t *testing.T) *hub {
	t.Helper()
	h := &hub{blobs: map[string]int{}}
	inner := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, key, _ := r.BasicAuth(); user != userName || key != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="hub"`)
			w.WriteHeader(http.StatusUnauthorized)
			fmt.Fprint(w, `{"errors":[{"code":"UNAUTHORIZED","message":"this registry wants a password"}]}`)
			return
		}
		h.mu.Lock()
		if _, digest, ok := strings.Cut(r.URL.Path, "/blobs/"); ok && r.Method == http.MethodGet {
			h.blobs[digest]++
		}
		change := h.change
		h.mu.Unlock()
		if change != nil {
			change(w, r, inner)
			return
		}
		inner.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	h.host = strings.TrimPrefix(server.URL, "http://")
	return h
}

func (h *hub) setChange(change func(http.ResponseWriter, *http.Request, http.Handler)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.change = change
}

func (h *hub) fetched(layer v1.Layer) int {
	digest, _ := layer.Digest()
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.blobs[digest.String()]
}

func (h *hub) push(t *testing.T, repository string, image v1.Image) string {
	t.Helper()
	ref, err := name.ParseReference(h.host + "/" + repository)
	if err != nil {
		t.Fatal(err)
	}
	if err := remote.Write(ref, image, remote.WithAuth(&authn.Basic{Username: userName, Password: password})); err != nil {
		t.Fatal(err)
	}
	return ref.String()
}

// keys are a pull secret's.
type keys struct{ user, password string }

func (k keys) Resolve(authn.Resource) (authn.Authenticator, error) {
	return &authn.Basic{Username: k.user, Password: k.password}, nil
}

var rightKeys = keys{userName, password}

func read(t *testing.T, image *Image, file string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(image.Root, file))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// leftovers are files of pulls that did not end well.
func leftovers(s *Store) []string {
	found, _ := filepath.Glob(filepath.Join(s.tmp(), "*"))
	return found
}
