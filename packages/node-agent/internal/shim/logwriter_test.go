package shim

import (
	"bytes"
	"io"
	"path/filepath"
	"testing"
	"time"

	"illm.lab/node-agent/internal/logs"
)

const mebibyte = 1 << 20

// endless is a line that never ends, byte after byte of all there are but the
// newline.
type endless struct{ next byte }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		if e.next == '\n' {
			e.next++
		}
		p[i] = e.next
		e.next++
	}
	return len(p), nil
}

// What a container writes without an end of a line arrives whole and in order.
func TestLongLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	writer, err := newLogWriter(path, 256*mebibyte)
	if err != nil {
		t.Fatal(err)
	}
	// The shim cuts it into parts; the last is no whole one.
	const size = 64*mebibyte + 1
	began := time.Now()
	writer.copy("stdout", io.LimitReader(&endless{}, size))
	stream, err := logs.Open(t.Context(), path, logs.Options{Tail: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	same := compare(stream, io.MultiReader(io.LimitReader(&endless{}, size), bytes.NewReader([]byte("\n"))))
	if !same {
		t.Error("what was read is not what was written")
	}
	// Linear: a second; by the square of the length it were minutes.
	if took := time.Since(began); took > 30*time.Second {
		t.Errorf("64 MiB in one line took %s", took)
	}
	// What is taken of it as the last words is bounded.
	if last := logs.Last(path, 80, 2048); len(last) > 2048 {
		t.Errorf("%d bytes of last words", len(last))
	}
}

// A log is no longer than its limit, whatever is written.
func TestLogLimit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "log")
	writer, err := newLogWriter(path, mebibyte)
	if err != nil {
		t.Fatal(err)
	}
	writer.copy("stdout", io.LimitReader(&endless{}, 8*mebibyte))
	info, err := writer.file.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > mebibyte+maxLine {
		t.Errorf("the log has %d bytes", info.Size())
	}
}

func compare(a, b io.Reader) bool {
	left, right := make([]byte, mebibyte), make([]byte, mebibyte)
	for {
		n, errA := io.ReadFull(a, left)
		m, errB := io.ReadFull(b, right)
		if !bytes.Equal(left[:n], right[:m]) {
			return false
		}
		if errA != nil || errB != nil {
			return errA != nil && errB != nil
		}
	}
}
