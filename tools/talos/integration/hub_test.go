//go:build integration

package integration

import (
	"bufio"
	"crypto/tls"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/siderolabs/crypto/x509"
	"google.golang.org/protobuf/types/known/emptypb"

	"illm.lab/tools/talos/internal/identity"
)

const repo = "../../.."

var empty = &emptypb.Empty{}

// hub is as much of a local hub as the stand-in asks.
type hub struct {
	dir    string
	status string
}

func (h hub) talosconfig(name string) string { return filepath.Join(h.dir, name+".yaml") }

// startHub runs a real etcd, and the stand-in as the supervisor would.
func startHub(t *testing.T, status string) hub {
	t.Helper()

	dir := t.TempDir()
	h := hub{dir: dir, status: filepath.Join(dir, "status.json")}

	if err := os.WriteFile(h.status, []byte(status), 0o600); err != nil {
		t.Fatal(err)
	}

	identities, err := identity.New()
	if err != nil {
		t.Fatal(err)
	}

	port := freePort(t)
	endpoint := "127.0.0.1:" + port

	if err = identities.Write(dir, endpoint); err != nil {
		t.Fatal(err)
	}

	files := writePair(t, dir, "server", identities.Server, identities.CA)
	etcd := startEtcd(t, files)

	run(t, nil, "node",
		"--require", filepath.Join(repo, "node_modules/@backstage/cli-node/config/nodeTransform.cjs"),
		filepath.Join(repo, "packages/local-hub/src/talos/main.ts"),
		"--port="+port,
		"--descriptors="+filepath.Join(repo, "plugins/hub-backend/assets/talos-api.binpb"),
		"--status="+h.status,
		"--etcd="+etcd,
		"--tls-cert="+files.cert, "--tls-key="+files.key, "--tls-ca="+files.ca,
		"--etcd-cert="+files.cert, "--etcd-key="+files.key, "--etcd-ca="+files.ca,
	)
	waitFor(t, endpoint)

	return h
}

// startEtcd runs the hub's own etcd.
func startEtcd(t *testing.T, files files) string {
	t.Helper()

	client, peer := "https://127.0.0.1:"+freePort(t), "http://127.0.0.1:"+freePort(t)
	binary := filepath.Join(os.Getenv("LAB_TOOLS_BIN"), "etcd")

	run(t, nil, binary,
		"--name=talos-test", "--data-dir="+t.TempDir(),
		"--listen-client-urls="+client, "--advertise-client-urls="+client,
		"--listen-peer-urls="+peer, "--initial-advertise-peer-urls="+peer, "--initial-cluster=talos-test="+peer,
		"--client-cert-auth", "--cert-file="+files.cert, "--key-file="+files.key, "--trusted-ca-file="+files.ca,
		"--log-level=error",
	)
	waitFor(t, strings.TrimPrefix(client, "https://"))

	return client
}

// run starts a program and ends it with the test.
func run(t *testing.T, env []string, name string, args ...string) {
	t.Helper()

	command := exec.Command(name, args...)
	command.Env = append(os.Environ(), env...)
	command.Stdout, command.Stderr = os.Stderr, os.Stderr

	if err := command.Start(); err != nil {
		t.Fatal(err)
	}

	t.Cleanup(func() {
		command.Process.Signal(syscall.SIGTERM) //nolint:errcheck
		command.Wait()                          //nolint:errcheck
	})
}

func waitFor(t *testing.T, address string) {
	t.Helper()

	for range 300 {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close() //nolint:errcheck

			return
		}

		time.Sleep(100 * time.Millisecond)
	}

	t.Fatalf("nothing listens on %s", address)
}

func freePort(t *testing.T) string {
	t.Helper()

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close() //nolint:errcheck

	return strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
}

type files struct{ cert, key, ca string }

// writePair writes a certificate in the form that Node reads.
func writePair(t *testing.T, dir, name string, pair *x509.KeyPair, ca *x509.CertificateAuthority) files {
	t.Helper()

	made := files{
		cert: filepath.Join(dir, name+".crt"),
		key:  filepath.Join(dir, name+".key"),
		ca:   filepath.Join(dir, "ca.crt"),
	}
	key, _ := pem.Decode(pair.KeyPEM)

	for file, content := range map[string][]byte{
		made.cert: pair.CrtPEM,
		made.key:  pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key.Bytes}),
		made.ca:   ca.CrtPEM,
	} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	if _, err := tls.LoadX509KeyPair(made.cert, made.key); err != nil {
		t.Fatal(err)
	}

	return made
}

// procNumber finds the number after a word at the start of a line.
func procNumber(t *testing.T, file, word string) uint64 {
	t.Helper()

	opened, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer opened.Close() //nolint:errcheck

	lines := bufio.NewScanner(opened)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if len(fields) > 1 && fields[0] == word {
			value, err := strconv.ParseUint(fields[1], 10, 64)
			if err != nil {
				t.Fatal(err)
			}

			return value
		}
	}

	t.Fatalf("no %s in %s", word, file)

	return 0
}

func load15(t *testing.T) float64 {
	t.Helper()

	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		t.Fatal(err)
	}

	value, err := strconv.ParseFloat(strings.Fields(string(text))[2], 64)
	if err != nil {
		t.Fatal(err)
	}

	return value
}
