package sandbox

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// ExecCommand runs a command inside the sandbox whose first process is pid, in
// the pod's network that enter's words lead to. The context's end kills it. util-linux's nsenter and setpriv do the work, since a
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
	// nsenter itself still runs outside: the container must not choose its libraries.
	for _, variable := range env {
		if !strings.HasPrefix(variable, "LD_") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd, nil
}
