package host

import "testing"

func TestBusySeconds(t *testing.T) {
	// user, nice, system, idle, iowait, irq, softirq, steal, guest, guest_nice
	got, err := busySeconds("cpu  100 10 50 9000 500 1 2 3 40 0\ncpu0 1 1\n")
	// guest is a part of user; it is counted there, and once more here it is not.
	if want := (100.0 + 10 + 50 + 1 + 2 + 3) / ticksPerSecond; err != nil || got != want {
		t.Errorf("%v, %v; want %v", got, err, want)
	}
	for _, bad := range []string{"", "cpu 1 2", "intr 1 2 3 4 5 6 7 8 9 10", "cpu a b c d e f g h i j"} {
		if _, err := busySeconds(bad); err == nil {
			t.Errorf("%q: no error", bad)
		}
	}
}

func TestReadUsage(t *testing.T) {
	usage, err := ReadUsage()
	total, _ := Memory("MemTotal")
	if err != nil || usage.CPUSeconds <= 0 || usage.MemoryBytes <= 0 || usage.MemoryBytes >= total {
		t.Errorf("%+v of %d, %v", usage, total, err)
	}
	if _, err := Memory("MemNonsense"); err == nil {
		t.Error("no error for a line that is not there")
	}
}
