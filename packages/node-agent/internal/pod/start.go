package pod

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/images"
	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/podenv"
	"illm.lab/node-agent/internal/process"
	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/shim"
	"illm.lab/node-agent/internal/volumes"
)

const (
	// maxLogBytes of one run of a container; what comes after is not kept, and the log says so.
	maxLogBytes = 64 << 20
	// nobody is the user of a container that must not be root and names no user.
	nobody                 = 65534
	defaultTerminationPath = "/dev/termination-log"
)

// start runs a container that waits. When that is impossible now, it waits on,
// with the reason, until the returned time.
func (r *Runner) start(ctx context.Context, c *corev1.Container) time.Time {
	record := r.record.container(c.Name)
	fail := func(reason string, err error) time.Time {
		record.Reason, record.Message = reason, err.Error()
		r.warn(reason, fmt.Sprintf("Container %s: %v", c.Name, err))
		return time.Now().Add(recheck)
	}
	if err := r.deps.Sandbox.Err(); err != nil {
		return fail(reasonSandbox, err)
	}
	what, next := r.program(ctx, c)
	if what == nil {
		return next
	}
	dir := r.layout.Run(c.Name, record.Run)
	spec, err := r.spec(ctx, c, what, dir)
	if err != nil {
		if ctx.Err() != nil {
			return time.Time{}
		}
		return fail(reasonConfig, err)
	}
	if spec.Enter, err = r.deps.Network.Attach(ctx, r.record.IP); err != nil {
		return fail(reasonNetwork, err)
	}
	r.dropOldRun(c.Name, record.Run)

	// Saved first: an agent that dies now leaves a run that can be adopted.
	record.State, record.StartedAt = Running, time.Now().UTC()
	record.Reason, record.Message, record.EndedBy = "", "", ""
	delete(r.pulls, c.Name) // the next run looks again, as its policy says
	record.TermAt, record.KillAt = time.Time{}, time.Time{}
	record.Started, record.Ready = c.StartupProbe == nil, c.StartupProbe == nil && c.ReadinessProbe == nil
	r.save()
	handle, err := r.deps.Starter.Start(dir, spec)
	if err != nil {
		record.State = Waiting
		record.Run++
		return fail("CreateContainerError", err)
	}
	if started := handle.StartedAt(); !started.IsZero() {
		record.StartedAt = started
	}
	r.mu.Lock()
	r.handles[c.Name] = handle
	r.mu.Unlock()
	r.watch(ctx, handle)
	r.startProbes(ctx, c.Name)
	if c.Lifecycle != nil && c.Lifecycle.PostStart != nil {
		go r.postStart(ctx, c)
	}
	return time.Time{}
}

func (r *Runner) postStart(ctx context.Context, c *corev1.Container) {
	if err := r.hook(ctx, c, c.Lifecycle.PostStart); err != nil && ctx.Err() == nil {
		r.deps.Events.Eventf(r.Pod(), corev1.EventTypeWarning, "FailedPostStartHook", "Container %s: %v", c.Name, err)
		r.send(func() {
			r.end(ctx, c, fmt.Sprintf("postStart hook failed: %v", err), time.Duration(r.grace())*time.Second)
		})
	}
}

// dropOldRun keeps only the last run before this one, for `logs --previous`.
func (r *Runner) dropOldRun(container string, run int) {
	if run >= 2 {
		_ = r.deps.Roots.RemoveAll(r.layout.Run(container, run-2))
	}
}

// spec is what the shim shall run.
func (r *Runner) spec(ctx context.Context, c *corev1.Container, what *program, dir string) (shim.Spec, error) {
	entry, who := what.Entry, securityOf(r.record.Pod, c)
	var user oci.User
	if what.image != nil {
		var err error
		if user, err = who.imageUser(r.record.Pod, c, what.image); err != nil {
			return shim.Spec{}, err
		}
	}
	env, err := r.env(ctx, c, entry, orHome(user.Home))
	if err != nil {
		return shim.Spec{}, err
	}
	command := expandAll(c.Command, env)
	args := expandAll(c.Args, env)
	if len(command) == 0 {
		if command = entry.Entrypoint; len(args) == 0 {
			args = entry.Cmd
		}
	}
	command = append(append([]string{}, command...), args...)
	if len(command) == 0 {
		return shim.Spec{}, fmt.Errorf("no command: the container names none and neither does the image %q", entry.Match)
	}
	binds, err := r.binds(c, entry, dir, env)
	if err != nil {
		return shim.Spec{}, err
	}
	config := sandbox.Config{
		Hostname: hostname(r.record.Pod), EtcDir: r.layout.etc(),
		Binds: binds, Env: env.List(), Cwd: "/", ReadOnlyRoot: who.readOnly,
		TmpBytes: c.Resources.Limits.Memory().Value(),
	}
	workingDir := c.WorkingDir
	if workingDir == "" && what.image != nil {
		workingDir = what.image.Config.WorkingDir
	}
	if workingDir != "" {
		config.Cwd = filepath.Join("/", podenv.Expand(workingDir, env.Lookup))
	}
	spec := shim.Spec{
		Bwrap: r.deps.Sandbox.Bwrap(), Command: command, Env: config.Env, Cwd: config.Cwd,
		MemoryLimit: c.Resources.Limits.Memory().Value(), MaxLogBytes: maxLogBytes,
	}
	if what.image == nil {
		config.UID, config.GID = who.tableUser()
	} else {
		// The shim starts in the pod's network, whose user namespace has these already.
		users := r.deps.Network.Users(r.deps.Roots.Users)
		spec.Root = &shim.Root{Lower: what.image.Root, Dir: r.layout.root(c.Name, r.record.container(c.Name).Run), Method: r.deps.Roots.Method, Users: users}
		if spec.Identity, err = who.command(user, users, config.Cwd); err != nil {
			return shim.Spec{}, err
		}
		config.UID, config.GID = int64(user.UID), int64(user.GID)
		config.Root, config.Capabilities = spec.Root, spec.Identity.Capabilities
	}
	spec.Args = r.deps.Sandbox.Args(config)
	return spec, nil
}

func orHome(home string) string {
	if home == "" {
		return sandbox.Home
	}
	return home
}

func (r *Runner) env(ctx context.Context, c *corev1.Container, entry images.Entry, home string) (*podenv.Env, error) {
	facts := r.facts()
	env := new(podenv.Env)
	apiHost, apiPort := r.deps.Network.API(r.deps.APIHost, r.deps.APIPort)
	env.SetAll(map[string]string{
		"PATH": sandbox.DefaultPath, "HOME": home, "HOSTNAME": hostname(r.record.Pod),
		"LAB_POD_IP":              facts.BindIP,
		"KUBERNETES_SERVICE_HOST": apiHost,
		"KUBERNETES_SERVICE_PORT": apiPort, "KUBERNETES_SERVICE_PORT_HTTPS": apiPort,
	})
	env.SetAll(entry.Env)
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	return env, podenv.Resolver{Client: r.deps.Client}.Add(ctx, env, r.record.Pod, c, facts)
}

func expandAll(texts []string, env *podenv.Env) []string {
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = podenv.Expand(text, env.Lookup)
	}
	return out
}

func (r *Runner) binds(c *corev1.Container, entry images.Entry, dir string, env *podenv.Env) ([]sandbox.Bind, error) {
	var binds []sandbox.Bind
	for _, bind := range entry.Binds {
		binds = append(binds, sandbox.Bind{Source: bind.Source, Target: bind.Target, ReadOnly: true})
	}
	mounts, err := volumes.Mounts(r.record.Pod, c, r.layout.Volumes(), env.Lookup)
	if err != nil {
		return nil, err
	}
	binds = append(append(binds, mounts...), r.installs(c, entry)...)
	termination := filepath.Join(dir, "termination")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if err := os.WriteFile(termination, nil, 0o600); err != nil {
		return nil, err
	}
	if err := os.Chmod(termination, 0o666); err != nil { // the container may be any user
		return nil, err
	}
	target := c.TerminationMessagePath
	if target == "" {
		target = defaultTerminationPath
	}
	return append(binds, sandbox.Bind{Source: termination, Target: target}), nil
}

// installs puts what an image of this pod would copy into a volume in its place
// already. The copying init container writes to /dev/null instead.
func (r *Runner) installs(c *corev1.Container, own images.Entry) []sandbox.Bind {
	var binds []sandbox.Bind
	seen := map[string]bool{}
	for _, other := range allContainers(r.record.Pod) {
		entry, err := r.deps.Images.Lookup(other.Image)
		if err != nil {
			continue
		}
		for _, install := range entry.Installs {
			if seen[install.Target] || !mountsOver(c, install.Target) {
				continue
			}
			seen[install.Target] = true
			if own.Match == entry.Match && isInit(r.record.Pod, c) {
				binds = append(binds, sandbox.Bind{Source: os.DevNull, Target: install.Target, Device: true})
			} else {
				binds = append(binds, sandbox.Bind{Source: install.Source, Target: install.Target, ReadOnly: true})
			}
		}
	}
	return binds
}

func mountsOver(c *corev1.Container, target string) bool {
	for _, mount := range c.VolumeMounts {
		if strings.HasPrefix(target, strings.TrimSuffix(mount.MountPath, "/")+"/") {
			return true
		}
	}
	return false
}

// handle is the current run of a container.
func (r *Runner) handle(container string) *process.Handle {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.handles[container]
}

func (r *Runner) forget(container string) {
	r.stopProbes(container)
	r.mu.Lock()
	defer r.mu.Unlock()
	if handle := r.handles[container]; handle != nil {
		r.keepSpent(container, handle)
	}
	delete(r.handles, container)
}
