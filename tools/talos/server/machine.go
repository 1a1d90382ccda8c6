package main

import (
	"context"
	"time"

	"github.com/siderolabs/talos/pkg/machinery/api/machine"
	"google.golang.org/protobuf/types/known/emptypb"
	"google.golang.org/protobuf/types/known/timestamppb"
)

// fixedMachine answers what the tests expect; all other calls are unimplemented.
type fixedMachine struct {
	machine.UnimplementedMachineServiceServer
}

var changed = timestamppb.New(time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC))

func (*fixedMachine) Version(context.Context, *emptypb.Empty) (*machine.VersionResponse, error) {
	return &machine.VersionResponse{Messages: []*machine.Version{{
		Version:  &machine.VersionInfo{Tag: "v1.12.4", Sha: "abcdef", Os: "linux", Arch: "amd64"},
		Platform: &machine.PlatformInfo{Name: "metal", Mode: "metal"},
	}}}, nil
}

func (*fixedMachine) ServiceList(context.Context, *emptypb.Empty) (*machine.ServiceListResponse, error) {
	return &machine.ServiceListResponse{Messages: []*machine.ServiceList{{
		Services: []*machine.ServiceInfo{
			{
				Id: "kubelet", State: "Running",
				Health: &machine.ServiceHealth{Healthy: false, LastMessage: "context deadline exceeded", LastChange: changed},
				Events: &machine.ServiceEvents{},
			},
			{
				Id: "etcd", State: "Running",
				Health: &machine.ServiceHealth{Healthy: true, LastChange: changed},
				Events: &machine.ServiceEvents{Events: []*machine.ServiceEvent{{Msg: "Health check successful", State: "Running", Ts: changed}}},
			},
			{
				Id: "syslogd", State: "Running",
				Health: &machine.ServiceHealth{Unknown: true},
				Events: &machine.ServiceEvents{Events: []*machine.ServiceEvent{{Msg: "Started task syslogd", State: "Running", Ts: changed}}},
			},
		},
	}}}, nil
}

func (*fixedMachine) EtcdMemberList(context.Context, *machine.EtcdMemberListRequest) (*machine.EtcdMemberListResponse, error) {
	return &machine.EtcdMemberListResponse{Messages: []*machine.EtcdMembers{{
		Members: []*machine.EtcdMember{
			{Id: 17_000_000_000_000_000_001, Hostname: "n100-a"},
			{Id: 2, Hostname: "n100-b", IsLearner: true},
		},
	}}}, nil
}

func (*fixedMachine) EtcdStatus(context.Context, *emptypb.Empty) (*machine.EtcdStatusResponse, error) {
	return &machine.EtcdStatusResponse{Messages: []*machine.EtcdStatus{{
		MemberStatus: &machine.EtcdMemberStatus{
			MemberId: 2, Leader: 17_000_000_000_000_000_001,
			DbSize: 90_000_000, DbSizeInUse: 40_000_000,
		},
	}}}, nil
}

func (*fixedMachine) EtcdAlarmList(context.Context, *emptypb.Empty) (*machine.EtcdAlarmListResponse, error) {
	return &machine.EtcdAlarmListResponse{Messages: []*machine.EtcdAlarm{{
		MemberAlarms: []*machine.EtcdMemberAlarm{{MemberId: 2, Alarm: machine.EtcdMemberAlarm_NOSPACE}},
	}}}, nil
}

func (*fixedMachine) LoadAvg(context.Context, *emptypb.Empty) (*machine.LoadAvgResponse, error) {
	return &machine.LoadAvgResponse{Messages: []*machine.LoadAvg{{Load1: 0.5, Load5: 0.25, Load15: 0.125}}}, nil
}

func (*fixedMachine) Memory(context.Context, *emptypb.Empty) (*machine.MemoryResponse, error) {
	return &machine.MemoryResponse{Messages: []*machine.Memory{{
		Meminfo: &machine.MemInfo{Memtotal: 16_000_000, Memavailable: 4_000_000},
	}}}, nil
}

func (*fixedMachine) SystemStat(context.Context, *emptypb.Empty) (*machine.SystemStatResponse, error) {
	return &machine.SystemStatResponse{Messages: []*machine.SystemStat{{
		BootTime: 1_795_000_000,
		CpuTotal: &machine.CPUStat{User: 100, System: 50, Idle: 800, Iowait: 50},
	}}}, nil
}

func (*fixedMachine) Mounts(context.Context, *emptypb.Empty) (*machine.MountsResponse, error) {
	return &machine.MountsResponse{Messages: []*machine.Mounts{{
		Stats: []*machine.MountStat{
			{Filesystem: "/dev/nvme0n1p6", MountedOn: "/var", Size: 500_000_000_000, Available: 45_000_000_000},
			{Filesystem: "proc", MountedOn: "/proc"},
		},
	}}}, nil
}
