package oci

import (
	"archive/tar"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-containerregistry/pkg/authn"
	v1 "github.com/google/go-containerregistry/pkg/v1"
)

// What a registry serves is there afterwards, by its digest, and whoever asks
// for it by name, tag or digest finds it.
func TestPullFromRegistry(t *testing.T) {
	l, h := newLab(t), newHub(t)
	store := l.open(t, limit)
	image := imageOfLayers(t, v1.Config{Entrypoint: []string{"/bin/app"}, User: "app"},
		layerOf(t, entry{name: "etc/passwd", text: "root:x:0:0::/root:/bin/sh\napp:x:1000:1001::/home/app:/bin/sh\n"},
			entry{name: "etc/group", text: "app:x:1001:\nextra:x:2000:app\n"}, entry{name: "old", text: "old"}, entry{name: "dir/a", text: "a"}),
		layerOf(t, entry{name: ".wh.old"}, entry{name: "dir/.wh..wh..opq"}, entry{name: "dir/b", text: "b"}))
	ref := h.push(t, "team/app:1", image)
	got := mustPull(t, store, ref, "pod", rightKeys)

	digest, _ := image.Digest()
	parsed, _ := Parse(ref)
	if got.ID(parsed) != h.host+"/team/app@"+digest.String() || got.Config.Entrypoint[0] != "/bin/app" {
		t.Errorf("%+v", got)
	}
	if _, err := os.Stat(filepath.Join(got.Root, "old")); !os.IsNotExist(err) {
		t.Errorf("a removed file is there: %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Join(got.Root, "dir")); len(entries) != 1 || entries[0].Name() != "b" {
		t.Errorf("a folder that was replaced: %v", entries)
	}
	user, err := got.User(got.Config.User)
	if err != nil || user.UID != 1000 || user.GID != 1001 || user.Home != "/home/app" || len(user.Groups) != 1 || user.Groups[0] != 2000 {
		t.Errorf("user %+v, %v", user, err)
	}
	if _, err := got.User("nobody-knows"); err == nil || !strings.Contains(err.Error(), "nobody-knows") {
		t.Errorf("unknown user: %v", err)
	}
	for _, name := range []string{ref, h.host + "/team/app@" + digest.String()} {
		parsed, _ := Parse(name)
		if store.Find(parsed, "other") == nil {
			t.Errorf("%s is not found", name)
		}
	}
	if reopened := l.open(t, limit); reopened.Hold(digest.String(), "pod") == nil {
		t.Error("another agent does not find it")
	}
}

// Who may not have an image, or asks for one that is not there, reads what the
// registry or the folder says.
func TestRefusals(t *testing.T) {
	l, h := newLab(t), newHub(t)
	store := l.open(t, limit)
	ref := h.push(t, "app:1", textImage(t, "x"))
	dir := l.addLayout(t, "app", "1", textImage(t, "x"))
	none := "sha256:" + strings.Repeat("0", 64)
	for name, test := range map[string]struct {
		image, want string
		keys        keys
	}{
		"no password":    {ref, "this registry wants a password", keys{}},
		"wrong password": {ref, "UNAUTHORIZED: this registry wants a password", keys{userName, "guess"}},
		"no such tag":    {h.host + "/app:2", "MANIFEST_UNKNOWN", rightKeys},
		"no such name":   {h.host + "/ap", "NAME_UNKNOWN", rightKeys},
		"no such digest": {h.host + "/app@" + none, "MANIFEST_UNKNOWN", rightKeys},
		"no registry":    {"127.0.0.1:1/app", "connection refused", rightKeys},
		"no layout":      {"localhost/apq:1", "no OCI layout in " + filepath.Join(l.layouts, "apq"), keys{}},
		"layout's tag":   {"localhost/app:2", dir + "/index.json has no 2; it has 1", keys{}},
		"layout's entry": {"localhost/app@" + none, "has no " + none, keys{}},
	} {
		if _, err := pullFrom(t, store, test.image, "pod", test.keys); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list := store.Images(); len(list) != 0 {
		t.Errorf("images: %+v", list)
	}
	if _, err := Parse("No/Such Image"); err == nil || !strings.Contains(err.Error(), "invalid reference format") {
		t.Errorf("no reference: %v", err)
	}
}

// A tag that leads elsewhere is followed when it is pulled again, not before.
func TestTagMoves(t *testing.T) {
	l := newLab(t)
	store := l.open(t, limit)
	dir := l.addLayout(t, "app", "1", textImage(t, "first"))
	first := mustPull(t, store, "localhost/app:1", "a")
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	l.addLayout(t, "app", "1", textImage(t, "second"))
	parsed, _ := Parse("localhost/app:1")
	if found := store.Find(parsed, "b"); found.Digest != first.Digest {
		t.Errorf("found %s", found.Digest)
	}
	second := mustPull(t, store, "localhost/app:1", "c")
	if read(t, second, "text") != "second" || read(t, first, "text") != "first" {
		t.Error("the images' files are mixed up")
	}
	if found := store.Find(parsed, "d"); found.Digest != second.Digest {
		t.Errorf("found %s after the tag has moved", found.Digest)
	}
}

// What is not what its digest says is refused, and nothing of it stays.
func TestCorrupt(t *testing.T) {
	l, h := newLab(t), newHub(t)
	store := l.open(t, limit)
	image := textImage(t, strings.Repeat("the content ", 100))
	layers, _ := image.Layers()
	digest, _ := layers[0].Digest()
	blob := filepath.Join(l.addLayout(t, "app", "1", image), "blobs", digest.Algorithm, digest.Hex)
	data, err := os.ReadFile(blob)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(blob, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ref := h.push(t, "app:1", image)
	h.setChange(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, "/blobs/"+digest.String()) {
			_, _ = w.Write(data)
			return
		}
		next.ServeHTTP(w, r)
	})
	for name, want := range map[string]string{"localhost/app:1": "is corrupt", ref: "error verifying sha256 checksum"} {
		if _, err := pullFrom(t, store, name, "pod", rightKeys); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), digest.String()) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left := leftovers(store); len(left) > 0 || len(store.Images()) > 0 || store.blobs.has(digest) {
		t.Errorf("left: %v", left)
	}
}

// A layer writes nowhere but into its image, whatever it calls its files.
func TestLayersStayInside(t *testing.T) {
	l := newLab(t)
	store := l.open(t, limit)
	outside := filepath.Join(l.dir, "outside")
	if err := os.Mkdir(outside, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(outside, "kept"), []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	up := strings.Repeat("../", 12)
	for name, layers := range map[string][]v1.Layer{
		"dots":      {layerOf(t, entry{name: up + outside + "/evil", text: "x"})},
		"link":      {layerOf(t, entry{name: "way", kind: tar.TypeSymlink, link: outside}, entry{name: "way/evil", text: "x"})},
		"two":       {layerOf(t, entry{name: "way", kind: tar.TypeSymlink, link: outside}), layerOf(t, entry{name: "way/evil", text: "x"})},
		"dot link":  {layerOf(t, entry{name: "way", kind: tar.TypeSymlink, link: up + outside}, entry{name: "way/evil", text: "x"})},
		"hard link": {layerOf(t, entry{name: "hard", kind: tar.TypeLink, link: up + outside + "/kept"}, entry{name: "hard", text: "changed"})},
		"whiteout":  {layerOf(t, entry{name: "way", kind: tar.TypeSymlink, link: outside}), layerOf(t, entry{name: "way/.wh.kept"})},
		"opaque":    {layerOf(t, entry{name: "way", kind: tar.TypeSymlink, link: outside}), layerOf(t, entry{name: "way/.wh..wh..opq"})},
	} {
		dir := strings.ReplaceAll(name, " ", "-")
		l.addLayout(t, dir, "1", imageOfLayers(t, v1.Config{}, layers...))
		_, err := pullFrom(t, store, "localhost/"+dir+":1", "pod") // refused, or kept inside
		t.Logf("%s: %v", name, err)
		entries, _ := os.ReadDir(outside)
		kept, _ := os.ReadFile(filepath.Join(outside, "kept"))
		if len(entries) != 1 || string(kept) != "kept" {
			t.Errorf("%s: outside are %v, kept is %q", name, entries, kept)
		}
	}
	l.addLayout(t, "device", "1", imageOfLayers(t, v1.Config{}, layerOf(t, entry{name: "dev", kind: tar.TypeSymlink, link: outside})))
	if _, err := pullFrom(t, store, "localhost/device:1", "pod"); err == nil || !strings.Contains(err.Error(), "/dev is no folder") {
		t.Errorf("a /dev that leads elsewhere: %v", err)
	}
	l.addLayout(t, "passwd", "1", imageOfLayers(t, v1.Config{}, layerOf(t, entry{name: "etc/passwd", kind: tar.TypeSymlink, link: "/etc/passwd"})))
	if user, err := mustPull(t, store, "localhost/passwd:1", "pod").User("root"); err == nil {
		t.Errorf("the host's users are read: %+v", user)
	}
}

// Pulls of one image at once fetch it once.
func TestConcurrentPullsAreOne(t *testing.T) {
	l, h := newLab(t), newHub(t)
	store := l.open(t, limit)
	image := textImage(t, "x")
	ref := h.push(t, "app:1", image)
	all := new(sync.WaitGroup)
	for range 8 {
		all.Go(func() {
			if _, err := pullFrom(t, store, ref, "pod", rightKeys); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	layers, _ := image.Layers()
	if n := h.fetched(layers[0]); n != 1 {
		t.Errorf("fetched %d times", n)
	}
	// Each with its own keys: that another has it opens nothing.
	if _, err := pullFrom(t, store, ref, "pod", keys{}); err == nil {
		t.Error("pulled without a password")
	}
}

// A pull that is cut off leaves no image; the next one, of another agent too,
// fetches only what is missing.
func TestCutOff(t *testing.T) {
	l, h := newLab(t), newHub(t)
	store := l.open(t, limit)
	whole, cut := layerOf(t, entry{name: "a", text: "a"}), layerOf(t, entry{name: "b", text: strings.Repeat("b", 5000)})
	ref := h.push(t, "app:1", imageOfLayers(t, v1.Config{}, whole, cut))
	cutDigest, _ := cut.Digest()
	wholeDigest, _ := whole.Digest()
	h.setChange(func(w http.ResponseWriter, r *http.Request, next http.Handler) {
		if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, cutDigest.String()) {
			for !store.blobs.has(wholeDigest) { // the other one is through
				if r.Context().Err() != nil {
					return
				}
			}
			w.Header().Set("Content-Length", "100000")
			_, _ = w.Write([]byte("begin"))
			panic(http.ErrAbortHandler)
		}
		next.ServeHTTP(w, r)
	})
	if _, err := pullFrom(t, store, ref, "pod", rightKeys); err == nil {
		t.Fatal("no error")
	}
	if left := leftovers(store); len(left) > 0 || len(store.Images()) > 0 {
		t.Errorf("left: %v", left)
	}
	// As an agent that was killed while it unpacked leaves it.
	for _, half := range []string{filepath.Join(store.tmp(), "root-1"), store.root("sha256:half")} {
		if err := os.MkdirAll(filepath.Join(half, "sub"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(half, 0o500); err != nil { // as an image may have its folders
			t.Fatal(err)
		}
	}
	store = l.open(t, limit)
	h.setChange(nil)
	if got := mustPull(t, store, ref, "pod", rightKeys); read(t, got, "a") != "a" {
		t.Error("content")
	}
	if h.fetched(whole) != 1 || h.fetched(cut) < 2 {
		t.Errorf("fetched %d and %d times", h.fetched(whole), h.fetched(cut))
	}
	if folders, _ := os.ReadDir(store.rootsDir()); len(leftovers(store)) > 0 || len(folders) != 1 {
		t.Errorf("left: %v %v", leftovers(store), folders)
	}
}

// The store keeps to its size: what nobody uses goes, the longest unused first,
// and what a pod uses never.
func TestSize(t *testing.T) {
	l := newLab(t)
	const each = 1 << 20
	store := l.open(t, 5*each) // two images, as layers and unpacked
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		l.addLayout(t, name, "1", imageOfLayers(t, v1.Config{}, layerOf(t, entry{name: name, text: noise(each)})))
	}
	l.addLayout(t, "large", "1", textImage(t, strings.Repeat("0", 8*each)))
	there := func(name string) bool {
		for _, image := range store.Images() {
			if image.Names[0] == "localhost/"+name+":1" {
				return true
			}
		}
		return false
	}
	mustPull(t, store, "localhost/a:1", "used/main")
	mustPull(t, store, "localhost/b:1", "gone/main")
	store.Drop("gone/")
	mustPull(t, store, "localhost/c:1", "used/other")
	if !there("a") || there("b") || !there("c") {
		t.Errorf("after c: a %v, b %v, c %v", there("a"), there("b"), there("c"))
	}
	mustPull(t, store, "localhost/d:1", "used/third") // layers that could be fetched again make room
	if _, err := pullFrom(t, store, "localhost/e:1", "used/fourth"); !errors.As(err, new(*Full)) || !strings.Contains(err.Error(), "--image-store-size") {
		t.Errorf("full: %v", err)
	}
	if !there("a") || !there("c") || !there("d") {
		t.Error("an image that a pod uses is gone")
	}
	store.Drop("used/")
	if _, err := pullFrom(t, store, "localhost/large:1", "pod"); !errors.As(err, new(*Full)) {
		t.Errorf("an image larger than the store: %v", err)
	}
	mustPull(t, store, "localhost/e:1", "pod")
	if used, most := store.Usage(); used > most {
		t.Errorf("holds %d of %d", used, most)
	}
}

// noise cannot be compressed.
func noise(n int) string {
	data := make([]byte, n)
	state := uint32(n)
	for i := range data {
		state = state*1664525 + 1013904223
		data[i] = byte(state >> 24)
	}
	return string(data)
}

func TestRegistriesFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "registries.json")
	for text, want := range map[string]string{
		`{"mirrors": {"docker.io": ["http://127.0.0.1:5000"]}, "insecure": ["registry.lan:5000"]}`: "",
		`{"mirrors": {"docker.io": ["127.0.0.1:5000"]}}`:                                           `mirrors["docker.io"][0]`,
		`{"mirror": {}}`:                         "mirror",
		`{"insecure": ["http://registry.lan/"]}`: "insecure[0]",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := LoadRegistries(path)
		if (err == nil) != (want == "") || (err != nil && !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// The node's own login is enough where the pod has no secret, and is read anew.
func TestLogins(t *testing.T) {
	l, h := newLab(t), newHub(t)
	ref := h.push(t, "team/app:1", textImage(t, "mine"))
	store := l.open(t, limit)
	store.sources.Logins = t.TempDir()
	login := func(user, password string) {
		config := fmt.Sprintf(`{"auths": {%q: {"auth": %q}}, "credsStore": ""}`, h.host, base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
		if err := os.WriteFile(filepath.Join(store.sources.Logins, "config.json"), []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	_, err := pullFrom(t, store, ref, "pod", authn.NewMultiKeychain())
	if want := "docker --config " + store.sources.Logins + " login " + h.host; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("no login: %v, wanted %q", err, want)
	}
	login(userName, "guess")
	if _, err := pullFrom(t, store, ref, "pod", authn.NewMultiKeychain()); err == nil || !strings.Contains(err.Error(), "UNAUTHORIZED") {
		t.Errorf("wrong login: %v", err)
	}
	login(userName, password)
	if got := mustPull(t, store, ref, "pod", authn.NewMultiKeychain()); read(t, got, "text") != "mine" {
		t.Errorf("%+v", got)
	}
	if err := os.WriteFile(filepath.Join(store.sources.Logins, "config.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := pullFrom(t, store, h.push(t, "team/app:2", textImage(t, "more")), "pod", rightKeys); err == nil || !strings.Contains(err.Error(), "config.json") {
		t.Errorf("no JSON: %v", err)
	}
}

// A mirror is asked first, and the registry when it has not got the image.
func TestMirrors(t *testing.T) {
	l, h := newLab(t), newHub(t)
	h.push(t, "library/app:1", textImage(t, "mirrored"))
	store := l.open(t, limit)
	store.sources.Registries.Mirrors = map[string][]string{"registry.invalid": {"http://" + h.host}}
	got := mustPull(t, store, "registry.invalid/library/app:1", "pod", rightKeys)
	if read(t, got, "text") != "mirrored" || !strings.HasPrefix(got.RepoDigests[0], "registry.invalid/library/app@sha256:") {
		t.Errorf("%+v", got)
	}
	_, err := pullFrom(t, store, "registry.invalid/library/app:2", "pod", rightKeys)
	if err == nil || !strings.Contains(err.Error(), "MANIFEST_UNKNOWN") || !strings.Contains(err.Error(), "registry.invalid") {
		t.Errorf("neither has it: %v", err)
	}
}
