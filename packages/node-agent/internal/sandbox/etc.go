package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// etcFiles are generated per pod: the host's own would name its users.
var etcFiles = []string{"passwd", "group", "hosts", "hostname"}

// Host is a line of /etc/hosts.
type Host struct {
	IP    string
	Names []string
}

// WriteEtc writes the generated files of /etc for a pod into dir.
func WriteEtc(dir, hostname, podIP string, aliases []Host) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	hosts := new(strings.Builder)
	for _, host := range append([]Host{
		{"127.0.0.1", []string{"localhost"}},
		{"::1", []string{"localhost", "ip6-localhost", "ip6-loopback"}},
		{podIP, []string{hostname}},
	}, aliases...) {
		fmt.Fprintf(hosts, "%s\t%s\n", host.IP, strings.Join(host.Names, " "))
	}
	for name, content := range map[string]string{
		"passwd":   "root:x:0:0:root:" + Home + ":/bin/sh\nnobody:x:65534:65534:nobody:" + Home + ":/bin/sh\n",
		"group":    "root:x:0:\nnogroup:x:65534:\n",
		"hostname": hostname + "\n",
		"hosts":    hosts.String(),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
