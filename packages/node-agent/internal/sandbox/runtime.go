// Package sandbox turns a container into a bubblewrap command line: namespaces
// of its own, a read-only system, nothing of the user's home or environment.
// It guards against accidents; it is no wall against hostile code.
package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// checkTimeout bounds the trial sandbox; it takes some milliseconds.
const checkTimeout = 10 * time.Second

// Runtime knows the sandbox tools of this host.
type Runtime struct {
	bwrap string
	mu    sync.RWMutex
	// procArgs mount /proc: freshly, or the old one where that is forbidden.
	procArgs []string
	err      error
}

// New looks bubblewrap up when path is empty. Call Check before use.
func New(path string) *Runtime {
	r := &Runtime{bwrap: path, err: fmt.Errorf("the sandbox has not been checked yet")}
	if path == "" {
		if found, err := exec.LookPath("bwrap"); err == nil {
			r.bwrap = found
		}
	}
	return r
}

// Err tells why pods cannot run here and what helps; nil when they can.
func (r *Runtime) Err() error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.err
}

// Bwrap is the path of bubblewrap.
func (r *Runtime) Bwrap() string { return r.bwrap }

// Check tries a sandbox and returns why pods cannot run, or nil.
func (r *Runtime) Check(ctx context.Context) error {
	procArgs, err := r.try(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.procArgs, r.err = procArgs, err
	return err
}

func (r *Runtime) try(ctx context.Context) ([]string, error) {
	if r.bwrap == "" {
		return nil, fmt.Errorf("bubblewrap (bwrap) is not installed; install it (Debian, Ubuntu: sudo apt-get install bubblewrap) and pods start by themselves")
	}
	if _, err := os.Stat(r.bwrap); err != nil {
		return nil, fmt.Errorf("bubblewrap: %w; give the right path with --bwrap", err)
	}
	var firstMessage string
	// Inside Docker parts of /proc are masked and the kernel refuses a fresh one.
	for _, procArgs := range [][]string{{"--proc", "/proc"}, {"--bind", "/proc", "/proc"}} {
		args := append([]string{"--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--cap-drop", "ALL"}, systemArgs()...)
		args = append(append(args, procArgs...), "--", "true")
		ctx, cancel := context.WithTimeout(ctx, checkTimeout)
		cmd := exec.CommandContext(ctx, r.bwrap, args...)
		cmd.Env = []string{"PATH=" + DefaultPath}
		out, err := cmd.CombinedOutput()
		cancel()
		if err == nil {
			return procArgs, nil
		}
		if firstMessage == "" {
			firstMessage = strings.TrimSpace(fmt.Sprintf("%s (%v)", strings.TrimSpace(string(out)), err))
		}
	}
	return nil, fmt.Errorf("this host does not let bubblewrap create a sandbox: %s. %s", firstMessage, remedy())
}

// remedy names the switch that usually forbids user namespaces.
func remedy() string {
	isOff := func(path, off string) bool {
		data, err := os.ReadFile(path)
		return err == nil && strings.TrimSpace(string(data)) == off
	}
	switch {
	case isOff("/proc/sys/kernel/unprivileged_userns_clone", "0"):
		return "Allow user namespaces: sudo sysctl -w kernel.unprivileged_userns_clone=1"
	case isOff("/proc/sys/user/max_user_namespaces", "0"):
		return "Allow user namespaces: sudo sysctl -w user.max_user_namespaces=15000"
	case isOff("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"):
		return "Allow user namespaces: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
	default:
		return "User namespaces must be allowed; inside a container start it with --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined"
	}
}
