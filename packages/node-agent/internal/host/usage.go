// Package host reads how the host as a whole is doing.
package host

import (
	"bufio"
	"fmt"
	"os"
	"strconv"
	"strings"
)

// ticksPerSecond is the kernel's USER_HZ, the unit of times in /proc.
const ticksPerSecond = 100

// Columns of the first line of /proc/stat that are no work (proc(5)); guests'
// time is in user and nice already.
const (
	statIdle   = 3
	statIOWait = 4
	statGuest  = 8
)

// Usage is what all processes together use.
type Usage struct {
	// CPUSeconds is the processor time since the host started.
	CPUSeconds float64
	// MemoryBytes is what a new program could not have.
	MemoryBytes int64
}

// ReadUsage reads it from /proc.
func ReadUsage() (Usage, error) {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return Usage{}, err
	}
	seconds, err := busySeconds(string(stat))
	if err != nil {
		return Usage{}, err
	}
	total, err := Memory("MemTotal")
	if err != nil {
		return Usage{}, err
	}
	available, err := Memory("MemAvailable")
	if err != nil {
		return Usage{}, err
	}
	return Usage{CPUSeconds: seconds, MemoryBytes: total - available}, nil
}

func busySeconds(stat string) (float64, error) {
	line, _, _ := strings.Cut(stat, "\n")
	fields := strings.Fields(line)
	if len(fields) <= statGuest || fields[0] != "cpu" {
		return 0, fmt.Errorf("/proc/stat: unexpected format")
	}
	var ticks uint64
	for column, field := range fields[1 : statGuest+1] { // before guests' own columns
		if column == statIdle || column == statIOWait {
			continue
		}
		value, err := strconv.ParseUint(field, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("/proc/stat: %w", err)
		}
		ticks += value
	}
	return float64(ticks) / ticksPerSecond, nil
}

// Memory is a line of /proc/meminfo, in bytes.
func Memory(key string) (int64, error) {
	file, err := os.Open("/proc/meminfo")
	if err != nil {
		return 0, err
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == key+":" {
			kib, err := strconv.ParseInt(fields[1], 10, 64)
			return kib * 1024, err
		}
	}
	return 0, fmt.Errorf("/proc/meminfo has no %s", key)
}
