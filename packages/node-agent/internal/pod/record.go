// Package pod runs one pod: volumes, init order, restarts, probes, deadlines
// and the end, and writes its status as a kubelet would.
package pod

import (
	"os"
	"path/filepath"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/shim"
)

const recordFile = "pod.json"

// State of a container.
type State string

const (
	Waiting State = "waiting"
	Running State = "running"
	Exited  State = "exited"
)

// Record is what survives the agent: with it and the shims' files a new agent
// goes on where the former stopped.
type Record struct {
	Pod *corev1.Pod `json:"pod"`
	IP  string      `json:"ip"` // as the status shows it
	// Network names the pods' network that this one was joined to, Own tells
	// whether it has one of its own there.
	Network    string    `json:"network,omitempty"`
	OwnNetwork bool      `json:"ownNetwork,omitempty"`
	StartTime  time.Time `json:"startTime"`
	// Prepared: image table and volumes were fine once; the pod may start containers.
	Prepared   bool                        `json:"prepared"`
	Containers map[string]*ContainerRecord `json:"containers"`
	Conditions []corev1.PodCondition       `json:"conditions,omitempty"`
	// Stop is set once the pod is to end before its containers do so themselves.
	Stop *Stop `json:"stop,omitempty"`
	// Phase is set when it is final.
	Phase   corev1.PodPhase `json:"phase,omitempty"`
	Reason  string          `json:"reason,omitempty"`
	Message string          `json:"message,omitempty"`
}

// Stop says why and how a pod is ended.
type Stop struct {
	// Deleted: the API object has a deletion time, or is gone.
	Deleted bool `json:"deleted"`
	// Reason and Message, when set, make the pod Failed with them.
	Reason  string    `json:"reason,omitempty"`
	Message string    `json:"message,omitempty"`
	Grace   int64     `json:"grace"` // seconds
	Since   time.Time `json:"since"`
}

// ContainerRecord is one container's life so far.
type ContainerRecord struct {
	State State `json:"state"`
	// Run numbers the container's runs from 0; each has its own directory.
	Run       int       `json:"run"`
	Restarts  int32     `json:"restarts"`
	StartedAt time.Time `json:"startedAt"`
	// ImageID is the pulled image as the status shows it, ImageDigest as the store knows it.
	ImageID     string     `json:"imageID,omitempty"`
	ImageDigest string     `json:"imageDigest,omitempty"`
	Exit        *Terminate `json:"exit,omitempty"`
	LastExit    *Terminate `json:"lastExit,omitempty"`
	// Started and Ready as the probes found them.
	Started bool `json:"started"`
	Ready   bool `json:"ready"`
	// Failures in a row set the pause before the next start.
	Failures int       `json:"failures"`
	NotUntil time.Time `json:"notUntil"`
	// Reason and Message of waiting.
	Reason  string `json:"reason,omitempty"`
	Message string `json:"message,omitempty"`
	// EndedBy says why the agent itself ended the run, for the exit's message.
	EndedBy string `json:"endedBy,omitempty"`
	// TermAt and KillAt are when the run gets, or got, its signals.
	TermAt time.Time `json:"termAt"`
	KillAt time.Time `json:"killAt"`
}

// Terminate is a finished run.
type Terminate struct {
	Code       int       `json:"code"`
	Reason     string    `json:"reason"`
	Message    string    `json:"message,omitempty"`
	StartedAt  time.Time `json:"startedAt"`
	FinishedAt time.Time `json:"finishedAt"`
	Run        int       `json:"run"`
}

// Layout of a pod's directory.
type Layout struct{ Dir string }

func (l Layout) record() string  { return filepath.Join(l.Dir, recordFile) }
func (l Layout) Volumes() string { return filepath.Join(l.Dir, "volumes") }
func (l Layout) etc() string     { return filepath.Join(l.Dir, "etc") }
func (l Layout) Run(container string, run int) string {
	return filepath.Join(l.Dir, "containers", container, strconv.Itoa(run))
}
func (l Layout) root(container string, run int) string {
	return filepath.Join(l.Run(container, run), "root")
}
func (l Layout) terminationLog(container string, run int) string {
	return filepath.Join(l.Run(container, run), "termination")
}

func (l Layout) save(record *Record) error {
	if err := os.MkdirAll(l.Dir, 0o700); err != nil {
		return err
	}
	return shim.WriteJSON(l.record(), record)
}

// Load reads the record in a pod's directory.
func Load(dir string) (*Record, error) {
	record := new(Record)
	if err := shim.ReadJSON(Layout{dir}.record(), record); err != nil {
		return nil, err
	}
	return record, nil
}

// container returns the record of a container, made when it is new.
func (r *Record) container(name string) *ContainerRecord {
	if r.Containers == nil {
		r.Containers = map[string]*ContainerRecord{}
	}
	c := r.Containers[name]
	if c == nil {
		c = &ContainerRecord{State: Waiting}
		r.Containers[name] = c
	}
	return c
}
