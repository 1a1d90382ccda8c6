// node-agent is the lab's kubelet: it runs pods as processes of this host.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/virtual-kubelet/virtual-kubelet/log"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/agent"
	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/shim"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == "stop-pods" {
		os.Exit(stopPods(os.Args[2:]))
	}
	if len(os.Args) > 1 && os.Args[1] == oci.UnpackCommand {
		if err := oci.Unpack(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "node-agent "+oci.UnpackCommand+":", err)
			os.Exit(1)
		}
		return
	}
	shim.KeepFiles()
	config := new(agent.Config)
	klog.InitFlags(nil)
	log.L = agent.Logger()
	config.Flags(flag.CommandLine)
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "node-agent: unknown argument %q; see --help\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := config.Check(); err != nil {
		fmt.Fprintln(os.Stderr, "node-agent:", err)
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	if err := agent.Run(ctx, config); err != nil {
		klog.ErrorS(err, "node agent ends")
		klog.Flush()
		os.Exit(1)
	}
	klog.Flush()
}
