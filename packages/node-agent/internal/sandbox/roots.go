package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"

	"illm.lab/node-agent/internal/shim"
	"illm.lab/node-agent/internal/userns"
)

// Roots is how containers get root file systems of their own on this host.
type Roots struct {
	Shim   string
	Users  userns.Mapping
	Method shim.RootMethod
	// Limits say what this host forbids, and what would help; empty when nothing.
	Limits []string
}

// NewRoots tries what this host allows: all users, or one; the kernel's overlay,
// or less. dir is on the file system that will hold the containers' files. The
// error says why no container can have a root of its own.
func NewRoots(ctx context.Context, shimPath, dir string) (*Roots, error) {
	roots := &Roots{Shim: shimPath}
	users, why := userns.Detect()
	if why == nil {
		if why = roots.tryUsers(ctx, users); why == nil {
			roots.Users = users
		}
	}
	if why != nil {
		roots.Limits = append(roots.Limits, fmt.Sprintf(
			"containers with images of their own have one user only, who owns all files, since %v", why))
		if err := roots.tryUsers(ctx, userns.Mapping{}); err != nil {
			return nil, fmt.Errorf("this host does not let a user namespace be made: %w. %s", err, remedy())
		}
	}
	var refused []error
	for _, method := range shim.RootMethods {
		err := roots.tryMethod(ctx, dir, method)
		if err == nil {
			roots.Method = method
			break
		}
		refused = append(refused, err)
	}
	if roots.Method == "" {
		return nil, fmt.Errorf("no root file system can be made here: %w", errors.Join(refused...))
	}
	if roots.Method == shim.Copy {
		roots.Limits = append(roots.Limits, fmt.Sprintf(
			"each container gets a copy of its image, which takes time and room, since there is no overlay file system here: %v. Install fuse-overlayfs, or keep the lab's folder on a file system such as ext4, xfs or btrfs", errors.Join(refused...)))
	}
	return roots, nil
}

func (r *Roots) tryUsers(ctx context.Context, users userns.Mapping) error {
	old := r.Users
	defer func() { r.Users = old }()
	r.Users = users
	_, err := r.Run(ctx, nil, "/bin/true")
	return err
}

func (r *Roots) tryMethod(ctx context.Context, dir string, method shim.RootMethod) error {
	trial, err := os.MkdirTemp(dir, ".try-root-")
	if err != nil {
		return err
	}
	defer func() { _ = r.RemoveAll(trial) }()
	_, err = r.Run(ctx, nil, r.Shim, shim.TryRootCommand, trial, string(method))
	return err
}

// Run runs a program as root of the containers' users, in a mount namespace of
// its own, and returns what it wrote. It gets input, whose end is the agent's
// own, and the agent's PATH.
func (r *Roots) Run(ctx context.Context, input []byte, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	cmd.Dir = "/"
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	out, said := new(strings.Builder), new(strings.Builder)
	cmd.Stdout, cmd.Stderr = out, said
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := r.Users.Start(cmd, r.Shim, syscall.CLONE_NEWNS); err != nil {
		return nil, err
	}
	_, _ = stdin.Write(input) // one that does not want it says so by its end
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if text := strings.TrimSpace(said.String()); text != "" {
			return nil, fmt.Errorf("%s", strings.TrimPrefix(text, "lab-shim: "))
		}
		return nil, err
	}
	return []byte(out.String()), nil
}

// RemoveAll removes a folder, also where its files belong to the containers' users.
func (r *Roots) RemoveAll(dir string) error {
	err := shim.RemoveAll(dir)
	if err == nil || r == nil {
		return err
	}
	_, err = r.Run(context.Background(), nil, r.Shim, shim.RemoveCommand, dir)
	return err
}
