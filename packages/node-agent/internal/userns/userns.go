// Package userns starts programs in a user namespace in which the files of an
// image can have the owners that the image names: the namespace's root is the
// user who starts it, and 65,535 further users are that user's subordinate ids.
// Where the computer gives none, there is only the one user.
//
// The shim imports this package: it must stay small.
package userns

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

const (
	// Size is how many users a whole mapping has, as in any container runtime.
	Size = 65536
	// privilegedBase is where root's containers have their users when
	// /etc/subuid gives root none: above all that systemd lists as taken.
	privilegedBase = 0x70000000
)

// Mapping says which users of the host stand for those of the namespace.
type Mapping struct {
	// Base is the host's user for the namespace's user 1; 0 when there is only one user.
	Base int `json:"base,omitempty"`
	// GroupBase is the same for groups.
	GroupBase int `json:"groupBase,omitempty"`
	// Helper: newuidmap and newgidmap write the mapping; otherwise it is written directly.
	Helper bool `json:"helper,omitempty"`
}

// Whole tells whether the namespace has all users, not one.
func (m Mapping) Whole() bool { return m.Base != 0 }

// Name tells mappings apart in names of folders, whose files' owners depend on it.
func (m Mapping) Name() string {
	if !m.Whole() {
		return "one-user"
	}
	return fmt.Sprintf("users-%d-%d", m.Base, m.GroupBase)
}

// Detect finds the mapping of this user: root needs no permission, others need
// a range in /etc/subuid and /etc/subgid and newuidmap (package uidmap). The
// error says why there is only one user and what helps; the mapping is usable
// in any case.
func Detect() (Mapping, error) {
	uid := os.Geteuid()
	name := strconv.Itoa(uid)
	if me, err := user.LookupId(name); err == nil {
		name = me.Username
	}
	base, err := firstRange("/etc/subuid", name, uid)
	groupBase, groupErr := firstRange("/etc/subgid", name, uid)
	if uid == 0 && mapsAllUsers() {
		if err != nil || groupErr != nil {
			base, groupBase = privilegedBase, privilegedBase
		}
		return Mapping{Base: base, GroupBase: groupBase}, nil
	}
	if err := errors.Join(err, groupErr); err != nil {
		return Mapping{}, fmt.Errorf("%w; give it one: sudo usermod --add-subuids 100000-165535 --add-subgids 100000-165535 %s", err, name)
	}
	for _, helper := range []string{"newuidmap", "newgidmap"} {
		if _, err := findHelper(helper); err != nil {
			return Mapping{}, err
		}
	}
	return Mapping{Base: base, GroupBase: groupBase, Helper: true}, nil
}

// findHelper finds newuidmap and newgidmap, also without the environment.
func findHelper(name string) (string, error) {
	for _, dir := range append(filepath.SplitList(os.Getenv("PATH")), "/usr/bin", "/bin", "/usr/local/bin") {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", fmt.Errorf("%s is not installed (Debian, Ubuntu: sudo apt-get install uidmap)", name)
}

// firstRange is the start of a user's first range of subordinate ids that is large enough.
func firstRange(path, name string, uid int) (int, error) {
	file, err := os.Open(path)
	if err == nil {
		defer file.Close()
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			fields := strings.Split(strings.TrimSpace(lines.Text()), ":")
			if len(fields) != 3 || (fields[0] != name && fields[0] != strconv.Itoa(uid)) {
				continue
			}
			base, errBase := strconv.Atoi(fields[1])
			count, errCount := strconv.Atoi(fields[2])
			if errBase == nil && errCount == nil && base > 0 && count >= Size-1 {
				return base, nil
			}
		}
	}
	return 0, fmt.Errorf("%s gives the user %s no range of %d ids", path, name, Size)
}

// mapsAllUsers is false for the root of a namespace that has few users itself.
func mapsAllUsers() bool {
	data, err := os.ReadFile("/proc/self/uid_map")
	fields := strings.Fields(string(data))
	if err != nil || len(fields) != 3 {
		return false
	}
	count, err := strconv.ParseUint(fields[2], 10, 64)
	return err == nil && count > privilegedBase+Size
}

// Start starts cmd in a user namespace of its own with this mapping, and in the
// further new namespaces of flags (CLONE_NEWNS, …). The program is root there.
// gate is a program that calls Gate; it is needed with Helper only.
func (m Mapping) Start(cmd *exec.Cmd, gate string, flags uintptr) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER | flags
	if m.Helper {
		return m.startWithHelper(cmd, gate)
	}
	cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{HostID: os.Geteuid(), Size: 1}}
	cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{HostID: os.Getegid(), Size: 1}}
	if m.Whole() {
		cmd.SysProcAttr.UidMappings = append(cmd.SysProcAttr.UidMappings, syscall.SysProcIDMap{ContainerID: 1, HostID: m.Base, Size: Size - 1})
		cmd.SysProcAttr.GidMappings = append(cmd.SysProcAttr.GidMappings, syscall.SysProcIDMap{ContainerID: 1, HostID: m.GroupBase, Size: Size - 1})
		cmd.SysProcAttr.GidMappingsEnableSetgroups = true
	}
	return cmd.Start()
}

// startWithHelper starts the gate, which waits until the setuid programs have
// written the mapping and then becomes the command.
func (m Mapping) startWithHelper(cmd *exec.Cmd, gate string) error {
	wait, open, err := os.Pipe()
	if err != nil {
		return err
	}
	defer open.Close()
	const firstExtraFile = 3
	cmd.ExtraFiles = append(cmd.ExtraFiles, wait)
	fd := firstExtraFile + len(cmd.ExtraFiles) - 1
	cmd.Args = append([]string{gate, GateCommand, strconv.Itoa(fd), cmd.Path}, cmd.Args[1:]...)
	cmd.Path = gate
	err = cmd.Start()
	wait.Close()
	if err != nil {
		return err
	}
	for _, helper := range []struct {
		program   string
		own, base int
	}{{"newuidmap", os.Geteuid(), m.Base}, {"newgidmap", os.Getegid(), m.GroupBase}} {
		program, err := findHelper(helper.program)
		if err != nil {
			return err
		}
		out, err := exec.Command(program, strconv.Itoa(cmd.Process.Pid),
			"0", strconv.Itoa(helper.own), "1", "1", strconv.Itoa(helper.base), strconv.Itoa(Size-1)).CombinedOutput()
		if err != nil {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			return fmt.Errorf("%s: %s (%w)", helper.program, strings.TrimSpace(string(out)), err)
		}
	}
	_, err = open.Write([]byte{1})
	return err
}

// GateCommand is the first argument with which Start calls the gate.
const GateCommand = "gate"

// Gate is the gate's main: args are what follows GateCommand. It returns only
// with an error.
func Gate(args []string) error {
	if len(args) < 2 {
		return errors.New("gate: too few arguments")
	}
	fd, err := strconv.Atoi(args[0])
	if err != nil {
		return fmt.Errorf("gate: %w", err)
	}
	file := os.NewFile(uintptr(fd), "gate")
	if _, err := file.Read(make([]byte, 1)); err != nil {
		return fmt.Errorf("gate: the mapping was not written: %w", err)
	}
	file.Close()
	return syscall.Exec(args[1], args[1:], os.Environ())
}
