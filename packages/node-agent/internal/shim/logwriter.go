package shim

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"
)

// maxLine is where a line without an end is cut into parts, as container runtimes do.
const maxLine = 16 * 1024

// logWriter appends lines in the format of the container runtime interface:
// "<RFC 3339 time> <stream> <F|P> <text>", P for a part of a longer line.
type logWriter struct {
	mu    sync.Mutex
	file  *os.File
	size  int64
	max   int64
	full  bool
	lastN int // the end of what stderr said last, for start errors
	last  bytes.Buffer
}

func newLogWriter(path string, maxBytes int64) (*logWriter, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	return &logWriter{file: file, max: maxBytes, lastN: 512}, nil
}

// copy reads lines until the stream ends; every process of the container holds
// its end, so it ends with the last of them.
func (w *logWriter) copy(stream string, r io.Reader) {
	reader := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := reader.ReadSlice('\n')
		if len(line) > 0 {
			tag := "F"
			if errors.Is(err, bufio.ErrBufferFull) {
				tag = "P"
			}
			w.write(stream, tag, bytes.TrimSuffix(line, []byte("\n")))
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return
		}
	}
}

func (w *logWriter) write(stream, tag string, text []byte) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if stream == "stderr" && w.last.Len() < w.lastN {
		w.last.Write(text)
	}
	if w.full {
		return
	}
	if w.size+int64(len(text)) > w.max {
		w.full = true
		stream, tag = "stderr", "F"
		text = fmt.Appendf(nil, "node-agent: log limit of %d bytes reached, the rest is not kept", w.max)
	}
	line := make([]byte, 0, len(text)+64)
	line = time.Now().UTC().AppendFormat(line, time.RFC3339Nano)
	line = append(line, ' ')
	line = append(line, stream...)
	line = append(line, ' ')
	line = append(line, tag...)
	line = append(line, ' ')
	line = append(line, text...)
	line = append(line, '\n')
	n, _ := w.file.Write(line)
	w.size += int64(n)
}

// firstError is the beginning of what the container said on stderr.
func (w *logWriter) firstError() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.last.String()
}
