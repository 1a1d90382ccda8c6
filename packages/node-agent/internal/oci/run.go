package oci

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/moby/sys/user"
)

// User is who a container's program is.
type User struct {
	UID, GID int
	// Groups beside GID.
	Groups []int
	Home   string
}

// User finds a user as the image names it, "app", "1000" or "app:staff", among
// the image's own users; empty is root.
func (i *Image) User(spec string) (User, error) {
	root, err := os.OpenRoot(i.Root)
	if err != nil {
		return User{}, err
	}
	defer root.Close()
	passwd, closePasswd := open(root, "etc/passwd")
	defer closePasswd()
	group, closeGroup := open(root, "etc/group")
	defer closeGroup()
	found, err := user.GetExecUser(spec, &user.ExecUser{Home: "/"}, passwd, group)
	if err != nil {
		return User{}, fmt.Errorf("the image's user %q: %w", spec, err)
	}
	return User{UID: found.Uid, GID: found.Gid, Groups: found.Sgids, Home: found.Home}, nil
}

// open reads a file of the image, which need not have it. Links never lead out.
func open(root *os.Root, name string) (io.Reader, func()) {
	// Without waiting: it may be a pipe.
	file, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, func() {}
	}
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		file.Close()
		return nil, func() {}
	}
	return file, func() { file.Close() }
}

// NamesUser tells whether the image's user is a name, of which Kubernetes cannot
// know whether it is root.
func (i *Image) NamesUser() bool {
	name, _, _ := strings.Cut(i.Config.User, ":")
	_, err := strconv.Atoi(name)
	return name != "" && errors.Is(err, strconv.ErrSyntax)
}
