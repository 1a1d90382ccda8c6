package pod

import (
	"maps"
	"sort"
	"time"

	"illm.lab/node-agent/internal/process"
	"illm.lab/node-agent/internal/shim"
)

// shownAfterEnd is how long a container that has ended is still in the figures:
// long enough for whoever reads them at intervals to see what it took at last.
const shownAfterEnd = 2 * time.Minute

// spent is what a container's last run took in all.
type spent struct {
	usage shim.Usage
	at    time.Time
}

// ContainerUsage is what one container uses.
type ContainerUsage struct {
	Container string
	shim.Usage
	// Running is false for one that has ended a moment ago.
	Running bool
}

// keepSpent keeps what an ended run took; the caller holds the lock.
func (r *Runner) keepSpent(container string, handle *process.Handle) {
	if result, ended := handle.Ended(); ended {
		r.spent[container] = spent{handle.Usage(), result.FinishedAt}
	}
}

// Usage is what the pod's containers use, by name.
func (r *Runner) Usage() []ContainerUsage {
	r.mu.Lock()
	handles, over := maps.Clone(r.handles), maps.Clone(r.spent)
	r.mu.Unlock()
	var list []ContainerUsage
	for name, handle := range handles {
		_, ended := handle.Ended()
		list = append(list, ContainerUsage{Container: name, Usage: handle.Usage(), Running: !ended})
	}
	for name, last := range over {
		if handles[name] == nil && time.Since(last.at) < shownAfterEnd {
			list = append(list, ContainerUsage{Container: name, Usage: last.usage})
		}
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Container < list[j].Container })
	return list
}
