package process

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/shim"
)

// lab builds the shim and returns a starter and a maker of specs for real sandboxes.
func lab(t *testing.T) (Starter, func(script string) shim.Spec) {
	t.Helper()
	runtime := sandbox.New("")
	if err := runtime.Check(t.Context()); err != nil {
		t.Skipf("no sandbox on this host: %v", err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "lab-shim")
	build := exec.Command("go", "build", "-o", path, "illm.lab/node-agent/cmd/lab-shim")
	build.Env = append(os.Environ(), "CGO_ENABLED=0") // it starts in images that have no libraries
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	etc := filepath.Join(dir, "etc")
	if err := sandbox.WriteEtc(etc, sandbox.Etc{Hostname: "host", PodIP: "127.88.0.1"}); err != nil {
		t.Fatal(err)
	}
	return Starter{path}, func(script string) shim.Spec {
		config := sandbox.Config{Hostname: "host", EtcDir: etc, Env: []string{"PATH=" + sandbox.DefaultPath, "LD_PRELOAD=/nowhere.so"}, Cwd: "/"}
		return shim.Spec{Bwrap: runtime.Bwrap(), Args: runtime.Args(config), Command: []string{"sh", "-c", script}, MaxLogBytes: 1 << 20}
	}
}

func wait(t *testing.T, handle *Handle) Result {
	t.Helper()
	select {
	case <-handle.Done():
		result, _ := handle.Ended()
		return result
	case <-time.After(time.Minute):
		t.Fatal("did not end")
		panic("unreachable")
	}
}

func logText(t *testing.T, handle *Handle) string {
	t.Helper()
	data, err := os.ReadFile(handle.LogPath())
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestEnds(t *testing.T) {
	starter, spec := lab(t)
	start := func(s shim.Spec) *Handle {
		t.Helper()
		handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), s)
		if err != nil {
			t.Fatal(err)
		}
		return handle
	}

	handle := start(spec("echo out; echo err >&2; printf 'no newline'; exit 3"))
	if result := wait(t, handle); result.Code != 3 || result.StartError != "" || result.Lost {
		t.Errorf("%+v", result)
	}
	if log := logText(t, handle); !strings.Contains(log, "Z stdout F out\n") || !strings.Contains(log, "Z stderr F err\n") || !strings.Contains(log, " stdout F no newline\n") {
		t.Errorf("log %q", log)
	}

	missing := spec("")
	missing.Command = []string{"no-such-program"}
	if result := wait(t, start(missing)); result.Code != 128 || !strings.Contains(result.StartError, "no-such-program") {
		t.Errorf("missing program: %+v", result)
	}

	handle = start(spec("trap 'exit 5' TERM; echo up; while true; do sleep 0.05; done"))
	for !strings.Contains(logText(t, handle), "up") {
		time.Sleep(10 * time.Millisecond)
	}
	if err := handle.Signal(unix.SIGTERM); err != nil {
		t.Error(err)
	}
	if result := wait(t, handle); result.Code != 5 {
		t.Errorf("SIGTERM: %+v", result)
	}
	if err := handle.Signal(unix.SIGTERM); err != os.ErrProcessDone {
		t.Errorf("signal to an ended container: %v", err)
	}

	// Once started, it is the command that gets signals, not the sandbox's set-up.
	for range 20 {
		handle = start(spec("exec sleep 600"))
		pid, err := handle.PID()
		if err != nil {
			t.Fatal(err)
		}
		if comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid)); err != nil || strings.HasPrefix(string(comm), "bwrap") {
			t.Errorf("started, but still %q, %v", comm, err)
		}
		handle.Kill()
		wait(t, handle)
	}

	handle = start(spec("sleep 600 & sleep 600"))
	handle.Kill()
	if result := wait(t, handle); result.Code != 137 || result.Lost || result.StartError != "" {
		t.Errorf("SIGKILL: %+v", result)
	}

	greedy := spec("head -c 100m /dev/zero | tail -c 100m | sleep 600")
	greedy.MemoryLimit = 20 << 20
	if result := wait(t, start(greedy)); !result.OOM || result.Code != 137 {
		t.Errorf("memory: %+v", result)
	}

	chatty := spec("i=0; while [ $i -lt 2000 ]; do i=$((i+1)); echo line $i; done")
	chatty.MaxLogBytes = 4000
	handle = start(chatty)
	wait(t, handle)
	if log := logText(t, handle); len(log) > 4200 || !strings.HasSuffix(log, "node-agent: log limit of 4000 bytes reached, the rest is not kept\n") {
		t.Errorf("log of %d bytes ends %q", len(log), log[max(0, len(log)-80):])
	}
}

func TestAdopt(t *testing.T) {
	starter, spec := lab(t)
	start := func(script string) (string, *Handle) {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "run")
		handle, err := starter.Start(dir, spec(script))
		if err != nil {
			t.Fatal(err)
		}
		return dir, handle
	}

	dir, original := start("while [ ! -e /tmp/go ]; do sleep 0.05; done; exit 6")
	adopted := Adopt(dir)
	if _, ended := adopted.Ended(); ended {
		t.Fatal("a running container was taken for an ended one")
	}
	pid, err := adopted.PID()
	if err != nil {
		t.Fatal(err)
	}
	cmd, err := sandbox.ExecCommand(t.Context(), nil, pid, []string{"PATH=" + sandbox.DefaultPath}, "/", []string{"touch", "/tmp/go"})
	if err != nil {
		t.Fatal(err)
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("exec: %v: %s", err, out)
	}
	for _, handle := range []*Handle{adopted, original, Adopt(dir)} {
		if result := wait(t, handle); result.Code != 6 || result.Lost {
			t.Errorf("%+v", result)
		}
	}

	// The shim is killed: the sandbox dies with it, and nobody knows the code.
	dir, _ = start("sleep 600")
	state, err := readState(dir)
	if err != nil {
		t.Fatal(err)
	}
	adopted = Adopt(dir)
	unix.Kill(state.ShimPID, unix.SIGKILL)
	if result := wait(t, adopted); !result.Lost || result.NeverRan || result.Code != 137 {
		t.Errorf("lost: %+v", result)
	}
	for end := time.Now().Add(10 * time.Second); alive(state.PID, state.Start); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the container outlives its shim")
		}
	}

	// After a reboot the numbers mean other processes.
	dir, handle := start("sleep 600")
	other, err := readState(dir)
	if err != nil {
		t.Fatal(err)
	}
	other.BootID = "another"
	if err := shim.WriteJSON(filepath.Join(dir, shim.StateFile), other); err != nil {
		t.Fatal(err)
	}
	if err := signalIn(dir, unix.SIGKILL); err == nil {
		t.Error("signalled a process of another boot")
	}
	other.BootID, other.Start = shim.BootID(), other.Start+1
	if err := shim.WriteJSON(filepath.Join(dir, shim.StateFile), other); err != nil {
		t.Fatal(err)
	}
	if err := signalIn(dir, unix.SIGKILL); err != os.ErrProcessDone {
		t.Errorf("signalled a process with another start time: %v", err)
	}
	unix.Kill(other.PID, unix.SIGKILL)
	wait(t, handle)

	if result := wait(t, Adopt(filepath.Join(t.TempDir(), "never"))); !result.NeverRan {
		t.Errorf("never started: %+v", result)
	}
}

// The environment and its secrets are in no command line.
func TestSecretsAreNotInCommandLines(t *testing.T) {
	starter, spec := lab(t)
	s := spec("sleep 600")
	s.Args = append(s.Args, "--setenv", "PW", "very-secret-17")
	handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), s)
	if err != nil {
		t.Fatal(err)
	}
	// Its folder can be removed only when nobody writes there any more.
	defer func() {
		handle.Kill()
		wait(t, handle)
	}()
	state, err := readState(handle.Dir())
	if err != nil {
		t.Fatal(err)
	}
	for _, pid := range []int{state.ShimPID, state.PID} {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if err != nil || strings.Contains(string(data), "very-secret-17") {
			t.Errorf("%q, %v", data, err)
		}
	}
}

// What a container takes is counted while it runs, with all its children, and
// kept when it has ended.
func TestUsage(t *testing.T) {
	starter, spec := lab(t)
	burn := `i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done`
	// tail holds all that it has read for as long as its reader sleeps: long
	// enough to be seen on a machine that has no time for this test.
	hold := "head -c 20000000 /dev/zero | tail -c 20000000 | (sleep 3; cat >/dev/null)"
	handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), spec("("+burn+"); "+burn+"; "+hold))
	if err != nil {
		t.Fatal(err)
	}
	most := shim.Usage{}
	for ended := false; !ended; {
		select {
		case <-handle.Done():
			ended = true
		case <-time.After(20 * time.Millisecond):
			usage := handle.Usage()
			most.CPUSeconds = max(most.CPUSeconds, usage.CPUSeconds)
			most.MemoryBytes = max(most.MemoryBytes, usage.MemoryBytes)
		}
	}
	total := handle.Usage()
	if most.CPUSeconds <= 0 || total.CPUSeconds < most.CPUSeconds || total.CPUSeconds > most.CPUSeconds+2 {
		t.Errorf("%.2f s while it ran, %.2f s in all", most.CPUSeconds, total.CPUSeconds)
	}
	if most.MemoryBytes < 10<<20 || total.MemoryBytes != 0 {
		t.Errorf("%d bytes while it ran, %d afterwards", most.MemoryBytes, total.MemoryBytes)
	}
}
