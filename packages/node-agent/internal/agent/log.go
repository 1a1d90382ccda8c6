package agent

import (
	"github.com/virtual-kubelet/virtual-kubelet/log"
	"github.com/virtual-kubelet/virtual-kubelet/log/klogv2"
	"k8s.io/klog/v2"
)

// libraryVerbosity shows virtual-kubelet's reports and warnings: several lines
// per pod about what is as it should be.
const libraryVerbosity = 2

// Logger is virtual-kubelet's logger: its errors always, the rest with -v=2.
func Logger() log.Logger { return libraryLogger{klogv2.New(nil)} }

type libraryLogger struct{ log.Logger }

func (l libraryLogger) Info(args ...any) {
	if klog.V(libraryVerbosity).Enabled() {
		l.Logger.Info(args...)
	}
}

func (l libraryLogger) Infof(format string, args ...any) {
	if klog.V(libraryVerbosity).Enabled() {
		l.Logger.Infof(format, args...)
	}
}

func (l libraryLogger) Warn(args ...any) {
	if klog.V(libraryVerbosity).Enabled() {
		l.Logger.Warn(args...)
	}
}

func (l libraryLogger) Warnf(format string, args ...any) {
	if klog.V(libraryVerbosity).Enabled() {
		l.Logger.Warnf(format, args...)
	}
}

func (l libraryLogger) WithField(key string, value any) log.Logger {
	return libraryLogger{l.Logger.WithField(key, value)}
}

func (l libraryLogger) WithFields(fields log.Fields) log.Logger {
	return libraryLogger{l.Logger.WithFields(fields)}
}

func (l libraryLogger) WithError(err error) log.Logger {
	return libraryLogger{l.Logger.WithError(err)}
}
