// Package process starts containers through the shim, adopts those that a
// former agent started, waits for them and signals them.
package process

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/shim"
)

// Result is how a container ended.
type Result struct {
	shim.Exit
	// Lost: the shim ended without leaving an exit code; the host was
	// rebooted, or somebody killed the shim.
	Lost bool
	// NeverRan: the agent ended before it could start the container.
	NeverRan bool
}

// Handle is one run of one container, started or adopted.
type Handle struct {
	dir    string
	done   chan struct{}
	mu     sync.Mutex
	result Result
}

// Dir is the run's directory.
func (h *Handle) Dir() string { return h.dir }

// LogPath is the run's log.
func (h *Handle) LogPath() string { return filepath.Join(h.dir, shim.LogFile) }

// Done is closed when the container and its shim have ended.
func (h *Handle) Done() <-chan struct{} { return h.done }

// Ended tells whether Done is closed, and if so how the container ended.
func (h *Handle) Ended() (Result, bool) {
	select {
	case <-h.done:
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.result, true
	default:
		return Result{}, false
	}
}

// Spec is what was started.
func (h *Handle) Spec() (shim.Spec, error) {
	var spec shim.Spec
	err := shim.ReadJSON(filepath.Join(h.dir, shim.SpecFile), &spec)
	return spec, err
}

// DropSpec removes what was started; nothing needs it after the end.
func (h *Handle) DropSpec() error { return os.Remove(filepath.Join(h.dir, shim.SpecFile)) }

// StartedAt is when the container started, zero if it is not known.
func (h *Handle) StartedAt() time.Time {
	state, err := readState(h.dir)
	if err != nil {
		return time.Time{}
	}
	return state.StartedAt
}

// finish reads what the shim left and wakes those who wait.
func (h *Handle) finish() {
	var result Result
	if err := shim.ReadJSON(filepath.Join(h.dir, shim.ExitFile), &result.Exit); err != nil {
		_, stateErr := os.Stat(filepath.Join(h.dir, shim.StateFile))
		result = Result{Lost: true, NeverRan: os.IsNotExist(stateErr), Exit: shim.Exit{
			Code:       128 + int(unix.SIGKILL),
			StartedAt:  h.StartedAt(),
			FinishedAt: time.Now().UTC(),
		}}
		// --die-with-parent ends the sandbox with its shim; this is for a
		// sandbox that was just being set up when it happened.
		_ = signalIn(h.dir, unix.SIGKILL)
	}
	h.mu.Lock()
	h.result = result
	h.mu.Unlock()
	close(h.done)
}

// Signal sends a signal to the container's first process.
func (h *Handle) Signal(signal unix.Signal) error {
	if _, ended := h.Ended(); ended {
		return os.ErrProcessDone
	}
	return signalIn(h.dir, signal)
}

// Kill ends the container at once: with its first process the kernel ends all
// others of its PID namespace.
func (h *Handle) Kill() error { return h.Signal(unix.SIGKILL) }

// PID is the container's first process as the host sees it.
func (h *Handle) PID() (int, error) {
	if _, ended := h.Ended(); ended {
		return 0, os.ErrProcessDone
	}
	state, err := readState(h.dir)
	if err != nil {
		return 0, err
	}
	if !alive(state.PID, state.Start) {
		return 0, os.ErrProcessDone
	}
	return state.PID, nil
}

// Usage is what the container uses; once it has ended, what it took in all.
func (h *Handle) Usage() shim.Usage {
	if result, ended := h.Ended(); ended {
		return shim.Usage{CPUSeconds: result.CPUSeconds}
	}
	pid, err := h.PID()
	if err != nil {
		return shim.Usage{}
	}
	return shim.ReadUsage(pid)
}

func readState(dir string) (shim.State, error) {
	var state shim.State
	err := shim.ReadJSON(filepath.Join(dir, shim.StateFile), &state)
	if err == nil && state.BootID != shim.BootID() {
		err = fmt.Errorf("process of another boot: %w", os.ErrProcessDone)
	}
	return state, err
}

func alive(pid int, start uint64) bool {
	now, err := shim.StartTime(pid)
	return err == nil && start != 0 && now == start
}

// signalIn opens the process before it compares the start time, so that the
// number cannot go to another process in between.
func signalIn(dir string, signal unix.Signal) error {
	state, err := readState(dir)
	if err != nil {
		return err
	}
	fd, err := unix.PidfdOpen(state.PID, 0)
	if err != nil {
		return os.ErrProcessDone
	}
	defer unix.Close(fd)
	if !alive(state.PID, state.Start) {
		return os.ErrProcessDone
	}
	return unix.PidfdSendSignal(fd, signal, nil, 0)
}
