package agent

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/virtual-kubelet/virtual-kubelet/node/api"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const (
	// streamIdle is the kubelet's: an exec may be silent for long.
	streamIdle     = 4 * time.Hour
	streamCreation = 30 * time.Second
	headerTimeout  = 30 * time.Second
)

// kubeletServer serves logs, exec, port-forward and figures to the API server,
// which shows a client certificate of the CA that exists for this alone, and
// figures to those whose certificate says so. Anyone else on the host is
// refused in the handshake.
func (a *Agent) kubeletServer(c *Config) (*http.Server, net.Listener, error) {
	certificate, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, nil, fmt.Errorf("--tls-cert, --tls-key: %w", err)
	}
	pem, err := os.ReadFile(c.ClientCA)
	if err != nil {
		return nil, nil, fmt.Errorf("--client-ca: %w", err)
	}
	clients := x509.NewCertPool()
	if !clients.AppendCertsFromPEM(pem) {
		return nil, nil, fmt.Errorf("--client-ca %s: holds no PEM certificate", c.ClientCA)
	}
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return nil, nil, fmt.Errorf("--listen: %w", err)
	}
	pods := api.PodHandler(api.PodHandlerConfig{
		RunInContainer:    a.RunInContainer,
		AttachToContainer: a.AttachToContainer,
		PortForward:       a.PortForward,
		GetContainerLogs:  a.GetContainerLogs,
		GetPods:           a.GetPods,
		GetPodsFromKubernetes: func(context.Context) ([]*corev1.Pod, error) {
			return a.lister.List(labels.Everything())
		},
		GetStatsSummary:   a.statsSummary(c.NodeName),
		StreamIdleTimeout: streamIdle, StreamCreationTimeout: streamCreation,
	}, false)
	metrics := a.metrics(c.NodeName)
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
			if strings.HasPrefix(request.URL.Path, metricsPrefix) {
				metrics.ServeHTTP(w, request)
				return
			}
			if readsMetricsOnly(request) {
				http.Error(w, "this certificate is for "+metricsPrefix+" only", http.StatusForbidden)
				return
			}
			if strings.HasPrefix(request.URL.Path, "/containerLogs/") && request.URL.Query().Get("tailLines") == "0" {
				request = request.WithContext(context.WithValue(request.Context(), tailZeroKey{}, true))
			}
			pods.ServeHTTP(w, request)
		}),
		ReadHeaderTimeout: headerTimeout,
		// SPDY takes the connection over, which HTTP/2 does not allow.
		TLSNextProto: map[string]func(*http.Server, *tls.Conn, http.Handler){},
	}
	return server, tls.NewListener(listener, &tls.Config{
		Certificates: []tls.Certificate{certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    clients,
		MinVersion:   tls.VersionTLS12,
	}), nil
}

// metricsReaders is the organization in the certificates of those who may read
// the figures, and nothing else.
const metricsReaders = "illm-lab:metrics"

func readsMetricsOnly(request *http.Request) bool {
	// The first certificate is the client's own; it has one, else the handshake fails.
	return slices.Contains(request.TLS.PeerCertificates[0].Subject.Organization, metricsReaders)
}

// healthServer serves /healthz: 200 when healthy returns nil, else 503 and why.
func healthServer(address string, healthy func() error) (*http.Server, net.Listener, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, nil, fmt.Errorf("--healthz: %w", err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		if err := healthy(); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok"))
	})
	return &http.Server{Handler: mux, ReadHeaderTimeout: headerTimeout}, listener, nil
}
