package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"

	"illm.lab/node-agent/internal/shim"
)

// execFD is the shim as an open file, the first of ExtraFiles.
const execFD = 3

// ExecInRoot runs a command inside the sandbox of a container with a root of its
// own, which need not have a shell: the shim becomes the command, as it did for
// the container's own.
func ExecInRoot(ctx context.Context, enter []string, pid int, env []string, identity shim.Command, shimPath string, command []string) (*exec.Cmd, error) {
	nsenter, err := exec.LookPath("nsenter")
	if err != nil {
		return nil, fmt.Errorf("exec needs nsenter (package util-linux): %w", err)
	}
	identity.DieWithParent = true
	inner, err := identity.Args(command)
	if err != nil {
		return nil, err
	}
	file, err := os.Open(shimPath)
	if err != nil {
		return nil, err
	}
	args := append(append([]string{}, enter...),
		nsenter, "--target", strconv.Itoa(pid), "--user", "--mount", "--pid", "--ipc", "--uts", "--preserve-credentials", "--",
		fmt.Sprintf("/proc/self/fd/%d", execFD))
	args = append(args, inner...)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.ExtraFiles = []*os.File{file}
	cmd.Env = hostSafe(env)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	// The file must stay open until the command has been started.
	context.AfterFunc(ctx, func() { file.Close() })
	return cmd, nil
}

// ExecCommand runs a command inside the sandbox whose first process is pid, in
// the pod's network that enter's words lead to. The context's end kills it.
// util-linux's nsenter and setpriv do the work, since a
// Go program, having threads, may not enter a user namespace.
func ExecCommand(ctx context.Context, enter []string, pid int, env []string, cwd string, command []string) (*exec.Cmd, error) {
	nsenter, err := exec.LookPath("nsenter")
	if err != nil {
		return nil, fmt.Errorf("exec needs nsenter (package util-linux): %w", err)
	}
	args := append(append([]string{}, enter...),
		nsenter, "--target", strconv.Itoa(pid), "--user", "--mount", "--pid", "--ipc", "--uts", "--preserve-credentials", "--",
		// Entering a user namespace gives all its capabilities: drop them as bubblewrap did.
		"/usr/bin/setpriv", "--no-new-privs", "--bounding-set", "-all", "--inh-caps", "-all", "--pdeathsig", "KILL",
		"/bin/sh", "-c", `cd "$0" && exec "$@"`, cwd)
	args = append(args, command...)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = hostSafe(env)
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd, nil
}

// hostSafe leaves out what acts on nsenter, which itself still runs outside:
// the container must not choose its libraries.
func hostSafe(env []string) []string {
	var safe []string
	for _, variable := range env {
		if !strings.HasPrefix(variable, "LD_") {
			safe = append(safe, variable)
		}
	}
	return safe
}
