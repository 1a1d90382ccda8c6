// lab-net keeps the network of the pods; the node agent starts it.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"

	"illm.lab/node-agent/internal/podnet"
	"illm.lab/node-agent/internal/shim"
	"illm.lab/node-agent/internal/userns"
)

// Files that the parent passes: a lock to hold or the parent's end to see, and
// one for the report.
const firstFD, readyFD = 3, 4

func init() {
	// The inner process is told to die with the thread that started it: the main one.
	runtime.LockOSThread()
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == userns.GateCommand {
		fmt.Fprintln(os.Stderr, "lab-net:", userns.Gate(os.Args[2:])) // returns only with an error
		os.Exit(1)
	}
	shim.KeepFiles()
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: lab-net outer|inner DIR (started by node-agent, not by hand)")
		os.Exit(2)
	}
	// It ends when it is told to, not with the terminal of whoever started it.
	signal.Ignore(syscall.SIGINT, syscall.SIGHUP, syscall.SIGPIPE)
	first, ready := os.NewFile(firstFD, "first"), os.NewFile(readyFD, "ready")
	var err error
	switch os.Args[1] {
	case "outer":
		var self string
		if self, err = os.Executable(); err == nil {
			err = podnet.RunOuter(os.Args[2], self, ready)
		}
	case "inner":
		err = podnet.RunInner(os.Args[2], first, ready)
	default:
		err = fmt.Errorf("unknown role %q", os.Args[1])
	}
	runtime.KeepAlive(first)
	if err != nil {
		fmt.Fprintln(os.Stderr, "lab-net:", err)
		os.Exit(1)
	}
}
