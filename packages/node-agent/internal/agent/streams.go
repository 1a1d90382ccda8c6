package agent

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/creack/pty"
	"github.com/virtual-kubelet/virtual-kubelet/errdefs"
	"github.com/virtual-kubelet/virtual-kubelet/node/api"
	utilexec "k8s.io/utils/exec"

	"illm.lab/node-agent/internal/logs"
)

type tailZeroKey struct{}

// GetContainerLogs serves `kubectl logs`.
func (a *Agent) GetContainerLogs(ctx context.Context, namespace, name, container string, opts api.ContainerLogOpts) (io.ReadCloser, error) {
	runner, err := a.runner(namespace, name)
	if err != nil {
		return nil, err
	}
	path, done, err := runner.Log(container, opts.Previous)
	if err != nil {
		return nil, errdefs.AsInvalidInput(err)
	}
	options := logs.Options{
		Tail: -1, LimitBytes: int64(opts.LimitBytes), Timestamps: opts.Timestamps,
		Follow: opts.Follow && !opts.Previous, Since: opts.SinceTime,
	}
	if opts.Tail > 0 {
		options.Tail = opts.Tail
	}
	if ctx.Value(tailZeroKey{}) != nil { // virtual-kubelet reads no tail and a tail of 0 alike
		options.Tail = 0
	}
	if opts.SinceSeconds > 0 {
		options.Since = time.Now().Add(-time.Duration(opts.SinceSeconds) * time.Second)
	}
	return logs.Open(ctx, path, options, done)
}

// RunInContainer serves `kubectl exec`.
func (a *Agent) RunInContainer(ctx context.Context, namespace, name, container string, command []string, attach api.AttachIO) error {
	runner, err := a.runner(namespace, name)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd, err := runner.Command(ctx, container, command)
	if err != nil {
		return err
	}
	if attach.TTY() {
		return exitError(runTTY(cmd, attach))
	}
	if out := attach.Stdout(); out != nil {
		defer out.Close()
		cmd.Stdout = out
	}
	if errOut := attach.Stderr(); errOut != nil {
		defer errOut.Close()
		cmd.Stderr = errOut
	}
	if in := attach.Stdin(); in != nil {
		// Not cmd.Stdin: Wait would wait for a client that keeps its end open.
		pipe, err := cmd.StdinPipe()
		if err != nil {
			return err
		}
		go func() {
			_, _ = io.Copy(pipe, in)
			pipe.Close()
		}()
	}
	return exitError(cmd.Run())
}

func runTTY(cmd *exec.Cmd, attach api.AttachIO) error {
	cmd.Env = append(cmd.Env, "TERM=xterm")
	terminal, err := pty.Start(cmd)
	if err != nil {
		return err
	}
	go func() {
		for size := range attach.Resize() {
			_ = pty.Setsize(terminal, &pty.Winsize{Cols: size.Width, Rows: size.Height})
		}
	}()
	if in := attach.Stdin(); in != nil {
		go func() { _, _ = io.Copy(terminal, in) }()
	}
	output := new(sync.WaitGroup)
	if out := attach.Stdout(); out != nil {
		defer out.Close()
		output.Go(func() { _, _ = io.Copy(out, terminal) }) // ends with the last process on the terminal
	}
	err = cmd.Wait()
	output.Wait()
	terminal.Close()
	return err
}

// exitError makes an exit code one that the client gets as such.
func exitError(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return utilexec.CodeExitError{Err: err, Code: exit.ExitCode()}
	}
	return err
}

// AttachToContainer is not offered: a container's output goes to its log.
func (a *Agent) AttachToContainer(context.Context, string, string, string, api.AttachIO) error {
	return errors.New("attach is not supported by the node agent; use `kubectl logs -f` or `kubectl exec`")
}

// PortForward serves `kubectl port-forward`.
func (a *Agent) PortForward(ctx context.Context, namespace, name string, port int32, stream io.ReadWriteCloser) error {
	runner, err := a.runner(namespace, name)
	if err != nil {
		return err
	}
	nominal, err := netip.ParseAddr(runner.Pod().Status.PodIP)
	if err != nil || runner.HasEnded() {
		return fmt.Errorf("pod %s/%s has no address", namespace, name)
	}
	conn, err := a.deps.Network.Forward(ctx, nominal, port)
	if err != nil {
		return err
	}
	defer conn.Close()
	go func() {
		_, _ = io.Copy(conn, stream)
		_ = conn.(*net.TCPConn).CloseWrite()
	}()
	_, err = io.Copy(stream, conn)
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
