package agent

import (
	"flag"
	"fmt"
	"net"
	"net/netip"
	"os"
	"path/filepath"
)

// Config is what the flags say.
type Config struct {
	Kubeconfig string
	NodeName   string
	// Listen is the address of the kubelet's API (logs, exec), Healthz that of /healthz.
	Listen, Healthz           string
	TLSCert, TLSKey, ClientCA string
	StateDir                  string
	Images                    string
	Store                     StoreConfig
	PodCIDR, LBCIDR           string
	ServiceCIDR, Reach        string
	LabNet                    string
	ShareNetwork              bool
	Bwrap                     string
	Shim                      string
	MaxPods                   int
	StopPods                  bool
}

const defaultMaxPods = 250

// Flags registers the flags.
func (c *Config) Flags(flags *flag.FlagSet) {
	flags.StringVar(&c.Kubeconfig, "kubeconfig", "", "kubeconfig `file` of the agent (required)")
	flags.StringVar(&c.NodeName, "node-name", "lab", "name of the node")
	flags.StringVar(&c.Listen, "listen", "127.0.0.1:10250", "loopback `address` of the kubelet API (logs, exec, port-forward)")
	flags.StringVar(&c.TLSCert, "tls-cert", "", "certificate `file` of the kubelet API (required)")
	flags.StringVar(&c.TLSKey, "tls-key", "", "key `file` of the kubelet API (required)")
	flags.StringVar(&c.ClientCA, "client-ca", "", "CA `file` whose client certificates may use the kubelet API; any of them may, so use it for nothing else (required)")
	flags.StringVar(&c.StateDir, "state-dir", "", "`folder` of the pods' files, logs and adoption records (required)")
	flags.StringVar(&c.Images, "images", "", "image table `file`, JSON, followed when it changes (required)")
	c.Store.flags(flags)
	flags.StringVar(&c.PodCIDR, "pod-cidr", "10.88.0.0/16", "addresses of pods; where they share the host's network, 10.X.a.b binds 127.X.a.b")
	flags.StringVar(&c.ServiceCIDR, "service-cidr", "10.96.0.0/16", "cluster addresses of Services, as the API server has them; the tenth is the name server's")
	flags.StringVar(&c.Reach, "reach", "", "what pods may connect to of this host's loopback, a `list` by comma of 127.0.0.1:PORT and of ranges such as 127.90.0.0/16")
	flags.StringVar(&c.LabNet, "lab-net", "", "`path` of lab-net (default: beside node-agent)")
	flags.BoolVar(&c.ShareNetwork, "share-network", false, "have pods share this host's network, as where it does not let them have their own")
	flags.StringVar(&c.LBCIDR, "lb-cidr", "127.89.0.0/24", "loopback addresses of LoadBalancer Services")
	flags.StringVar(&c.Bwrap, "bwrap", "", "`path` of bubblewrap (default: looked up in PATH)")
	flags.StringVar(&c.Shim, "shim", "", "`path` of lab-shim (default: beside node-agent)")
	flags.IntVar(&c.MaxPods, "max-pods", defaultMaxPods, "pods that the node takes")
	flags.StringVar(&c.Healthz, "healthz", "", "loopback `address` of /healthz (default: none)")
	flags.BoolVar(&c.StopPods, "stop-pods", false, "end the pods on SIGTERM too; otherwise they run on and the next agent adopts them")
}

// Check makes paths absolute and names what is wrong and what to do.
func (c *Config) Check() error {
	for flag, path := range map[string]*string{
		"--kubeconfig": &c.Kubeconfig, "--tls-cert": &c.TLSCert, "--tls-key": &c.TLSKey,
		"--client-ca": &c.ClientCA, "--state-dir": &c.StateDir, "--images": &c.Images,
	} {
		if *path == "" {
			return fmt.Errorf("%s is required", flag)
		}
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = absolute
	}
	for flag, address := range map[string]string{"--listen": c.Listen, "--healthz": c.Healthz} {
		if address == "" && flag == "--healthz" {
			continue
		}
		if err := checkLoopback(address); err != nil {
			return fmt.Errorf("%s %q: %w", flag, address, err)
		}
	}
	if c.MaxPods < 1 {
		return fmt.Errorf("--max-pods %d: must be at least 1", c.MaxPods)
	}
	if err := c.Store.check(c.StateDir); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	for name, path := range map[string]*string{"lab-shim": &c.Shim, "lab-net": &c.LabNet} {
		if *path == "" {
			*path = filepath.Join(filepath.Dir(self), name)
		}
		if _, err := os.Stat(*path); err != nil {
			return fmt.Errorf("%s: %w; build it beside node-agent (go build ./cmd/...) or give its path", name, err)
		}
	}
	if err := os.MkdirAll(c.StateDir, 0o700); err != nil {
		return err
	}
	return os.Chmod(c.StateDir, 0o700) // pods' secrets lie there
}

func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("must be ADDRESS:PORT: %w", err)
	}
	ip, err := netip.ParseAddr(host)
	if err != nil || !ip.IsLoopback() {
		return fmt.Errorf("must be a loopback address such as 127.0.0.1:10250; nothing of the hub listens elsewhere")
	}
	return nil
}
