package process

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/shim"
)

// startTimeout bounds the wait for a sandbox to be set up; it takes milliseconds.
const startTimeout = 20 * time.Second

// Starter starts containers with the shim at Path.
type Starter struct {
	Path string
}

// Start runs spec in dir, in the network that spec's words enter, which must not exist yet, and returns when the
// container runs or could not be started; the handle's result says which.
func (s Starter) Start(dir string, spec shim.Spec) (*Handle, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := shim.WriteJSON(filepath.Join(dir, shim.SpecFile), spec); err != nil {
		return nil, err
	}
	lock, err := openLock(dir)
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		return nil, fmt.Errorf("%s: locked by another process: %w", dir, err)
	}
	readyR, readyW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer readyR.Close()

	words := append(append([]string{}, spec.Enter...), s.Path, dir)
	cmd := exec.Command(words[0], words[1:]...)
	// Few threads for a process that only copies lines. Nothing of the agent's environment.
	cmd.Env = []string{"GOMAXPROCS=2"}
	cmd.Dir = "/"
	cmd.ExtraFiles = []*os.File{lock, readyW}
	// A session of its own: signals to the agent's group or terminal pass it by.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err = cmd.Start()
	readyW.Close()
	if err != nil {
		return nil, fmt.Errorf("cannot start %s: %w", s.Path, err)
	}
	h := &Handle{dir: dir, done: make(chan struct{})}
	go func() {
		cmd.Wait()
		h.finish()
	}()
	_ = readyR.SetReadDeadline(time.Now().Add(startTimeout))
	if _, err := readyR.Read(make([]byte, 1)); err != nil && !errors.Is(err, io.EOF) {
		cmd.Process.Kill()
		return nil, fmt.Errorf("the sandbox was not set up within %s", startTimeout)
	}
	return h, nil
}

func openLock(dir string) (*os.File, error) {
	return os.OpenFile(filepath.Join(dir, shim.LockFile), os.O_CREATE|os.O_RDWR, 0o600)
}

// Adopt takes over a run that a former agent started, whether it still runs,
// ended meanwhile or was lost.
func Adopt(dir string) *Handle {
	h := &Handle{dir: dir, done: make(chan struct{})}
	lock, err := openLock(dir)
	if err != nil {
		h.finish() // no directory: it never ran
		return h
	}
	// The lock belongs to the open file that agent and shim share, so it is
	// held from before the shim's first instruction until its end.
	if unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
		lock.Close()
		h.finish()
		return h
	}
	go func() {
		defer lock.Close()
		waitShim(dir, lock)
		h.finish()
	}()
	return h
}

// waitShim returns when the shim has ended. Other than flock, which would hold
// a thread per container, a pidfd can wait in the runtime's poller.
func waitShim(dir string, lock *os.File) {
	if state, err := readState(dir); err == nil {
		if fd, err := unix.PidfdOpen(state.ShimPID, unix.PIDFD_NONBLOCK); err == nil {
			file := os.NewFile(uintptr(fd), "pidfd")
			defer file.Close()
			if conn, err := file.SyscallConn(); err == nil && alive(state.ShimPID, state.ShimStart) {
				conn.Read(func(fd uintptr) bool {
					fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}
					n, err := unix.Poll(fds, 0)
					return err == nil && n > 0
				})
			}
		}
	}
	// Certain in every case, also for a shim that has not said its number yet.
	for {
		if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX); err != unix.EINTR {
			return
		}
	}
}
