package images

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLookup(t *testing.T) {
	dir := t.TempDir()
	path := write(t, filepath.Join(dir, "images.json"), `{"images":[
		{"match":"alpine"},
		{"match":"quay.io/argoproj/argoexec","binds":[{"source":"`+dir+`/tool","target":"/usr/local/bin/argoexec"}]}]}`)
	table, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, image := range []string{"alpine", "alpine:3.22", "docker.io/library/alpine", "docker.io/alpine:3", "index.docker.io/library/alpine:1",
		"alpine@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
		if entry, err := table.Lookup(image); err != nil || entry.Match != "alpine" {
			t.Errorf("%s: %v, %v", image, entry, err)
		}
	}
	for image, want := range map[string]string{
		"quay.io/alpine":                   "no quay.io/alpine; it has alpine, quay.io/argoproj/argoexec",
		"someone/alpine":                   "no someone/alpine",
		"quay.io/argoproj/argoexec:v3.7.3": "starts by itself as soon as the hub has built it",
		"Not An Image":                     "Not An Image",
	} {
		var missing *NotAvailable
		if _, err := table.Lookup(image); !errors.As(err, &missing) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", image, err)
		}
	}
	write(t, filepath.Join(dir, "tool"), "")
	if _, err := table.Lookup("quay.io/argoproj/argoexec:v3.7.3"); err != nil {
		t.Errorf("with its program there: %v", err)
	}
}

func TestLoadRefuses(t *testing.T) {
	for content, want := range map[string]string{
		`{"images":[{"match":"UPPER"}]}`:                                                      "images[0].match",
		`{"images":[{"match":"a"},{"match":"docker.io/library/a"}]}`:                          "listed twice",
		`{"images":[{"match":"a","binds":[{"source":"x","target":"/t"}]}]}`:                   "images[0].binds[0]",
		`{"images":[{"match":"a","binds":[{"source":"/x","target":"/usr/bin/t"}]}]}`:          "read-only /usr",
		`{"images":[{"match":"a","binds":[{"source":"/x","target":"/usr/local/../bin/t"}]}]}`: "read-only /usr",
		`{"images":[{"match":"a","entry-point":["x"]}]}`:                                      "entry-point",
		`{"images":`: "unexpected EOF",
	} {
		_, err := Load(write(t, filepath.Join(t.TempDir(), "images.json"), content))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", content, err)
		}
	}
}

func TestStoreFollowsItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "images.json")
	store, err := NewStore(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := make(chan struct{}, 10)
	store.OnChange(func() { changed <- struct{}{} })
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go store.Watch(ctx)
	await := func(what string, done func(error) bool) {
		t.Helper()
		for {
			if _, err := store.Lookup("alpine"); done(err) {
				return
			}
			select {
			case <-changed:
			case <-time.After(10 * time.Second):
				t.Fatal("not seen: " + what)
			}
		}
	}
	await("a missing table", func(err error) bool { return err != nil && strings.Contains(err.Error(), path) })
	write(t, path+".tmp", `{"images":[{"match":"alpine"}]}`)
	if err := os.Rename(path+".tmp", path); err != nil {
		t.Fatal(err)
	}
	await("a replaced table", func(err error) bool { return err == nil })
	write(t, path, `{"images":[{]}`)
	await("a broken table", func(err error) bool { return err != nil && strings.Contains(err.Error(), "invalid character") })
}
