package pod

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/podenv"
	"illm.lab/node-agent/internal/shim"
)

// Log is the log file of a container's current or last run, or of the one
// before, and what closes when that run ends (nil when it has ended). An error
// says why there is none.
func (r *Runner) Log(container string, previous bool) (string, <-chan struct{}, error) {
	p := r.Pod()
	if podenv.FindContainer(p, container) == nil {
		return "", nil, fmt.Errorf("container %q is not part of pod %q", container, p.Name)
	}
	runs, err := os.ReadDir(filepath.Dir(r.layout.Run(container, 0)))
	last := -1
	for _, entry := range runs {
		if n, err := strconv.Atoi(entry.Name()); err == nil && n > last {
			last = n
		}
	}
	statuses := append(append([]corev1.ContainerStatus{}, p.Status.ContainerStatuses...), p.Status.InitContainerStatuses...)
	if previous {
		last = -1
		for _, s := range statuses {
			if t := s.LastTerminationState.Terminated; s.Name == container && t != nil {
				last, err = strconv.Atoi(path.Base(t.ContainerID))
			}
		}
	}
	if err != nil || last < 0 {
		if previous {
			return "", nil, fmt.Errorf("previous terminated container %q in pod %q not found", container, p.Name)
		}
		reason := "ContainerCreating"
		for _, s := range statuses {
			if s.Name == container && s.State.Waiting != nil {
				reason = s.State.Waiting.Reason
			}
		}
		return "", nil, fmt.Errorf("container %q in pod %q is waiting to start: %s", container, p.Name, reason)
	}
	dir := r.layout.Run(container, last)
	file := filepath.Join(dir, shim.LogFile)
	done := closed
	if handle := r.handle(container); handle != nil && handle.Dir() == dir {
		done = handle.Done()
	}
	if _, err := os.Stat(file); err != nil {
		return "", nil, fmt.Errorf("container %q in pod %q has no log: %w", container, p.Name, err)
	}
	return file, done, nil
}

// closed is the end of runs that have ended.
var closed = func() <-chan struct{} {
	c := make(chan struct{})
	close(c)
	return c
}()
