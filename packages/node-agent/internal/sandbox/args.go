package sandbox

import (
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"illm.lab/node-agent/internal/shim"
)

// DefaultPath is PATH in a container that sets none.
const DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// Home is the home folder in a container: private and gone with it.
const Home = "/root"

// Bind is a host file or folder in the container.
type Bind struct {
	Source, Target string
	ReadOnly       bool
	// Device binds a device node.
	Device bool
}

// Config is one container.
type Config struct {
	Hostname string
	UID, GID int64
	// EtcDir holds the generated files of WriteEtc.
	EtcDir       string
	Binds        []Bind
	Env          []string // KEY=value
	Cwd          string
	ReadOnlyRoot bool
	// TmpBytes bounds each folder that is kept in memory; 0 is the kernel's bound.
	TmpBytes int64
	// Root is the container's own root file system; nil is the host's /usr.
	Root *shim.Root
	// Capabilities are root's in a container with a root and all users of its own.
	Capabilities []int
}

// hostEtc is what programs need of /etc to resolve names, check certificates
// and find libraries; nothing that tells of the host's users.
var hostEtc = []string{
	"/etc/alternatives", "/etc/ca-certificates", "/etc/ca-certificates.conf", "/etc/crypto-policies",
	"/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/localtime", "/etc/mime.types",
	"/etc/pki", "/etc/protocols", "/etc/services", "/etc/ssl",
}

// systemArgs mount the read-only system. /usr/local is hidden: it belongs to
// the images, whose programs are bound there.
func systemArgs() []string {
	args := []string{"--ro-bind", "/usr", "/usr", "--tmpfs", "/usr/local", "--perms", "0755", "--dir", "/etc"}
	for _, dir := range []string{"/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"} {
		info, err := os.Lstat(dir)
		if err != nil {
			continue
		}
		if info.Mode()&os.ModeSymlink != 0 {
			if target, err := os.Readlink(dir); err == nil {
				args = append(args, "--symlink", target, dir)
			}
			continue
		}
		args = append(args, "--ro-bind", dir, dir)
	}
	for _, path := range hostEtc {
		// Some are links to files elsewhere, for instance below /run.
		if real, err := filepath.EvalSymlinks(path); err == nil {
			args = append(args, "--ro-bind", real, path)
		}
	}
	return args
}

// deviceArgs build a small /dev. bubblewrap's own --dev would need a second
// user namespace, which nsenter could not enter for exec.
func deviceArgs() []string {
	args := []string{"--tmpfs", "/dev"}
	for _, name := range []string{"null", "zero", "full", "random", "urandom", "tty"} {
		args = append(args, "--dev-bind-try", "/dev/"+name, "/dev/"+name)
	}
	for _, link := range [][2]string{
		{"/proc/self/fd", "/dev/fd"}, {"/proc/self/fd/0", "/dev/stdin"},
		{"/proc/self/fd/1", "/dev/stdout"}, {"/proc/self/fd/2", "/dev/stderr"},
	} {
		args = append(args, "--symlink", link[0], link[1])
	}
	return append(args, "--tmpfs", "/dev/shm")
}

// Args are bubblewrap's options for a container.
func (r *Runtime) Args(c Config) []string {
	r.mu.RLock()
	procArgs := r.procArgs
	r.mu.RUnlock()
	if c.Root != nil {
		return rootArgs(c, procArgs)
	}
	args := []string{
		"--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
		"--uid", strconv.FormatInt(c.UID, 10), "--gid", strconv.FormatInt(c.GID, 10),
		"--hostname", c.Hostname,
		// With the shim, not with the agent: that may be restarted.
		"--die-with-parent",
		// Out of the terminal's session, and PID 1 as in a container (argoexec kills PID 1).
		"--new-session", "--as-pid-1",
		"--cap-drop", "ALL",
	}
	args = append(args, systemArgs()...)
	args = append(args, procArgs...)
	args = append(args, deviceArgs()...)
	args = append(append(args, r.tmpfs(c, "/tmp")...), r.tmpfs(c, Home)...)
	args = append(args, "--dir", "/run", "--dir", "/var/tmp")
	for _, name := range etcFiles {
		args = append(args, "--ro-bind", filepath.Join(c.EtcDir, name), "/etc/"+name)
	}
	args = append(args, bindArgs(c.Binds)...)
	args = append(args, "--remount-ro", "/usr/local")
	if c.Cwd != "/" {
		args = append(args, "--dir", c.Cwd) // container runtimes create it too
	}
	if c.ReadOnlyRoot {
		args = append(args, "--remount-ro", "/")
	}
	args = append(args, "--chdir", c.Cwd)
	return append(args, envArgs(c.Env)...)
}

func envArgs(env []string) []string {
	args := []string{"--clearenv"}
	for _, variable := range env {
		name, value, _ := strings.Cut(variable, "=")
		args = append(args, "--setenv", name, value)
	}
	return args
}

// tmpfs is a folder in memory; what is in it counts as the container's memory.
func (r *Runtime) tmpfs(c Config, path string) []string {
	if c.TmpBytes <= 0 {
		return []string{"--tmpfs", path}
	}
	return []string{"--size", strconv.FormatInt(c.TmpBytes, 10), "--tmpfs", path}
}

// bindArgs puts outer folders before those inside them; of two binds on one
// path the later wins.
func bindArgs(binds []Bind) []string {
	var args []string
	for _, bind := range byDepth(binds) {
		option := "--bind"
		switch {
		case bind.Device:
			option = "--dev-bind"
		case bind.ReadOnly:
			option = "--ro-bind"
		}
		args = append(args, option, bind.Source, filepath.Clean(bind.Target))
	}
	return args
}

func byDepth(binds []Bind) []Bind {
	sorted := slices.Clone(binds)
	depth := func(path string) int { return strings.Count(filepath.Clean(path), "/") }
	sort.SliceStable(sorted, func(i, j int) bool { return depth(sorted[i].Target) < depth(sorted[j].Target) })
	return sorted
}
