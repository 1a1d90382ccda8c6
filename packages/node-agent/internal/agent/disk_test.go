package agent

import (
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

func TestDiskCondition(t *testing.T) {
	const gib = 1 << 30
	for _, c := range []struct {
		free, all int64
		want      corev1.ConditionStatus
	}{
		{2 * gib, 20 * gib, corev1.ConditionFalse}, {2*gib - 1, 20 * gib, corev1.ConditionTrue},
		{4 * gib, 1000 * gib, corev1.ConditionFalse}, {4*gib - 1, 1000 * gib, corev1.ConditionTrue},
	} {
		got := diskCondition("/state", c.free, c.all)
		if got.Type != corev1.NodeDiskPressure || got.Status != c.want {
			t.Errorf("%d of %d: %+v", c.free, c.all, got)
		}
		if c.want == corev1.ConditionTrue && !strings.Contains(got.Message, "free at /state") {
			t.Errorf("message: %s", got.Message)
		}
	}
}
