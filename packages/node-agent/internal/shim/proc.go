package shim

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// BootID is the kernel's identifier of this boot; process numbers of another mean nothing.
func BootID() string {
	data, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// KeepFiles keeps all files that are open now, standard streams aside, from
// processes started later: what the one who started us left open must not reach
// containers.
func KeepFiles() {
	const firstOther = 3
	if unix.CloseRange(firstOther, math.MaxInt32, unix.CLOSE_RANGE_CLOEXEC) == nil {
		return
	}
	// Before Linux 5.11. Go's own files are kept in any case.
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return
	}
	for _, file := range files {
		if fd, err := strconv.Atoi(file.Name()); err == nil && fd >= firstOther {
			unix.CloseOnExec(fd)
		}
	}
}

// StartTime is the start of a process in clock ticks since boot, which tells it
// from a later one with the same number.
func StartTime(pid int) (uint64, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, err
	}
	// The command name may hold spaces and brackets: fields count from its last ')'.
	end := bytes.LastIndexByte(data, ')')
	fields := strings.Fields(string(data[end+1:]))
	const startTimeField = 19 // field 22 of proc(5), less the two before and the index from 0
	if end < 0 || len(fields) <= startTimeField {
		return 0, fmt.Errorf("/proc/%d/stat: unexpected format", pid)
	}
	return strconv.ParseUint(fields[startTimeField], 10, 64)
}
