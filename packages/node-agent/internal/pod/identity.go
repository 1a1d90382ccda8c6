package pod

import (
	"fmt"
	"strconv"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/oci"
	"illm.lab/node-agent/internal/shim"
	"illm.lab/node-agent/internal/userns"
)

// security is what pod and container together say of a container's identity.
type security struct {
	nonRoot             bool
	runAsUser, runAsGID *int64
	readOnly            bool
	drop, add           []string
}

func securityOf(pod *corev1.Pod, c *corev1.Container) security {
	var s security
	if of := pod.Spec.SecurityContext; of != nil {
		s.nonRoot = of.RunAsNonRoot != nil && *of.RunAsNonRoot
		s.runAsUser, s.runAsGID = of.RunAsUser, of.RunAsGroup
	}
	if of := c.SecurityContext; of != nil {
		if of.RunAsNonRoot != nil {
			s.nonRoot = *of.RunAsNonRoot
		}
		if of.RunAsUser != nil {
			s.runAsUser = of.RunAsUser
		}
		if of.RunAsGroup != nil {
			s.runAsGID = of.RunAsGroup
		}
		s.readOnly = of.ReadOnlyRootFilesystem != nil && *of.ReadOnlyRootFilesystem
		if of.Capabilities != nil {
			for _, name := range of.Capabilities.Drop {
				s.drop = append(s.drop, string(name))
			}
			for _, name := range of.Capabilities.Add {
				s.add = append(s.add, string(name))
			}
		}
	}
	return s
}

// tableUser is the identity of a container of the image table. Outside its user
// namespace it is always the agent's user, without capabilities.
func (s security) tableUser() (uid, gid int64) {
	if s.runAsUser != nil {
		uid = *s.runAsUser
	}
	if s.runAsGID != nil {
		gid = *s.runAsGID
	}
	if s.nonRoot && s.runAsUser == nil {
		uid, gid = nobody, nobody
	}
	return uid, gid
}

// imageUser is the identity of a container with an image, as a kubelet decides it.
func (s security) imageUser(pod *corev1.Pod, c *corev1.Container, image *oci.Image) (oci.User, error) {
	name := image.Config.User
	if s.runAsUser != nil {
		name = strconv.FormatInt(*s.runAsUser, 10)
	}
	user, err := image.User(name)
	if err != nil {
		return user, err
	}
	if s.nonRoot {
		where := fmt.Sprintf("(pod: %q, container: %s)", pod.Name+"_"+pod.Namespace+"("+string(pod.UID)+")", c.Name)
		switch {
		case s.runAsUser == nil && image.NamesUser():
			return user, fmt.Errorf("container has runAsNonRoot and image has non-numeric user (%s), cannot verify user is non-root %s", image.Config.User, where)
		case s.runAsUser == nil && user.UID == 0:
			return user, fmt.Errorf("container has runAsNonRoot and image will run as root %s", where)
		case user.UID == 0:
			return user, fmt.Errorf("container's runAsUser breaks non-root policy %s", where)
		}
	}
	if s.runAsGID != nil {
		user.GID = int(*s.runAsGID)
	}
	if of := pod.Spec.SecurityContext; of != nil {
		if of.SupplementalGroupsPolicy != nil && *of.SupplementalGroupsPolicy == corev1.SupplementalGroupsPolicyStrict {
			user.Groups = nil
		}
		for _, group := range of.SupplementalGroups {
			user.Groups = append(user.Groups, int(group))
		}
		if of.FSGroup != nil {
			user.Groups = append(user.Groups, int(*of.FSGroup))
		}
	}
	return user, nil
}

// command is how the shim becomes the container's program.
func (s security) command(user oci.User, users userns.Mapping, cwd string) (*shim.Command, error) {
	identity := &shim.Command{UID: user.UID, GID: user.GID, Cwd: cwd}
	if !users.Whole() {
		return identity, nil
	}
	for _, id := range append([]int{user.UID, user.GID}, user.Groups...) {
		if id < 0 || id >= userns.Size {
			return nil, fmt.Errorf("user or group %d: containers here have the numbers up to %d", id, userns.Size-1)
		}
	}
	identity.Switch, identity.Groups = true, user.Groups
	if user.UID == 0 {
		identity.Capabilities = shim.Capabilities(s.drop, s.add)
	}
	return identity, nil
}
