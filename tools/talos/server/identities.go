package main

import (
	"crypto/tls"
	stdx509 "crypto/x509"
	"net"
	"path/filepath"
	"time"

	"github.com/siderolabs/crypto/x509"
	clientconfig "github.com/siderolabs/talos/pkg/machinery/client/config"
	"github.com/siderolabs/talos/pkg/machinery/role"
)

// identities are certificates as Talos makes them, with ED25519 keys.
type identities struct {
	ca      *x509.CertificateAuthority
	server  tls.Certificate
	clients map[string]*x509.PEMEncodedCertificateAndKey
}

func newIdentities() (*identities, error) {
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
		x509.ExtKeyUsage([]stdx509.ExtKeyUsage{stdx509.ExtKeyUsageServerAuth}),
	)
	if err != nil {
		return nil, err
	}

	made := &identities{ca: ca, server: *pair.Certificate, clients: map[string]*x509.PEMEncodedCertificateAndKey{}}

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

// write makes one talosconfig per client, all of which trust the server.
func (i *identities) write(dir, endpoint string) error {
	for name, client := range i.clients {
		config := clientconfig.NewConfig("hub", []string{endpoint}, i.ca.CrtPEM, client)
		config.Contexts["hub"].Nodes = []string{"127.0.0.1"}

		if err := config.Save(filepath.Join(dir, name+".yaml")); err != nil {
			return err
		}
	}

	return nil
}
