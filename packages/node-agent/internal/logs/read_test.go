package logs

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const sample = `2026-01-01T00:00:01.5Z stdout F one
2026-01-01T00:00:02.5Z stderr F two
2026-01-01T00:00:03.5Z stdout P thr
2026-01-01T00:00:03.6Z stdout F ee
2026-01-01T00:00:04.5Z stdout F 
`

func TestRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	if err := os.WriteFile(path, []byte(sample), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		options Options
		want    string
	}{
		"all":        {Options{Tail: -1}, "one\ntwo\nthree\n\n"},
		"none":       {Options{Tail: 0}, ""},
		"tail":       {Options{Tail: 2}, "ee\n\n"},
		"long tail":  {Options{Tail: 100}, "one\ntwo\nthree\n\n"},
		"since":      {Options{Tail: -1, Since: time.Date(2026, 1, 1, 0, 0, 3, 0, time.UTC)}, "three\n\n"},
		"timestamps": {Options{Tail: -1, Since: time.Date(2026, 1, 1, 0, 0, 4, 0, time.UTC), Timestamps: true}, "2026-01-01T00:00:04.5Z \n"},
		"limit":      {Options{Tail: -1, LimitBytes: 6}, "one\ntw"},
	} {
		stream, err := Open(t.Context(), path, test.options, nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(stream)
		if err != nil || string(got) != test.want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, test.want)
		}
	}
	if got := Last(path, 2, 3); got != "e\n\n" {
		t.Errorf("last: %q", got)
	}
}

// A tail longer than a chunk begins at the right line.
func TestTailOfLargeLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	content := new(strings.Builder)
	for i := range 20000 {
		fmt.Fprintf(content, "2026-01-01T00:00:01Z stdout F line %d\n", i)
	}
	if err := os.WriteFile(path, []byte(content.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	stream, err := Open(t.Context(), path, Options{Tail: 5000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(stream)
	if !strings.HasPrefix(string(got), "line 15000\n") || !strings.HasSuffix(string(got), "line 19999\n") || strings.Count(string(got), "\n") != 5000 {
		t.Errorf("%d lines, %.20q", strings.Count(string(got), "\n"), got)
	}
}

func TestFollowEndsWithTheContainer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	stream, err := Open(t.Context(), path, Options{Tail: -1, Follow: true}, done)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stream)
	expect := func(want string) {
		t.Helper()
		if !lines.Scan() || lines.Text() != want {
			t.Fatalf("%q, %v", lines.Text(), lines.Err())
		}
	}
	file.WriteString("2026-01-01T00:00:01Z stdout F first\n2026-01-01T00:00:01Z stdout F ha")
	expect("first")
	file.WriteString("lf\n")
	expect("half")
	file.WriteString("2026-01-01T00:00:01Z stdout F last\n")
	close(done)
	expect("last")
	if lines.Scan() {
		t.Errorf("more than the last line: %q", lines.Text())
	}
}

// A file that is no log, without an end of a line, is neither kept nor shown.
func TestFileWithoutLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	content := append(bytes.Repeat([]byte{0, 0xff, 'x', ' '}, 16<<20), []byte("\n"+sample)...)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	stream, err := Open(t.Context(), path, Options{Tail: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := io.ReadAll(stream)
	runtime.ReadMemStats(&after)
	if err != nil || string(got) != "one\ntwo\nthree\n\n" {
		t.Errorf("%.80q, %v", got, err)
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
		t.Errorf("reading took %d bytes of memory", used)
	}
}
