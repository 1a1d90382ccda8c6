package sandbox

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"

	securejoin "github.com/cyphar/filepath-securejoin"
	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/shim"
)

// rootEtc is what a container with a root of its own has of the pod's files;
// its users are the image's.
var rootEtc = []string{"hosts", "hostname"}

// stageCapabilities are those that the shim needs until it has become the command.
var stageCapabilities = []int{unix.CAP_SETUID, unix.CAP_SETGID, unix.CAP_SETPCAP}

// rootArgs are bubblewrap's options for a container with a root of its own. It
// runs inside the user namespace that the shim has made. With all users there,
// the shim changes to the container's at last and bubblewrap makes no other
// namespace of users; with one user, bubblewrap gives it the number it shall have.
func rootArgs(c Config, procArgs []string) []string {
	args := []string{
		"--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try",
		"--hostname", c.Hostname, "--die-with-parent", "--new-session", "--as-pid-1", "--cap-drop", "ALL",
	}
	if c.Root.Users.Whole() {
		for _, capability := range append(slices.Clone(stageCapabilities), c.Capabilities...) {
			args = append(args, "--cap-add", shim.CapabilityName(capability))
		}
	} else {
		args = append(args, "--unshare-user", "--uid", strconv.FormatInt(c.UID, 10), "--gid", strconv.FormatInt(c.GID, 10))
	}
	args = append(args, "--bind", c.Root.Merged(), "/")
	args = append(args, procArgs...)
	args = append(args, deviceArgs()...)
	args = append(args, "--perms", "1777", "--tmpfs", "/dev/shm") // for all users
	binds := []Bind{{Source: resolvConf(c.EtcDir), Target: "/etc/resolv.conf", ReadOnly: true}}
	for _, name := range rootEtc {
		binds = append(binds, Bind{Source: filepath.Join(c.EtcDir, name), Target: "/etc/" + name, ReadOnly: true})
	}
	binds = append(binds, c.Binds...)
	for i := range binds {
		binds[i].Target = inRoot(c.Root.Lower, binds[i].Target)
	}
	for _, bind := range byDepth(binds) {
		args = append(args, folderArgs(filepath.Dir(bind.Target))...)
		args = append(args, bindArgs([]Bind{bind})...)
	}
	args = append(args, folderArgs(inRoot(c.Root.Lower, c.Cwd))...) // container runtimes create it too
	if c.ReadOnlyRoot {
		args = append(args, "--remount-ro", "/")
	}
	return append(args, envArgs(c.Env)...)
}

// folderArgs make a folder and those above it, where they are missing, for all
// users to go through; bubblewrap itself would keep them to root.
func folderArgs(dir string) []string {
	if dir == "/" {
		return nil
	}
	return append(folderArgs(filepath.Dir(dir)), "--perms", "0755", "--dir", dir)
}

// inRoot follows the image's own links, and never out of it: a mount point is
// made where the path leads inside the container.
func inRoot(root, target string) string {
	path, err := securejoin.SecureJoin(root, target)
	if err != nil { // too many links: nothing can be mounted there, as bubblewrap will say
		return target
	}
	inside, err := filepath.Rel(root, path)
	if err != nil {
		return target
	}
	return filepath.Join("/", inside)
}

// resolvConf is the pod's, or else the host's, which may be a link to elsewhere.
func resolvConf(etc string) string {
	own := filepath.Join(etc, "resolv.conf")
	if _, err := os.Stat(own); err == nil {
		return own
	}
	if real, err := filepath.EvalSymlinks("/etc/resolv.conf"); err == nil {
		return real
	}
	return os.DevNull
}
