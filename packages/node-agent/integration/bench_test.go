//go:build integration && bench

package integration

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
)

// highestRatio is the target: pod start against docker run.
const highestRatio = 1.3

// TestBenchPodStart measures, turn by turn, a pod whose image is there against
// `docker run` of the same image: from the wish until its program has ended,
// which it does at once. DOCKER_HOST names the Docker to use; BENCH_ROUNDS (20).
func TestBenchPodStart(t *testing.T) {
	c, ns := shared, shared.namespace(t)
	rounds := 20
	if n, err := strconv.Atoi(os.Getenv("BENCH_ROUNDS")); err == nil {
		rounds = n
	}
	image := testImage(t, v1.Config{Cmd: []string{"true"}, Env: []string{"PATH=/bin"}}, busyboxWith(t, "true"))
	c.addLayout(t, "bench", "1", image)
	archive := filepath.Join(t.TempDir(), "image.tar")
	tag, err := name.NewTag("lab.invalid/bench:1")
	if err != nil {
		t.Fatal(err)
	}
	if err := tarball.WriteToFile(archive, tag, image); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("docker", "load", "-i", archive).CombinedOutput(); err != nil {
		t.Fatalf("docker load: %s (%v); start Docker and set DOCKER_HOST", out, err)
	}
	pods := make([]time.Duration, 0, rounds)
	containers := make([]time.Duration, 0, rounds)
	for i := range rounds + 1 {
		pod, container := c.timePod(t, ns, fmt.Sprintf("bench-%d", i)), timeDocker(t)
		if i > 0 { // the first pulls and warms
			pods, containers = append(pods, pod), append(containers, container)
		}
	}
	ratio := float64(median(pods)) / float64(median(containers))
	t.Logf("pod: median %s (lowest %s), docker run: median %s (lowest %s), %d rounds: ratio %.2f",
		median(pods), slices.Min(pods), median(containers), slices.Min(containers), rounds, ratio)
	if ratio > highestRatio {
		t.Errorf("a pod takes %.2f times as long as docker run, the target is %.1f", ratio, highestRatio)
	}
}

func (c *cluster) timePod(t *testing.T, ns, name string) time.Duration {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startLimit)
	defer cancel()
	watch, err := c.client.CoreV1().Pods(ns).Watch(ctx, metav1.ListOptions{FieldSelector: fields.OneTermEqualSelector("metadata.name", name).String()})
	if err != nil {
		t.Fatal(err)
	}
	defer watch.Stop()
	started := time.Now()
	c.create(t, ns, imagePod(name, "localhost/bench:1"))
	for event := range watch.ResultChan() {
		if pod, ok := event.Object.(*corev1.Pod); ok && ended(pod) {
			return time.Since(started)
		}
	}
	t.Fatalf("%s did not end", name)
	return 0
}

func timeDocker(t *testing.T) time.Duration {
	t.Helper()
	started := time.Now()
	if out, err := exec.Command("docker", "run", "--rm", "lab.invalid/bench:1").CombinedOutput(); err != nil {
		t.Fatalf("docker run: %s (%v)", out, err)
	}
	return time.Since(started)
}

func busyboxWith(t *testing.T, links ...string) file {
	t.Helper()
	f := busybox(t)
	f.links = append(f.links, links...)
	return f
}

func median(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2].Round(time.Millisecond)
}
