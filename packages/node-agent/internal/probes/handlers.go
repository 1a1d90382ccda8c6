// Package probes asks containers whether they are started, alive and ready.
package probes

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// maxBody is how much of an answer a failure message may quote.
const maxBody = 512

// Target is the container that a handler addresses.
type Target struct {
	// IP is the address that the pod's programs bind.
	IP    string
	Ports []corev1.ContainerPort
	// Dial connects to it.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
	// Exec runs a command in the container and returns its output; the error
	// says how it ended.
	Exec func(ctx context.Context, command []string) (string, error)
}

// Do performs a handler of a probe or lifecycle hook; nil is success.
func Do(ctx context.Context, handler corev1.ProbeHandler, target Target) error {
	switch {
	case handler.HTTPGet != nil:
		return httpGet(ctx, handler.HTTPGet, target)
	case handler.TCPSocket != nil:
		port, err := resolvePort(handler.TCPSocket.Port, target.Ports)
		if err != nil {
			return err
		}
		conn, err := target.Dial(ctx, "tcp", net.JoinHostPort(orElse(handler.TCPSocket.Host, target.IP), strconv.Itoa(port)))
		if err != nil {
			return err
		}
		return conn.Close()
	case handler.Exec != nil:
		out, err := target.Exec(ctx, handler.Exec.Command)
		if err != nil {
			return fmt.Errorf("command %q: %w: %s", handler.Exec.Command, err, truncate(out))
		}
		return nil
	default:
		return errors.New("this kind of probe is not supported by the node agent; use httpGet, tcpSocket or exec")
	}
}

// client must not reuse a connection, nor follow a redirect to another host, nor
// trust or distrust the container's certificate.
func client(target Target) *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:       target.Dial,
			DisableKeepAlives: true,
			Proxy:             nil,
			TLSClientConfig:   &tls.Config{InsecureSkipVerify: true},
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func httpGet(ctx context.Context, get *corev1.HTTPGetAction, target Target) error {
	port, err := resolvePort(get.Port, target.Ports)
	if err != nil {
		return err
	}
	scheme := "http"
	if get.Scheme == corev1.URISchemeHTTPS {
		scheme = "https"
	}
	url := scheme + "://" + net.JoinHostPort(orElse(get.Host, target.IP), strconv.Itoa(port)) + "/"
	if path := get.Path; path != "" {
		url = url[:len(url)-1] + "/" + trimSlash(path)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("User-Agent", "kube-probe/1.35")
	for _, header := range get.HTTPHeaders {
		if http.CanonicalHeaderKey(header.Name) == "Host" {
			request.Host = header.Value
		}
		request.Header.Add(header.Name, header.Value)
	}
	response, err := client(target).Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusOK && response.StatusCode < http.StatusBadRequest {
		return nil
	}
	body, _ := io.ReadAll(io.LimitReader(response.Body, maxBody))
	return fmt.Errorf("HTTP probe failed with statuscode: %d: %s", response.StatusCode, truncate(string(body)))
}

func resolvePort(port intstr.IntOrString, ports []corev1.ContainerPort) (int, error) {
	if port.Type == intstr.Int {
		return port.IntValue(), nil
	}
	for _, p := range ports {
		if p.Name == port.StrVal {
			return int(p.ContainerPort), nil
		}
	}
	if number, err := strconv.Atoi(port.StrVal); err == nil {
		return number, nil
	}
	return 0, fmt.Errorf("the container has no port named %q", port.StrVal)
}

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func trimSlash(path string) string {
	if path[0] == '/' {
		return path[1:]
	}
	return path
}

func truncate(text string) string {
	if len(text) > maxBody {
		return text[:maxBody]
	}
	return text
}

// timeout of one attempt.
func timeout(probe *corev1.Probe) time.Duration {
	return time.Duration(max(probe.TimeoutSeconds, 1)) * time.Second
}
