package shim

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// memoryInterval is how often memory is compared with the limit. There is no
// event for it without a cgroup, which an unprivileged user may not have.
const memoryInterval = 500 * time.Millisecond

// startErrorCode is the exit code that Kubernetes shows for a command that could not be started.
const startErrorCode = 128

// Run runs the container whose directory is dir and returns when it has ended.
// It must be called on the main thread, locked: bubblewrap is told to die with
// its parent, and for the kernel the parent is the thread that forked it.
func Run(dir string) error {
	KeepFiles()
	os.Setenv("PATH", toolPath) // nothing of the agent's
	ready := os.NewFile(ReadyFD, "ready")
	defer ready.Close()
	// Signals meant for the agent's process group must not end the container.
	// They are caught and dropped: an ignored one would stay ignored in the
	// container, where a shell could not even trap it.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP, syscall.SIGPIPE)

	started := time.Now().UTC()
	exit, err := runContainer(dir, started, ready)
	if err != nil {
		exit = Exit{Code: startErrorCode, StartError: err.Error(), FinishedAt: time.Now().UTC()}
	}
	exit.StartedAt = started
	return WriteJSON(filepath.Join(dir, ExitFile), exit)
}

func runContainer(dir string, started time.Time, ready *os.File) (Exit, error) {
	var spec Spec
	if err := ReadJSON(filepath.Join(dir, SpecFile), &spec); err != nil {
		return Exit{}, err
	}
	log, err := newLogWriter(filepath.Join(dir, LogFile), spec.MaxLogBytes)
	if err != nil {
		return Exit{}, err
	}
	setLimits()

	box, err := startSandbox(dir, spec, log)
	if err != nil {
		return Exit{}, err
	}
	report := bufio.NewScanner(box.status)
	childPID, oom := 0, new(atomic.Bool)
	if report.Scan() {
		childPID = parseStatus(report.Bytes(), "child-pid", 0)
	}
	refusal := "" // why the command did not start, though the sandbox stands
	if box.refused != nil {
		text, _ := io.ReadAll(box.refused) // ends when the command starts
		refusal = string(text)
	}
	if childPID > 0 && refusal == "" && awaitExec(childPID, spec.Bwrap) {
		if err := writeState(dir, childPID, started); err != nil {
			box.kill()
			return Exit{}, err
		}
		if spec.MemoryLimit > 0 {
			stop := make(chan struct{})
			defer close(stop)
			go watchMemory(childPID, spec.MemoryLimit, oom, stop)
		}
	}
	ready.Close()

	// bubblewrap reports an exit code only for a command that it could execute.
	ran, code := false, startErrorCode
	for report.Scan() {
		if c := parseStatus(report.Bytes(), "exit-code", -1); c >= 0 {
			ran, code = true, c
		}
	}
	box.logs.Wait()
	waitErr := box.cmd.Wait()
	exit := Exit{Code: code, FinishedAt: time.Now().UTC(), OOM: oom.Load()}
	if ended := box.cmd.ProcessState; ended != nil {
		exit.CPUSeconds = (ended.UserTime() + ended.SystemTime()).Seconds()
	}
	if refusal != "" {
		exit.Code, exit.StartError = startErrorCode, refusal
		return exit, nil
	}
	if !ran {
		// Killed from outside is no start error: then the child had its chance.
		if status, ok := box.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && (status.Signaled() || status.ExitStatus() > startErrorCode) {
			exit.Code = startErrorCode + int(syscall.SIGKILL)
			return exit, nil
		}
		exit.StartError = strings.TrimSpace(log.firstError())
		if exit.StartError == "" {
			exit.StartError = fmt.Sprintf("the sandbox did not start: %v", waitErr)
		}
	}
	return exit, nil
}

// awaitExec waits until the child that bubblewrap reported has set the sandbox up
// and become the container's command: before that, an exec into it would see the
// host, and a signal would hit the set-up. It returns false when the child is gone.
func awaitExec(pid int, bwrap string) bool {
	const pause, limit = 500 * time.Microsecond, 15 * time.Second
	const nameLength = 15 // what the kernel keeps of a command's name
	name := filepath.Base(bwrap)
	name = name[:min(len(name), nameLength)]
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(pause) {
		comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
		if err != nil {
			return false
		}
		if strings.TrimSpace(string(comm)) != name {
			return true
		}
	}
	return true
}

type sandboxProcess struct {
	cmd    *exec.Cmd
	status *os.File
	// refused says why the command did not start, with a root of its own only.
	refused *os.File
	logs    *sync.WaitGroup
}

func (s sandboxProcess) kill() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

func startSandbox(dir string, spec Spec, log *logWriter) (sandboxProcess, error) {
	pipes := make([]*os.File, 0, 10)
	pipe := func() (r, w *os.File) {
		r, w, err := os.Pipe()
		if err == nil {
			pipes = append(pipes, r, w)
		}
		return r, w
	}
	argsR, argsW := pipe()
	statusR, statusW := pipe()
	outR, outW := pipe()
	errR, errW := pipe()
	refusedR, refusedW := pipe()
	if len(pipes) != cap(pipes) {
		return sandboxProcess{}, fmt.Errorf("cannot create pipes")
	}
	const argsFD, statusFD = 3, 4 // the order of ExtraFiles
	argv := []string{"--args", fmt.Sprint(argsFD), "--json-status-fd", fmt.Sprint(statusFD), "--"}
	cmd := exec.Command(spec.Bwrap)
	cmd.Env = []string{} // the container's environment must not act on bubblewrap itself
	cmd.Dir = "/"
	cmd.ExtraFiles = []*os.File{argsR, statusW}
	cmd.Stdout, cmd.Stderr = outW, errW
	start := cmd.Start
	if spec.Root == nil {
		cmd.Args = append(append(cmd.Args, argv...), spec.Command...)
		refusedR.Close()
		refusedR = nil
	} else {
		var err error
		if start, err = withRoot(cmd, dir, spec, argv, refusedW); err != nil {
			return sandboxProcess{}, err
		}
	}
	err := start()
	for _, f := range []*os.File{argsR, statusW, outW, errW, refusedW} {
		f.Close()
	}
	if err != nil {
		return sandboxProcess{}, fmt.Errorf("cannot start bubblewrap: %w", err)
	}
	go func() {
		io.WriteString(argsW, strings.Join(spec.Args, "\x00")+"\x00")
		argsW.Close()
	}()
	logs := new(sync.WaitGroup)
	logs.Go(func() { log.copy("stdout", outR) })
	logs.Go(func() { log.copy("stderr", errR) })
	return sandboxProcess{cmd, statusR, refusedR, logs}, nil
}

// toolPath is where fuse-overlayfs, cp and newuidmap are.
const toolPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// withRoot makes cmd this program, which makes the root and becomes bubblewrap,
// in which this program, through an open file, becomes the command. It returns
// what starts cmd.
func withRoot(cmd *exec.Cmd, dir string, spec Spec, argv []string, refused *os.File) (func() error, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	file, err := os.Open(self)
	if err != nil {
		return nil, err
	}
	const selfFD, refusedFD = 5, 6 // after those of startSandbox
	cmd.ExtraFiles = append(cmd.ExtraFiles, file, refused)
	identity := *spec.Identity
	identity.ErrorFD = refusedFD
	command, err := identity.Args(spec.Command)
	if err != nil {
		return nil, err
	}
	cmd.Path = self
	cmd.Env = []string{"PATH=" + toolPath}
	cmd.Args = append([]string{self, RootCommand, dir, spec.Bwrap}, argv...)
	cmd.Args = append(append(cmd.Args, fmt.Sprintf("/proc/self/fd/%d", selfFD)), command...)
	return func() error {
		defer file.Close()
		return spec.Root.Users.Start(cmd, self, syscall.CLONE_NEWNS)
	}, nil
}

func parseStatus(line []byte, key string, missing int) int {
	var doc map[string]json.Number
	if json.Unmarshal(line, &doc) != nil {
		return missing
	}
	n, err := doc[key].Int64()
	if err != nil {
		return missing
	}
	return int(n)
}

func writeState(dir string, child int, started time.Time) error {
	self := os.Getpid()
	selfStart, err := StartTime(self)
	if err != nil {
		return err
	}
	// A child that is gone already has no start time; its exit follows at once.
	childStart, _ := StartTime(child)
	return WriteJSON(filepath.Join(dir, StateFile), State{
		BootID: BootID(), ShimPID: self, ShimStart: selfStart,
		PID: child, Start: childStart, StartedAt: started,
	})
}

func watchMemory(pid int, limit int64, oom *atomic.Bool, stop <-chan struct{}) {
	tick := time.NewTicker(memoryInterval)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
			if ReadUsage(pid).MemoryBytes+tmpfsBytes(pid) > limit {
				oom.Store(true)
				unix.Kill(pid, unix.SIGKILL)
				return
			}
		}
	}
}
