// Command server is a Talos API made of Talos's own generated server code, with
// mTLS, which answers fixed values: what the portal's client is tested against.
// It writes talosconfigs of clients into a folder: one that is let in, one whose
// certificate has expired, and one of another authority.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"syscall"

	"github.com/cosi-project/runtime/api/v1alpha1"
	"github.com/cosi-project/runtime/pkg/resource"
	"github.com/cosi-project/runtime/pkg/state"
	"github.com/cosi-project/runtime/pkg/state/impl/inmem"
	"github.com/cosi-project/runtime/pkg/state/protobuf/server"
	"github.com/siderolabs/talos/pkg/machinery/api/machine"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	"illm.lab/tools/talos/internal/identity"
)

func main() {
	dir := flag.String("dir", "", "folder for the talosconfigs")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	if err := run(ctx, *dir); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, dir string) error {
	identities, err := identity.New()
	if err != nil {
		return err
	}

	resources := state.WrapCore(inmem.NewState("runtime"))

	for _, r := range []resource.Resource{machineStatus(), schematic(), timeStatus(), disk()} {
		if err = resources.Create(ctx, r); err != nil {
			return err
		}
	}

	srv := grpc.NewServer(grpc.Creds(mutualTLS(identities)))
	machine.RegisterMachineServiceServer(srv, &fixedMachine{})
	v1alpha1.RegisterStateServer(srv, server.NewState(resources))

	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}

	if err = identities.Write(dir, listener.Addr().String()); err != nil {
		return err
	}

	// Whoever started this waits for the line.
	fmt.Println(listener.Addr())

	go func() {
		<-ctx.Done()
		srv.Stop()
	}()

	return srv.Serve(listener)
}

// mutualTLS asks for a client's certificate as Talos's API does.
func mutualTLS(identities *identity.Identities) credentials.TransportCredentials {
	pool := x509.NewCertPool()
	pool.AddCert(identities.CA.Crt)

	return credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{*identities.Server.Certificate},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
		MinVersion:   tls.VersionTLS13,
	})
}
