package shim

import (
	"os"

	"golang.org/x/sys/unix"
)

// Limits that every container process inherits. They guard the host against
// accidents; memory is watched per container (watchMemory).
const (
	maxOpenFiles = 65536 // load generators hold a socket per virtual user
	maxProcesses = 16384 // threads count too, and all pods of one user together
	oomScore     = "800" // when the host runs out, pods go before the hub's parts
)

func setLimits() {
	lower := func(resource int, wanted uint64) {
		var limit unix.Rlimit
		if unix.Getrlimit(resource, &limit) != nil {
			return
		}
		value := min(wanted, limit.Max)
		// A hard limit that is lower already stays; failing to lower is no reason not to run.
		_ = unix.Setrlimit(resource, &unix.Rlimit{Cur: value, Max: value})
	}
	lower(unix.RLIMIT_CORE, 0)
	lower(unix.RLIMIT_NOFILE, maxOpenFiles)
	lower(unix.RLIMIT_NPROC, maxProcesses)
	_ = os.WriteFile("/proc/self/oom_score_adj", []byte(oomScore), 0)
}
