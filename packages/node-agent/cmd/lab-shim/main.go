// lab-shim is the parent of one container process; the node agent starts it.
package main

import (
	"fmt"
	"os"
	"runtime"

	"illm.lab/node-agent/internal/shim"
)

func init() {
	// See shim.Run: the main thread lives as long as the process, others may not.
	runtime.LockOSThread()
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: lab-shim DIR (started by node-agent, not by hand)")
		os.Exit(2)
	}
	if err := shim.Run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "lab-shim:", err)
		os.Exit(1)
	}
}
