#!/usr/bin/env bash
# k6's --new-machine-readable-summary leaves out what --summary-export has by default:
# the thresholds. The run ends with exit code 99, "thresholds have been crossed", and the
# file has no word of which, nor that there were any.
#
# Seen on 1 December 2026 with k6 1.8.1:
#   default: exit 99, thresholds: checks rate>0.9 true, iterations count>0 false
#            (in this format true says crossed)
#   new:     exit 99, thresholds: none
set -euo pipefail
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work"

GOBIN=$work GOFLAGS=-modcacherw go install go.k6.io/k6@v1.8.1

cat >load.js <<'JS'
import { check } from 'k6';
export const options = {
  iterations: 1,
  thresholds: { checks: ['rate>0.9'], iterations: ['count>0'] },
};
export default function () {
  check(1, { 'one is two': value => value === 2 });
}
JS
cat >thresholds.py <<'PY'
import json, sys

found = []

def walk(value, path):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "thresholds":
                found.extend(f"{path[-1]} {name} {str(crossed).lower()}" for name, crossed in inner.items())
            walk(inner, path + [key])
    elif isinstance(value, list):
        for inner in value:
            walk(inner, path)

walk(json.load(open(sys.argv[1])), [])
print(", ".join(found) or "none")
PY

seen() {
  local name=$1 code=0
  shift
  ./k6 run --quiet --no-usage-report --summary-export=summary.json "$@" load.js >/dev/null 2>&1 || code=$?
  echo "$name exit $code, thresholds: $(python3 thresholds.py summary.json)"
}
default=$(seen default:)
new=$(seen new: --new-machine-readable-summary)
printf '%s\n' "$default" "$new"

[ "$default" = 'default: exit 99, thresholds: checks rate>0.9 true, iterations count>0 false' ] &&
  [ "$new" = 'new: exit 99, thresholds: none' ] || {
  echo 'This has changed.' >&2
  exit 1
}
echo 'As described.'
