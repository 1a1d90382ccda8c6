package agent

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"

	statsv1alpha1 "k8s.io/kubelet/pkg/apis/stats/v1alpha1"

	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/sandbox"
)

// StoreConfig is where images that the table has not come from and go to.
type StoreConfig struct {
	Dir, Size, Layouts, Registries, Logins string
	bytes                                  int64
	sources                                oci.Sources
}

func (c *StoreConfig) flags(flags *flag.FlagSet) {
	flags.StringVar(&c.Dir, "image-store", "", "`folder` of pulled images (default: images in --state-dir)")
	flags.StringVar(&c.Size, "image-store-size", "20Gi", "what pulled images may take, as a Kubernetes `quantity`; unused ones are removed, the longest unused first")
	flags.StringVar(&c.Layouts, "image-layouts", "", "`folder` of OCI layouts: its folder NAME is the image localhost/NAME")
	flags.StringVar(&c.Logins, "registry-logins", "", "`folder` of the node's own logins at registries, as docker --config FOLDER login keeps them")
	flags.StringVar(&c.Registries, "registries", "", "`file` of mirrors and insecure registries, JSON")
}

// check names what is wrong and makes paths absolute.
func (c *StoreConfig) check(stateDir string) error {
	if c.Dir == "" {
		c.Dir = filepath.Join(stateDir, "images")
	}
	for _, path := range []*string{&c.Dir, &c.Layouts, &c.Registries, &c.Logins} {
		if *path == "" {
			continue
		}
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = absolute
	}
	quantity, err := resource.ParseQuantity(c.Size)
	if err != nil || quantity.Sign() <= 0 {
		return fmt.Errorf("--image-store-size %q: must be a size such as 20Gi", c.Size)
	}
	c.bytes = quantity.Value()
	registries, err := oci.LoadRegistries(c.Registries)
	if err != nil {
		return fmt.Errorf("--registries: %w", err)
	}
	c.sources = oci.Sources{Layouts: c.Layouts, Registries: registries, Logins: c.Logins}
	return nil
}

// openStore finds out how containers get roots of their own here and opens the
// store; with an error there are only the images of the table.
func openStore(ctx context.Context, c *Config) (*sandbox.Roots, *oci.Store, error) {
	roots, err := sandbox.NewRoots(ctx, c.Shim, c.StateDir)
	if err != nil {
		return nil, nil, err
	}
	store, err := oci.Open(c.Store.Dir, c.Store.bytes, c.Store.sources, roots)
	if err != nil {
		return nil, nil, fmt.Errorf("--image-store: %w", err)
	}
	return roots, store, nil
}

// maxNodeImages is how many images a node's status names, as a kubelet's.
const maxNodeImages = 50

// followImages keeps the node's list of images as the store has it.
func (n *nodeStatus) followImages(store *oci.Store) {
	update := func() {
		n.mu.Lock()
		n.node.Status.Images = nil
		for _, image := range store.Images() {
			if len(n.node.Status.Images) < maxNodeImages {
				n.node.Status.Images = append(n.node.Status.Images, corev1.ContainerImage{
					Names: slices.Concat(image.RepoDigests, image.Names), SizeBytes: image.RootBytes,
				})
			}
		}
		node, notify := n.node.DeepCopy(), n.notify
		n.mu.Unlock()
		if notify != nil {
			notify(node)
		}
	}
	store.OnChange(update)
	update()
}

// statsSummary tells what the image store holds, where a kubelet tells of its
// image file system.
func (a *Agent) statsSummary(node string) func(context.Context) (*statsv1alpha1.Summary, error) {
	return func(context.Context) (*statsv1alpha1.Summary, error) {
		if a.deps.Store == nil {
			return nil, errors.Join(errors.New("this node has no image store"), a.deps.StoreErr)
		}
		used, limit := a.deps.Store.Usage()
		var disk unix.Statfs_t
		if err := unix.Statfs(a.deps.Store.Dir(), &disk); err != nil {
			return nil, err
		}
		available := min(limit-used, int64(disk.Bavail)*disk.Bsize)
		return &statsv1alpha1.Summary{Node: statsv1alpha1.NodeStats{
			NodeName: node,
			Runtime: &statsv1alpha1.RuntimeStats{ImageFs: &statsv1alpha1.FsStats{
				Time: metav1.Now(), CapacityBytes: ptr.To(uint64(limit)),
				UsedBytes: ptr.To(uint64(used)), AvailableBytes: ptr.To(uint64(max(available, 0))),
			}},
		}}, nil
	}
}
