package podnet

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	// startLimit bounds lab-net's start; it takes milliseconds.
	startLimit = 20 * time.Second
	endLimit   = 2 * time.Second
)

// Network is a lab-net that runs, as the agent sees it.
type Network struct {
	dir  string
	info Info
	gone chan struct{}
}

// Start finds the lab-net of the folder, or starts the program there. One that
// runs with another configuration is ended first.
func Start(ctx context.Context, program, dir string, config Config) (*Network, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	lock, err := os.OpenFile(filepath.Join(dir, LockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	defer lock.Close()
	n := &Network{dir: dir, gone: make(chan struct{})}
	if unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		if err := n.ask(ctx); err == nil && same(n.info.Config, config) {
			go n.wait()
			return n, nil
		}
		if err := end(ctx, dir); err != nil {
			return nil, err
		}
		if err := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
			return nil, fmt.Errorf("%s: another lab-net uses it: %w", dir, err)
		}
	}
	data, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(dir, ConfigFile), data, 0o600); err != nil {
		return nil, err
	}
	if err := launch(program, dir, lock); err != nil {
		return nil, err
	}
	if err := n.ask(ctx); err != nil {
		return nil, err
	}
	go n.wait()
	return n, nil
}

func same(a, b Config) bool {
	one, _ := json.Marshal(a)
	other, _ := json.Marshal(b)
	return string(one) == string(other)
}

func launch(program, dir string, lock *os.File) error {
	log, err := os.OpenFile(filepath.Join(dir, "log"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	readyR, readyW, err := os.Pipe()
	if err != nil {
		return err
	}
	defer readyR.Close()
	cmd := exec.Command(program, "outer", dir)
	cmd.Env, cmd.Dir, cmd.Stderr = []string{"PATH=" + os.Getenv("PATH")}, "/", log
	cmd.ExtraFiles = []*os.File{lock, readyW}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	err = cmd.Start()
	readyW.Close()
	if err != nil {
		return fmt.Errorf("cannot start %s: %w", program, err)
	}
	go func() { _ = cmd.Wait() }()
	// As long as it holds the lock, that number is its own.
	if err := os.WriteFile(lock.Name(), []byte(strconv.Itoa(cmd.Process.Pid)), 0o600); err != nil {
		_ = cmd.Process.Kill()
		return err
	}
	_ = readyR.SetReadDeadline(time.Now().Add(startLimit))
	if _, err := readyR.Read(make([]byte, 1)); err != nil && !errors.Is(err, io.EOF) {
		_ = cmd.Process.Kill()
		return fmt.Errorf("lab-net did not start within %s", startLimit)
	}
	return nil
}

func (n *Network) ask(ctx context.Context) error {
	reply, _, err := call(ctx, n.outer(), request{Op: "info"})
	if err == nil && reply.Info != nil {
		n.info = *reply.Info
		return nil
	}
	said, _ := os.ReadFile(filepath.Join(n.dir, "log"))
	return fmt.Errorf("lab-net does not answer: %v; it said: %s", err, strings.TrimSpace(string(said)))
}

func (n *Network) outer() string { return filepath.Join(n.dir, outerSocket) }

// wait sees the end of lab-net by its lock.
func (n *Network) wait() {
	defer close(n.gone)
	lock, err := os.OpenFile(filepath.Join(n.dir, LockFile), os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer lock.Close()
	for {
		if err := unix.Flock(int(lock.Fd()), unix.LOCK_SH); err != unix.EINTR {
			return
		}
	}
}

// Gone is closed when lab-net has ended.
func (n *Network) Gone() <-chan struct{} { return n.gone }

// Info is what lab-net said of itself.
func (n *Network) Info() Info { return n.info }

// Own tells whether each pod has a network of its own.
func (n *Network) Own() bool { return n.info.Shared == "" }

// Apply brings the network to the state and returns, by the forward's key, why
// one cannot be.
func (n *Network) Apply(ctx context.Context, state State) (map[string]string, error) {
	reply, _, err := call(ctx, n.outer(), request{Op: "apply", State: &state})
	return reply.Failed, err
}

// Attach makes the pod's network, or finds it. The command's words, put before
// another's, start that in it. Of 127.0.0.1 the pod's ports are the host's, like
// LocalPorts; what they lead to has to be among the forwards.
func (n *Network) Attach(ctx context.Context, pod string, ports ...uint16) (enter []string, err error) {
	if !n.Own() {
		return nil, nil
	}
	nsenter, err := exec.LookPath("nsenter")
	if err != nil {
		return nil, fmt.Errorf("nsenter (package util-linux) is not installed: %w", err)
	}
	reply, _, err := call(ctx, filepath.Join(n.dir, innerSocket), request{Op: "attach", Pod: pod, Ports: ports})
	if err != nil {
		return nil, err
	}
	return []string{
		nsenter, fmt.Sprintf("--user=/proc/%d/ns/user", n.info.InnerPID), "--net=" + reply.Path, "--preserve-credentials", "--",
	}, nil
}

// Detach ends the pod's network.
func (n *Network) Detach(ctx context.Context, pod string) error {
	if !n.Own() {
		return nil
	}
	_, _, err := call(ctx, filepath.Join(n.dir, innerSocket), request{Op: "detach", Pod: pod})
	return err
}

// Dial connects to a pod's address from where Services do.
func (n *Network) Dial(ctx context.Context, address string) (net.Conn, error) {
	if !n.Own() {
		return hereDial(ctx, Host, address)
	}
	return dialPods(ctx, n.dir, "", address)
}

// DialIn connects from within the pod, which sees it come from itself.
func (n *Network) DialIn(ctx context.Context, pod, address string) (net.Conn, error) {
	return dialPods(ctx, n.dir, pod, address)
}

// Stop ends the lab-net of a folder, if one runs there.
func Stop(ctx context.Context, dir string) error {
	lock, err := os.OpenFile(filepath.Join(dir, LockFile), os.O_RDWR, 0)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer lock.Close()
	if unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
		return nil
	}
	return end(ctx, dir)
}

// end asks it to end, and ends it when it does not.
func end(ctx context.Context, dir string) error {
	asking, cancel := context.WithTimeout(ctx, endLimit)
	defer cancel()
	_, _, _ = call(asking, filepath.Join(dir, outerSocket), request{Op: "stop"})
	for deadline := time.Now().Add(endLimit); ; time.Sleep(5 * time.Millisecond) {
		lock, err := os.OpenFile(filepath.Join(dir, LockFile), os.O_RDWR, 0)
		if err != nil {
			return err
		}
		free := unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil
		lock.Close()
		if free {
			return nil
		}
		if time.Now().Before(deadline) {
			continue
		}
		text, _ := os.ReadFile(filepath.Join(dir, LockFile))
		pid, err := strconv.Atoi(string(text))
		if err != nil || time.Now().After(deadline.Add(endLimit)) {
			return fmt.Errorf("lab-net in %s does not end; see %s", dir, filepath.Join(dir, "log"))
		}
		_ = unix.Kill(pid, unix.SIGKILL)
	}
}
