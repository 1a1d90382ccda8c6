package pod

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	pullsecrets "github.com/google/go-containerregistry/pkg/authn/kubernetes"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"illm.lab/node-agent/internal/images"
	"illm.lab/node-agent/internal/oci"
)

// Reasons and pauses of a kubelet.
const (
	reasonPull        = "ErrImagePull"
	reasonPullBackOff = "ImagePullBackOff"
	reasonNeverPull   = "ErrImageNeverPull"
	reasonInvalidName = "InvalidImageName"
	// reasonLimited is the event of a container that cannot be all that its image
	// says on this host.
	reasonLimited = "ImageLimited"

	firstPullBackoff = 10 * time.Second
	maxPullBackoff   = 5 * time.Minute
	// showPullError is how long the error itself is shown before the back-off.
	showPullError = 2 * time.Second
)

// program is what a container runs: the programs of an entry of the image table
// or, with an image, those of that.
type program struct {
	images.Entry
	image *oci.Image
}

// pull is the state of getting one container's image for its next run.
type pull struct {
	running  bool
	started  time.Time
	image    *oci.Image
	err      error
	failures int
	showTo   time.Time // the error is shown until then
	until    time.Time // no further attempt before
	backing  bool      // the back-off was told
}

// program finds what a container runs. Without one, the container waits until
// the returned time, with a reason.
func (r *Runner) program(ctx context.Context, c *corev1.Container) (*program, time.Time) {
	entry, err := r.deps.Images.Lookup(c.Image)
	if err == nil {
		return &program{Entry: entry}, time.Time{}
	}
	var missing *images.NotAvailable
	if !errors.As(err, &missing) || !missing.Unlisted {
		return nil, r.wait(c, reasonImage, err.Error(), recheck)
	}
	if r.deps.Store == nil {
		return nil, r.wait(c, reasonImage, fmt.Sprintf("%v, and images of others cannot run here: %v", err, r.deps.StoreErr), recheck)
	}
	image, next := r.image(ctx, c)
	if image == nil {
		return nil, next
	}
	env := map[string]string{}
	for _, variable := range image.Config.Env {
		name, value, _ := strings.Cut(variable, "=")
		env[name] = value
	}
	return &program{image: image, Entry: images.Entry{
		Match: c.Image, Entrypoint: image.Config.Entrypoint, Cmd: image.Config.Cmd, Env: env,
	}}, time.Time{}
}

// wait lets a container wait with a reason, and says so once.
func (r *Runner) wait(c *corev1.Container, reason, message string, pause time.Duration) time.Time {
	record := r.record.container(c.Name)
	record.Reason, record.Message = reason, message
	r.warn(reason, fmt.Sprintf("Container %s: %s", c.Name, message))
	return time.Now().Add(pause)
}

// image gets a container's image by its imagePullPolicy, in steps: nil means to
// come again, at the returned time or when the pull ends.
func (r *Runner) image(ctx context.Context, c *corev1.Container) (*oci.Image, time.Time) {
	record := r.record.container(c.Name)
	ref, err := oci.Parse(c.Image)
	if err != nil {
		return nil, r.wait(c, reasonInvalidName, err.Error(), recheck)
	}
	p := r.pulls[c.Name]
	if p == nil {
		p = &pull{}
		r.pulls[c.Name] = p
	}
	now := time.Now()
	switch {
	case p.running:
		return nil, time.Time{}
	case p.image != nil:
		record.ImageID, record.ImageDigest = p.image.ID(ref), p.image.Digest
		return p.image, time.Time{}
	case p.err != nil && now.Before(p.showTo):
		return nil, p.showTo
	case p.err != nil && now.Before(p.until):
		record.Reason = reasonPullBackOff
		record.Message = fmt.Sprintf("Back-off pulling image %q: %s: %v", c.Image, reasonPull, p.err)
		if !p.backing {
			p.backing = true
			r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeNormal, "BackOff", "Back-off pulling image %q", c.Image)
			r.deps.Events.Event(r.record.Pod, corev1.EventTypeWarning, "Failed", "Error: "+reasonPullBackOff)
		}
		return nil, p.until
	}
	if c.ImagePullPolicy != corev1.PullAlways {
		if image := r.deps.Store.Find(ref, r.user(c.Name)); image != nil {
			r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeNormal, "Pulled", "Container image %q already present on machine", c.Image)
			r.got(c, p, image)
			return r.image(ctx, c)
		}
		if c.ImagePullPolicy == corev1.PullNever {
			return nil, r.wait(c, reasonNeverPull, fmt.Sprintf("Container image %q is not present with pull policy of Never", c.Image), recheck)
		}
	}
	p.running, p.started, p.err = true, now, nil
	r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeNormal, "Pulling", "Pulling image %q", c.Image)
	pod := r.record.Pod
	go func() {
		image, err := r.pullImage(ctx, pod, ref, r.user(c.Name))
		r.send(func() { r.pulled(c, p, image, err) })
	}()
	return nil, time.Time{}
}

// got takes an image for the container's next run, and tells what this host does
// not let it have.
func (r *Runner) got(c *corev1.Container, p *pull, image *oci.Image) {
	p.image, p.failures = image, 0
	for _, limit := range r.deps.Roots.Limits {
		r.warn(reasonLimited, fmt.Sprintf("Container %s: %s", c.Name, limit))
	}
}

// user names a container among those who hold images.
func (r *Runner) user(container string) string {
	return string(r.record.Pod.UID) + "/" + container
}

func (r *Runner) pullImage(ctx context.Context, pod *corev1.Pod, ref oci.Reference, user string) (*oci.Image, error) {
	keys, err := r.pullKeys(ctx, pod)
	if err != nil {
		return nil, err
	}
	return r.deps.Store.Pull(ctx, ref, keys, user)
}

// pullKeys are the pod's imagePullSecrets; the API server has written those of
// its service account there.
func (r *Runner) pullKeys(ctx context.Context, pod *corev1.Pod) (authn.Keychain, error) {
	ctx, cancel := context.WithTimeout(ctx, apiTimeout)
	defer cancel()
	var secrets []corev1.Secret
	var missing []string
	for _, of := range pod.Spec.ImagePullSecrets {
		secret, err := r.deps.Client.CoreV1().Secrets(pod.Namespace).Get(ctx, of.Name, metav1.GetOptions{})
		if err != nil {
			missing = append(missing, of.Name)
			continue
		}
		secrets = append(secrets, *secret)
	}
	if len(missing) > 0 {
		r.deps.Events.Eventf(pod, corev1.EventTypeWarning, "FailedToRetrieveImagePullSecret",
			"Unable to retrieve some image pull secrets (%s); attempting to pull the image may not succeed.", strings.Join(missing, ", "))
	}
	if len(secrets) == 0 {
		return authn.NewMultiKeychain(), nil
	}
	keys, err := pullsecrets.NewFromPullSecrets(ctx, secrets)
	if err != nil {
		return nil, fmt.Errorf("imagePullSecrets: %w", err)
	}
	return keys, nil
}

// pulled takes in a pull's end, in the loop.
func (r *Runner) pulled(c *corev1.Container, p *pull, image *oci.Image, err error) {
	p.running, p.backing = false, false
	if r.record.Phase != "" || r.record.Stop != nil {
		r.deps.Store.Drop(r.user(c.Name))
		return
	}
	if err == nil {
		r.got(c, p, image)
		r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeNormal, "Pulled", "Successfully pulled image %q in %s. Image size: %d bytes.",
			c.Image, time.Since(p.started).Round(time.Millisecond), image.RootBytes)
		return
	}
	now := time.Now()
	p.err = err
	p.showTo = now.Add(showPullError)
	p.until = now.Add(min(firstPullBackoff<<min(p.failures, 10), maxPullBackoff))
	p.failures++
	record := r.record.container(c.Name)
	record.Reason = reasonPull
	record.Message = fmt.Sprintf("failed to pull image %q: %v", c.Image, err)
	r.deps.Events.Eventf(r.record.Pod, corev1.EventTypeWarning, "Failed", "Failed to pull image %q: %v", c.Image, err)
	r.deps.Events.Event(r.record.Pod, corev1.EventTypeWarning, "Failed", "Error: "+reasonPull)
}
