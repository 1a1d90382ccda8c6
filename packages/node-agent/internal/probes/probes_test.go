package probes

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

func TestHandlers(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/ok" && r.URL.RawQuery == "q=1" && r.Header.Get("X-Own") == "v":
		case r.URL.Path == "/away":
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusFound)
		default:
			http.Error(w, "broken inside", http.StatusInternalServerError)
		}
	}))
	defer server.Close()
	host, portText, _ := net.SplitHostPort(server.Listener.Addr().String())
	port, _ := strconv.Atoi(portText)
	target := Target{Dial: new(net.Dialer).DialContext, IP: host, Ports: []corev1.ContainerPort{{Name: "web", ContainerPort: int32(port)}},
		Exec: func(_ context.Context, command []string) (string, error) {
			if command[0] == "good" {
				return "", nil
			}
			return "said why", errors.New("exit status 1")
		}}
	get := func(path string) corev1.ProbeHandler {
		return corev1.ProbeHandler{HTTPGet: &corev1.HTTPGetAction{Path: path, Port: intstr.FromString("web"), HTTPHeaders: []corev1.HTTPHeader{{Name: "X-Own", Value: "v"}}}}
	}
	tcp := func(port intstr.IntOrString) corev1.ProbeHandler {
		return corev1.ProbeHandler{TCPSocket: &corev1.TCPSocketAction{Port: port}}
	}
	for name, test := range map[string]struct {
		handler corev1.ProbeHandler
		want    string // of the error; empty is success
	}{
		"http":         {get("/ok?q=1"), ""},
		"redirect":     {get("/away"), ""},
		"http failure": {get("/bad"), "500: broken inside"},
		"tcp":          {tcp(intstr.FromInt(port)), ""},
		"tcp refused":  {tcp(intstr.FromInt(1)), "refused"},
		"port name":    {tcp(intstr.FromString("nope")), `no port named "nope"`},
		"exec":         {corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"good"}}}, ""},
		"exec failure": {corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"bad"}}}, "exit status 1: said why"},
		"grpc":         {corev1.ProbeHandler{GRPC: &corev1.GRPCAction{}}, "not supported"},
	} {
		err := Do(t.Context(), test.handler, target)
		if (err == nil) != (test.want == "") || (err != nil && !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A readiness probe is quick until it first succeeds, and then counts.
func TestReadinessThresholds(t *testing.T) {
	var healthy atomic.Bool
	target := Target{Exec: func(context.Context, []string) (string, error) {
		if healthy.Load() {
			return "", nil
		}
		return "", errors.New("not yet")
	}}
	probe := &corev1.Probe{PeriodSeconds: 1, FailureThreshold: 2, ProbeHandler: corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"x"}}}}
	outcomes := make(chan Outcome, 100)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go Run(ctx, Readiness, probe, target, false, func(o Outcome) { outcomes <- o })
	next := func() Outcome {
		t.Helper()
		select {
		case o := <-outcomes:
			return o
		case <-time.After(10 * time.Second):
			t.Fatal("no outcome")
			return Outcome{}
		}
	}
	if o := next(); o.Changed || o.Healthy || o.Err == nil {
		t.Errorf("failing at first: %+v", o)
	}
	healthy.Store(true)
	start := time.Now()
	for o := next(); !o.Changed; o = next() {
	}
	if took := time.Since(start); took > 900*time.Millisecond {
		t.Errorf("ready only after %s", took)
	}
	healthy.Store(false)
	if o := next(); o.Changed || !o.Healthy {
		t.Errorf("one failure of two: %+v", o)
	}
	if o := next(); !o.Changed || o.Healthy {
		t.Errorf("two failures of two: %+v", o)
	}
}
