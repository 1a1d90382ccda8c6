package network

import (
	"net/netip"
	"strings"
	"testing"
)

func TestRanges(t *testing.T) {
	for _, bad := range [][3]string{
		{"127.88.0.0/16", "127.89.0.0/24", "refuses loopback"},
		{"10.88.0.0/8", "127.89.0.0/24", "/16 or smaller"},
		{"10.0.0.0/16", "127.89.0.0/24", "second octet"},
		{"10.88.0.0/16", "10.89.0.0/24", "127.0.0.0/8"},
		{"10.88.0.0/16", "127.88.7.0/24", "overlaps"},
		{"nonsense", "127.89.0.0/24", "--pod-cidr"},
		{"10.88.0.0/16", "::1/64", "--lb-cidr"},
	} {
		if _, _, err := NewPods(bad[0], bad[1]); err == nil || !strings.Contains(err.Error(), bad[2]) {
			t.Errorf("%v: %v", bad, err)
		}
	}
}

func TestPodAddresses(t *testing.T) {
	pods, _, err := NewPods("10.88.4.0/29", "127.89.0.0/24")
	if err != nil {
		t.Fatal(err)
	}
	pods.Reserve(netip.MustParseAddr("10.88.4.2"))
	var taken []string
	for range 5 { // eight, without the network's, the gateway's and the reserved one
		address, err := pods.Take()
		if err != nil {
			t.Fatal(err)
		}
		taken = append(taken, address.String())
	}
	if got := strings.Join(taken, " "); got != "10.88.4.3 10.88.4.4 10.88.4.5 10.88.4.6 10.88.4.7" {
		t.Error(got)
	}
	if _, err := pods.Take(); err == nil || !strings.Contains(err.Error(), "--pod-cidr") {
		t.Errorf("full range: %v", err)
	}
	pods.Free(netip.MustParseAddr("10.88.4.3"))
	if address, err := pods.Take(); err != nil || address.String() != "10.88.4.3" {
		t.Errorf("freed address: %v, %v", address, err)
	}
	if got := pods.Loopback(netip.MustParseAddr("10.88.4.3")).String(); got != "127.88.4.3" {
		t.Error(got)
	}
}

func TestPool(t *testing.T) {
	_, pool, err := NewPods("10.88.0.0/16", "127.89.0.0/30")
	if err != nil {
		t.Fatal(err)
	}
	take := func(owner, wanted, want string) {
		t.Helper()
		if got, err := pool.Take(owner, wanted); err != nil || got.String() != want {
			t.Errorf("%s: %v, %v", owner, got, err)
		}
	}
	take("b", "127.89.0.2", "127.89.0.2") // as its status says, after a restart
	take("a", "", "127.89.0.1")
	take("a", "", "127.89.0.1")
	take("c", "127.89.0.2", "127.89.0.3") // taken already
	if _, err := pool.Take("d", ""); err == nil || !strings.Contains(err.Error(), "--lb-cidr") {
		t.Errorf("full: %v", err)
	}
	pool.Free("b")
	take("d", "10.1.1.1", "127.89.0.2")
}
