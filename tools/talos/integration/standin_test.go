//go:build integration

// Package integration runs the local hub's stand-in for the Talos API and asks it
// with Talos's own client, beside a real etcd.
package integration

import (
	"context"
	"errors"
	"math"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cosi-project/runtime/pkg/safe"
	"github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/client"
	"github.com/siderolabs/talos/pkg/machinery/resources/block"
	"github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

const status1 = `{
  "hub": {"state": "ready", "environment": "local"},
  "components": [
    {"name": "etcd", "pid": 7, "ready": true, "since": "2026-11-23T09:30:00Z", "message": "Ready"},
    {"name": "argocd-server", "pid": 8, "ready": false, "since": "2026-11-23T09:31:00Z", "message": "HTTP 503"}
  ],
  "steps": [{"name": "gitops", "done": true, "message": "Done"}]
}`

func TestTalosClientReadsTheStandIn(t *testing.T) {
	hub := startHub(t, status1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()

	c, err := client.New(ctx, client.WithConfigFromFile(hub.talosconfig("reader")))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close() //nolint:errcheck

	t.Run("version claims no Talos", func(t *testing.T) {
		answer, err := c.Version(ctx)
		if err != nil {
			t.Fatal(err)
		}
		version := answer.GetMessages()[0]
		if version.GetVersion().GetTag() != "" || version.GetPlatform().GetName() != "illm-lab" {
			t.Errorf("got %v", version)
		}
	})

	t.Run("figures are this host's", func(t *testing.T) {
		memory, err := c.Memory(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := memory.GetMessages()[0].GetMeminfo().GetMemtotal(), procNumber(t, "/proc/meminfo", "MemTotal:"); got != want {
			t.Errorf("memory: got %d KiB, want %d", got, want)
		}

		stat, err := c.MachineClient.SystemStat(ctx, empty)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := stat.GetMessages()[0].GetBootTime(), procNumber(t, "/proc/stat", "btime"); got != want {
			t.Errorf("boot: got %d, want %d", got, want)
		}
		if cpu := stat.GetMessages()[0].GetCpuTotal(); cpu.GetUser() <= 0 || cpu.GetIdle() <= 0 {
			t.Errorf("processors: got %v", cpu)
		}

		load, err := c.MachineClient.LoadAvg(ctx, empty)
		if err != nil {
			t.Fatal(err)
		}
		if got := load.GetMessages()[0].GetLoad15(); math.Abs(got-load15(t)) > 1 {
			t.Errorf("load: got %v, want about %v", got, load15(t))
		}

		mounts, err := c.Mounts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, mount := range mounts.GetMessages()[0].GetStats() {
			if mount.GetSize() == 0 || mount.GetAvailable() > mount.GetSize() {
				t.Errorf("mount: got %v", mount)
			}
		}
	})

	t.Run("services are the hub's components", func(t *testing.T) {
		answer, err := c.ServiceList(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, service := range answer.GetMessages()[0].GetServices() {
			health := service.GetHealth()
			got = append(got, strings.Join([]string{
				service.GetId(), service.GetState(), map[bool]string{true: "healthy", false: "unhealthy"}[health.GetHealthy()],
				health.GetLastMessage(), health.GetLastChange().AsTime().Format(time.RFC3339),
			}, "|"))
		}
		want := []string{
			"etcd|Running|healthy|Ready|2026-11-23T09:30:00Z",
			"argocd-server|Starting|unhealthy|HTTP 503|2026-11-23T09:31:00Z",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %q, want %q", got, want)
		}
	})

	t.Run("machine status is a resource", func(t *testing.T) {
		got, err := safe.StateGetByID[*runtime.MachineStatus](ctx, c.COSI, runtime.MachineStatusID)
		if err != nil {
			t.Fatal(err)
		}
		spec := got.TypedSpec()
		if spec.Stage != runtime.MachineStageRunning || spec.Status.Ready {
			t.Errorf("got %+v", spec)
		}
		if len(spec.Status.UnmetConditions) != 1 || spec.Status.UnmetConditions[0] != (runtime.UnmetCondition{Name: "argocd-server", Reason: "HTTP 503"}) {
			t.Errorf("got %+v", spec.Status.UnmetConditions)
		}
	})

	t.Run("disks are resources", func(t *testing.T) {
		disks, err := safe.StateListAll[*block.Disk](ctx, c.COSI)
		if err != nil {
			t.Fatal(err)
		}
		for disk := range disks.All() {
			if disk.TypedSpec().Size == 0 || !strings.HasPrefix(disk.TypedSpec().DevPath, "/dev/") {
				t.Errorf("got %+v", disk.TypedSpec())
			}
		}
	})

	t.Run("etcd is the real one", func(t *testing.T) {
		members, err := c.EtcdMemberList(ctx, &machine.EtcdMemberListRequest{})
		if err != nil {
			t.Fatal(err)
		}
		list := members.GetMessages()[0].GetMembers()
		if len(list) != 1 || list[0].GetHostname() != "talos-test" {
			t.Fatalf("got %v", list)
		}
		answer, err := c.EtcdStatus(ctx)
		if err != nil {
			t.Fatal(err)
		}
		own := answer.GetMessages()[0].GetMemberStatus()
		if own.GetMemberId() != list[0].GetId() || own.GetLeader() != list[0].GetId() || own.GetDbSize() == 0 {
			t.Errorf("got %v", own)
		}
		if _, err = c.EtcdAlarmList(ctx); err != nil {
			t.Error(err)
		}
	})

	t.Run("nothing can be changed", func(t *testing.T) {
		if err := c.Reboot(ctx); status.Code(err) != codes.Unimplemented {
			t.Errorf("got %v", err)
		}
	})

	t.Run("what fails fails alone", func(t *testing.T) {
		if err := os.Remove(hub.status); err != nil {
			t.Fatal(err)
		}
		if _, err := c.ServiceList(ctx); status.Code(err) != codes.Unavailable {
			t.Errorf("got %v", err)
		}
		if _, err := c.Memory(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestOthersAreRefused(t *testing.T) {
	hub := startHub(t, status1)

	for _, name := range []string{"expired", "untrusted"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()

			c, err := client.New(ctx, client.WithConfigFromFile(hub.talosconfig(name)))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close() //nolint:errcheck

			_, err = c.Version(ctx)
			if err == nil || errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
		})
	}
}
