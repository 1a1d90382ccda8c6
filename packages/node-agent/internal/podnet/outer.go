package podnet

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"illm.lab/node-agent/internal/userns"
)

// setUpLimit bounds the making of the namespaces.
const setUpLimit = 10 * time.Second

// outer is the process in the host's network.
type outer struct {
	dir      string
	info     Info
	forwards forwards
	state    atomic.Pointer[State]
	applying sync.Mutex
	stop     chan struct{}
	// alive is the end of a pipe from which the inner process reads; it closes
	// with this process.
	alive *os.File
}

// RunOuter is lab-net. It must be called on the main thread, locked: the inner
// process is told to die with the thread that started it. ready is closed once
// it answers. It returns when it is told to stop or when the inner process ends.
func RunOuter(dir, self string, ready *os.File) error {
	o := &outer{dir: dir, stop: make(chan struct{})}
	o.forwards = forwards{listen: o.listen, dial: o.dial}
	o.state.Store(&State{})
	config, err := readConfig(dir)
	if err != nil {
		return err
	}
	o.info = Info{PID: os.Getpid(), Config: config, ID: rand.Text(), Shared: config.Shared}
	ended := make(chan error, 1)
	if config.Shared == "" {
		// Containers run inside the inner process's user namespace, since they
		// join its network: it has all the users that they may have.
		users, _ := userns.Detect() // an error says why there is only one
		child, err := o.startInner(self, users)
		if err != nil && users.Whole() {
			users = userns.Mapping{}
			child, err = o.startInner(self, users)
		}
		if err != nil {
			o.info.Shared = err.Error()
		} else {
			o.info.InnerPID, o.info.Users = child.Process.Pid, users
			go func() {
				ended <- fmt.Errorf("the process that holds the pods' network ended: %w", orGone(child.Wait()))
			}()
			if err := o.connect(config); err != nil {
				return err
			}
		}
	}
	listener, err := listenUnix(filepath.Join(dir, outerSocket))
	if err != nil {
		return err
	}
	go serve(listener, o.handle)
	ready.Close()
	select {
	case err := <-ended:
		return err
	case <-o.stop:
		return nil
	}
}

func orGone(err error) error {
	if err == nil {
		err = os.ErrProcessDone
	}
	return err
}

// startInner starts this program in a user and a network namespace of its own.
func (o *outer) startInner(self string, users userns.Mapping) (*exec.Cmd, error) {
	readyR, readyW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer readyR.Close()
	parentR, parentW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	o.alive = parentW
	cmd := exec.Command(self, "inner", o.dir)
	cmd.Env, cmd.Dir = []string{}, "/"
	cmd.Stderr = os.Stderr
	cmd.ExtraFiles = []*os.File{parentR, readyW}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	err = users.Start(cmd, self, syscall.CLONE_NEWNET)
	parentR.Close()
	readyW.Close()
	if err != nil {
		return nil, fmt.Errorf("this host does not let a network be made for pods: %w", err)
	}
	var report innerReport
	_ = readyR.SetReadDeadline(time.Now().Add(setUpLimit))
	if err := json.NewDecoder(readyR).Decode(&report); err != nil {
		report.Error = fmt.Sprintf("no network was made for pods: %v", err)
	}
	if report.Error != "" {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		return nil, fmt.Errorf("%s", strings.TrimSpace(report.Error))
	}
	return cmd, nil
}

// connect takes over the inner side's ways out: what leaves for elsewhere, and
// the questions for names.
func (o *outer) connect(config Config) error {
	ctx, cancel := context.WithTimeout(context.Background(), setUpLimit)
	defer cancel()
	_, tun, err := call(ctx, o.inner(), request{Op: "tun"})
	if err != nil {
		return err
	}
	if err := startEgress(tun, o.mayReach); err != nil {
		return err
	}
	address := net.JoinHostPort(config.DNS().String(), "53")
	_, udp, err := call(ctx, o.inner(), request{Op: "listen", Network: "udp4", Address: address})
	if err != nil {
		return err
	}
	defer udp.Close()
	packets, err := net.FilePacketConn(udp)
	if err != nil {
		return err
	}
	listener, err := o.listen(ctx, Pods, address)
	if err != nil {
		return err
	}
	startNames(packets, listener, func() []Service { return o.state.Load().Services })
	return nil
}

func (o *outer) inner() string { return filepath.Join(o.dir, innerSocket) }

func (o *outer) handle(ctx context.Context, ask request) (answer, *os.File, error) {
	switch ask.Op {
	case "info":
		return answer{Info: &o.info}, nil, nil
	case "apply":
		failed, err := o.apply(ctx, ask.State)
		return answer{Failed: failed}, nil, err
	case "stop":
		close(o.stop)
		return answer{}, nil, nil
	}
	return answer{}, nil, fmt.Errorf("lab-net knows no %q", ask.Op)
}

// apply brings both processes to the state.
func (o *outer) apply(ctx context.Context, state *State) (map[string]string, error) {
	if state == nil {
		return nil, fmt.Errorf("no state given")
	}
	o.applying.Lock()
	defer o.applying.Unlock()
	o.state.Store(state)
	var own, others []Forward
	for _, forward := range state.Forwards {
		switch {
		case o.info.Shared != "" && (forward.On == Pods || forward.At == Pods):
			// No such network.
		case forward.On == Pods && forward.At == Pods:
			others = append(others, forward)
		default:
			own = append(own, forward)
		}
	}
	failed := map[string]string{}
	if o.info.Shared == "" {
		reply, _, err := call(ctx, o.inner(), request{Op: "forward", List: others})
		if err != nil {
			return nil, err
		}
		failed = reply.Failed
	}
	for key, why := range o.forwards.apply(ctx, own) {
		if failed == nil {
			failed = map[string]string{}
		}
		failed[key] = why
	}
	return failed, nil
}

func (o *outer) listen(ctx context.Context, side Side, address string) (net.Listener, error) {
	if side == Host {
		return hereListen(ctx, side, address)
	}
	_, file, err := call(ctx, o.inner(), request{Op: "listen", Network: "tcp4", Address: address})
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return net.FileListener(file)
}

func (o *outer) dial(ctx context.Context, side Side, address string) (net.Conn, error) {
	if side == Host {
		return hereDial(ctx, side, address)
	}
	return dialPods(ctx, o.dir, "", address)
}

func dialPods(ctx context.Context, dir, pod, address string) (net.Conn, error) {
	_, file, err := call(ctx, filepath.Join(dir, innerSocket), request{Op: "dial", Pod: pod, Address: address})
	if err != nil {
		return nil, err
	}
	return asConn(file)
}
