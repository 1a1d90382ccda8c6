package process

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"illm.lab/node-agent/internal/sandbox"
	"illm.lab/node-agent/internal/shim"
	"illm.lab/node-agent/internal/userns"
)

// rootLab is lab for containers with a root of their own: the host's busybox
// stands for an image that has nothing else.
func rootLab(t *testing.T) (Starter, *sandbox.Roots, func(change func(*sandbox.Config, *shim.Spec), script string) shim.Spec) {
	t.Helper()
	starter, _ := lab(t)
	busybox := ""
	for _, path := range []string{"/bin/busybox", "/usr/bin/busybox"} {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() {
			busybox = path
		}
	}
	if busybox == "" {
		t.Skip("no busybox on this host")
	}
	dir := t.TempDir()
	roots, err := sandbox.NewRoots(t.Context(), starter.Path, dir)
	if err != nil {
		t.Skipf("no roots on this host: %v", err)
	}
	runtime := sandbox.New("")
	if err := runtime.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	lower, etc := filepath.Join(dir, "image"), filepath.Join(dir, "etc")
	if err := sandbox.WriteEtc(etc, sandbox.Etc{Hostname: "host", PodIP: "127.88.0.1"}); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"bin", "etc", "run", "tmp", "var"} {
		if err := os.MkdirAll(filepath.Join(lower, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(busybox)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lower, "bin/busybox"), data, 0o755); err != nil {
		t.Fatal(err)
	}
	for link, target := range map[string]string{"bin/sh": "busybox", "var/run": "/run", "leads-out": "../../../../.." + dir} {
		if err := os.Symlink(target, filepath.Join(lower, link)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(filepath.Join(lower, "tmp"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(lower, "etc/shipped"), []byte("shipped"), 0o644); err != nil {
		t.Fatal(err)
	}
	return starter, roots, func(change func(*sandbox.Config, *shim.Spec), script string) shim.Spec {
		run := t.TempDir()
		root := &shim.Root{Lower: lower, Dir: filepath.Join(run, "root"), Method: roots.Method, Users: roots.Users}
		config := sandbox.Config{
			Hostname: "host", EtcDir: etc, Env: []string{"PATH=/bin"}, Cwd: "/srv/here", Root: root,
			Capabilities: shim.Capabilities(nil, nil),
		}
		spec := shim.Spec{Bwrap: runtime.Bwrap(), Command: []string{"sh", "-c", script}, MaxLogBytes: 1 << 20, Root: root,
			Identity: &shim.Command{Switch: roots.Users.Whole(), Capabilities: config.Capabilities}}
		if change != nil {
			change(&config, &spec)
		}
		spec.Env, spec.Cwd, spec.Identity.Cwd = config.Env, config.Cwd, config.Cwd
		spec.Args = runtime.Args(config)
		return spec
	}
}

// A container on a root of its own sees that and nothing of the host, writes
// without changing the image, and is the user it shall be.
func TestRoot(t *testing.T) {
	starter, roots, spec := rootLab(t)
	run := func(change func(*sandbox.Config, *shim.Spec), script string) (string, Result) {
		t.Helper()
		dir := filepath.Join(t.TempDir(), "run")
		handle, err := starter.Start(dir, spec(change, script))
		if err != nil {
			t.Fatal(err)
		}
		result := wait(t, handle)
		var lines []string
		for _, line := range strings.Split(strings.TrimSpace(logText(t, handle)), "\n") {
			if _, text, found := strings.Cut(line, " F "); found {
				lines = append(lines, text)
			}
		}
		return strings.Join(lines, "\n"), result
	}
	bb := "b=/bin/busybox; "

	out, result := run(nil, bb+"pwd; $b cat /etc/shipped /etc/hostname; echo changed > /etc/shipped && $b rm -r /run && $b cat /etc/shipped; $b ls /; exit 3")
	if result.Code != 3 || !strings.HasPrefix(out, "/srv/here\nshippedhost\nchanged\n") || strings.Contains(out, "home") || strings.Contains(out, "usr") {
		t.Errorf("exit %d, %q", result.Code, out)
	}
	if out, _ := run(nil, bb+"$b cat /etc/shipped; $b ls -d /run"); out != "shipped\n/run" && out != "shipped/run" {
		t.Errorf("a second container sees what the first wrote: %q", out)
	}
	if out, result := run(func(c *sandbox.Config, _ *shim.Spec) { c.ReadOnlyRoot = true }, "echo x > /etc/shipped"); result.Code == 0 {
		t.Errorf("a read-only root was written: %q", out)
	}

	other := func(c *sandbox.Config, s *shim.Spec) {
		c.UID, c.GID, c.Capabilities = 1000, 2000, nil
		s.Identity.UID, s.Identity.GID, s.Identity.Capabilities = 1000, 2000, nil
		if s.Identity.Switch {
			s.Identity.Groups = []int{3000}
		}
	}
	out, _ = run(other, bb+"$b id -u; $b id -g; $b id -G; $b grep -E 'CapEff|NoNewPrivs' /proc/self/status")
	want := "1000\n2000\n2000 3000\nCapEff:\t0000000000000000\nNoNewPrivs:\t1"
	if !roots.Users.Whole() {
		want = strings.Replace(want, "2000 3000", "2000", 1)
	}
	if !strings.HasPrefix(out, want) && roots.Users.Whole() {
		t.Errorf("as another user: %q, not %q", out, want)
	}
	if roots.Users.Whole() {
		out, result = run(nil, bb+"echo x > /tmp/f && $b chown 33:33 /tmp/f && $b ls -ln /tmp/f && $b grep CapEff /proc/self/status; $b chroot / true; $b mount -t tmpfs none /tmp")
		if !strings.Contains(out, " 33 ") || !strings.Contains(out, "CapEff:\t00000000a80425fb") || result.Code == 0 {
			t.Errorf("root of a container: exit %d, %q", result.Code, out)
		}
	}

	out, result = run(func(_ *sandbox.Config, s *shim.Spec) { s.Command = []string{"no-such-program"} }, "")
	if result.Code != 128 || result.StartError != `exec: "no-such-program": executable file not found in $PATH` {
		t.Errorf("%+v %q", result, out)
	}
	if _, result = run(func(_ *sandbox.Config, s *shim.Spec) { s.Command = []string{"/etc/shipped"} }, ""); result.Code != 128 || !strings.Contains(result.StartError, "permission denied") {
		t.Errorf("%+v", result)
	}
}

// Mount points follow the image's links, and not out of it.
func TestRootMountPoints(t *testing.T) {
	starter, _, spec := rootLab(t)
	volume := t.TempDir()
	if err := os.WriteFile(filepath.Join(volume, "file"), []byte("of the volume\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(volume, 0o777); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadDir(filepath.Dir(filepath.Dir(volume)))
	handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), spec(func(c *sandbox.Config, s *shim.Spec) {
		for _, target := range []string{"/var/run/argo", "/leads-out/escaped"} {
			c.Binds = append(c.Binds, sandbox.Bind{Source: volume, Target: target})
		}
		c.UID, s.Identity.UID, c.Capabilities, s.Identity.Capabilities = 1000, 1000, nil, nil
	}, "/bin/busybox cat /run/argo/file /leads-out/escaped/file"))
	if err != nil {
		t.Fatal(err)
	}
	if result := wait(t, handle); result.Code != 0 || strings.Count(logText(t, handle), "of the volume") != 2 {
		t.Errorf("%+v %s", result, logText(t, handle))
	}
	after, _ := os.ReadDir(filepath.Dir(filepath.Dir(volume)))
	if len(after) != len(before) {
		t.Errorf("the host has %v, not %v", after, before)
	}
}

// A command goes into a container that has no shell, as the container's user.
func TestExecInRoot(t *testing.T) {
	starter, roots, spec := rootLab(t)
	s := spec(func(c *sandbox.Config, s *shim.Spec) {
		c.UID, c.GID, s.Identity.UID, s.Identity.GID = 1000, 2000, 1000, 2000
		c.Capabilities, s.Identity.Capabilities = nil, nil
		s.Command = []string{"/bin/busybox", "sleep", "60"}
	}, "")
	handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), s)
	if err != nil {
		t.Fatal(err)
	}
	defer handle.Kill()
	pid, err := handle.PID()
	if err != nil {
		t.Fatal(err, logText(t, handle))
	}
	for _, test := range []struct {
		command []string
		want    string
		code    int
	}{
		{[]string{"busybox", "sh", "-c", "busybox id -u; pwd; busybox grep CapEff /proc/self/status; exit 5"}, "1000\n/srv/here\nCapEff:\t0000000000000000\n", 5},
		{[]string{"missing"}, "exec: \"missing\": executable file not found in $PATH\n", 127},
	} {
		cmd, err := sandbox.ExecInRoot(t.Context(), nil, pid, s.Env, *s.Identity, starter.Path, test.command)
		if err != nil {
			t.Fatal(err)
		}
		out, _ := cmd.CombinedOutput()
		if string(out) != test.want || cmd.ProcessState.ExitCode() != test.code {
			t.Errorf("%v (whole %v): exit %d, %q", test.command, roots.Users.Whole(), cmd.ProcessState.ExitCode(), out)
		}
	}
}

// Every way to make a root that this host has gives the same.
func TestRootMethods(t *testing.T) {
	starter, roots, spec := rootLab(t)
	for _, method := range shim.RootMethods {
		for _, users := range []userns.Mapping{{}, roots.Users} {
			handle, err := starter.Start(filepath.Join(t.TempDir(), "run"), spec(func(c *sandbox.Config, s *shim.Spec) {
				s.Root.Method, s.Root.Users, s.Identity.Switch = method, users, users.Whole()
				if !users.Whole() {
					c.Capabilities, s.Identity.Capabilities = nil, nil
				}
			}, "echo more >> /etc/shipped; /bin/busybox cat /etc/shipped"))
			if err != nil {
				t.Fatal(err)
			}
			result := wait(t, handle)
			if method != roots.Method && strings.Contains(result.StartError, "root file system") {
				t.Logf("%s: not on this host: %s", method, result.StartError)
				continue
			}
			if result.Code != 0 || !strings.Contains(logText(t, handle), "F shippedmore") {
				t.Errorf("%s, %s: %+v %s", method, users.Name(), result, logText(t, handle))
			}
		}
	}
}
