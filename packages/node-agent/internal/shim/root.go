package shim

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/userns"
)

// Root is the root file system of a container with an image of its own.
type Root struct {
	// Lower is the image's unpacked root, shared and never written.
	Lower string `json:"lower"`
	// Dir holds what the container writes, and Merged inside it the result.
	Dir string `json:"dir"`
	// Method joins the two.
	Method RootMethod `json:"method"`
	// Users are those of the user namespace in which this happens.
	Users userns.Mapping `json:"users"`
}

// RootMethod is a way to give a container a root that it may write.
type RootMethod string

const (
	// Overlay is the kernel's overlay file system, mounted in a user namespace (Linux 5.11).
	Overlay RootMethod = "overlay"
	// FuseOverlay is the program fuse-overlayfs, where the kernel refuses.
	FuseOverlay RootMethod = "fuse-overlayfs"
	// Copy copies the image, sharing blocks where the file system can.
	Copy RootMethod = "copy"
)

// RootMethods are all, the fastest first.
var RootMethods = []RootMethod{Overlay, FuseOverlay, Copy}

// Merged is where the root is mounted.
func (r Root) Merged() string { return filepath.Join(r.Dir, "merged") }

func (r Root) upper() string { return filepath.Join(r.Dir, "upper") }
func (r Root) work() string  { return filepath.Join(r.Dir, "work") }

// Mount makes the root. It must run in user and mount namespaces of the
// container's own, on a thread that stays: fuse-overlayfs ends with it.
func (r Root) Mount() error {
	for _, dir := range []string{r.upper(), r.work(), r.Merged()} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	// The root folder's own mode and owner are the upper one's.
	info, err := os.Stat(r.Lower)
	if err != nil {
		return err
	}
	if err := os.Chmod(r.upper(), info.Mode().Perm()); err != nil {
		return err
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s,workdir=%s", escape(r.Lower), escape(r.upper()), escape(r.work()))
	switch r.Method {
	case Overlay:
		if err := unix.Mount("overlay", r.Merged(), "overlay", 0, options+",userxattr"); err != nil {
			return fmt.Errorf("overlay: %w", err)
		}
		return nil
	case FuseOverlay:
		return r.startFuse(options)
	case Copy:
		out, err := exec.Command("cp", "-a", "--reflink=auto", r.Lower+"/.", r.Merged()).CombinedOutput()
		if err != nil {
			return fmt.Errorf("copying the image: %s (%w)", strings.TrimSpace(string(out)), err)
		}
		return nil
	}
	return fmt.Errorf("unknown way to make a root file system: %q", r.Method)
}

// escape keeps the option parser of overlay from cutting a path.
func escape(path string) string {
	return strings.NewReplacer(`\`, `\\`, `:`, `\:`, `,`, `\,`).Replace(path)
}

// startFuse starts fuse-overlayfs, which is ready once it has gone to the
// background; its parent is then the thread that called, and it dies with that.
func (r Root) startFuse(options string) error {
	program, err := exec.LookPath("fuse-overlayfs")
	if err != nil {
		return err
	}
	cmd := exec.Command(program, "-f", "-o", options, r.Merged())
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	said := new(strings.Builder)
	cmd.Stderr = said
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	return awaitMount(r.Merged(), func() error {
		select {
		case err := <-ended:
			return fmt.Errorf("fuse-overlayfs: %s (%w)", strings.TrimSpace(said.String()), errors.Join(err))
		default:
			return nil
		}
	})
}

// rootStage is the shim's second start, in the container's user and mount
// namespaces: it mounts the root and becomes bubblewrap.
func rootStage(args []string) error {
	if len(args) < 2 {
		return errors.New("root: too few arguments")
	}
	var spec Spec
	if err := ReadJSON(filepath.Join(args[0], SpecFile), &spec); err != nil {
		return err
	}
	if spec.Root == nil {
		return errors.New("root: the container has none")
	}
	if err := spec.Root.Mount(); err != nil {
		return fmt.Errorf("cannot make the container's root file system: %w", err)
	}
	return syscall.Exec(args[1], args[1:], []string{})
}

// TryRoot mounts a root in dir by this method, for a check of the host.
func TryRoot(dir string, method RootMethod) error {
	lower := filepath.Join(dir, "lower")
	if err := os.MkdirAll(lower, 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(lower, "file"), []byte("below"), 0o644); err != nil {
		return err
	}
	root := Root{Lower: lower, Dir: dir, Method: method}
	if err := root.Mount(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root.Merged(), "file"), []byte("above"), 0o644)
}
