package main

import (
	"github.com/siderolabs/talos/pkg/machinery/extensions"
	"github.com/siderolabs/talos/pkg/machinery/resources/block"
	"github.com/siderolabs/talos/pkg/machinery/resources/runtime"
	"github.com/siderolabs/talos/pkg/machinery/resources/time"
)

func machineStatus() *runtime.MachineStatus {
	r := runtime.NewMachineStatus()
	r.TypedSpec().Stage = runtime.MachineStageRunning
	r.TypedSpec().Status.UnmetConditions = []runtime.UnmetCondition{
		{Name: "services", Reason: "kubelet is not healthy"},
	}

	return r
}

// schematic is how the image factory says from what an image was made.
func schematic() *runtime.ExtensionStatus {
	r := runtime.NewExtensionStatus(runtime.NamespaceName, "0")
	r.TypedSpec().Metadata = extensions.Metadata{
		Name:    "schematic",
		Version: "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba",
	}

	return r
}

func timeStatus() *time.Status {
	r := time.NewStatus()
	r.TypedSpec().Synced = true

	return r
}

func disk() *block.Disk {
	r := block.NewDisk(block.NamespaceName, "nvme0n1")
	r.TypedSpec().DevPath = "/dev/nvme0n1"
	r.TypedSpec().SetSize(512_000_000_000)
	r.TypedSpec().Model = "KINGSTON"
	r.TypedSpec().Transport = "nvme"

	return r
}
