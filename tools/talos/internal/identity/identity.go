// Package identity makes certificates as Talos makes them, for tests.
package identity

import (
	stdx509 "crypto/x509"
	"net"
	"path/filepath"
	"time"

	"github.com/siderolabs/crypto/x509"
	clientconfig "github.com/siderolabs/talos/pkg/machinery/client/config"
	"github.com/siderolabs/talos/pkg/machinery/role"
)

// Identities are those of a server on loopback and of its clients: reader, which
// is let in, expired, and untrusted, which is of another authority.
type Identities struct {
	CA      *x509.CertificateAuthority
	Server  *x509.KeyPair
	clients map[string]*x509.PEMEncodedCertificateAndKey
}

// New makes them, with ED25519 keys.
func New() (*Identities, error) {
	ca, err := authority()
	if err != nil {
		return nil, err
	}

	other, err := authority()
	if err != nil {
		return nil, err
	}

	pair, err := x509.NewKeyPair(ca,
		x509.CommonName("test"),
		x509.IPAddresses([]net.IP{net.IPv4(127, 0, 0, 1)}),
		x509.NotAfter(time.Now().Add(24*time.Hour)),
		// The tests' etcd has it too, and is its own client.
		x509.ExtKeyUsage([]stdx509.ExtKeyUsage{stdx509.ExtKeyUsageServerAuth, stdx509.ExtKeyUsageClientAuth}),
	)
	if err != nil {
		return nil, err
	}

	made := &Identities{CA: ca, Server: pair, clients: map[string]*x509.PEMEncodedCertificateAndKey{}}

	for name, given := range map[string]struct {
		by       *x509.CertificateAuthority
		notAfter time.Time
	}{
		"reader":    {ca, time.Now().Add(24 * time.Hour)},
		"expired":   {ca, time.Now().Add(-time.Hour)},
		"untrusted": {other, time.Now().Add(24 * time.Hour)},
	} {
		client, err := x509.NewKeyPair(given.by,
			x509.Organization(string(role.Reader)),
			x509.NotBefore(time.Now().Add(-48*time.Hour)),
			x509.NotAfter(given.notAfter),
			x509.KeyUsage(stdx509.KeyUsageDigitalSignature),
			x509.ExtKeyUsage([]stdx509.ExtKeyUsage{stdx509.ExtKeyUsageClientAuth}),
		)
		if err != nil {
			return nil, err
		}

		made.clients[name] = x509.NewCertificateAndKeyFromKeyPair(client)
	}

	return made, nil
}

func authority() (*x509.CertificateAuthority, error) {
	return x509.NewSelfSignedCertificateAuthority(
		x509.Organization("talos"),
		x509.NotAfter(time.Now().Add(24*time.Hour)),
	)
}

// Write makes one talosconfig per client, all of which trust the server.
func (i *Identities) Write(dir, endpoint string) error {
	for name, client := range i.clients {
		config := clientconfig.NewConfig("hub", []string{endpoint}, i.CA.CrtPEM, client)
		config.Contexts["hub"].Nodes = []string{"127.0.0.1"}

		if err := config.Save(filepath.Join(dir, name+".yaml")); err != nil {
			return err
		}
	}

	return nil
}
