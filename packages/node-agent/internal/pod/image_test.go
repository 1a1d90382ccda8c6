package pod

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/client-go/tools/record"

	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/sandbox"
)

// A container whose image cannot be all that it says here: the pod tells.
func TestImageLimits(t *testing.T) {
	for _, limits := range [][]string{nil, {"one user only, since newuidmap is missing"}} {
		events := record.NewFakeRecorder(3)
		r := &Runner{record: example(), deps: &Deps{Events: events, Roots: &sandbox.Roots{Limits: limits}}}
		p := &pull{failures: 2}
		r.got(&corev1.Container{Name: "main"}, p, &oci.Image{})
		if p.image == nil || p.failures != 0 {
			t.Errorf("the image is not taken: %+v", p)
		}
		close(events.Events)
		var told []string
		for event := range events.Events {
			told = append(told, event)
		}
		if got := strings.Join(told, "\n"); len(told) != len(limits) || (limits != nil && got != "Warning ImageLimited Container main: "+limits[0]) {
			t.Errorf("%v: %q", limits, got)
		}
	}
}
