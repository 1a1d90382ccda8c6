// Command descriptors writes the descriptor set of those parts of Talos's API that
// the portal reads: the machine service and the resources (COSI), with the specs
// of the resources. The set is data derived from Talos's MPL-2.0 definitions.
package main

import (
	"fmt"
	"os"

	"github.com/cosi-project/runtime/api/v1alpha1"
	"github.com/siderolabs/talos/pkg/machinery/api/machine"
	"github.com/siderolabs/talos/pkg/machinery/api/resource/definitions/block"
	"github.com/siderolabs/talos/pkg/machinery/api/resource/definitions/runtime"
	"github.com/siderolabs/talos/pkg/machinery/api/resource/definitions/time"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/descriptorpb"
)

func main() {
	set, err := Descriptors()
	if err == nil {
		_, err = os.Stdout.Write(set)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// Descriptors encodes the set, each file after those that it imports.
func Descriptors() ([]byte, error) {
	set := &descriptorpb.FileDescriptorSet{}
	seen := map[string]bool{}

	var add func(file protoreflect.FileDescriptor)
	add = func(file protoreflect.FileDescriptor) {
		if seen[file.Path()] {
			return
		}
		seen[file.Path()] = true

		imports := file.Imports()
		for i := range imports.Len() {
			add(imports.Get(i).FileDescriptor)
		}

		set.File = append(set.File, protodesc.ToFileDescriptorProto(file))
	}

	for _, file := range []protoreflect.FileDescriptor{
		machine.File_machine_machine_proto,
		v1alpha1.File_v1alpha1_state_proto,
		runtime.File_resource_definitions_runtime_runtime_proto,
		time.File_resource_definitions_time_time_proto,
		block.File_resource_definitions_block_block_proto,
	} {
		add(file)
	}

	return proto.MarshalOptions{Deterministic: true}.Marshal(set)
}
