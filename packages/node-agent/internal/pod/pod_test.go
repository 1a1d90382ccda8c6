package pod

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/record"
	"k8s.io/utils/ptr"
)

var always = corev1.ContainerRestartPolicyAlways

func example() *Record {
	return &Record{
		Pod: &corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "ns", UID: "uid"},
			Spec: corev1.PodSpec{
				InitContainers: []corev1.Container{{Name: "init"}, {Name: "side", RestartPolicy: &always}},
				Containers:     []corev1.Container{{Name: "main"}, {Name: "other"}},
				ReadinessGates: []corev1.PodReadinessGate{{ConditionType: "gate"}},
			},
			Status: corev1.PodStatus{QOSClass: corev1.PodQOSBurstable, Conditions: []corev1.PodCondition{
				{Type: corev1.PodScheduled, Status: corev1.ConditionTrue}, {Type: "gate", Status: corev1.ConditionTrue}}},
		},
		IP: "10.88.0.1", StartTime: time.Unix(1000, 0), Prepared: true,
	}
}

// The status of a pod through its life, as a kubelet would write it.
func TestStatus(t *testing.T) {
	r := example()
	at := time.Unix(2000, 0).UTC()
	expect := func(what string, phase corev1.PodPhase, conditions string) corev1.PodStatus {
		t.Helper()
		at = at.Add(time.Minute)
		status := Status(r, "127.0.0.1", at)
		var got []string
		for _, kind := range []corev1.PodConditionType{corev1.PodInitialized, corev1.ContainersReady, corev1.PodReady} {
			got = append(got, string(find(status.Conditions, kind).Status)[:1])
		}
		if status.Phase != phase || strings.Join(got, "") != conditions {
			t.Errorf("%s: phase %s, initialized/containers/ready %v", what, status.Phase, got)
		}
		if find(status.Conditions, corev1.PodScheduled) == nil || status.QOSClass != corev1.PodQOSBurstable {
			t.Errorf("%s: what others wrote is gone", what)
		}
		return status
	}
	run := func(name string, ready bool) {
		c := r.container(name)
		c.State, c.Started, c.Ready = Running, true, ready
	}
	exit := func(name string, code int) {
		c := r.container(name)
		c.State, c.Exit = Exited, &Terminate{Code: code, Reason: "Completed"}
		c.Started, c.Ready = false, false
	}

	if s := expect("new", corev1.PodPending, "FFF"); s.ContainerStatuses[0].State.Waiting.Reason != "PodInitializing" {
		t.Errorf("waiting: %+v", s.ContainerStatuses[0].State)
	}
	run("init", false)
	expect("initializing", corev1.PodPending, "FFF")
	exit("init", 0)
	expect("sidecar missing", corev1.PodPending, "FFF")
	run("side", true)
	expect("initialized", corev1.PodPending, "TFF")
	run("main", true)
	run("other", false)
	s := expect("one is unready", corev1.PodRunning, "TFF")
	if c := find(s.Conditions, corev1.ContainersReady); c.Message != "containers with unready status: [other]" {
		t.Errorf("message %q", c.Message)
	}
	run("other", true)
	ready := expect("ready", corev1.PodRunning, "TTT")
	again := expect("still ready", corev1.PodRunning, "TTT")
	if a, b := find(ready.Conditions, corev1.PodReady), find(again.Conditions, corev1.PodReady); !a.LastTransitionTime.Equal(&b.LastTransitionTime) {
		t.Error("transition time moved without a transition")
	}
	find(r.Pod.Status.Conditions, "gate").Status = corev1.ConditionFalse
	expect("gate closed", corev1.PodRunning, "TTF")
	c := r.container("main")
	c.State, c.LastExit, c.Restarts, c.Reason = Waiting, &Terminate{Code: 1, Run: 0}, 1, "CrashLoopBackOff"
	s = expect("backing off", corev1.PodRunning, "TFF")
	if got := s.ContainerStatuses[0]; got.State.Waiting.Reason != "CrashLoopBackOff" || got.LastTerminationState.Terminated.ContainerID != "lab://uid/main/0" || got.RestartCount != 1 {
		t.Errorf("%+v", got)
	}
	exit("main", 0)
	exit("other", 0)
	exit("side", 0)
	r.Phase = corev1.PodSucceeded
	s = expect("succeeded", corev1.PodSucceeded, "TFF")
	if find(s.Conditions, corev1.PodReady).Reason != "PodCompleted" {
		t.Errorf("%+v", s.Conditions)
	}
}

func TestRestartPolicies(t *testing.T) {
	for _, test := range []struct {
		policy corev1.RestartPolicy
		own    *corev1.ContainerRestartPolicy
		code   int
		init   bool
		want   bool
	}{
		{corev1.RestartPolicyNever, nil, 1, false, false},
		{corev1.RestartPolicyOnFailure, nil, 1, false, true},
		{corev1.RestartPolicyOnFailure, nil, 0, false, false},
		{corev1.RestartPolicyAlways, nil, 0, false, true},
		{corev1.RestartPolicyAlways, nil, 0, true, false},
		{corev1.RestartPolicyAlways, nil, 1, true, true},
		{corev1.RestartPolicyNever, &always, 0, true, true},
	} {
		spec := &corev1.PodSpec{RestartPolicy: test.policy}
		if got := restarts(spec, &corev1.Container{RestartPolicy: test.own}, test.code, test.init); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

// The first restart is at once, later ones wait 10 s, 20 s, … up to 5 min; a
// long run forgives.
func TestBackoff(t *testing.T) {
	r := &Runner{deps: &Deps{Events: record.NewFakeRecorder(100)}, record: example()}
	container := &r.record.Pod.Spec.Containers[0]
	c := r.record.container("main")
	fail := func(ran time.Duration) time.Duration {
		now := time.Now()
		c.Exit = &Terminate{Code: 1, StartedAt: now.Add(-ran), FinishedAt: now}
		r.backoff(container, c)
		return time.Until(c.NotUntil).Round(time.Second)
	}
	for i, want := range []time.Duration{0, 10, 20, 40, 80, 160, 300, 300} {
		if got := fail(time.Second); got != want*time.Second {
			t.Errorf("restart %d after %s", i+1, got)
		}
	}
	if got := fail(time.Hour); got != 0 {
		t.Errorf("after a long run: %s", got)
	}
	if c.Restarts != 9 || c.Run != 9 || c.State != Waiting {
		t.Errorf("%+v", c)
	}
}

// A stop can only become sooner, and keeps the first reason.
func TestStopShortens(t *testing.T) {
	r := &Runner{record: example()}
	r.stop(Stop{Reason: "DeadlineExceeded", Grace: 30})
	r.stop(Stop{Deleted: true, Grace: 60})
	if s := r.record.Stop; s.Grace != 30 || s.Reason != "DeadlineExceeded" || !s.Deleted {
		t.Errorf("%+v", s)
	}
	r.stop(Stop{Deleted: true, Grace: 0})
	if s := r.record.Stop; s.Grace != 0 || s.Reason != "DeadlineExceeded" {
		t.Errorf("%+v", s)
	}
}

func TestUser(t *testing.T) {
	id := func(n int64) *int64 { return &n }
	for _, test := range []struct {
		pod  *corev1.PodSecurityContext
		own  *corev1.SecurityContext
		want [2]int64
	}{
		{nil, nil, [2]int64{0, 0}},
		{&corev1.PodSecurityContext{RunAsNonRoot: ptr.To(true)}, nil, [2]int64{nobody, nobody}},
		{&corev1.PodSecurityContext{RunAsUser: id(5), RunAsGroup: id(6), RunAsNonRoot: ptr.To(true)}, nil, [2]int64{5, 6}},
		{&corev1.PodSecurityContext{RunAsUser: id(5)}, &corev1.SecurityContext{RunAsUser: id(7)}, [2]int64{7, 0}},
	} {
		uid, gid := securityOf(&corev1.Pod{Spec: corev1.PodSpec{SecurityContext: test.pod}}, &corev1.Container{SecurityContext: test.own}).tableUser()
		if [2]int64{uid, gid} != test.want {
			t.Errorf("%+v: %d %d", test, uid, gid)
		}
	}
}
