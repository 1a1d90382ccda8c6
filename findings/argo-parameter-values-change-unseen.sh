#!/usr/bin/env bash
# Argo Workflows takes any JSON as a parameter's value, and what is no text, number or
# boolean becomes an empty text; a whole number of 17 digits becomes another one. Neither
# is an error, for `argo lint --strict` neither: the step gets what nobody wrote.
#
# Seen on 1 December 2026 with github.com/argoproj/argo-workflows/v3 3.7.18:
#   value: [1, 2]               is ""                  error: <nil>
#   value: {"a": "b"}           is ""                  error: <nil>
#   value: 12345678901234567    is "12345678901234568" error: <nil>
# Why: AnyString.UnmarshalJSON reads numbers as float64, and its switch over the value's
# type has no default.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >main.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"

	wfv1 "github.com/argoproj/argo-workflows/v3/pkg/apis/workflow/v1alpha1"
)

func main() {
	for _, value := range []string{`[1, 2]`, `{"a": "b"}`, `12345678901234567`} {
		var parameter wfv1.Parameter
		err := json.Unmarshal([]byte(`{"name": "p", "value": `+value+`}`), &parameter)
		fmt.Printf("value: %s is %q error: %v\n", value, parameter.Value.String(), err)
	}
}
GO
go mod init finding >/dev/null 2>&1
go get github.com/argoproj/argo-workflows/v3@v3.7.18 >/dev/null 2>&1
seen=$(GOFLAGS=-mod=mod go run . 2>/dev/null)
printf '%s\n' "$seen"

expected='value: [1, 2] is "" error: <nil>
value: {"a": "b"} is "" error: <nil>
value: 12345678901234567 is "12345678901234568" error: <nil>'
[ "$seen" = "$expected" ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
