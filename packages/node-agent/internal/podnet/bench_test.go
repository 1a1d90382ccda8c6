package podnet

import (
	"fmt"
	"os/exec"
	"testing"
)

// What a network of its own adds to a pod's start, in pairs: a program on the
// host's network, and one in a network that is made for it and ended after it.
func BenchmarkStart(b *testing.B) {
	n, _ := start(b)
	words := map[string]func(int) []string{
		"shared": func(int) []string { return nil },
		"own": func(i int) []string {
			enter, err := n.Attach(b.Context(), fmt.Sprintf("10.203.%d.%d", 1+i/250, 2+i%250))
			if err != nil {
				b.Fatal(err)
			}
			return enter
		},
	}
	for _, name := range []string{"shared", "own"} {
		b.Run(name, func(b *testing.B) {
			for i := range b.N {
				words := append(words[name](i), "true")
				if err := exec.Command(words[0], words[1:]...).Run(); err != nil {
					b.Fatal(err)
				}
				if name == "own" {
					if err := n.Detach(b.Context(), fmt.Sprintf("10.203.%d.%d", 1+i/250, 2+i%250)); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
