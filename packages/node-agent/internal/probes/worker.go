package probes

import (
	"context"
	"time"

	corev1 "k8s.io/api/core/v1"
)

// firstReadyInterval is how fast a readiness probe is repeated until it first
// succeeds: a whole period of waiting for something that is up already would
// only make runs slow.
const firstReadyInterval = 200 * time.Millisecond

// Kind of probe.
type Kind string

const (
	Startup   Kind = "Startup"
	Liveness  Kind = "Liveness"
	Readiness Kind = "Readiness"
)

// Outcome is reported when a probe's result changes, and at each failure.
type Outcome struct {
	Kind    Kind
	Healthy bool
	// Changed: the threshold was reached and Healthy is new.
	Changed bool
	// Err is the failed attempt's.
	Err error
}

// Run probes until the context ends or, for startup, until the first success.
// healthy is the state to begin with: that of before the agent's restart.
func Run(ctx context.Context, kind Kind, probe *corev1.Probe, target Target, healthy bool, report func(Outcome)) {
	period := time.Duration(max(probe.PeriodSeconds, 1)) * time.Second
	if !wait(ctx, time.Duration(probe.InitialDelaySeconds)*time.Second) {
		return
	}
	successes, failures := int32(0), int32(0)
	interval := period
	if kind == Readiness && !healthy {
		interval = min(firstReadyInterval, period)
	}
	everHealthy := healthy
	for {
		attempt, cancel := context.WithTimeout(ctx, timeout(probe))
		err := Do(attempt, probe.ProbeHandler, target)
		cancel()
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			failures = 0
			if successes++; !healthy && successes >= max(probe.SuccessThreshold, 1) {
				healthy, everHealthy, interval = true, true, period
				report(Outcome{Kind: kind, Healthy: true, Changed: true})
				if kind == Startup {
					return
				}
			}
		} else {
			successes = 0
			failures++
			reached := failures >= max(probe.FailureThreshold, 1)
			// A liveness or startup failure ends the container whatever the state was.
			changed := reached && (healthy || kind != Readiness)
			if changed {
				healthy, failures = false, 0
			}
			report(Outcome{Kind: kind, Healthy: healthy, Changed: changed, Err: err})
			if kind == Readiness && !everHealthy {
				interval = min(interval*2, period)
			}
		}
		if !wait(ctx, interval) {
			return
		}
	}
}

func wait(ctx context.Context, duration time.Duration) bool {
	if duration <= 0 {
		return ctx.Err() == nil
	}
	timer := time.NewTimer(duration)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
