package network

import (
	"slices"
	"testing"
)

func TestParseReach(t *testing.T) {
	reach, err := ParseReach("127.0.0.1:7008, 127.89.0.0/16,127.0.0.1:20002,127.0.0.1:7008")
	if err != nil || !slices.Equal(reach.ports, []uint16{7008, 20002}) || len(reach.prefixes) != 1 || reach.prefixes[0].String() != "127.89.0.0/16" {
		t.Errorf("%+v, %v", reach, err)
	}
	if reach, err := ParseReach(""); err != nil || len(reach.ports) != 0 {
		t.Errorf("%+v, %v", reach, err)
	}
	// What would make the hub's own ports, or a pod's own loopback, the host's.
	for _, text := range []string{"127.0.0.0/8", "127.0.0.1", "127.0.0.1:0", "127.0.0.2:80", "10.0.0.0/8", "0.0.0.0/0", "127.63.0.0/16", "localhost:80", "[::1]:80"} {
		if _, err := ParseReach(text); err == nil {
			t.Errorf("%q passes", text)
		}
	}
}
