//go:build integration

package integration

import (
	"os"
	"testing"
	"time"
)

func TestArgoTrial(t *testing.T) {
	c, ns := argo(t)
	data, _ := os.ReadFile("/tmp/parts-look/trials/all.yaml")
	out, _ := c.kubectl(t, string(data), "create", "-n", ns, "-f", "-")
	t.Log(out)
	show := func(what string) {
		out, _ := c.kubectl(t, "", "get", "workflows", "-n", ns, "-o", `go-template={{range .items}}{{.metadata.name}} {{.status.phase}} {{.status.message}}{{"\n"}}{{range $k,$n := .status.nodes}}    {{$n.displayName}} {{$n.type}} {{$n.phase}} {{$n.message}}{{"\n"}}{{end}}{{end}}`)
		t.Logf("%s %s\n%s", time.Now().Format("15:04:05"), what, out)
	}
	time.Sleep(15 * time.Second)
	show("after 15 s")
	o1, _ := c.command(t, tool("argo"), "", "stop", "-n", ns, "t2-mutex-waiter")
	time.Sleep(6 * time.Second)
	show("6 s after stop of the waiter: " + o1)
	o2, _ := c.command(t, tool("argo"), "", "terminate", "-n", ns, "t2-mutex-waiter")
	time.Sleep(6 * time.Second)
	show("6 s after terminate of the waiter: " + o2)
	time.Sleep(75 * time.Second)
	show("at the end")
	logs, _ := c.command(t, tool("argo"), "", "logs", "-n", ns, "t1-unresolved", "--no-color")
	logs2, _ := c.command(t, tool("argo"), "", "logs", "-n", ns, "t1b-unknown-ref", "--no-color")
	t.Log(logs, logs2)
}
