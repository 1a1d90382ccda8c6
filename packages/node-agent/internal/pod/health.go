package pod

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/podenv"
	"illm.lab/node-agent/internal/probes"
	"illm.lab/node-agent/internal/sandbox"
)

// startProbes probes a running container: startup first, then the others.
func (r *Runner) startProbes(ctx context.Context, container string) {
	c := podenv.FindContainer(r.record.Pod, container)
	if c == nil || (c.StartupProbe == nil && c.ReadinessProbe == nil && c.LivenessProbe == nil) {
		return
	}
	record := r.record.container(container)
	run, started, ready := record.Run, record.Started, record.Ready
	ctx, cancel := context.WithCancel(ctx)
	r.mu.Lock()
	if old := r.probing[container]; old != nil {
		old()
	}
	r.probing[container] = cancel
	r.mu.Unlock()
	target := r.target(c)
	report := func(outcome probes.Outcome) { r.send(func() { r.probed(ctx, c, run, outcome) }) }
	go func() {
		if c.StartupProbe != nil && !started {
			probes.Run(ctx, probes.Startup, c.StartupProbe, target, false, report)
		}
		if ctx.Err() != nil {
			return
		}
		if c.LivenessProbe != nil {
			go probes.Run(ctx, probes.Liveness, c.LivenessProbe, target, true, report)
		}
		if c.ReadinessProbe != nil {
			probes.Run(ctx, probes.Readiness, c.ReadinessProbe, target, ready, report)
		}
	}()
}

func (r *Runner) stopProbes(container string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if cancel := r.probing[container]; cancel != nil {
		cancel()
		delete(r.probing, container)
	}
}

// probed takes in a probe's outcome, in the loop.
func (r *Runner) probed(ctx context.Context, c *corev1.Container, run int, outcome probes.Outcome) {
	record := r.record.container(c.Name)
	if record.State != Running || record.Run != run {
		return // of a run that has ended meanwhile
	}
	if outcome.Err != nil {
		r.warn("Unhealthy", fmt.Sprintf("%s probe of container %s failed: %v", outcome.Kind, c.Name, outcome.Err))
	}
	if !outcome.Changed {
		return
	}
	switch outcome.Kind {
	case probes.Readiness:
		record.Ready = outcome.Healthy
	case probes.Startup:
		record.Started = outcome.Healthy
		record.Ready = outcome.Healthy && c.ReadinessProbe == nil
	}
	if !outcome.Healthy && outcome.Kind != probes.Readiness {
		probe := c.LivenessProbe
		if outcome.Kind == probes.Startup {
			probe = c.StartupProbe
		}
		grace := r.grace()
		if probe.TerminationGracePeriodSeconds != nil {
			grace = *probe.TerminationGracePeriodSeconds
		}
		r.end(context.WithoutCancel(ctx), c, fmt.Sprintf("Container failed its %s probe: %v", outcome.Kind, outcome.Err), time.Duration(grace)*time.Second)
	}
}

// target is what a container's probes and hooks address.
func (r *Runner) target(c *corev1.Container) probes.Target {
	return probes.Target{
		IP: r.facts().BindIP, Ports: c.Ports, Dial: r.deps.Network.Dial,
		Exec: func(ctx context.Context, command []string) (string, error) {
			cmd, err := r.Command(ctx, c.Name, command)
			if err != nil {
				return "", err
			}
			out := new(bytes.Buffer)
			cmd.Stdout, cmd.Stderr = out, out
			err = cmd.Run()
			if ctx.Err() != nil {
				err = fmt.Errorf("command timed out: %w", ctx.Err())
			}
			return out.String(), err
		},
	}
}

// Command prepares a command inside a running container.
func (r *Runner) Command(ctx context.Context, container string, command []string) (*exec.Cmd, error) {
	handle := r.handle(container)
	if handle == nil {
		return nil, fmt.Errorf("container %q of pod %q is not running", container, r.Pod().Name)
	}
	if len(command) == 0 {
		return nil, errors.New("no command given")
	}
	pid, err := handle.PID()
	if err != nil {
		return nil, fmt.Errorf("the container has ended: %w", err)
	}
	spec, err := handle.Spec()
	if err != nil {
		return nil, err
	}
	if spec.Root != nil && spec.Identity != nil {
		return sandbox.ExecInRoot(ctx, spec.Enter, pid, spec.Env, *spec.Identity, r.deps.Starter.Path, command)
	}
	return sandbox.ExecCommand(ctx, spec.Enter, pid, spec.Env, spec.Cwd, command)
}
