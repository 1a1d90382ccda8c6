#!/usr/bin/env bash
# `argo lint` of a file with two documents, of which the second is no YAML, finds no error
# and ends with 0: the document is left out, with a line in the log. `argo submit` of the
# file submits the first alone.
#
# Seen on 1 December 2026 with github.com/argoproj/argo-workflows/v3 3.7.18, by the
# function with which `argo lint` and `argo submit` read files:
#   1 object, good-: error <nil>
# and by the command itself: "no linting errors found!", exit status 0.
# Why: ParseObjects (workflow/common/parse.go) returns an error only where a kind could be
# read, and of what is no YAML nothing can be.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >main.go <<'GO'
package main

import (
	"fmt"
	"os"

	"github.com/argoproj/argo-workflows/v3/workflow/common"
)

func main() {
	text, _ := os.ReadFile("two.yaml")
	found := common.ParseObjects(text, true)
	fmt.Printf("%d object", len(found))
	for _, one := range found {
		fmt.Printf(", %s: error %v", one.Object.GetGenerateName(), one.Err)
	}
	fmt.Println()
}
GO
cat >two.yaml <<'YAML'
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { generateName: good- }
spec:
  entrypoint: main
  templates:
    - name: main
      container: { image: alpine, command: [ls] }
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: { generateName: bad- }
spec:
  entrypoint: [main
YAML
go mod init finding >/dev/null 2>&1
go get github.com/argoproj/argo-workflows/v3@v3.7.18 >/dev/null 2>&1
seen=$(GOFLAGS=-mod=mod go run . 2>/dev/null)
printf '%s\n' "$seen"

[ "$seen" = '1 object, good-: error <nil>' ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
