package main

import (
	"flag"
	"fmt"
	"os"
	"time"

	"illm.lab/node-agent/internal/agent"
)

// stopPods ends the processes of all pods in a state folder without an API
// server, for a hub that is taken down. It returns the exit status.
func stopPods(args []string) int {
	flags := flag.NewFlagSet("node-agent stop-pods", flag.ExitOnError)
	dir := flags.String("state-dir", "", "state `folder` of the agent that ran them (required)")
	const defaultGrace = 10 * time.Second
	grace := flags.Duration("grace", defaultGrace, "time between SIGTERM and SIGKILL")
	_ = flags.Parse(args)
	if *dir == "" || flags.NArg() > 0 {
		fmt.Fprintln(os.Stderr, "node-agent stop-pods: --state-dir is required, and nothing but flags")
		return 2
	}
	ended, err := agent.StopPods(*dir, *grace)
	if err != nil {
		fmt.Fprintln(os.Stderr, "node-agent stop-pods:", err)
		return 1
	}
	fmt.Fprintf(os.Stderr, "node-agent: ended %d containers\n", ended)
	return 0
}
