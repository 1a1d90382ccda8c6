package agent

import (
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/host"
	"illm.lab/node-agent/internal/pod"
)

// Paths of the figures, as a kubelet has them.
const (
	metricsPrefix = "/metrics/"
	pathCadvisor  = metricsPrefix + "cadvisor"
	pathResource  = metricsPrefix + "resource"
)

var (
	// OpenCost looks a container's usage up by its node's name in `instance`.
	cadvisorLabels = []string{"namespace", "pod", "container", "instance"}
	podLabels      = []string{"namespace", "pod"}
	perContainer   = append(append([]string{}, podLabels...), "container")

	cadvisorCPU    = prometheus.NewDesc("container_cpu_usage_seconds_total", "Processor time of the container so far.", cadvisorLabels, nil)
	cadvisorMemory = prometheus.NewDesc("container_memory_working_set_bytes", "Memory that the container holds.", cadvisorLabels, nil)

	nodeCPU         = prometheus.NewDesc("node_cpu_usage_seconds_total", "Processor time of the node so far.", nil, nil)
	nodeMemory      = prometheus.NewDesc("node_memory_working_set_bytes", "Memory of the node that is in use.", nil, nil)
	podCPU          = prometheus.NewDesc("pod_cpu_usage_seconds_total", "Processor time of the pod so far.", podLabels, nil)
	podMemory       = prometheus.NewDesc("pod_memory_working_set_bytes", "Memory that the pod holds.", podLabels, nil)
	containerCPU    = prometheus.NewDesc("container_cpu_usage_seconds_total", "Processor time of the container so far.", perContainer, nil)
	containerMemory = prometheus.NewDesc("container_memory_working_set_bytes", "Memory that the container holds.", perContainer, nil)
)

// metrics serves the figures of the node and its pods, read from the processes
// at each request.
func (a *Agent) metrics(nodeName string) http.Handler {
	mux := http.NewServeMux()
	for path, collect := range map[string]func(chan<- prometheus.Metric){
		pathCadvisor: func(out chan<- prometheus.Metric) { a.collectCadvisor(nodeName, out) },
		pathResource: a.collectResource,
	} {
		registry := prometheus.NewRegistry()
		registry.MustRegister(collector(collect))
		mux.Handle("GET "+path, promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	}
	return mux
}

// collector is unchecked: it describes nothing beforehand.
type collector func(chan<- prometheus.Metric)

func (c collector) Describe(chan<- *prometheus.Desc)   {}
func (c collector) Collect(m chan<- prometheus.Metric) { c(m) }

// eachUsage calls back with what each container uses. Of two pods with one name
// it is the one that the API server knows: the other one still ends.
func (a *Agent) eachUsage(use func(namespace, name string, containers []pod.ContainerUsage)) {
	for _, e := range a.all() {
		p := e.runner.Pod()
		if a.exists(p) {
			use(p.Namespace, p.Name, e.runner.Usage())
		}
	}
}

func counter(desc *prometheus.Desc, value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(desc, prometheus.CounterValue, value, labels...)
}

func gauge(desc *prometheus.Desc, value float64, labels ...string) prometheus.Metric {
	return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, value, labels...)
}

func (a *Agent) collectCadvisor(nodeName string, out chan<- prometheus.Metric) {
	a.eachUsage(func(namespace, name string, containers []pod.ContainerUsage) {
		for _, c := range containers {
			out <- counter(cadvisorCPU, c.CPUSeconds, namespace, name, c.Container, nodeName)
			if c.Running {
				out <- gauge(cadvisorMemory, float64(c.MemoryBytes), namespace, name, c.Container, nodeName)
			}
		}
	})
}

func (a *Agent) collectResource(out chan<- prometheus.Metric) {
	usage, err := host.ReadUsage()
	if err != nil {
		klog.ErrorS(err, "cannot read what the host uses")
	} else {
		now := time.Now()
		out <- prometheus.NewMetricWithTimestamp(now, counter(nodeCPU, usage.CPUSeconds))
		out <- prometheus.NewMetricWithTimestamp(now, gauge(nodeMemory, float64(usage.MemoryBytes)))
	}
	a.eachUsage(func(namespace, name string, containers []pod.ContainerUsage) {
		var seconds float64
		var bytes int64
		for _, c := range containers {
			seconds += c.CPUSeconds
			bytes += c.MemoryBytes
			out <- counter(containerCPU, c.CPUSeconds, namespace, name, c.Container)
			out <- gauge(containerMemory, float64(c.MemoryBytes), namespace, name, c.Container)
		}
		if len(containers) > 0 {
			out <- counter(podCPU, seconds, namespace, name)
			out <- gauge(podMemory, float64(bytes), namespace, name)
		}
	})
}
