package pod

import (
	"errors"
	"io"
	"os"
	"strings"

	corev1 "k8s.io/api/core/v1"

	"illm.lab/node-agent/internal/logs"
)

// Limits of a termination message, as Kubernetes has them: of one, of all
// containers of a pod together, and of what is taken from the log instead.
const (
	maxTerminationMessage  = 4096
	maxTerminationMessages = 12 * 1024
	terminationLogLines    = 80
	terminationLogBytes    = 2048
)

// terminationLimit is how much each container of the pod may say at its end.
func terminationLimit(spec *corev1.PodSpec) int {
	containers := len(spec.Containers) + len(spec.InitContainers) + len(spec.EphemeralContainers)
	return min(maxTerminationMessage, maxTerminationMessages/max(containers, 1))
}

// terminationMessage is what a container left to say: the end of its file or,
// where it left none and failed, of its log. Only the end is read, whatever the
// container wrote.
func terminationMessage(file, log string, failed bool, limit int) string {
	message := strings.ToValidUTF8(string(readEnd(file, limit)), "")
	if message == "" && failed && log != "" {
		message = logs.Last(log, terminationLogLines, min(terminationLogBytes, limit))
	}
	return message
}

// readEnd reads the last bytes of a file; nothing when it can't be read.
func readEnd(path string, limit int) []byte {
	file, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil
	}
	data := make([]byte, min(int64(limit), info.Size()))
	n, err := file.ReadAt(data, info.Size()-int64(len(data)))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return data[:n]
}
