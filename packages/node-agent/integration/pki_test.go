//go:build integration

package integration

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

// writePKI writes a CA for servers and users, and one for the kubelet API's clients alone.
func writePKI(dir string) error {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	if err := writePEM(filepath.Join(dir, "sa.key"), "RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key)); err != nil {
		return err
	}
	ca, err := issue(dir, "ca", pkix.Name{CommonName: "ca"}, nil)
	if err != nil {
		return err
	}
	kubeletCA, err := issue(dir, "kubelet-ca", pkix.Name{CommonName: "kubelet-ca"}, nil)
	if err != nil {
		return err
	}
	for _, leaf := range []struct {
		name    string
		subject pkix.Name
		by      *issuer
	}{
		{"server", pkix.Name{CommonName: "server"}, ca},
		{"admin", pkix.Name{CommonName: "admin", Organization: []string{"system:masters"}}, ca},
		{"kubelet-client", pkix.Name{CommonName: "kube-apiserver"}, kubeletCA},
		{"metrics-reader", pkix.Name{CommonName: "prometheus", Organization: []string{"illm-lab:metrics"}}, kubeletCA},
	} {
		if _, err := issue(dir, leaf.name, leaf.subject, leaf.by); err != nil {
			return err
		}
	}
	return nil
}

type issuer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func issue(dir, name string, subject pkix.Name, by *issuer) (*issuer, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: subject,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage:    x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageServerAuth},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv4(10, 96, 0, 1)}, DNSNames: []string{"localhost"},
		IsCA: by == nil, BasicConstraintsValid: true,
	}
	parent := &issuer{template, key}
	if by != nil {
		parent = by
	}
	der, err := x509.CreateCertificate(rand.Reader, template, parent.cert, &key.PublicKey, parent.key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		return nil, err
	}
	keyDER, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(filepath.Join(dir, name+".crt"), "CERTIFICATE", der); err != nil {
		return nil, err
	}
	return &issuer{cert, key}, writePEM(filepath.Join(dir, name+".key"), "EC PRIVATE KEY", keyDER)
}

func writePEM(path, kind string, der []byte) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600)
}
