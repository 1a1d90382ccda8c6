package agent

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/record"
	"k8s.io/klog/v2"

	"illm.lab/node-agent/internal/host"
	"illm.lab/node-agent/internal/sandbox"
)

const (
	hostIP = "127.0.0.1"
	// kubeletVersion is the Kubernetes whose contract the agent keeps.
	kubeletVersion = "v1.35.8"
	// conditionSandbox is true while pods cannot run here. The node stays Ready
	// then: otherwise the scheduler would keep pods back and only say "not ready",
	// while the agent can tell each pod what to do about it.
	conditionSandbox = corev1.NodeConditionType("SandboxUnavailable")
	// conditionNetwork is true where pods share the host's network.
	conditionNetwork = corev1.NodeConditionType("PodNetworkShared")
	reasonShared     = "NoNetworkOfTheirOwn"
	sharedWords      = "Pods share this computer's network: two of them cannot listen on one port, they reach whatever listens on its loopback, and Services have no names. "
	// sandboxRecheck is how often a host that cannot run pods is tried again.
	sandboxRecheck = 15 * time.Second
)

// nodeStatus is virtual-kubelet's node provider.
type nodeStatus struct {
	mu     sync.Mutex
	node   *corev1.Node
	notify func(*corev1.Node)
}

// Ping implements node.NodeProvider.
func (n *nodeStatus) Ping(context.Context) error { return nil }

// NotifyNodeStatus implements node.NodeProvider.
func (n *nodeStatus) NotifyNodeStatus(_ context.Context, notify func(*corev1.Node)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.notify = notify
}

// current is the node as it is now.
func (n *nodeStatus) current() *corev1.Node {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.node.DeepCopy()
}

// setSandbox writes why pods cannot run, or that they can; it tells whether that is new.
func (n *nodeStatus) setSandbox(err error) bool { return n.set(sandboxCondition(err)) }

// setNetwork writes why pods share the host's network; empty is that they do not.
func (n *nodeStatus) setNetwork(why string) bool { return n.set(networkCondition(why)) }

// set writes a condition and tells whether it is new.
func (n *nodeStatus) set(c corev1.NodeCondition) bool {
	n.mu.Lock()
	changed := false
	for i := range n.node.Status.Conditions {
		if old := &n.node.Status.Conditions[i]; old.Type == c.Type {
			changed = old.Status != c.Status || old.Message != c.Message
			if old.Status == c.Status {
				c.LastTransitionTime = old.LastTransitionTime
			}
			if changed {
				*old = c
			}
		}
	}
	node, notify := n.node.DeepCopy(), n.notify
	n.mu.Unlock()
	if changed && notify != nil {
		notify(node)
	}
	return changed
}

func sandboxCondition(err error) corev1.NodeCondition {
	c := condition(conditionSandbox, corev1.ConditionFalse, "SandboxReady", "bubblewrap can create sandboxes")
	if err != nil {
		c = condition(conditionSandbox, corev1.ConditionTrue, "SandboxNotAvailable", err.Error())
	}
	return c
}

func networkCondition(why string) corev1.NodeCondition {
	if why == "" {
		return condition(conditionNetwork, corev1.ConditionFalse, "NetworkPerPod", "each pod has a network of its own")
	}
	return condition(conditionNetwork, corev1.ConditionTrue, reasonShared, sharedWords+why)
}

func condition(kind corev1.NodeConditionType, status corev1.ConditionStatus, reason, message string) corev1.NodeCondition {
	now := metav1.Now()
	return corev1.NodeCondition{
		Type: kind, Status: status, Reason: reason, Message: message,
		LastHeartbeatTime: now, LastTransitionTime: now,
	}
}

// watchSandbox tries the sandbox again as long as it does not work, so that
// waiting pods start by themselves once the host allows it.
func watchSandbox(ctx context.Context, sb *sandbox.Runtime, status *nodeStatus, events record.EventRecorder, wake func()) {
	for {
		err := sb.Err()
		if status.setSandbox(err) {
			wake()
		}
		if err == nil {
			return
		}
		klog.ErrorS(err, "pods cannot run on this host")
		events.Event(nodeReference(status.node), corev1.EventTypeWarning, "SandboxNotAvailable", err.Error())
		select {
		case <-ctx.Done():
			return
		case <-time.After(sandboxRecheck):
			_ = sb.Check(ctx)
		}
	}
}

func nodeReference(node *corev1.Node) *corev1.ObjectReference {
	// Events of nodes carry the name as UID, as the kubelet's do.
	return &corev1.ObjectReference{Kind: "Node", APIVersion: "v1", Name: node.Name, UID: types.UID(node.Name)}
}

// newNode describes this host.
func newNode(c *Config, sandboxErr error, shared string) (*corev1.Node, error) {
	_, portText, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, err
	}
	port, err := strconv.ParseInt(portText, 10, 32)
	if err != nil {
		return nil, fmt.Errorf("--listen %q: %w", c.Listen, err)
	}
	capacity, err := hostCapacity(c)
	if err != nil {
		return nil, err
	}
	var uname unix.Utsname
	_ = unix.Uname(&uname)
	return &corev1.Node{
		ObjectMeta: metav1.ObjectMeta{
			Name: c.NodeName,
			Labels: map[string]string{
				corev1.LabelHostname: c.NodeName, corev1.LabelOSStable: runtime.GOOS, corev1.LabelArchStable: runtime.GOARCH,
				corev1.LabelInstanceTypeStable: "local",
			},
		},
		Spec: corev1.NodeSpec{ProviderID: "illm-lab://" + c.NodeName},
		Status: corev1.NodeStatus{
			Capacity: capacity, Allocatable: capacity,
			Conditions: []corev1.NodeCondition{
				condition(corev1.NodeReady, corev1.ConditionTrue, "KubeletReady", "the node agent is running"),
				condition(corev1.NodeMemoryPressure, corev1.ConditionFalse, "KubeletHasSufficientMemory", "not watched; the host's kernel decides"),
				condition(corev1.NodeDiskPressure, corev1.ConditionFalse, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
				condition(corev1.NodePIDPressure, corev1.ConditionFalse, "KubeletHasSufficientPID", "not watched"),
				sandboxCondition(sandboxErr),
				networkCondition(shared),
			},
			Addresses: []corev1.NodeAddress{
				{Type: corev1.NodeInternalIP, Address: hostIP}, {Type: corev1.NodeHostName, Address: c.NodeName},
			},
			DaemonEndpoints: corev1.NodeDaemonEndpoints{KubeletEndpoint: corev1.DaemonEndpoint{Port: int32(port)}},
			NodeInfo: corev1.NodeSystemInfo{
				KubeletVersion: kubeletVersion, OperatingSystem: runtime.GOOS, Architecture: runtime.GOARCH,
				KernelVersion: unix.ByteSliceToString(uname.Release[:]), OSImage: "host processes in bubblewrap",
				ContainerRuntimeVersion: "lab://bubblewrap",
			},
		},
	}, nil
}

func hostCapacity(c *Config) (corev1.ResourceList, error) {
	memory, err := host.Memory("MemTotal")
	if err != nil {
		return nil, err
	}
	var disk unix.Statfs_t
	if err := unix.Statfs(c.StateDir, &disk); err != nil {
		return nil, err
	}
	return corev1.ResourceList{
		corev1.ResourceCPU:              *resource.NewQuantity(int64(runtime.NumCPU()), resource.DecimalSI),
		corev1.ResourceMemory:           *resource.NewQuantity(memory, resource.BinarySI),
		corev1.ResourcePods:             *resource.NewQuantity(int64(c.MaxPods), resource.DecimalSI),
		corev1.ResourceEphemeralStorage: *resource.NewQuantity(int64(disk.Blocks)*disk.Bsize, resource.BinarySI),
	}, nil
}
