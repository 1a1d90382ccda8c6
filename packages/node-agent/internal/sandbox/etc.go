package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// etcFiles are generated per pod: the host's own would name its users.
var etcFiles = []string{"passwd", "group", "hosts", "hostname", "resolv.conf", "nsswitch.conf"}

// Host is a line of /etc/hosts.
type Host struct {
	IP    string
	Names []string
}

// Etc is what a pod's generated files say.
type Etc struct {
	Hostname string
	// FQDN is its name in the cluster, where it has one.
	FQDN    string
	PodIP   string
	Aliases []Host
	// Resolv is resolv.conf; empty is the host's.
	Resolv string
}

// nsswitch looks names up as containers do: the host's may ask services that a
// pod cannot reach, or take the cluster's domain for one of the local network.
const nsswitch = "passwd: files\ngroup: files\nhosts: files dns\nnetworks: files\nprotocols: files\nservices: files\n"

// WriteEtc writes the generated files of /etc for a pod into dir.
func WriteEtc(dir string, etc Etc) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	names := []string{etc.Hostname}
	if etc.FQDN != "" {
		names = []string{etc.FQDN, etc.Hostname}
	}
	hosts := new(strings.Builder)
	for _, host := range append([]Host{
		{"127.0.0.1", []string{"localhost"}},
		{"::1", []string{"localhost", "ip6-localhost", "ip6-loopback"}},
		{etc.PodIP, names},
	}, etc.Aliases...) {
		fmt.Fprintf(hosts, "%s\t%s\n", host.IP, strings.Join(host.Names, " "))
	}
	files := map[string]string{
		"passwd":   "root:x:0:0:root:" + Home + ":/bin/sh\nnobody:x:65534:65534:nobody:" + Home + ":/bin/sh\n",
		"group":    "root:x:0:\nnogroup:x:65534:\n",
		"hostname": etc.Hostname + "\n",
		"hosts":    hosts.String(),
	}
	files["resolv.conf"], files["nsswitch.conf"] = etc.Resolv, nsswitch
	if etc.Resolv == "" {
		for _, name := range []string{"resolv.conf", "nsswitch.conf"} {
			data, _ := os.ReadFile("/etc/" + name)
			files[name] = string(data)
		}
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}
