// Command server is a Talos API made of Talos's own generated server code, with
// mTLS, which answers fixed values: what the portal's client is tested against.
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
)

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address to listen on")
	cert := flag.String("cert", "", "certificate of the server")
	key := flag.String("key", "", "its key")
	ca := flag.String("ca", "", "authority whose clients are let in")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	if err := run(ctx, *listen, *cert, *key, *ca); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, listen, cert, key, ca string) error {
	creds, err := mutualTLS(cert, key, ca)
	if err != nil {
		return err
	}

	resources := state.WrapCore(inmem.NewState("runtime"))

	for _, r := range []resource.Resource{machineStatus(), schematic(), timeStatus(), disk()} {
		if err = resources.Create(ctx, r); err != nil {
			return err
		}
	}

	srv := grpc.NewServer(grpc.Creds(creds))
	machine.RegisterMachineServiceServer(srv, &fixedMachine{})
	v1alpha1.RegisterStateServer(srv, server.NewState(resources))

	listener, err := net.Listen("tcp", listen)
	if err != nil {
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
func mutualTLS(cert, key, ca string) (credentials.TransportCredentials, error) {
	pair, err := tls.LoadX509KeyPair(cert, key)
	if err != nil {
		return nil, err
	}

	pem, err := os.ReadFile(ca)
	if err != nil {
		return nil, err
	}

	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("no certificate in %s", ca)
	}

	return credentials.NewTLS(&tls.Config{
		Certificates: []tls.Certificate{pair},
		ClientAuth:   tls.RequireAndVerifyClientCert,
		ClientCAs:    pool,
		MinVersion:   tls.VersionTLS13,
	}), nil
}
