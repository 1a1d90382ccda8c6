package agent

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/network"
	"illm.lab/node-agent/internal/pod"
	"illm.lab/node-agent/internal/podnet"
	"illm.lab/node-agent/internal/process"
)

// killWait bounds the wait for processes after SIGKILL.
const killWait = 10 * time.Second

// StopPods ends the containers that an agent left running in its state folder;
// it must have ended itself. The shims keep the exit codes, so that the next
// agent reports the truth. It returns how many it ended.
func StopPods(stateDir string, grace time.Duration) (int, error) {
	unlock, err := lockState(stateDir)
	if os.IsNotExist(err) {
		return 0, nil // never used
	}
	if err != nil {
		return 0, err
	}
	defer unlock()
	dirs, err := filepath.Glob(filepath.Join(stateDir, "pods", "*"))
	if err != nil {
		return 0, err
	}
	var running []*process.Handle
	for _, dir := range dirs {
		record, err := pod.Load(dir)
		if err != nil {
			continue // nothing was started from it
		}
		for name, c := range record.Containers {
			if c.State != pod.Running {
				continue
			}
			handle := process.Adopt(pod.Layout{Dir: dir}.Run(name, c.Run))
			if _, ended := handle.Ended(); !ended {
				_ = handle.Signal(unix.SIGTERM)
				running = append(running, handle)
			}
		}
	}
	if !waitAll(running, grace) {
		for _, handle := range running {
			_ = handle.Kill()
		}
		if !waitAll(running, killWait) {
			return 0, fmt.Errorf("some processes did not end even after SIGKILL; see %s", stateDir)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), killWait)
	defer cancel()
	return len(running), podnet.Stop(ctx, network.Dir(stateDir))
}

func waitAll(handles []*process.Handle, limit time.Duration) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for _, handle := range handles {
		select {
		case <-handle.Done():
		case <-timer.C:
			return false
		}
	}
	return true
}
