package shim

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// ticksPerSecond is the kernel's USER_HZ, the unit of times in /proc. It is 100
// on every architecture that Go runs on; the kernel converts.
const ticksPerSecond = 100

// Fields of /proc/PID/stat after the command's name (proc(5) counts from 1 and
// from before the name: subtract 3).
const (
	statUserTime       = 11
	statChildrenSystem = 14
)

// Usage is what a process and all its descendants use.
type Usage struct {
	// CPUSeconds is the processor time so far, of ended descendants too.
	CPUSeconds float64
	// MemoryBytes is resident memory without what is shared, which is mostly
	// files that the kernel can drop again.
	MemoryBytes int64
}

// ReadUsage reads what the tree of a process uses; zero when it is gone. A
// process that has been waited for is in its parent's figures, so the sum over
// the tree loses nothing when one ends.
func ReadUsage(pid int) Usage {
	usage := Usage{CPUSeconds: cpuSeconds(pid), MemoryBytes: residentBytes(pid)}
	for _, child := range children(pid) {
		of := ReadUsage(child)
		usage.CPUSeconds += of.CPUSeconds
		usage.MemoryBytes += of.MemoryBytes
	}
	return usage
}

func cpuSeconds(pid int) float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:]))
	if len(fields) <= statChildrenSystem {
		return 0
	}
	var ticks uint64
	for _, field := range fields[statUserTime : statChildrenSystem+1] {
		value, _ := strconv.ParseUint(field, 10, 64)
		ticks += value
	}
	return float64(ticks) / ticksPerSecond
}

// residentBytes is what one process holds itself.
func residentBytes(pid int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	if len(fields) <= 2 {
		return 0
	}
	resident, _ := strconv.ParseInt(fields[1], 10, 64)
	shared, _ := strconv.ParseInt(fields[2], 10, 64)
	return (resident - shared) * int64(os.Getpagesize())
}

// tmpfsBytes is what a container keeps in its folders that lie in memory.
func tmpfsBytes(pid int) int64 {
	var sum int64
	for _, path := range []string{"tmp", "root", "dev", "dev/shm"} {
		var folder unix.Statfs_t
		if unix.Statfs(fmt.Sprintf("/proc/%d/root/%s", pid, path), &folder) == nil && folder.Type == unix.TMPFS_MAGIC {
			sum += int64(folder.Blocks-folder.Bfree) * folder.Bsize
		}
	}
	return sum
}

func children(pid int) []int {
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return nil
	}
	var found []int
	for _, task := range tasks {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, task.Name()))
		if err != nil {
			continue
		}
		for _, field := range strings.Fields(string(data)) {
			if child, err := strconv.Atoi(field); err == nil {
				found = append(found, child)
			}
		}
	}
	return found
}
