package pod

import (
	"fmt"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Status writes the pod's status from its record. hostIP is the node's address.
// Conditions' transition times are kept in the record.
func Status(record *Record, hostIP string, now time.Time) corev1.PodStatus {
	pod := record.Pod
	status := corev1.PodStatus{
		Phase:              phase(record),
		Reason:             record.Reason,
		Message:            record.Message,
		HostIP:             hostIP,
		HostIPs:            []corev1.HostIP{{IP: hostIP}},
		QOSClass:           pod.Status.QOSClass,
		ObservedGeneration: pod.Generation,
	}
	start := metav1.NewTime(record.StartTime)
	status.StartTime = &start
	if record.IP != "" {
		status.PodIP = record.IP
		status.PodIPs = []corev1.PodIP{{IP: record.IP}}
	}
	for i := range pod.Spec.InitContainers {
		c := &pod.Spec.InitContainers[i]
		status.InitContainerStatuses = append(status.InitContainerStatuses, containerStatus(record, c, true))
	}
	for i := range pod.Spec.Containers {
		status.ContainerStatuses = append(status.ContainerStatuses, containerStatus(record, &pod.Spec.Containers[i], false))
	}
	record.Conditions = conditions(record, &status, now)
	status.Conditions = record.Conditions
	return status
}

func phase(record *Record) corev1.PodPhase {
	if record.Phase != "" {
		return record.Phase
	}
	if !initialized(record) {
		return corev1.PodPending
	}
	for _, c := range record.Pod.Spec.Containers {
		// A container that ever ran makes the pod Running, also between restarts.
		if r := record.container(c.Name); r.State == Waiting && r.LastExit == nil {
			return corev1.PodPending
		}
	}
	return corev1.PodRunning
}

// sidecar is an init container that stays, as Kubernetes defines it.
func sidecar(c *corev1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
}

func initialized(record *Record) bool {
	for i := range record.Pod.Spec.InitContainers {
		c := &record.Pod.Spec.InitContainers[i]
		r := record.container(c.Name)
		if sidecar(c) {
			if !r.Started && r.LastExit == nil {
				return false
			}
		} else if r.State != Exited || r.Exit.Code != 0 {
			return false
		}
	}
	return true
}

func containerStatus(record *Record, c *corev1.Container, init bool) corev1.ContainerStatus {
	r := record.container(c.Name)
	running := r.State == Running
	started := running && r.Started
	status := corev1.ContainerStatus{
		Name:         c.Name,
		Image:        c.Image,
		RestartCount: r.Restarts,
		Started:      &started,
		Ready:        running && r.Started && r.Ready,
	}
	if init && !sidecar(c) {
		status.Ready = r.State == Exited && r.Exit.Code == 0
	}
	id := func(run int) string { return fmt.Sprintf("lab://%s/%s/%d", record.Pod.UID, c.Name, run) }
	imageID := r.ImageID
	if imageID == "" {
		imageID = "lab://" + c.Image // of the image table
	}
	switch r.State {
	case Running:
		status.ContainerID, status.ImageID = id(r.Run), imageID
		status.State.Running = &corev1.ContainerStateRunning{StartedAt: metav1.NewTime(r.StartedAt)}
	case Exited:
		status.ContainerID, status.ImageID = id(r.Run), imageID
		status.State.Terminated = terminated(r.Exit, id)
	default:
		reason := r.Reason
		if reason == "" {
			reason = "ContainerCreating"
			if len(record.Pod.Spec.InitContainers) > 0 {
				reason = "PodInitializing"
			}
		}
		status.State.Waiting = &corev1.ContainerStateWaiting{Reason: reason, Message: r.Message}
	}
	if r.LastExit != nil {
		status.LastTerminationState.Terminated = terminated(r.LastExit, id)
	}
	return status
}

func terminated(t *Terminate, id func(int) string) *corev1.ContainerStateTerminated {
	return &corev1.ContainerStateTerminated{
		ExitCode: int32(t.Code), Reason: t.Reason, Message: t.Message,
		StartedAt: metav1.NewTime(t.StartedAt), FinishedAt: metav1.NewTime(t.FinishedAt),
		ContainerID: id(t.Run),
	}
}

// conditions are those of a kubelet, and whatever others have set.
func conditions(record *Record, status *corev1.PodStatus, now time.Time) []corev1.PodCondition {
	var unready, uninitialized []string
	for _, c := range status.ContainerStatuses {
		if !c.Ready {
			unready = append(unready, c.Name)
		}
	}
	for i, c := range status.InitContainerStatuses {
		spec := &record.Pod.Spec.InitContainers[i]
		if sidecar(spec) && !c.Ready {
			unready = append(unready, c.Name)
		}
		if r := record.container(c.Name); (sidecar(spec) && !r.Started) || (!sidecar(spec) && !c.Ready) {
			uninitialized = append(uninitialized, c.Name)
		}
	}
	condition := func(kind corev1.PodConditionType, missing []string, reason, text string) corev1.PodCondition {
		c := corev1.PodCondition{Type: kind, Status: corev1.ConditionTrue}
		if len(missing) > 0 {
			c.Status, c.Reason = corev1.ConditionFalse, reason
			c.Message = fmt.Sprintf("containers with %s status: [%s]", text, strings.Join(missing, " "))
		}
		return c
	}
	sandbox := corev1.PodCondition{Type: corev1.PodReadyToStartContainers, Status: corev1.ConditionFalse}
	if record.Prepared && record.Phase == "" {
		sandbox.Status = corev1.ConditionTrue
	}
	initCondition := condition(corev1.PodInitialized, uninitialized, "ContainersNotInitialized", "incomplete")
	containersReady := condition(corev1.ContainersReady, unready, "ContainersNotReady", "unready")
	switch record.Phase {
	case corev1.PodSucceeded:
		initCondition = corev1.PodCondition{Type: corev1.PodInitialized, Status: corev1.ConditionTrue, Reason: "PodCompleted"}
		containersReady = corev1.PodCondition{Type: corev1.ContainersReady, Status: corev1.ConditionFalse, Reason: "PodCompleted"}
	case corev1.PodFailed:
		containersReady = corev1.PodCondition{Type: corev1.ContainersReady, Status: corev1.ConditionFalse, Reason: "PodFailed"}
	}
	ready := containersReady
	ready.Type = corev1.PodReady
	if ready.Status == corev1.ConditionTrue {
		for _, gate := range record.Pod.Spec.ReadinessGates {
			if c := find(record.Pod.Status.Conditions, gate.ConditionType); c == nil || c.Status != corev1.ConditionTrue {
				ready.Status, ready.Reason = corev1.ConditionFalse, "ReadinessGatesNotReady"
				ready.Message = fmt.Sprintf("the status of pod readiness gate %q is not \"True\"", gate.ConditionType)
			}
		}
	}
	own := []corev1.PodCondition{sandbox, initCondition, ready, containersReady}
	for i := range own {
		own[i].ObservedGeneration = record.Pod.Generation
		own[i].LastTransitionTime = metav1.NewTime(now.Truncate(time.Second))
		if old := find(record.Conditions, own[i].Type); old != nil && old.Status == own[i].Status {
			own[i].LastTransitionTime = old.LastTransitionTime
		}
	}
	for _, other := range record.Pod.Status.Conditions {
		if find(own, other.Type) == nil {
			own = append(own, other) // PodScheduled, readiness gates
		}
	}
	return own
}

func find(list []corev1.PodCondition, kind corev1.PodConditionType) *corev1.PodCondition {
	for i := range list {
		if list[i].Type == kind {
			return &list[i]
		}
	}
	return nil
}
