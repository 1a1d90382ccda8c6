package shim

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// Command is how a container's program starts once the sandbox stands. The
// sandbox may have nothing but that program, no shell and no setpriv: the shim
// itself is started in it, through an open file, and becomes the program.
type Command struct {
	// Switch: the namespace has several users, and this is the one to become.
	Switch bool  `json:"switch,omitempty"`
	UID    int   `json:"uid"`
	GID    int   `json:"gid"`
	Groups []int `json:"groups,omitempty"`
	// Capabilities that root keeps, as numbers of linux/capability.h.
	Capabilities []int  `json:"capabilities,omitempty"`
	Cwd          string `json:"cwd"`
	// ErrorFD is a file that gets the reason why the program did not start.
	ErrorFD int `json:"errorFd,omitempty"`
	// DieWithParent: for an exec, which ends when its client goes.
	DieWithParent bool `json:"dieWithParent,omitempty"`
}

// Exit codes of a command that could not be started, as of any shell.
const (
	exitNotFound   = 127
	exitNotAllowed = 126
)

// Args are the arguments with which the shim becomes the command.
func (c Command) Args(command []string) ([]string, error) {
	data, err := json.Marshal(c)
	return append([]string{CommandCommand, string(data)}, command...), err
}

// runCommand becomes the command; it returns the exit code when it cannot.
func runCommand(args []string) int {
	KeepFiles()
	var c Command
	err := errors.New("command: too few arguments")
	if len(args) >= 2 {
		if err = json.Unmarshal([]byte(args[0]), &c); err == nil {
			err = c.become(args[1:])
		}
	}
	if c.ErrorFD > 0 {
		fmt.Fprint(os.NewFile(uintptr(c.ErrorFD), "error"), err)
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	if errors.Is(err, fs.ErrPermission) {
		return exitNotAllowed
	}
	return exitNotFound
}

func (c Command) become(command []string) error {
	if err := os.Chdir(c.Cwd); err != nil {
		return fmt.Errorf("working directory: %w", err)
	}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no_new_privs: %w", err)
	}
	if err := c.setIdentity(); err != nil {
		return err
	}
	if c.DieWithParent { // after the change of user, which clears it
		if err := unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0); err != nil {
			return err
		}
	}
	path, err := exec.LookPath(command[0])
	if err != nil && !errors.Is(err, exec.ErrDot) {
		return startError(command[0], err)
	}
	return startError(command[0], syscall.Exec(path, command, os.Environ()))
}

func startError(program string, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("exec: %q: executable file not found in $PATH", program)
	}
	var of *exec.Error
	if errors.As(err, &of) {
		err = of.Err
	}
	return fmt.Errorf("exec: %q: %w", program, err)
}

// setIdentity drops what the program must not have: in the right order, since
// each step takes away the right to the one before.
func (c Command) setIdentity() error {
	var keep uint64
	for _, capability := range c.Capabilities {
		keep |= 1 << capability
	}
	for capability := range unix.CAP_LAST_CAP + 1 {
		if keep&(1<<capability) == 0 {
			// EPERM: there is none left to drop. EINVAL: an older kernel's last one.
			if err := unix.Prctl(unix.PR_CAPBSET_DROP, uintptr(capability), 0, 0, 0); err != nil && err != unix.EPERM && err != unix.EINVAL {
				return fmt.Errorf("capability %d: %w", capability, err)
			}
		}
	}
	if c.Switch {
		if err := unix.Setgroups(c.Groups); err != nil {
			return fmt.Errorf("groups %v: %w", c.Groups, err)
		}
		if err := unix.Setresgid(c.GID, c.GID, c.GID); err != nil {
			return fmt.Errorf("group %d: %w", c.GID, err)
		}
		if err := unix.Setresuid(c.UID, c.UID, c.UID); err != nil {
			return fmt.Errorf("user %d: %w", c.UID, err)
		}
		if c.UID != 0 {
			return nil // the kernel has taken all capabilities
		}
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	for i := range data {
		half := uint32(keep >> (32 * i))
		data[i] = unix.CapUserData{Effective: half, Permitted: half}
	}
	if err := unix.Capset(&header, &data[0]); err != nil {
		return fmt.Errorf("capabilities: %w", err)
	}
	return nil
}

// capabilities are those that container runtimes leave to root by default.
var capabilities = map[string]int{
	"CHOWN": unix.CAP_CHOWN, "DAC_OVERRIDE": unix.CAP_DAC_OVERRIDE, "FSETID": unix.CAP_FSETID, "FOWNER": unix.CAP_FOWNER,
	"MKNOD": unix.CAP_MKNOD, "NET_RAW": unix.CAP_NET_RAW, "SETGID": unix.CAP_SETGID, "SETUID": unix.CAP_SETUID,
	"SETFCAP": unix.CAP_SETFCAP, "SETPCAP": unix.CAP_SETPCAP, "NET_BIND_SERVICE": unix.CAP_NET_BIND_SERVICE,
	"SYS_CHROOT": unix.CAP_SYS_CHROOT, "KILL": unix.CAP_KILL, "AUDIT_WRITE": unix.CAP_AUDIT_WRITE,
}

// CapabilityName is the name of a default capability, as bubblewrap wants it.
func CapabilityName(number int) string {
	for name, value := range capabilities {
		if value == number {
			return "CAP_" + name
		}
	}
	return strconv.Itoa(number)
}

// Capabilities are the default ones without those dropped; more cannot be had here.
func Capabilities(drop, add []string) []int {
	wanted := map[string]bool{}
	for name := range capabilities {
		wanted[name] = true
	}
	set := func(names []string, value bool) {
		for _, name := range names {
			name = strings.TrimPrefix(strings.ToUpper(name), "CAP_")
			for known := range capabilities {
				if name == known || name == "ALL" {
					wanted[known] = value
				}
			}
		}
	}
	set(drop, false)
	set(add, true)
	var list []int
	for name, number := range capabilities {
		if wanted[name] {
			list = append(list, number)
		}
	}
	slices.Sort(list)
	return list
}
