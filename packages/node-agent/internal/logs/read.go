// Package logs reads container logs that the shim wrote.
package logs

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options are those of `kubectl logs`.
type Options struct {
	// Tail is the number of last lines; negative is all.
	Tail       int
	LimitBytes int64
	Timestamps bool
	Follow     bool
	Since      time.Time
}

// maxLine is above the longest line that the shim writes, which cuts them at
// 16 KiB and puts a time before them. Nobody has a use for more of one.
const maxLine = 64 * 1024

// tailChunk is the step in which the file is read backwards for the last lines.
const tailChunk = 64 * 1024

// Open returns a stream of the log at path. When it follows, it ends with the
// container, which closes done, or with the context.
func Open(ctx context.Context, path string, options Options, done <-chan struct{}) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if options.Tail >= 0 {
		offset, err := tailOffset(file, options.Tail)
		if err == nil {
			_, err = file.Seek(offset, io.SeekStart)
		}
		if err != nil {
			file.Close()
			return nil, err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	reader, writer := io.Pipe()
	go func() {
		defer file.Close()
		err := stream(ctx, file, writer, options, done)
		if errors.Is(err, context.Canceled) {
			err = nil
		}
		writer.CloseWithError(err)
	}()
	return &stopper{reader, cancel}, nil
}

type stopper struct {
	*io.PipeReader
	cancel context.CancelFunc
}

func (s *stopper) Close() error {
	s.cancel()
	return s.PipeReader.Close()
}

func stream(ctx context.Context, file *os.File, out io.Writer, options Options, done <-chan struct{}) error {
	var events chan fsnotify.Event
	var faults chan error
	if options.Follow {
		watcher, err := fsnotify.NewWatcher()
		if err != nil {
			return fmt.Errorf("cannot follow: %w", err)
		}
		defer watcher.Close()
		if err := watcher.Add(file.Name()); err != nil {
			return err
		}
		events, faults = watcher.Events, watcher.Errors
	}
	limit := &limitWriter{out, options.LimitBytes}
	reader := bufio.NewReaderSize(file, maxLine)
	var partial []byte // a line that the shim has only begun to write
	broken := false    // it is longer than any that the shim writes
	for last := !options.Follow; ; {
		line, err := reader.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) || len(partial)+len(line) > maxLine {
			broken = true
		}
		if err == nil {
			if len(partial) > 0 {
				line = append(partial, line...)
			}
			if !broken {
				if err := emit(limit, line, options); err != nil {
					return ignoreLimit(err)
				}
			}
			partial, broken = partial[:0], false
			continue
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if !errors.Is(err, io.EOF) {
			return err
		}
		if broken {
			partial = partial[:0]
		} else {
			partial = append(partial, line...)
		}
		if last {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-done:
			last = true // what was written up to the end is read once more
		case <-events:
		case <-faults: // some events were lost; what is there is read anyway
		}
	}
}

// emit writes one line of the file as the reader wants it.
func emit(out io.Writer, line []byte, options Options) error {
	stamp, rest, ok := bytes.Cut(line, []byte(" "))
	if !ok {
		return nil
	}
	_, rest, _ = bytes.Cut(rest, []byte(" ")) // the stream
	tag, text, ok := bytes.Cut(rest, []byte(" "))
	if !ok {
		return nil
	}
	if !options.Since.IsZero() {
		at, err := time.Parse(time.RFC3339Nano, string(stamp))
		if err != nil || at.Before(options.Since) {
			return nil
		}
	}
	if string(tag) == "P" {
		text = bytes.TrimSuffix(text, []byte("\n")) // the line goes on
	}
	var message []byte
	if options.Timestamps {
		message = append(append(message, stamp...), ' ')
	}
	_, err := out.Write(append(message, text...))
	return err
}

var errLimit = errors.New("limit reached")

func ignoreLimit(err error) error {
	if errors.Is(err, errLimit) {
		return nil
	}
	return err
}

type limitWriter struct {
	out  io.Writer
	left int64 // 0 is no limit
}

func (w *limitWriter) Write(p []byte) (int, error) {
	if w.left == 0 {
		return w.out.Write(p)
	}
	if int64(len(p)) < w.left {
		w.left -= int64(len(p))
		return w.out.Write(p)
	}
	n, err := w.out.Write(p[:w.left])
	if err == nil {
		err = errLimit
	}
	return n, err
}

// tailOffset finds where the last n lines begin.
func tailOffset(file *os.File, n int) (int64, error) {
	end, err := file.Seek(0, io.SeekEnd)
	if err != nil || n == 0 {
		return end, err
	}
	buffer := make([]byte, tailChunk)
	found := 0
	for offset := end; offset > 0; {
		size := min(int64(len(buffer)), offset)
		offset -= size
		if _, err := file.ReadAt(buffer[:size], offset); err != nil {
			return 0, err
		}
		for i := size - 1; i >= 0; i-- {
			// The newline that ends the file begins no line.
			if buffer[i] == '\n' && offset+i != end-1 {
				if found++; found == n {
					return offset + i + 1, nil
				}
			}
		}
	}
	return 0, nil
}

// Last returns the text of the last lines, at most limit bytes of it.
func Last(path string, lines, limit int) string {
	stream, err := Open(context.Background(), path, Options{Tail: lines}, nil)
	if err != nil {
		return ""
	}
	defer stream.Close()
	data, err := io.ReadAll(stream)
	if err != nil {
		return ""
	}
	if len(data) > limit {
		data = data[len(data)-limit:]
	}
	return strings.ToValidUTF8(string(data), "")
}
