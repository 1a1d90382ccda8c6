// Package shim is the small parent that each container process has. It outlives
// the agent: it stamps the log lines, keeps the exit code and holds a lock, so
// that an agent that was killed can take the container over again.
//
// It must not import Kubernetes packages: one shim runs per container, and they
// would cost tens of megabytes each.
package shim

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// Files in a container's run directory. Only the shim writes all but Spec and Lock.
const (
	SpecFile  = "spec.json"
	LockFile  = "lock"
	StateFile = "state.json"
	ExitFile  = "exit.json"
	LogFile   = "log"
)

// File descriptors that the agent passes to the shim.
const (
	// LockFD is an open file with a flock on it; it stays locked while the shim lives.
	LockFD = 3
	// ReadyFD is closed by the shim once the container runs or could not be started.
	ReadyFD = 4
)

// Spec is what the shim runs.
type Spec struct {
	// Enter are the words before the shim's own that start it in the pod's
	// network; a later exec needs them again.
	Enter []string `json:"enter,omitempty"`
	// Bwrap is the absolute path of bubblewrap.
	Bwrap string `json:"bwrap"`
	// Args are bubblewrap's options. They go through a pipe, not the command
	// line, because they hold the container's environment and with it secrets.
	Args []string `json:"args"`
	// Command is the container's command and arguments.
	Command []string `json:"command"`
	// Env and Cwd are the container's; a later exec needs them again.
	Env []string `json:"env"`
	Cwd string   `json:"cwd"`
	// Root is set when the container has an image's root file system, Identity
	// then is who the command is; an exec needs it again too.
	Root     *Root    `json:"root,omitempty"`
	Identity *Command `json:"identity,omitempty"`
	// MemoryLimit in bytes ends the container as OOMKilled when exceeded; 0 is none.
	MemoryLimit int64 `json:"memoryLimit,omitempty"`
	// MaxLogBytes is the size at which the log stops growing.
	MaxLogBytes int64 `json:"maxLogBytes"`
}

// State identifies the running processes across restarts of the agent.
type State struct {
	BootID string `json:"bootId"`
	// ShimPID and ShimStart name the shim, PID and Start the container's first
	// process as the host sees it. Start is the kernel's start time in ticks: a
	// number that was given to another process meanwhile differs in it.
	ShimPID   int       `json:"shimPid"`
	ShimStart uint64    `json:"shimStart"`
	PID       int       `json:"pid"`
	Start     uint64    `json:"start"`
	StartedAt time.Time `json:"startedAt"`
}

// Exit is how a container ended.
type Exit struct {
	Code       int       `json:"code"`
	StartedAt  time.Time `json:"startedAt"`
	FinishedAt time.Time `json:"finishedAt"`
	// OOM says that the shim ended it for exceeding its memory limit.
	OOM bool `json:"oom,omitempty"`
	// CPUSeconds is the processor time that it took in all.
	CPUSeconds float64 `json:"cpuSeconds,omitempty"`
	// StartError is set when the command never ran.
	StartError string `json:"startError,omitempty"`
}

// WriteJSON writes v so that a reader sees the old file or the new, never half.
func WriteJSON(path string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if closeErr := tmp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		os.Remove(tmp.Name())
	}
	return err
}

// ReadJSON reads a file that WriteJSON wrote.
func ReadJSON(path string, v any) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}
