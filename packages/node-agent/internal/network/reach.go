package network

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// Reach is the list of what pods may connect to of the host's loopback.
type Reach struct {
	// ports of 127.0.0.1, which are the host's in a pod too.
	ports []uint16
	// prefixes are other loopback addresses, at any port.
	prefixes []netip.Prefix
}

// lowestFar is where loopback addresses begin that are never a pod's own.
var lowestFar = netip.MustParseAddr("127.64.0.0")

// ParseReach reads a list by comma of 127.0.0.1:PORT and of ranges such as 127.90.0.0/16.
func ParseReach(text string) (Reach, error) {
	var reach Reach
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		if prefix, err := netip.ParsePrefix(part); err == nil {
			if !prefix.Addr().IsLoopback() || !prefix.Addr().Is4() || prefix.Bits() < 8 || prefix.Masked().Addr().Less(lowestFar) {
				return reach, fmt.Errorf("--reach %s: a range must lie between 127.64.0.0 and 127.255.255.255; below, loopback is the pod's own", part)
			}
			reach.prefixes = append(reach.prefixes, prefix.Masked())
			continue
		}
		address, err := netip.ParseAddrPort(part)
		if err != nil || address.Addr().String() != "127.0.0.1" || address.Port() == 0 {
			return reach, fmt.Errorf("--reach %q: must be 127.0.0.1:PORT or a range such as 127.90.0.0/16", part)
		}
		reach.ports = append(reach.ports, address.Port())
	}
	slices.Sort(reach.ports)
	reach.ports = slices.Compact(reach.ports)
	return reach, nil
}
