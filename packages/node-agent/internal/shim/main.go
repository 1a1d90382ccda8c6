package shim

import (
	"fmt"
	"os"
	"path/filepath"

	"illm.lab/node-agent/internal/userns"
)

// Commands of the program beside its main use, `lab-shim DIR`.
const (
	// RootCommand makes a container's root file system and becomes the sandbox.
	RootCommand = "root"
	// CommandCommand becomes the container's program, inside the sandbox.
	CommandCommand = "command"
	// TryRootCommand tries a way to make a root file system.
	TryRootCommand = "try-root"
	// RemoveCommand removes folders whose files belong to the namespace's users.
	RemoveCommand = "remove"
)

// Main is the program lab-shim; it returns the exit code.
func Main(args []string) int {
	if len(args) == 0 {
		fmt.Fprintln(os.Stderr, "usage: lab-shim DIR (started by node-agent, not by hand)")
		return 2
	}
	var err error
	switch name, rest := args[0], args[1:]; {
	case name == userns.GateCommand:
		err = userns.Gate(rest)
	case name == RootCommand:
		err = rootStage(rest)
	case name == CommandCommand:
		return runCommand(rest)
	case name == TryRootCommand && len(rest) == 2:
		err = TryRoot(rest[0], RootMethod(rest[1]))
	case name == RemoveCommand:
		for _, dir := range rest {
			err = RemoveAll(dir)
		}
	default:
		err = Run(name)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "lab-shim:", err)
		return 1
	}
	return 0
}

// RemoveAll also removes folders that a container made unwritable.
func RemoveAll(dir string) error {
	if err := os.RemoveAll(dir); err == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if entry != nil && entry.IsDir() {
			_ = os.Chmod(path, 0o700)
		}
		return nil
	})
	return os.RemoveAll(dir)
}
