package pod

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// allocated is how many bytes work takes from the heap.
func allocated(work func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	work()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func TestTerminationMessage(t *testing.T) {
	write := func(content []byte) string {
		path := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	log := write([]byte("2026-01-01T00:00:01Z stderr F it broke\n"))
	for name, test := range map[string]struct {
		file   string
		failed bool
		want   string
	}{
		"what it wrote":          {write([]byte("the reason")), true, "the reason"},
		"its end, when long":     {write([]byte(strings.Repeat("a", 5000) + "why")), true, strings.Repeat("a", 4093) + "why"},
		"no half of a character": {write([]byte(strings.Repeat("ä", 2048) + "x")), true, strings.Repeat("ä", 2047) + "x"},
		"the log instead":        {write(nil), true, "it broke\n"},
		"nothing":                {write(nil), false, ""},
		"of no file":             {"nowhere", true, "it broke\n"},
		"of a folder":            {t.TempDir(), false, ""},
	} {
		if got := terminationMessage(test.file, log, test.failed, maxTerminationMessage); got != test.want {
			t.Errorf("%s: %.40q…, want %.40q…", name, got, test.want)
		}
	}
}

// A file that claims to be large is not read whole.
func TestTerminationMessageOfSparseFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := file.Truncate(1 << 30); err != nil {
		t.Fatal(err)
	}
	if _, err := file.WriteAt([]byte("the end"), 1<<30-7); err != nil {
		t.Fatal(err)
	}
	var message string
	used := allocated(func() { message = terminationMessage(path, "", true, maxTerminationMessage) })
	if len(message) != maxTerminationMessage || !strings.HasSuffix(message, "the end") {
		t.Errorf("%d bytes, ending in %q", len(message), message[max(0, len(message)-20):])
	}
	if used > 1<<20 {
		t.Errorf("it took %d bytes to read %d", used, len(message))
	}
}

// All containers of a pod share 12 KiB.
func TestTerminationLimit(t *testing.T) {
	for containers, want := range map[int]int{1: 4096, 3: 4096, 4: 3072, 12: 1024} {
		spec := &corev1.PodSpec{Containers: make([]corev1.Container, containers-1), InitContainers: make([]corev1.Container, 1)}
		if got := terminationLimit(spec); got != want {
			t.Errorf("%d containers: %d bytes, want %d", containers, got, want)
		}
	}
}
