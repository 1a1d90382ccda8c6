package shim

import (
	"fmt"
	"syscall"
	"time"
)

// awaitMount waits until path is the root of another file system than its
// parent; failed says that this will not happen.
func awaitMount(path string, failed func() error) error {
	const pause, limit = 2 * time.Millisecond, 10 * time.Second
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(pause) {
		var own, parent syscall.Stat_t
		if err := syscall.Stat(path, &own); err != nil {
			return err
		}
		if err := syscall.Stat(path+"/..", &parent); err != nil {
			return err
		}
		if own.Dev != parent.Dev {
			return nil
		}
		if err := failed(); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s was not mounted within %s", path, limit)
}
