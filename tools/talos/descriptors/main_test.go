package main

import (
	"bytes"
	"os"
	"testing"
)

// asset is what the portal reads; it is checked in, so that neither the portal's
// build nor its start needs Go.
const asset = "../../../plugins/hub-backend/assets/talos-api.binpb"

func TestAssetIsCurrent(t *testing.T) {
	want, err := Descriptors()
	if err != nil {
		t.Fatal(err)
	}

	got, err := os.ReadFile(asset)
	if err != nil {
		t.Fatal(err)
	}

	if !bytes.Equal(got, want) {
		t.Fatalf("%s is not of this version of Talos: run “go run ./descriptors > %s” in tools/talos", asset, "../../plugins/hub-backend/assets/talos-api.binpb")
	}
}
