// lab-shim is the parent of one container process; the node agent starts it.
package main

import (
	"os"
	"runtime"

	"illm.lab/node-agent/internal/shim"
)

func init() {
	// See shim.Run: the main thread lives as long as the process, others may not.
	runtime.LockOSThread()
}

func main() { os.Exit(shim.Main(os.Args[1:])) }
